//! The other side of the comparison: `reqwest` and `serde_json` into a plain struct.

use serde::Deserialize;
use url::Url;

use crate::Result;

/// A client with default settings, a held token and kept connections.
#[derive(Clone)]
pub(crate) struct Bare {
    client: reqwest::Client,
    rule: String,
}

/// The fields of [`FaturasPendentes`](mk_webservices::operations::faturas::FaturasPendentes), plain.
#[derive(Deserialize)]
#[allow(dead_code, reason = "they are decoded, which is what is measured")]
struct Invoices {
    #[serde(rename = "CodigoPessoa")]
    codigo_pessoa: Option<u64>,
    #[serde(rename = "Nome")]
    nome: Option<String>,
    #[serde(rename = "FaturasPendentes")]
    faturas_pendentes: Vec<Invoice>,
    status: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "they are decoded, which is what is measured")]
struct Invoice {
    codfatura: u64,
    contas: Option<String>,
    contratos: Option<String>,
    data_vencimento: String,
    descricao: Option<String>,
    valor_total: f64,
}

impl Bare {
    pub(crate) fn new(address: &str) -> Result<Self> {
        // Only the proxy is not the default's: the server is on this machine.
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self { client, rule: format!("{address}/mk/WSMKFaturasPendentes.rule") })
    }

    /// Asks for the customer's invoices; how many there are.
    pub(crate) async fn invoices(&self, customer: u64) -> Result<usize> {
        let customer = customer.to_string();
        let token = "0123456789abcdef0123456789abcdef.123456";
        let query = [("sys", "MK0"), ("token", token), ("cd_cliente", &customer)];
        // What `RequestBuilder::query` does, without its dependency.
        let url = Url::parse_with_params(&self.rule, query)?;
        let response = self.client.get(url).send().await?.error_for_status()?;
        let invoices: Invoices = serde_json::from_slice(&response.bytes().await?)?;
        Ok(invoices.faturas_pendentes.len())
    }
}
