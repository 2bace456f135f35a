//! Trust unlock of a contract.

use isp_core::http::Answer;
use isp_core::wire::{DecodeError, Decoded, Unconfirmed};

use crate::operation::operation;

operation! {
    /// Trust unlock of a contract.
    ///
    /// Neither the request's body nor the answer is documented, so no answer proves that it was
    /// done: read the contract's status again. An empty body reads as null.
    ContractUnblock = POST "/api/contracts/{id}/unblock", fn contract_unblock -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Contract id.
            id: u64 in Path,
        }
        read: read,
    }
}

/// The dialect has refused everything but JSON and an empty body.
fn read(answer: &Answer) -> Result<Decoded<Unconfirmed>, DecodeError> {
    if answer.json().is_err() {
        return Ok(Decoded::default());
    }
    answer.decode()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, request, signed};

    fn operation() -> ContractUnblock {
        ContractUnblock::new(830_001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("POST /api/contracts/830001/unblock"));
    }

    #[test]
    fn any_json_without_a_sign_of_failure_and_the_empty_body_are_answers() {
        assert!(decoded_from(&operation(), "").answer().value().is_null());
        let answer = decoded_from(&operation(), r#"{"data":{"id":1}}"#);
        assert_eq!(answer.answer().value()["data"]["id"], 1);
    }

    #[test]
    fn a_page_or_half_a_json_is_none() {
        for body in ["<html></html>", r#"{"data":"#] {
            decode_error(&operation(), body);
        }
    }
}
