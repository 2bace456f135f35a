//! Create a city.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Create a city.
    ///
    /// The shape of the answer is undocumented.
    ///
    /// The keys of the body are those of the manual; elsewhere the core-api would use `ibge` and
    /// `estadoId`.
    PostCidades = POST "cidades", fn criar_cidade -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Name.
            nome: Text(&str) in Json,
            /// IBGE's code of the city, seven digits.
            "IBGE" ibge: u64 in Json,
            /// State code; not IBGE's.
            estado: u64 in Json,
        }
    }
}
