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
            /// Changed on this day or later. The date format is an assumption: the manual shows none.
            data_alteracao: IsoDate(Date),
        }
        optional: {
            /// One code.
            codigo_plano: u64,
            /// First code of a window.
            codigo_plano_inicio: u64,
            /// Last code of a window.
            codigo_plano_fim: u64,
            /// Whether only active plans, or only inactive ones; sent as `True` or `False`.
            ativo: TrueFalse(bool),
            /// Name.
            nome_plano: Text(&str),
        }
    }
}
