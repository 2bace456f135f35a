//! People of one of the provider's companies.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// People of one of the provider's companies.
    ///
    /// The shape of the answer is undocumented; probably rows as in
    /// [`GetPessoasNome`](super::GetPessoasNome).
    GetPessoasEmpresa = GET "pessoas/empresa", fn pessoas_empresa -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Company code (`provedorEmpresaId`).
            empresa: u64,
        }
    }
}
