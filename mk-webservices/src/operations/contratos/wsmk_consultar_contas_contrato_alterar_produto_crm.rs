//! Postings of a contract, to change its CRM product.

use super::ContasDoContrato;
use crate::operation::operation;

operation! {
    /// Postings of a contract, to change its CRM product.
    ///
    /// Licensed separately. For
    /// [`WSMKAlterarProdCRM`](super::WSMKAlterarProdCRM).
    /// The vendor's address has `cd_contrato`, its list of parameters `CodigoContrato`: this sends
    /// the former.
    WSMKConsultarContasContratoAlterarProdutoCRM, fn consultar_contas_contrato_alterar_produto_crm -> ContasDoContrato {
        effect: Read,
        evidence: Manual,
        required: {
            /// Contract code.
            cd_contrato: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};
    use isp_core::wire::YesNo;
    use jiff::civil::date;

    fn operation() -> WSMKConsultarContasContratoAlterarProdutoCRM {
        WSMKConsultarContasContratoAlterarProdutoCRM::new(5001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultarContasContratoAlterarProdutoCRM.rule?sys=MK0&token=TOKEN&cd_contrato=5001"
        );
    }

    #[test]
    fn it_reads_the_postings_and_never_shows_what_authorises_their_change() {
        let answer = decoded(&operation(), "WSMKConsultarContasContratoAlterarProdutoCRM.ok.json");
        let first = &answer.contas[0];
        assert_eq!((first.cd_conta, first.cd_fatura, first.codigo), (1001, Some(2001), Some(3001)));
        assert_eq!(
            (first.data_vencimento, &first.ok),
            (Some(date(2026, 2, 10)), &Some(YesNo::Yes))
        );
        let hash = first.hash.as_ref().unwrap().expose().to_owned();
        let shown = format!("{answer:?} {}", serde_json::to_string(&answer).unwrap());
        assert!(hash.ends_with(".100001") && !shown.contains(&hash), "{shown}");
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decode_error(&operation(), r#"{"status":"OK"}"#).contains("Contas"));
    }
}
