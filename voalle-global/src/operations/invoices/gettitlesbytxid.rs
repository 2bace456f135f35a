//! All titles by document, with their states.

use isp_core::brazil::Document;

use super::Title;
use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// All titles by document, with their states.
    GetTitlesByTxId = GET "/external/integrations/thirdparty/gettitlesbytxid/{txId}", fn gettitlesbytxid -> Response<Vec<Title>> {
        effect: Read,
        evidence: Observed,
        required: {
            /// CPF or CNPJ.
            "txId" tx_id: Document in Path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::invoices::TitleStatusCode;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};

    fn operation() -> GetTitlesByTxId {
        GetTitlesByTxId::new("529.982.247-25".parse().unwrap())
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/gettitlesbytxid/52998224725")
        );
    }

    #[test]
    fn it_reads_every_state_of_the_sample() {
        let titles = decoded(&operation(), "gettitlesbytxid.ok.json").response;
        let states: Vec<_> = titles.iter().filter_map(Title::status).collect();
        assert_eq!(states.len(), titles.len());
        assert_eq!(states[..2], [&TitleStatusCode::Paga, &TitleStatusCode::Vencida]);
        let receipts = titles[0].billet.receipts.as_ref().unwrap().get().unwrap();
        assert_eq!(receipts.ammount.map(isp_core::Money::centavos), Some(8990));
        assert!(titles[1].billet.receipts.is_none());
    }

    #[test]
    fn a_missing_list_is_an_error_and_so_is_an_empty_one_with_a_message() {
        for body in [
            r#"{"success":true,"response":null}"#,
            r#"{"success":true,"messages":["Indisponível"],"response":[]}"#,
            "[]",
        ] {
            decode_error(&operation(), body);
        }
        let unknown = r#"{"success":true,"response":[{"id":1,"billet":{"status":"Renegociada"}}]}"#;
        let title = decoded_from(&operation(), unknown).response.remove(0);
        assert!(title.status().unwrap().is_unknown());
    }
}
