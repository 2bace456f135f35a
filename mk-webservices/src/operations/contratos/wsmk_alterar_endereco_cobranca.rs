//! Change the billing address of a customer.

use crate::Client;
use crate::operation::operation;
use crate::operations::novo_endereco::NovoEndereco;
use crate::operations::{Confirmacao, EnderecoPorCodigos};

operation! {
    /// Change the billing address of a customer.
    ///
    /// Licensed separately. See [`Client::alterar_endereco_cobranca`] and
    /// [`Client::endereco_cobranca_igual_residencia`].
    POST WSMKAlterarEnderecoCobranca -> Confirmacao {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            cd_pessoa: u64 in Json,
            endereco: NovoEndereco in Json,
        }
        new: private,
    }
}

impl WSMKAlterarEnderecoCobranca {
    /// The customer is billed at this address.
    pub fn outro(cd_pessoa: u64, endereco: EnderecoPorCodigos) -> Self {
        Self::new(cd_pessoa, NovoEndereco::Outro(endereco))
    }

    /// The customer is billed at home.
    pub fn igual_residencia(cd_pessoa: u64) -> Self {
        Self::new(cd_pessoa, NovoEndereco::Residencia)
    }
}

impl Client {
    /// Change the billing address of a customer, by the customer's code.
    ///
    /// `POST /mk/WSMKAlterarEnderecoCobranca.rule`
    #[doc(alias = "WSMKAlterarEnderecoCobranca")]
    pub fn alterar_endereco_cobranca(
        &self,
        cd_pessoa: u64,
        endereco: EnderecoPorCodigos,
    ) -> Call<WSMKAlterarEnderecoCobranca> {
        self.call(WSMKAlterarEnderecoCobranca::outro(cd_pessoa, endereco))
    }

    /// Make a customer's home the billing address, by the customer's code.
    ///
    /// `POST /mk/WSMKAlterarEnderecoCobranca.rule`
    #[doc(alias = "WSMKAlterarEnderecoCobranca")]
    pub fn endereco_cobranca_igual_residencia(
        &self,
        cd_pessoa: u64,
    ) -> Call<WSMKAlterarEnderecoCobranca> {
        self.call(WSMKAlterarEnderecoCobranca::igual_residencia(cd_pessoa))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::novo_endereco::tests::address;
    use crate::operations::testing::{decode_error, decoded, request};
    use serde_json::Value;

    fn operation() -> WSMKAlterarEnderecoCobranca {
        WSMKAlterarEnderecoCobranca::outro(301, address())
    }

    fn with_body(text: &str) -> String {
        let body: Value = serde_json::from_str(text).unwrap();
        format!("POST /mk/WSMKAlterarEnderecoCobranca.rule?sys=MK0&token=TOKEN {body}")
    }

    #[test]
    fn the_request_is_exact() {
        let body = include_str!("../../../tests/fixtures/WSMKAlterarEnderecoCobranca.corpo.json");
        assert_eq!(request(&operation()), with_body(body));
    }

    #[test]
    fn the_home_is_named_and_nothing_else() {
        let body = include_str!(
            "../../../tests/fixtures/WSMKAlterarEnderecoCobranca.corpo-igual-residencia.json"
        );
        let home = WSMKAlterarEnderecoCobranca::igual_residencia(301);
        assert_eq!(request(&home), with_body(body));
    }

    #[test]
    fn the_status_word_proves_it() {
        let done = decoded(&operation(), "WSMKAlterarEnderecoCobranca.ok.json");
        assert_eq!(done.mensagem.as_deref(), Some("OK! Alterações aplicadas com sucesso."));
        assert!(decode_error(&operation(), "{}").contains("does not prove"));
    }
}
