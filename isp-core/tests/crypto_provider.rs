//! What our TLS does to other `reqwest` clients of a program.

#![cfg(all(feature = "rustls", not(feature = "native-tls")))]
#![allow(clippy::unwrap_used, missing_docs)]

use isp_core::http::{ClientOptions, ReqwestTransport, install_crypto_provider};

/// One test, since the provider is the process's.
#[test]
fn our_clients_need_no_provider_of_the_process_and_other_clients_of_reqwest_need_one() {
    ReqwestTransport::new(&ClientOptions::default()).unwrap();
    assert!(
        rustls::crypto::CryptoProvider::get_default().is_none(),
        "ours leaves the process alone"
    );
    let other = std::panic::catch_unwind(reqwest::Client::new);
    assert!(
        other.is_err(),
        "as documented; if reqwest no longer panics, shorten the documentation"
    );

    assert!(install_crypto_provider());
    reqwest::Client::new();
    assert!(!install_crypto_provider(), "a provider that is set stays");
}
