//! Create a street.

use isp_core::brazil::Cep;
use isp_core::wire::Unconfirmed;

use crate::operation::core_operation;

core_operation! {
    /// Create a street.
    ///
    /// The shape of the answer is undocumented.
    PostLogradouros = POST "logradouros", fn criar_logradouro -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Name.
            nome: Text(&str) in Json,
            /// CEP, sent as eight digits.
            cep: Cep in Json,
            /// District code.
            "bairroId" bairro_id: u64 in Json,
            /// City code.
            "cidadeId" cidade_id: u64 in Json,
        }
    }
}
