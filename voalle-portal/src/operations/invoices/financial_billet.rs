//! PDF of a boleto.

use isp_core::http::{Answer, Bytes};
use isp_core::wire::{DecodeError, Decoded, Drift};

use crate::operation::operation;

operation! {
    /// PDF of a boleto.
    ///
    /// Its hash is among the fields of a receivable title.
    FinancialBillet = GET "/api/financial/billet/{hash}", fn financial_billet -> Bytes {
        effect: Read,
        evidence: Manual,
        required: {
            /// The title's `hash`.
            hash: PrivateText(&str) in Path,
        }
        answer: Bytes,
        read: read,
    }
}

/// Some programs write a few bytes before the first mark or after the last one, so readers look for
/// them in the first and last kilobyte. A file without the last mark was cut off.
fn read(answer: &Answer) -> Result<Decoded<Bytes>, DecodeError> {
    const EDGE: usize = 1024;
    let body = answer.body();
    let head = body.get(..EDGE).unwrap_or(body);
    let tail = body.get(body.len().saturating_sub(EDGE)..).unwrap_or(body);
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return Err(DecodeError::unexpected("$", "a PDF", "another file"));
    }
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(DecodeError::unexpected("$", "a whole PDF", "a part of one"));
    }
    Ok(Decoded { value: answer.to_bytes(), drift: Drift::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, refusal, request, signed};

    fn operation() -> FinancialBillet {
        FinancialBillet::new("00000000000000000000000000000001")
    }

    #[test]
    fn the_request_is_exact() {
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
    fn bytes_before_and_behind_are_let_pass_and_a_part_is_not() {
        let pdf = format!("\u{feff}\n%PDF-1.4\n{}\n%%EOF\n\n", "x".repeat(5000));
        assert_eq!(decoded_from(&operation(), &pdf).as_ref(), pdf.as_bytes());
        for cut in [7, 12, 2000, pdf.len() - 4] {
            let part = pdf.get(..cut).unwrap();
            decode_error(&operation(), part);
        }
    }

    #[test]
    fn nothing_else_is_taken_for_a_pdf() {
        for body in ["", "<html></html>", r#"{"message":"not found"}"#, "PNG", "\"%PDF-\""] {
            decode_error(&operation(), body);
        }
    }
}
