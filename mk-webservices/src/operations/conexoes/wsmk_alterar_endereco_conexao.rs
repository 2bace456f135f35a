//! Change the address of a connection.

use crate::Client;
use crate::operation::operation;
use crate::operations::novo_endereco::NovoEndereco;
use crate::operations::{Confirmacao, EnderecoPorCodigos};

operation! {
    /// Change the address of a connection.
    ///
    /// Licensed separately. See [`Client::alterar_endereco_conexao`] and
    /// [`Client::endereco_conexao_igual_residencia`].
    POST WSMKAlterarEnderecoConexao -> Confirmacao {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            cd_conexao: u64 in Json,
            endereco: NovoEndereco in Json,
        }
        new: private,
    }
}

impl WSMKAlterarEnderecoConexao {
    /// The connection is at this address.
    pub fn outro(cd_conexao: u64, endereco: EnderecoPorCodigos) -> Self {
        Self::new(cd_conexao, NovoEndereco::Outro(endereco))
    }

    /// The connection is at the customer's home.
    pub fn igual_residencia(cd_conexao: u64) -> Self {
        Self::new(cd_conexao, NovoEndereco::Residencia)
    }
}

impl Client {
    /// Change the address of a connection, by its code.
    ///
    /// `POST /mk/WSMKAlterarEnderecoConexao.rule`
    #[doc(alias = "WSMKAlterarEnderecoConexao")]
    pub fn alterar_endereco_conexao(
        &self,
        cd_conexao: u64,
        endereco: EnderecoPorCodigos,
    ) -> Call<WSMKAlterarEnderecoConexao> {
        self.call(WSMKAlterarEnderecoConexao::outro(cd_conexao, endereco))
    }

    /// Make the customer's home the address of a connection, by its code.
    ///
    /// `POST /mk/WSMKAlterarEnderecoConexao.rule`
    #[doc(alias = "WSMKAlterarEnderecoConexao")]
    pub fn endereco_conexao_igual_residencia(
        &self,
        cd_conexao: u64,
    ) -> Call<WSMKAlterarEnderecoConexao> {
        self.call(WSMKAlterarEnderecoConexao::igual_residencia(cd_conexao))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::novo_endereco::tests::address;
    use crate::operations::testing::{decode_error, decoded, request};
    use serde_json::Value;

    fn operation() -> WSMKAlterarEnderecoConexao {
        WSMKAlterarEnderecoConexao::outro(9001, address())
    }

    fn with_body(text: &str) -> String {
        let body: Value = serde_json::from_str(text).unwrap();
        format!("POST /mk/WSMKAlterarEnderecoConexao.rule?sys=MK0&token=TOKEN {body}")
    }

    #[test]
    fn the_request_is_exact() {
        let body = include_str!("../../../tests/fixtures/WSMKAlterarEnderecoConexao.corpo.json");
        assert_eq!(request(&operation()), with_body(body));
    }

    #[test]
    fn the_home_is_named_and_nothing_else() {
        let body = include_str!(
            "../../../tests/fixtures/WSMKAlterarEnderecoConexao.corpo-igual-residencia.json"
        );
        let home = WSMKAlterarEnderecoConexao::igual_residencia(9001);
        assert_eq!(request(&home), with_body(body));
    }

    #[test]
    fn the_status_word_proves_it() {
        let done = decoded(&operation(), "WSMKAlterarEnderecoConexao.ok.json");
        assert_eq!(done.mensagem.as_deref(), Some("OK! Alterações aplicadas com sucesso."));
        assert!(decode_error(&operation(), "{}").contains("does not prove"));
    }
}
