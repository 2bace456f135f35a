//! Districts of a city.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Districts of a city.
    ///
    /// The shape of the answer is undocumented.
    WSMKListaBairros, fn lista_bairros -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// City code.
            cd_cidade: u64,
        }
    }
}
