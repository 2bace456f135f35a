//! Printable fiscal note.

use isp_core::http::{Answer, Bytes};
use isp_core::wire::{DecodeError, Decoded, Drift};

use crate::operation::operation;

operation! {
    /// Printable fiscal note.
    ///
    /// A file of undocumented format: see `content-type` among the headers of
    /// [`send`](Call::send). A web page or JSON in its place is an error, because it could be a
    /// login page or a refusal.
    PrintInvoiceNotes = GET "/api/print_invoice_notes/{id}", fn print_invoice_notes -> Bytes {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Id of the fiscal note.
            id: u64 in Path,
        }
        answer: Bytes,
        read: read,
    }
}

/// The dialect has refused web pages, JSON and empty bodies.
#[allow(clippy::unnecessary_wraps, reason = "the form of every reader")]
fn read(answer: &Answer) -> Result<Decoded<Bytes>, DecodeError> {
    Ok(Decoded { value: answer.to_bytes(), drift: Drift::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, request, signed};

    fn operation() -> PrintInvoiceNotes {
        PrintInvoiceNotes::new(910_001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/print_invoice_notes/910001"));
    }

    #[test]
    fn any_file_is_handed_on_unchanged() {
        for file in ["%PDF-1.4\n%%EOF\n", "PK\u{3}\u{4}"] {
            assert_eq!(decoded_from(&operation(), file).as_ref(), file.as_bytes());
        }
    }

    #[test]
    fn what_may_be_a_refusal_is_no_file() {
        for body in ["", "<html></html>", r#"{"message":"not found"}"#] {
            decode_error(&operation(), body);
        }
    }
}
