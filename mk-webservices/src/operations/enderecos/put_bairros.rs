//! Change a district.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Change a district's name.
    ///
    /// Nobody shows the answer's shape.
    PutBairros = PUT "bairros", fn alterar_bairro -> Unconfirmed {
        effect: Idempotent,
        evidence: Assumed,
        required: {
            /// District code.
            id: u64,
            /// Name.
            nome: Text(&str) in Json,
        }
    }
}
