//! Person by code.

use super::Pessoa;
use crate::operation::core_operation;

core_operation! {
    /// Person by code.
    ///
    /// An unknown code is [`ErrorKind::NotFound`](isp_core::ErrorKind).
    GetPessoasId = GET "pessoas/id", fn pessoas_id -> Pessoa {
        service_name: "Pessoas - buscar por id",
        effect: Read,
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`). A second copy of the manual's section spells the parameter
            /// `cod`; all clients send `id`.
            id: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use isp_core::brazil::State;
    use isp_core::wire::{ParsedText, TextOrNumber};

    use super::*;
    use crate::operations::pessoas::CodigoOuNome;
    use crate::operations::testing::{decode_error, decoded, decoded_from, fault_from, request};
    use isp_core::ErrorKind;
    use jiff::civil::date;

    fn operation() -> GetPessoasId {
        GetPessoasId::new(301)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), "GET /core-api/pessoas/id?token=TOKEN&id=301");
    }

    #[test]
    fn it_reads_the_registration_and_masks_the_documents() {
        let person = decoded(&operation(), "core-api.pessoas.id.ok.json");
        assert_eq!(person.id, Some(301));
        assert_eq!(person.data_cadastro, Some(date(2024, 3, 18)));
        assert_eq!(person.nascimento, None);
        assert_eq!(person.classificacao, Some(CodigoOuNome::Nome("Cliente".into())));
        assert_eq!(person.tipo, Some(CodigoOuNome::Nome("Física".into())));
        assert_eq!((person.estado_id, person.logradouro_cobranca_id), (Some(21), Some(1001)));
        let company = person.provedor_empresa.as_ref().unwrap();
        assert_eq!(
            (company.id, company.uf.as_ref().and_then(ParsedText::get)),
            (Some(2), Some(&State::RS))
        );
        let shown = format!("{person:?}");
        assert!(!shown.contains("529.982.247-25") && !shown.contains("11.222.333"), "{shown}");
    }

    #[test]
    fn numbers_as_text_are_understood() {
        let person =
            decoded_from(&operation(), r#"{"id":"301","nome":"X","tipo":"1","numero":"142"}"#);
        let number = person.numero.as_ref().and_then(TextOrNumber::to_u64);
        assert_eq!((person.id, number), (Some(301), Some(142)));
        assert_eq!(person.tipo, Some(CodigoOuNome::Codigo(1)));
    }

    #[test]
    fn an_answer_of_nothing_does_not_say_that_there_is_no_such_person() {
        for nothing in ["", "null"] {
            assert_eq!(fault_from(&operation(), nothing).unwrap().kind, ErrorKind::NotUnderstood);
        }
        assert!(decode_error(&operation(), r#"{"message":"?"}"#).contains("nome"));
    }
}
