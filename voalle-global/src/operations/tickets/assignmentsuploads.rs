//! Attach a file to a ticket.

use isp_core::http::FilePart;
use isp_core::wire::Unconfirmed;

use crate::kinds::UploadedFile;
use crate::operation::operation;

operation! {
    /// Attach a file to a ticket.
    ///
    /// Known extensions: csv doc docx gif gz jpeg jpg pdf png ppt pptx rar tar txt xls xlsx zip.
    AssignmentsUploads = POST "/external/integrations/thirdparty/projects/assignmentsuploads", fn assignmentsuploads -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Protocol.
            protocol: u64,
            /// Code of the kind of document, such as `1.01`.
            "documentationTypeCode" documentation_type_code: Text(&str),
            /// The file.
            "File" file: UploadedFile(FilePart) in Multipart,
        }
    }
}
