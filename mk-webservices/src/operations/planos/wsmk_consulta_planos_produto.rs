//! Access plans by CRM product.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access plans by CRM product.
    ///
    /// The shape of the answer is undocumented.
    ///
    /// The rule is that of [`WSMKConsultaPlanos`](super::WSMKConsultaPlanos); the server distinguishes
    /// the two by their parameters. Every filter is optional, but without one that only this operation
    /// has (a code, a limit of the window, a name) the request may be answered as one for plans.
    WSMKConsultaPlanosProduto = "WSMKConsultaPlanos", fn consulta_planos_produto -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// By its name, changed on this day or later; the manual describes it as the day of creation.
            /// The date format is an assumption: the manual shows none.
            data_alteracao: IsoDate(Date),
            /// One code.
            codigo_produto: u64,
            /// First code of a window.
            codigo_produto_inicio: u64,
            /// Last code of a window.
            codigo_produto_fim: u64,
            /// Only active products; sent as `S` or `N`. The manual does not say what `N` gives.
            ativo: SimNao(bool),
            /// Name.
            nome_produto: Text(&str),
        }
    }
}
