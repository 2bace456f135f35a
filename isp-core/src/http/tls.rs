//! TLS of the default transport, by the library that the features choose.

#[cfg(not(any(feature = "native-tls", feature = "rustls-no-provider")))]
use reqwest::ClientBuilder;

use crate::error::Error;

#[cfg(any(feature = "native-tls", feature = "rustls-no-provider"))]
fn no_certificate() -> Error {
    Error::invalid_input("the root certificates are not certificates in PEM")
        .with_advice("hand in the text from `-----BEGIN CERTIFICATE-----` to the end")
}

#[cfg(feature = "rustls-no-provider")]
pub(super) use by_rustls::set_up;

#[cfg(all(feature = "native-tls", not(feature = "rustls-no-provider")))]
pub(super) use by_the_system::set_up;

/// Without a feature for TLS nothing can be trusted.
#[cfg(not(any(feature = "native-tls", feature = "rustls-no-provider")))]
pub(super) fn set_up(
    builder: ClientBuilder,
    _: bool,
    roots: &[Vec<u8>],
) -> Result<ClientBuilder, Error> {
    if roots.is_empty() {
        return Ok(builder);
    }
    Err(Error::invalid_input("root certificates need TLS")
        .with_advice("use one of the features `rustls` and `native-tls`"))
}

#[cfg(feature = "rustls-no-provider")]
mod by_rustls {
    use std::sync::Arc;

    use reqwest::ClientBuilder;
    use rustls::crypto::CryptoProvider;
    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;
    use rustls::{ClientConfig, RootCertStore};
    use rustls_platform_verifier::Verifier;

    use super::no_certificate;
    use crate::error::{Error, ErrorKind};

    /// Trusts the issuers in these PEM texts besides the system's. The provider is chosen here and not
    /// by `reqwest`, which would panic where the process has none.
    pub(in super::super) fn set_up(
        builder: ClientBuilder,
        needs_tls: bool,
        roots: &[Vec<u8>],
    ) -> Result<ClientBuilder, Error> {
        let refused = |error: rustls::Error| {
            Error::new(ErrorKind::Configuration, "TLS cannot be set up")
                .with_advice("install the system's CA certificates (package ca-certificates)")
                .with_source(error)
        };
        let provider = crypto_provider()?;
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(refused)?;
        let config = match Verifier::new_with_extra_roots(certificates(roots)?, provider) {
            Ok(verifier) => config.dangerous().with_custom_certificate_verifier(Arc::new(verifier)),
            Err(error) if needs_tls => return Err(refused(error)),
            Err(_) => config.with_root_certificates(RootCertStore::empty()),
        };
        Ok(builder.tls_backend_preconfigured(config.with_no_client_auth()))
    }

    fn certificates(texts: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Error> {
        let mut all = Vec::new();
        for text in texts {
            let before = all.len();
            for certificate in CertificateDer::pem_slice_iter(text) {
                all.push(certificate.map_err(|_| no_certificate())?);
            }
            if all.len() == before {
                return Err(no_certificate());
            }
        }
        Ok(all)
    }

    #[cfg(feature = "rustls")]
    #[allow(clippy::unnecessary_wraps, reason = "the other form below can fail")]
    fn crypto_provider() -> Result<Arc<CryptoProvider>, Error> {
        Ok(Arc::new(rustls::crypto::ring::default_provider()))
    }

    #[cfg(not(feature = "rustls"))]
    fn crypto_provider() -> Result<Arc<CryptoProvider>, Error> {
        CryptoProvider::get_default().cloned().ok_or_else(|| {
            Error::new(ErrorKind::Configuration, "the process has no rustls crypto provider")
                .with_advice("install one at the start of the program, or use the feature `rustls`")
        })
    }
}

#[cfg(all(feature = "native-tls", not(feature = "rustls-no-provider")))]
mod by_the_system {
    use reqwest::{Certificate, ClientBuilder};

    use super::no_certificate;
    use crate::error::Error;

    /// Trusts the issuers in these PEM texts besides the system's.
    pub(in super::super) fn set_up(
        mut builder: ClientBuilder,
        _: bool,
        roots: &[Vec<u8>],
    ) -> Result<ClientBuilder, Error> {
        for text in roots {
            let certificates = Certificate::from_pem_bundle(text).ok();
            let certificates = certificates.filter(|all| !all.is_empty());
            for certificate in certificates.ok_or_else(no_certificate)? {
                builder = builder.add_root_certificate(certificate);
            }
        }
        Ok(builder)
    }
}
