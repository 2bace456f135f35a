//! PDF of a boleto.

use std::io::Write;

use isp_core::http::{Answer, Bytes, Download};
use isp_core::wire::pdf::{self, EDGE};
use isp_core::wire::{DecodeError, Decoded, Drift};
use isp_core::{Error, ErrorKind};

use crate::dialect::SYSTEM;
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

fn read(answer: &Answer) -> Result<Decoded<Bytes>, DecodeError> {
    pdf::check(answer.body())?;
    Ok(Decoded { value: answer.to_bytes(), drift: Drift::default() })
}

/// Writes a PDF while it arrives, and returns its length in bytes. Nothing is written of another
/// file; of a small one, nothing unless it is whole.
pub(crate) async fn write_pdf(
    mut file: Download,
    writer: &mut (impl Write + Send),
) -> Result<usize, Error> {
    let beginning = file.beginning();
    let mut checked = pdf::check_beginning(beginning);
    if file.is_whole() {
        checked = checked.and_then(|()| pdf::check_end(beginning));
    }
    if let Err(error) = checked {
        return Err(file.refuse(error));
    }
    let not_written = |error| {
        Error::new(ErrorKind::InvalidInput, "the PDF could not be written")
            .with_system(SYSTEM)
            .with_source(error)
    };
    let mut length = 0;
    let mut tail = Vec::with_capacity(2 * EDGE);
    while let Some(piece) = file.chunk().await? {
        writer.write_all(&piece).map_err(not_written)?;
        length += piece.len();
        tail.extend_from_slice(piece.get(piece.len().saturating_sub(EDGE)..).unwrap_or(&piece));
        tail.drain(..tail.len().saturating_sub(EDGE));
    }
    if let Err(error) = pdf::check_end(&tail) {
        return Err(file.refuse(error));
    }
    writer.flush().map_err(not_written)?;
    file.accept();
    Ok(length)
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
