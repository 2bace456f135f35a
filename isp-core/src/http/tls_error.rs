//! Why no TLS connection was made, where trying again does not help.

use std::error::Error;
use std::io;

#[cfg(feature = "rustls-no-provider")]
use rustls::{AlertDescription, CertificateError};

const NOT_TLS: &str = "the server does not speak TLS at this port";
const NOT_ACCEPTABLE: &str = "the server's certificate is not acceptable";

/// What is wrong with the server's certificate or protocol, if that is the cause of `error`. Holds no
/// name of the certificate, since that is the address of the installation.
pub(super) fn explain(error: &(dyn Error + 'static)) -> Option<String> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        #[cfg(feature = "rustls-no-provider")]
        if let Some(error) = error.downcast_ref() {
            return describe(error);
        }
        if let Some(what) = describe_openssl(error) {
            return Some(what.to_owned());
        }
        // The source of an `io::Error` is its content's source, so the content must be asked for.
        let content = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = match content {
            Some(content) => Some(content),
            None => error.source(),
        };
    }
    None
}

/// With the feature `native-tls` on Linux the cause is OpenSSL's, which is known by its words alone.
fn describe_openssl(error: &(dyn Error + 'static)) -> Option<&'static str> {
    if !cfg!(feature = "native-tls") {
        return None;
    }
    let text = error.to_string();
    if text.contains("certificate verify failed") {
        Some(NOT_ACCEPTABLE)
    } else if text.contains("wrong version number") {
        Some(NOT_TLS)
    } else {
        None
    }
}

#[cfg(feature = "rustls-no-provider")]
fn describe(error: &rustls::Error) -> Option<String> {
    use rustls::Error::{
        AlertReceived, InvalidCertificate, InvalidMessage, NoCertificatesPresented,
    };

    let what = match error {
        // Failures of the moment on the server's side.
        AlertReceived(AlertDescription::InternalError | AlertDescription::UserCanceled) => {
            return None;
        }
        InvalidCertificate(error) => match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "the server's certificate has expired"
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "the server's certificate is not valid yet"
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "the server's certificate is for another name"
            }
            CertificateError::UnknownIssuer => "the issuer of the server's certificate is unknown",
            CertificateError::Revoked => "the server's certificate was revoked",
            // By its words alone: the type is that of a crate below rustls.
            CertificateError::Other(cause) if cause.to_string().contains("CaUsedAsEndEntity") => {
                "the server's certificate is that of a certificate authority, probably self-signed, \
                 which is refused even where it is trusted"
            }
            _ => NOT_ACCEPTABLE,
        },
        NoCertificatesPresented => "the server has no certificate",
        InvalidMessage(_) => NOT_TLS,
        other => return Some(format!("no TLS connection: {other}")),
    };
    Some(what.to_owned())
}

#[cfg(all(test, feature = "rustls-no-provider"))]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("outer")]
    struct Outer(#[source] io::Error);

    fn explained(error: rustls::Error) -> Option<String> {
        explain(&Outer(io::Error::other(io::Error::new(io::ErrorKind::InvalidData, error))))
    }

    #[test]
    fn certificates_are_explained_without_a_name_of_theirs() {
        let other_name = CertificateError::NotValidForNameContext {
            expected: "erp.example.com".try_into().unwrap(),
            presented: vec!["DnsName(\"other.example.com\")".to_owned()],
        };
        for (error, part) in [
            (CertificateError::Expired, "expired"),
            (CertificateError::NotValidYet, "not valid yet"),
            (CertificateError::UnknownIssuer, "issuer"),
            (CertificateError::Revoked, "revoked"),
            (CertificateError::BadSignature, "not acceptable"),
            (other_name, "another name"),
        ] {
            let what = explained(rustls::Error::InvalidCertificate(error)).unwrap();
            assert!(what.contains(part) && !what.contains("example"), "{what}");
        }
    }

    /// As `openssl req -x509` makes them: the first thing that an installation without a certificate gets.
    #[test]
    fn a_certificate_authority_in_place_of_a_server_is_explained() {
        #[derive(Debug, thiserror::Error)]
        #[error("CaUsedAsEndEntity")]
        struct Cause;
        let cause = rustls::OtherError(std::sync::Arc::new(Cause));
        let error = rustls::Error::InvalidCertificate(CertificateError::Other(cause));
        let what = explained(error).unwrap();
        assert!(what.contains("certificate authority"), "{what}");
    }

    #[test]
    fn failures_of_the_moment_are_not_of_the_protocol() {
        let internal = rustls::Error::AlertReceived(AlertDescription::InternalError);
        assert_eq!(explained(internal), None);
        assert_eq!(explain(&io::Error::from(io::ErrorKind::ConnectionReset)), None);
        let version = rustls::Error::AlertReceived(AlertDescription::ProtocolVersion);
        assert!(explained(version).is_some());
    }
}
