//! Change the plan of a contract.

use isp_core::Error;
use isp_core::http::{Parameter, ParameterSpec, Slot};

use super::MudancaDePlano;
use crate::Client;
use crate::operation::operation;
use crate::operations::Confirmacao;

operation! {
    /// Change the plan of a contract.
    ///
    /// Licensed separately. Read the postings by
    /// [`WSMKConsultarContasContratoAlterarPlano`](super::WSMKConsultarContasContratoAlterarPlano)
    /// just before: each carries what authorises its change.
    POST WSMKAlterarPlanoContasContrato -> Confirmacao {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            faturas: Faturas in Json,
        }
        new: private,
    }
}

impl WSMKAlterarPlanoContasContrato {
    /// The contract with this code gets the plan with that code.
    pub fn para(cd_contrato: u64, novo_plano: u64, mudanca: MudancaDePlano) -> Self {
        Self::new(Faturas { cd_contrato, novo_plano, mudanca })
    }
}

impl Client {
    /// Change the plan of a contract: the contract's code, the new plan's code, and the change.
    ///
    /// `POST /mk/WSMKAlterarPlanoContasContrato.rule`
    #[doc(alias = "WSMKAlterarPlanoContasContrato")]
    pub fn alterar_plano_contas_contrato(
        &self,
        cd_contrato: u64,
        novo_plano: u64,
        mudanca: MudancaDePlano,
    ) -> Call<WSMKAlterarPlanoContasContrato> {
        self.call(WSMKAlterarPlanoContasContrato::para(cd_contrato, novo_plano, mudanca))
    }
}

/// The vendor puts the whole change into the only item of this list.
#[derive(Clone)]
struct Faturas {
    cd_contrato: u64,
    novo_plano: u64,
    mudanca: MudancaDePlano,
}

impl Parameter for Faturas {
    const PARTS: &'static [ParameterSpec] = &[ParameterSpec::required("faturas")];

    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        let codes = [("cd_contrato", self.cd_contrato), ("novoPlano", self.novo_plano)];
        self.mudanca.write(slot, &codes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::contratos::WSMKConsultarContasContratoAlterarPlano;
    use crate::operations::contratos::mudanca_de_plano::tests::example;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use isp_core::Money;
    use serde_json::Value;

    fn read() -> MudancaDePlano {
        let postings = WSMKConsultarContasContratoAlterarPlano::new(5001);
        let file = "WSMKConsultarContasContratoAlterarPlano.ok.json";
        example(decoded(&postings, file).contas)
    }

    fn with(change: MudancaDePlano) -> WSMKAlterarPlanoContasContrato {
        WSMKAlterarPlanoContasContrato::para(5001, 6, change)
    }

    #[test]
    fn the_request_is_exact() {
        let body =
            include_str!("../../../tests/fixtures/WSMKAlterarPlanoContasContrato.corpo.json");
        let body: Value = serde_json::from_str(body).unwrap();
        let path = "POST /mk/WSMKAlterarPlanoContasContrato.rule?sys=MK0&token=TOKEN";
        assert_eq!(request(&with(read())), format!("{path} {body}"));
    }

    #[test]
    fn centavos_of_the_new_amount_are_sent() {
        let mut change = read();
        change.novo_valor = Money::from_centavos(9990);
        assert!(request(&with(change)).contains(r#""novoValor":"99.90""#));
    }

    #[test]
    fn a_change_that_cannot_be_meant_is_refused() {
        let mut change = read();
        change.novo_valor = Money::from_centavos(-1);
        assert!(refusal(&with(change)).contains("novoValor"));
        let mut change = read();
        change.contas.clear();
        assert!(refusal(&with(change)).contains("no posting"));
    }

    #[test]
    fn the_status_word_proves_it() {
        let done = decoded(&with(read()), "WSMKAlterarPlanoContasContrato.ok.json");
        assert_eq!(done.mensagem.as_deref(), Some("OK! Alterações aplicadas com sucesso."));
        assert!(decode_error(&with(read()), "{}").contains("does not prove"));
    }
}
