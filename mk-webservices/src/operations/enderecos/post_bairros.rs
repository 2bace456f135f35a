//! Create a district.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Create a district.
    ///
    /// Nobody shows the answer's shape.
    PostBairros = POST "bairros", fn criar_bairro -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Name.
            nome: Text(&str) in Json,
            /// City code.
            "cidadeId" cidade_id: u64 in Json,
        }
    }
}
