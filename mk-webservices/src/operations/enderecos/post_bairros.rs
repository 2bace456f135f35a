//! Create a district.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Create a district.
    ///
    /// The shape of the answer is undocumented.
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
