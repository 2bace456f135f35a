//! Cities of a state.

use isp_core::brazil::State;
use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Cities of a state.
    ///
    /// The shape of the answer is undocumented.
    GetCidadesUf = GET "cidades/uf", fn cidades_uf -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// State, sent as its two letters.
            uf: State,
        }
    }
}
