//! Change the CRM product of a contract.

use isp_core::Error;
use isp_core::http::{Answer, Parameter, ParameterSpec, Slot};
use isp_core::record;
use isp_core::wire::{self, DecodeError, Decoded, YesNo};
use serde::{Deserialize, Serialize};

use super::MudancaDePlano;
use crate::Client;
use crate::operation::operation;

operation! {
    /// Change the CRM product of a contract.
    ///
    /// Licensed separately. Read the postings by
    /// [`WSMKConsultarContasContratoAlterarProdutoCRM`](super::WSMKConsultarContasContratoAlterarProdutoCRM)
    /// just before: they name the contract, and carry what authorises the change. The vendor's
    /// example names neither the contract nor the product otherwise.
    POST WSMKAlterarProdCRM -> AlterarProdCRM {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            faturas: Faturas in Json,
        }
        new: private,
        read: read,
    }
}

impl WSMKAlterarProdCRM {
    /// The change of the postings' contract.
    pub fn com(mudanca: MudancaDePlano) -> Self {
        Self::new(Faturas(mudanca))
    }
}

impl Client {
    /// Change the CRM product of a contract.
    ///
    /// `POST /mk/WSMKAlterarProdCRM.rule`
    #[doc(alias = "WSMKAlterarProdCRM")]
    pub fn alterar_prod_crm(&self, mudanca: MudancaDePlano) -> Call<WSMKAlterarProdCRM> {
        self.call(WSMKAlterarProdCRM::com(mudanca))
    }
}

/// The vendor puts the whole change into the only item of this list.
#[derive(Clone)]
struct Faturas(MudancaDePlano);

impl Parameter for Faturas {
    const PARTS: &'static [ParameterSpec] = &[ParameterSpec::required("faturas")];

    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        self.0.write(slot, &[])
    }
}

/// Confirmation. The vendor writes it as JSON within the text of a status.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlterarProdCRM {
    /// Code of the lead that the change is filed under.
    pub cd_lead: Option<u64>,
    /// Whether an acceptance is made for the customer.
    pub gerar_aceite: Option<YesNo>,
    /// `"OK! Contrato alterado com sucesso!"`
    pub mensagem: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}

fn read(answer: &Answer) -> Result<Decoded<AlterarProdCRM>, DecodeError> {
    let object = answer.json().ok().and_then(wire::Node::as_object);
    let status = object.and_then(|object| object.get("Status")).and_then(wire::Node::as_str);
    match status.filter(|text| text.trim_start().starts_with('{')) {
        None => answer.decode(),
        Some(text) => {
            let json = wire::parse_utf8(text.as_bytes());
            let json = json.map_err(|_| DecodeError::unexpected("$.Status", "JSON", "text"))?;
            wire::decode(json.root())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::contratos::WSMKConsultarContasContratoAlterarProdutoCRM;
    use crate::operations::contratos::mudanca_de_plano::tests::example;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, fault_from, request, unwrapped,
    };
    use isp_core::http::vendor::TokenVerdict;
    use isp_core::{ErrorKind, Outcome};
    use serde_json::Value;

    fn operation() -> WSMKAlterarProdCRM {
        let postings = WSMKConsultarContasContratoAlterarProdutoCRM::new(5001);
        let file = "WSMKConsultarContasContratoAlterarProdutoCRM.ok.json";
        WSMKAlterarProdCRM::com(example(decoded(&postings, file).contas))
    }

    #[test]
    fn the_request_is_exact() {
        let body = include_str!("../../../tests/fixtures/WSMKAlterarProdCRM.corpo.json");
        let body: Value = serde_json::from_str(body).unwrap();
        let path = "POST /mk/WSMKAlterarProdCRM.rule?sys=MK0&token=TOKEN";
        assert_eq!(request(&operation()), format!("{path} {body}"));
    }

    #[test]
    fn it_reads_the_json_within_the_text_of_the_status() {
        let done = unwrapped(&operation(), "WSMKAlterarProdCRM.ok.json");
        assert_eq!((done.cd_lead, done.status.as_deref()), (Some(3448), Some("OK")));
        assert_eq!(done.mensagem.as_deref(), Some("OK! Contrato alterado com sucesso!"));
        assert!(done.gerar_aceite.unwrap().is_no());
        let plain = decoded_from(&operation(), r#"{"cd_lead":3448,"status":"OK"}"#);
        assert_eq!(plain.cd_lead, Some(3448));
    }

    #[test]
    fn a_refusal_within_the_text_keeps_its_reason() {
        let refused = r#"{"Status:":"{\"mensagem\":\"Contrato inativo.\",\"status\":\"ERRO\"}"}"#;
        let fault = fault_from(&operation(), refused).unwrap();
        assert_eq!(
            (fault.kind, fault.message.as_deref()),
            (ErrorKind::Refused, Some("Contrato inativo."))
        );
        let token = r#"{"Status:":"{\"Num. ERRO\":\"001\",\"status\":\"ERRO\"}"}"#;
        let verdict = fault_from(&operation(), token).unwrap().token;
        assert_eq!(verdict, TokenVerdict::PerhapsExpired, "it is not sent again");
        let listed = fault_from(&operation(), &format!("[{refused}]")).unwrap();
        assert_eq!(listed.outcome, Outcome::PerhapsDone, "no source shows it in a list");
        for unproven in [r#"{"Status:":"{\"cd_lead\":3448}"}"#, r#"{"Status:":"{cut"}"#] {
            decode_error(&operation(), unproven);
        }
    }
}
