//! A file of a ticket.

use isp_core::http::{Answer, Bytes};
use isp_core::wire::{DecodeError, Decoded, Drift};

use crate::operation::operation;

operation! {
    /// A file of a ticket.
    ///
    /// A file of any format: see `content-type` among the headers of [`send`](Call::send).
    AssignmentsUploadsGetFile = GET "/external/integrations/thirdparty/projects/assignmentsuploads/getfile", fn assignmentsuploads_getfile -> Bytes {
        effect: Read,
        evidence: Manual,
        required: {
            /// File id.
            id: u64,
            /// Id of the assignment.
            "assignmentId" assignment_id: u64,
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

    #[test]
    fn the_request_is_exact_and_any_file_is_handed_on_unchanged() {
        let operation = AssignmentsUploadsGetFile::new(61, 5);
        assert_eq!(
            request(&operation),
            signed(
                "GET /external/integrations/thirdparty/projects/assignmentsuploads/getfile?id=61&assignmentId=5"
            )
        );
        for file in ["%PDF-1.4\n%%EOF\n", "PK\u{3}\u{4}"] {
            assert_eq!(decoded_from(&operation, file).as_ref(), file.as_bytes());
        }
        for body in ["", "<html></html>", r#"{"success":true,"response":null}"#] {
            decode_error(&operation, body);
        }
    }
}
