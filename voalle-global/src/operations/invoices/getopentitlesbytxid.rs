//! Open titles by document: overdue, due, and due next month.

use isp_core::brazil::Document;
use isp_core::http::Answer;
use isp_core::wire::{DecodeError, Decoded, Node};
use serde::de::IgnoredAny;

use super::Title;
use crate::answers::Response;
use crate::dialect::is_blank;
use crate::operation::operation;

operation! {
    /// Open titles by document: overdue, due, and due next month.
    ///
    /// A paid title is no longer listed. That there are none is said by a message: see
    /// [`says_none`](crate::Response::says_none).
    GetOpenTitlesByTxId = GET "/external/integrations/thirdparty/getopentitlesbytxid/{txId}", fn getopentitlesbytxid -> Response<Vec<Title>> {
        effect: Read,
        evidence: Observed,
        required: {
            /// CPF or CNPJ.
            "txId" tx_id: Document in Path,
        }
        read: read,
    }
}

/// Beside the message that there are no titles the payload may be blank in any form.
fn read(answer: &Answer) -> Result<Decoded<Response<Vec<Title>>>, DecodeError> {
    let members = answer.json().ok().and_then(Node::as_object);
    let payload = members.and_then(|members| members.get("response"));
    if payload.is_none_or(|it| is_blank(it) && !it.is_list())
        && let Ok(Decoded { value, drift }) = answer.decode::<Response<Option<IgnoredAny>>>()
        && value.messages.says_no_open_titles()
    {
        return Ok(Decoded { value: value.map(|_| Vec::new()), drift });
    }
    answer.decode()
}

impl Response<Vec<Title>> {
    /// Whether the answer says that the customer has no open titles: an empty list with the message
    /// *Cliente não possui títulos em aberto.* An empty list alone does not say so.
    pub fn says_none(&self) -> bool {
        self.response.is_empty() && self.messages.says_no_open_titles()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use isp_core::Money;
    use jiff::civil::date;

    fn operation() -> GetOpenTitlesByTxId {
        GetOpenTitlesByTxId::new("529.982.247-25".parse().unwrap())
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/getopentitlesbytxid/52998224725")
        );
    }

    #[test]
    fn it_reads_the_sample() {
        let answer = decoded(&operation(), "getopentitlesbytxid.ok.json");
        assert!(!answer.says_none());
        let [overdue, due] = &answer.response[..] else { panic!("two titles") };
        let amount = overdue.billet.amount.as_ref().unwrap();
        assert_eq!(amount.value.map(Money::centavos), Some(8990));
        assert_eq!(amount.final_value.map(Money::centavos), Some(9215));
        assert_eq!(overdue.billet.expiration_date, Some(date(2024, 6, 10)));
        assert!(overdue.billet.pix_qr_code.as_deref().unwrap().starts_with("000201"));
        assert_eq!(
            overdue.client.as_ref().unwrap().tx_id.as_ref().unwrap().as_str(),
            "52998224725"
        );
        assert_eq!(due.billet.barcode.as_deref().map(str::len), Some(44));
        assert_eq!(due.status(), None);
    }

    #[test]
    fn there_are_none_only_by_the_message_and_an_empty_payload() {
        let told = |success: &str, message: &str, response: &str| {
            format!(
                r#"{{"success":{success},"messages":[{{"message":"{message}","code":null,
                    "type":"Error"}}],"response":{response}}}"#
            )
        };
        let none = "Cliente não possui títulos em aberto.";
        let blank = ["null", "[]", "{}", "\"\""];
        for (success, response) in
            ["true", "false"].into_iter().flat_map(|success| blank.map(|it| (success, it)))
        {
            let answer = decoded_from(&operation(), &told(success, none, response));
            assert!(answer.says_none(), "{success} {response}");
        }
        let alone = decoded_from(&operation(), r#"{"success":true,"messages":null,"response":[]}"#);
        assert!(!alone.says_none());
        for body in [
            told("false", "Erro interno.", "null"),
            told("true", "Cliente possui títulos em aberto.", "[]"),
            told("true", none, r#"[{"id":1,"billet":{}}]"#),
            told("true", none, "[null]"),
            format!(r#"{{"success":true,"messages":["{none}"],"response":true}}"#),
            format!(r#"{{"success":true,"messages":["{none}"],"response":{{"id":1}}}}"#),
            told("null", none, "[]"),
            format!(r#"{{"messages":["{none}"],"response":[]}}"#),
            format!(r#"{{"success":true,"messages":["{none}"],"response":[],"error":"x"}}"#),
            format!(r#"{{"success":true,"messages":["{none}","x"],"response":[]}}"#),
        ] {
            decode_error(&operation(), &body);
        }
    }

    #[test]
    fn what_is_no_list_never_looks_like_owing_nothing() {
        for body in [
            "[]",
            "{}",
            "null",
            r#"{"success":true}"#,
            r#"{"success":true,"response":null}"#,
            r#"{"success":true,"response":{}}"#,
            r#"{"success":true,"response":[null]}"#,
            r#"{"success":true,"response":[{"id":1}]}"#,
            r#"{"success":true,"response":[{"id":1,"billet":{"amount":{"value":"?"}}}]}"#,
        ] {
            decode_error(&operation(), body);
        }
    }
}
