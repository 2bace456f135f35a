//! Reset customer-area passwords in bulk.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Reset customer-area passwords in bulk and send the new ones by SMS.
    ///
    /// Nobody shows the answer's shape.
    ///
    /// Whatever is left out does not narrow: **without `cd_clientes` and `tag` expect it to
    /// change the password of every customer**, and to text them all.
    WSMKAlterarSenhaSac, fn alterar_senha_sac -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Whether only customers with active contracts.
            contrato_ativos: SimNao(bool),
        }
        optional: {
            /// Only customers with this tag.
            tag: Text(&str),
            /// Only these customers (`CodigoPessoa`).
            cd_clientes: Codes(&[u64]),
            /// Whether only customers with an active connection.
            conexao_ativa: SimNao(bool),
        }
    }
}
