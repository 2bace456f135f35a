//! The other side of the comparison: `reqwest` and `serde_json` into a plain struct.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::question::Question;
use crate::server::{CUSTOMER, STATUS_PATH};
use crate::{Result, sdk};

/// A client with default settings, a held token and kept connections.
#[derive(Clone)]
pub(crate) struct Bare {
    client: reqwest::Client,
    invoices: String,
    status: String,
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

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is decoded, which is what is measured")]
struct Status {
    status: Option<String>,
}

impl Bare {
    pub(crate) fn new(address: &str) -> Result<Self> {
        Self::of(address, reqwest::Client::builder())
    }

    /// The same with a time limit, as every call of this workspace has one.
    pub(crate) fn with_time_limit(address: &str) -> Result<Self> {
        Self::of(address, reqwest::Client::builder().timeout(Duration::from_secs(30)))
    }

    fn of(address: &str, builder: reqwest::ClientBuilder) -> Result<Self> {
        // Only the proxy is not the default's: the server is on this machine.
        let client = builder.no_proxy().build()?;
        let invoices = format!("{address}/mk/WSMKFaturasPendentes.rule");
        Ok(Self { client, invoices, status: format!("{address}{STATUS_PATH}") })
    }

    pub(crate) async fn ask(&self, question: Question) -> Result<()> {
        match question {
            Question::Invoices => {
                let answer: Invoices = self.get(&self.invoices).await?;
                sdk::all_three(answer.faturas_pendentes.len())
            }
            Question::Status => self.get::<Status>(&self.status).await.map(drop),
        }
    }

    async fn get<T: DeserializeOwned>(&self, rule: &str) -> Result<T> {
        let customer = CUSTOMER.to_string();
        let token = "0123456789abcdef0123456789abcdef.123456";
        let query = [("sys", "MK0"), ("token", token), ("cd_cliente", &customer)];
        // What `RequestBuilder::query` does, without its dependency.
        let url = Url::parse_with_params(rule, query)?;
        let response = self.client.get(url).send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}
