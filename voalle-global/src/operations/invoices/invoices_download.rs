//! PDF of a fiscal note.

use isp_core::http::Bytes;

use super::pdf;
use crate::operation::operation;

operation! {
    /// PDF of a fiscal note.
    InvoicesDownload = GET "/external/integrations/thirdparty/billings/invoices/download/{documentId}", fn invoices_download -> Bytes {
        effect: Read,
        evidence: Manual,
        required: {
            /// Id of the fiscal note.
            "documentId" document_id: u64 in Path,
        }
        answer: Bytes,
        read: pdf::read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded_from, request, signed};

    #[test]
    fn the_request_is_exact_and_only_a_pdf_is_read() {
        let operation = InvoicesDownload::new(910_001);
        assert_eq!(
            request(&operation),
            signed("GET /external/integrations/thirdparty/billings/invoices/download/910001")
        );
        decoded_from(&operation, "%PDF-1.4\n%%EOF\n");
        decode_error(&operation, r#"{"success":true,"response":null}"#);
    }
}
