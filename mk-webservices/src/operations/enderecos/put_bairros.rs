//! Change a district's name.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Change a district's name.
    ///
    /// The shape of the answer is undocumented.
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
