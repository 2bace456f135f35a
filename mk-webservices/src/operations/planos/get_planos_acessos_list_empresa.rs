//! Plans of a company.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Plans of a company.
    ///
    /// The shape of the answer is undocumented.
    GetPlanosAcessosListEmpresa = GET "planos-acessos/list/empresa",
    fn planos_acessos_list_empresa -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Company code.
            empresa: u64,
        }
    }
}
