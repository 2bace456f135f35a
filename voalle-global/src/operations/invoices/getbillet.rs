//! PDF of a boleto.

use isp_core::http::Bytes;

use super::pdf;
use crate::operation::operation;

operation! {
    /// PDF of a boleto.
    ///
    /// The answer to an unknown title is undocumented; a refusal in an envelope is an error.
    GetBillet = GET "/external/integrations/thirdparty/GetBillet/{titleId}", fn getbillet -> Bytes {
        effect: Read,
        evidence: Observed,
        required: {
            /// Title id.
            "titleId" title_id: u64 in Path,
        }
        answer: Bytes,
        read: pdf::read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::fault_of;
    use crate::operations::testing::{decode_error, decoded_from, request, signed};

    fn operation() -> GetBillet {
        GetBillet::new(900_001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/GetBillet/900001")
        );
    }

    #[test]
    fn a_pdf_is_handed_on_unchanged() {
        let pdf = "%PDF-1.4\n% fatura\n%%EOF\n";
        assert_eq!(decoded_from(&operation(), pdf).as_ref(), pdf.as_bytes());
    }

    #[test]
    fn nothing_else_and_no_part_is_taken_for_a_pdf() {
        for body in
            ["", "<html></html>", r#"{"success":true}"#, "PNG", "%PDF-1.4\n% cut", "\"%PDF-\""]
        {
            decode_error(&operation(), body);
        }
    }

    #[test]
    fn a_refusal_in_an_envelope_keeps_its_message() {
        let body = r#"{"success":false,"messages":[{"message":"Título inválido.","code":300,"type":"Error"}],"response":null}"#;
        let fault = fault_of(&operation(), 200, body);
        assert_eq!(fault.kind, isp_core::ErrorKind::Refused);
        assert_eq!(fault.message.as_deref(), Some("Título inválido."));
        let nothing =
            r#"{"success":false,"messages":["Registro não encontrado."],"response":null}"#;
        let fault = fault_of(&operation(), 200, nothing);
        assert_eq!(fault.kind, isp_core::ErrorKind::NotFound);
    }
}
