//! Plans by description.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Plans by description.
    ///
    /// The shape of the answer is undocumented.
    GetPlanosAcessosDescricao = GET "planos-acessos/descricao",
    fn planos_acessos_descricao -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Name of the plan. Newer documentation calls the parameter `descricao`.
            nomedoplano: Text(&str),
        }
    }
}
