//! Attach a file to a contract.

use isp_core::http::FilePart;
use isp_core::wire::Unconfirmed;

use crate::kinds::UploadedFile;
use crate::operation::operation;

operation! {
    /// Attach a file to a contract.
    ///
    /// Known extensions: csv doc docx gif gz jpeg jpg pdf png ppt pptx rar tar txt xls xlsx zip.
    ContractUploads = POST "/external/integrations/thirdparty/contract/contractuploads", fn contractuploads -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Contract number, with leading zeros.
            "contractNumber" contract_number: Text(&str),
            /// Code of the kind of document, such as `1.01`.
            "documentationTypeCode" documentation_type_code: Text(&str),
            /// The file.
            "File" file: UploadedFile(FilePart) in Multipart,
        }
    }
}
