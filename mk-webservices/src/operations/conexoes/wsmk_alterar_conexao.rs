//! Change, block or disconnect a connection.

use isp_core::record;
use isp_core::{Error, Secret};
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Change, block or disconnect a connection.
    ///
    /// Licensed separately. No source shows the format of the parameters that look like switches:
    /// they are sent as you write them. The answer holds the connection's password in clear: it is
    /// never shown, and `expose()` gives it.
    WSMKAlterarConexao, fn alterar_conexao -> AlterarConexao {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Connection code (`codconexao`).
            cd_conexao: u64,
        }
        optional: {
            /// Whether the customer may unlock it on trust; its format is unknown.
            auto_desbloq: Text(&str),
            /// Whether it is left out when debtors are blocked; its format is unknown.
            ignorar_bloqueio: Text(&str),
            /// Kind of connection, 1 or 2; their meanings are unknown.
            tipo_conexao: u64,
            /// New PPPoE user name.
            username: Text(&str),
            /// New PPPoE password.
            senha_conexao: Secret(&Secret),
            /// Whether to end the session; its format is unknown.
            desconectar_conexao: Text(&str),
            /// Why it is ended.
            motivo_desconexao: Text(&str),
            /// Whether to block it; its format is unknown.
            bloquear: Text(&str),
            /// Code of the reason of a block, 1, 3 or 5; their meanings are unknown.
            motivo_bloqueio: u64,
            /// Remark about the block.
            obs_bloqueio: Text(&str),
        }
        check: WSMKAlterarConexao::changes_something,
    }
}

impl WSMKAlterarConexao {
    fn changes_something(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("nothing to change in the connection"));
        }
        Ok(())
    }
}

/// The changed connection.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AlterarConexao {
    /// Customer's name.
    #[serde(rename = "Nome cliente")]
    pub nome_cliente: Option<String>,
    /// PPPoE user name.
    #[serde(rename = "Username da conexão")]
    pub username: Option<String>,
    /// PPPoE password.
    #[serde(rename = "Senha da conexão:")]
    pub senha: Option<Secret>,
    /// What was changed, for people: `"Conexão:9001 bloqueada com o motivo …"`.
    #[serde(rename = "Status da conexão: ")]
    pub status_da_conexao: Option<String>,
    /// `"OK"`.
    #[serde(rename = "Status")]
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, refusal, request};

    fn operation() -> WSMKAlterarConexao {
        WSMKAlterarConexao::new(9001).bloquear("S")
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKAlterarConexao.rule?sys=MK0&token=TOKEN&cd_conexao=9001";
        assert_eq!(request(&operation()), format!("{path}&bloquear=S"));
        let whole = operation()
            .auto_desbloq("S")
            .ignorar_bloqueio("N")
            .tipo_conexao(1)
            .username("usuario.exemplo")
            .senha_conexao(&"senha & nova".into())
            .desconectar_conexao("S")
            .motivo_desconexao("Troca de senha")
            .motivo_bloqueio(5)
            .obs_bloqueio("A pedido");
        assert_eq!(
            request(&whole),
            format!(
                "{path}&auto_desbloq=S&ignorar_bloqueio=N&tipo_conexao=1&username=usuario.exemplo\
                 &senha_conexao=senha+%26+nova&desconectar_conexao=S\
                 &motivo_desconexao=Troca+de+senha&bloquear=S&motivo_bloqueio=5\
                 &obs_bloqueio=A+pedido"
            )
        );
    }

    #[test]
    fn a_change_of_nothing_is_refused() {
        assert!(refusal(&WSMKAlterarConexao::new(9001)).contains("nothing to change"));
        assert!(refusal(&operation().senha_conexao(&" ".into())).contains("senha_conexao"));
    }

    #[test]
    fn it_reads_keys_with_blanks_and_colons_and_never_shows_the_password() {
        let changed = decoded(&operation(), "WSMKAlterarConexao.ok.json");
        assert_eq!(changed.username.as_deref(), Some("usuario.exemplo"));
        assert!(changed.status_da_conexao.as_ref().unwrap().contains("Tempo indeterminado"));
        assert_eq!(changed.senha.as_ref().unwrap().expose(), "senha-exemplo");
        let shown = format!("{changed:?} {}", serde_json::to_string(&changed).unwrap());
        assert!(!shown.contains("senha-exemplo"), "{shown}");
    }

    #[test]
    fn the_state_of_the_connection_is_not_the_word_for_success() {
        assert_eq!(decoded_from(&operation(), r#"{"Status":"OK"}"#).status_da_conexao, None);
        let unproven = r#"{"Status da conexão: ":"OK"}"#;
        assert!(decode_error(&operation(), unproven).contains("does not prove"));
    }
}
