//! This side of the comparison: the client of `mk-webservices`.

use isp_core::Error;
use isp_core::http::{Answer, Effect, Operation, OperationSpec, RequestWriter};
use isp_core::wire::{DecodeError, Decoded};
use mk_webservices::{Client, ClientBuilder};
use serde::Deserialize;

use crate::Result;
use crate::question::Question;
use crate::server::{CUSTOMER, STATUS_PATH};

/// What the client signs in with; the server accepts anything, the simulator only this.
pub(crate) const CREDENTIALS: (&str, &str) =
    ("0123456789abcdef0123456789abcdef", "profile-password");

/// A client as its documentation builds it; plain HTTP has to be allowed for the bench's server.
pub(crate) fn client(address: &str) -> ClientBuilder {
    let (user_token, profile_password) = CREDENTIALS;
    Client::builder(address).credentials(user_token, profile_password).allow_plaintext_http()
}

pub(crate) async fn ask(client: &Client, question: Question) -> Result<()> {
    match question {
        Question::Invoices => {
            all_three(client.faturas_pendentes(CUSTOMER).await?.faturas_pendentes.len())
        }
        Question::Status => Ok(client.call(AskStatus).await.map(drop)?),
    }
}

/// Whether all invoices of the answer were read.
pub(crate) fn all_three(invoices: usize) -> Result<()> {
    if invoices == 3 { Ok(()) } else { Err(format!("{invoices} invoices instead of 3").into()) }
}

/// An operation of the bench's own, as a user of the client writes one.
struct AskStatus;

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is decoded, which is what is measured")]
struct Status {
    status: Option<String>,
}

impl Operation for AskStatus {
    type Output = Status;

    const SPEC: OperationSpec =
        OperationSpec::get("WSMKStatus", STATUS_PATH).with_effect(Effect::Read);

    fn write(&self, request: &mut RequestWriter) -> std::result::Result<(), Error> {
        request.query("cd_cliente", CUSTOMER);
        Ok(())
    }

    fn read(&self, answer: &Answer) -> std::result::Result<Decoded<Status>, DecodeError> {
        answer.decode()
    }
}
