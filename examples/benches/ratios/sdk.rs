//! This side of the comparison: the client of `mk-webservices`.

use mk_webservices::{Client, ClientBuilder};

use crate::Result;

/// A client as its documentation builds it; plain HTTP has to be allowed for the bench's server.
pub(crate) fn client(address: &str) -> ClientBuilder {
    Client::builder(address)
        .credentials("0123456789abcdef0123456789abcdef", "profile-password")
        .allow_plaintext_http()
}

/// Asks for the customer's invoices; how many there are.
pub(crate) async fn invoices(client: &Client, customer: u64) -> Result<usize> {
    Ok(client.faturas_pendentes(customer).await?.faturas_pendentes.len())
}
