//! The crypto provider of other TLS clients in the program.

/// Makes ring the process-wide crypto provider of rustls, unless the program has set one; says whether
/// it did.
///
/// The clients of this library need no such call: they bring their provider themselves and leave the
/// process as it is. **Your own `reqwest` clients may need it.** Cargo builds `reqwest` once for the
/// whole program, with the features of all its users: by our feature `rustls` a client of yours has
/// rustls too, even if you use `reqwest` without TLS. Unless `reqwest`'s own feature `rustls` (one of
/// its defaults) or `native-tls` is on as well, `reqwest` has no provider then, and
/// `reqwest::Client::new()` **panics** with *No rustls crypto provider is configured*. Call this, or
/// `install_default` of another provider, at the start of `main`; or use our feature `native-tls`
/// instead of `rustls`.
///
/// ```
/// isp_core::http::install_crypto_provider();
/// assert!(!isp_core::http::install_crypto_provider());
/// ```
pub fn install_crypto_provider() -> bool {
    rustls::crypto::ring::default_provider().install_default().is_ok()
}
