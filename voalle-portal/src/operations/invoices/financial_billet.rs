//! PDF of a boleto.

use isp_core::http::{Answer, Bytes};
use isp_core::wire::{DecodeError, Decoded, Drift};

use crate::operation::operation;

operation! {
    /// PDF of a boleto. Its hash is among the fields of a receivable title.
    FinancialBillet = Get "/api/financial/billet/{hash}", fn financial_billet -> Bytes {
        title: "boleto PDF",
        family: "invoices",
        effect: Read,
        evidence: Manual,
        required: {
            /// The title's `hash`.
            hash: key in path,
        }
        optional: {}
        answer: Bytes,
        read: read,
    }
}

/// Some writers put a few bytes before the mark, readers look for it in the first kilobyte.
fn read(answer: &Answer) -> Result<Decoded<Bytes>, DecodeError> {
    let head = answer.body.get(..1024).unwrap_or(&answer.body);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Ok(Decoded { value: answer.body.clone(), drift: Drift::default() });
    }
    Err(DecodeError::unexpected("$", "a PDF", "another file"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, refusal, request, signed};

    fn operation() -> FinancialBillet {
        FinancialBillet::new("00000000000000000000000000000001")
    }

    #[test]
    fn the_hash_stands_in_the_path_and_cannot_leave_it() {
        assert_eq!(
            request(&operation()),
            signed("GET /api/financial/billet/00000000000000000000000000000001")
        );
        assert_eq!(
            request(&FinancialBillet::new("../a?b")),
            signed("GET /api/financial/billet/%2E%2E%2Fa%3Fb")
        );
        refusal(&FinancialBillet::new(""));
        refusal(&FinancialBillet::new(".."));
    }

    #[test]
    fn a_pdf_is_handed_on_unchanged() {
        let pdf = "%PDF-1.4\n% fatura\n%%EOF\n";
        assert_eq!(decoded_from(&operation(), pdf).as_ref(), pdf.as_bytes());
    }

    #[test]
    fn nothing_else_is_taken_for_a_pdf() {
        for body in ["", "<html></html>", r#"{"message":"not found"}"#, "PNG", "\"%PDF-\""] {
            decode_error(&operation(), body);
        }
    }
}
