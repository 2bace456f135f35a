//! Access plans.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access plans that changed.
    ///
    /// Nobody shows the answer's shape. The same rule lists plans by CRM product:
    /// [`WSMKConsultaPlanosProduto`](super::WSMKConsultaPlanosProduto).
    WSMKConsultaPlanos, fn consulta_planos -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Changed from this day on. The form of the date is assumed: the manual shows none.
            data_alteracao: IsoDate(Date),
        }
        optional: {
            /// One code.
            codigo_plano: u64,
            /// First code of a window.
            codigo_plano_inicio: u64,
            /// Last code of a window.
            codigo_plano_fim: u64,
            /// Only active plans, or only inactive ones. Here it is `True` or `False`.
            ativo: TrueFalse(bool),
            /// Name.
            nome_plano: Text(&str),
        }
    }
}
