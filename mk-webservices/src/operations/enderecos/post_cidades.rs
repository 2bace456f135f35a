//! Create a city.

use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Create a city.
    ///
    /// Nobody shows the answer's shape.
    ///
    /// The body's keys are spelled as the manual prints them; the rest of the core-api would
    /// say `ibge` and `estadoId`.
    PostCidades = POST "cidades", fn criar_cidade -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Name.
            nome: Text(&str) in Json,
            /// IBGE's code of the city, seven digits.
            "IBGE" ibge: u64 in Json,
            /// State code, of the vendor's own numbering.
            estado: u64 in Json,
        }
    }
}
