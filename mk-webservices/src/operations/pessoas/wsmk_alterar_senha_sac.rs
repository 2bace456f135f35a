//! Reset customer-area passwords in bulk and send the new ones by SMS.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Reset customer-area passwords in bulk and send the new ones by SMS.
    ///
    /// The shape of the answer is undocumented.
    ///
    /// **Without `cd_clientes` and `tag` expect it to change the password of every customer**, and
    /// to send a text message to each of them. A new password has at least 8 characters: letters of
    /// both cases and digits. An SMS operator must be configured in MK.
    WSMKAlterarSenhaSac, fn alterar_senha_sac -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// `S` for only customers with active contracts, `N` for everybody.
            contrato_ativos: SimNao(bool),
        }
        optional: {
            /// Only customers with this tag.
            tag: Text(&str),
            /// Only these customers (`CodigoPessoa`), joined by a vertical bar.
            cd_clientes: Codes(&[u64]),
            /// `S` for only customers with an active connection, that is one that is not blocked; `N` for
            /// everybody.
            conexao_ativa: SimNao(bool),
        }
    }
}
