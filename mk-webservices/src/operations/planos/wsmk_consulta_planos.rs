//! Access plans changed since a day.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access plans changed since a day.
    ///
    /// The shape of the answer is undocumented. The same rule lists plans by CRM product:
    /// [`WSMKConsultaPlanosProduto`](super::WSMKConsultaPlanosProduto).
    WSMKConsultaPlanos, fn consulta_planos -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// By its name, changed on this day or later; the manual describes it as the day of creation.
            /// The date format is an assumption: the manual shows none.
            data_alteracao: IsoDate(Date),
        }
        optional: {
            /// One code.
            codigo_plano: u64,
            /// First code of a window.
            codigo_plano_inicio: u64,
            /// Last code of a window.
            codigo_plano_fim: u64,
            /// Only active plans; sent as `True` or `False`. The manual does not say what `False` gives.
            ativo: TrueFalse(bool),
            /// Name.
            nome_plano: Text(&str),
        }
    }
}
