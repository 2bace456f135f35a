//! The other side of the comparison: `reqwest` and `serde_json` into a plain struct.

use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::question::Question;
use crate::server::{CUSTOMER, OPEN_INVOICES_PATH, STATUS_PATH};
use crate::{Result, sdk};

/// A client with default settings, a held token and kept connections.
#[derive(Clone)]
pub(crate) struct Bare {
    client: reqwest::Client,
    invoices: String,
    open_invoices: String,
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

/// The fields of [`FaturasAbertas`](mk_webservices::operations::faturas::FaturasAbertas), plain.
#[derive(Deserialize)]
#[allow(dead_code, reason = "they are decoded, which is what is measured")]
struct OpenInvoices {
    #[serde(rename = "ListaFaturas")]
    lista_faturas: Vec<OpenInvoice>,
    status: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "they are decoded, which is what is measured")]
struct OpenInvoice {
    cd_fatura: u64,
    codpessoa: Option<u64>,
    nome: Option<String>,
    status: Option<String>,
    valor: f64,
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
        let open_invoices = format!("{address}{OPEN_INVOICES_PATH}");
        Ok(Self { client, invoices, open_invoices, status: format!("{address}{STATUS_PATH}") })
    }

    pub(crate) async fn ask(&self, question: Question) -> Result<()> {
        match question {
            Question::Invoices => {
                let answer: Invoices = self.get(&self.invoices, "cd_cliente", CUSTOMER).await?;
                sdk::all_three(answer.faturas_pendentes.len())
            }
            Question::Status => {
                self.get::<Status>(&self.status, "cd_cliente", CUSTOMER).await.map(drop)
            }
        }
    }

    /// Reads a list of this many megabytes whole; the number of its rows.
    pub(crate) async fn open_invoices(&self, megabytes: u64) -> Result<usize> {
        let answer: OpenInvoices = self.get(&self.open_invoices, "cd_pessoa", megabytes).await?;
        Ok(answer.lista_faturas.len())
    }

    async fn get<T: DeserializeOwned>(&self, rule: &str, name: &str, value: u64) -> Result<T> {
        let value = value.to_string();
        let token = "0123456789abcdef0123456789abcdef.123456";
        let query = [("sys", "MK0"), ("token", token), (name, &value)];
        // What `RequestBuilder::query` does, without its dependency.
        let url = Url::parse_with_params(rule, query)?;
        let response = self.client.get(url).send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}
