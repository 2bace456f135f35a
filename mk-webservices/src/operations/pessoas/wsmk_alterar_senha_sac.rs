//! Reset customer-area passwords in bulk and send the new ones by SMS.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Reset customer-area passwords in bulk and send the new ones by SMS.
    ///
    /// The shape of the answer is undocumented.
    ///
    /// **Without `cd_clientes` and `tag` expect it to change the password of every customer**, and
    /// to send a text message to each of them.
    WSMKAlterarSenhaSac, fn alterar_senha_sac -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Whether to restrict it to customers with active contracts.
            contrato_ativos: SimNao(bool),
        }
        optional: {
            /// Only customers with this tag.
            tag: Text(&str),
            /// Only these customers (`CodigoPessoa`).
            cd_clientes: Codes(&[u64]),
            /// Whether to restrict it to customers with an active connection.
            conexao_ativa: SimNao(bool),
        }
    }
}
