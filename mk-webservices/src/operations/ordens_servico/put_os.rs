//! Change or close a service order.

use isp_core::Error;
use isp_core::http::Proof;

use super::OrdemServico;
use crate::operation::core_operation;

core_operation! {
    /// Change or close a service order; there is no rule that closes one.
    ///
    /// To close it, give `encerrar_os(true)` with `operador_encerramento`, `servico_prestado`,
    /// `classificacao_encerramento` and `fechar_atendimento_associado`, and if the last is true
    /// `classific_encerramento_atendmento`.
    PutOs = Put "os", fn alterar_os -> OrdemServico {
        title: "change or close a service order",
        family: "ordens_servico",
        effect: Idempotent,
        proof: Proof::Member("id"),
        evidence: Manual,
        required: {
            /// Service-order code.
            id: int,
        }
        optional: {
            /// What the customer complains of.
            "defeitoReclamado" defeito_reclamado: text in json,
            /// What the technician found.
            "defeitoConstatado" defeito_constatado: text in json,
            /// Login of the operator.
            operador: text in json,
            /// Kind's code (`codostipo`).
            tipo: int in json,
            /// Items: a list of [`ItemOs`](super::ItemOs), as `vec![item].into()`.
            items: value in json,
            /// Signature, an image as `data:image/png;base64,…`.
            assinatura: text in json,
            /// Code of a ticket to tie it to.
            "codigoAtendimentoAssociar" codigo_atendimento_associar: int in json,
            /// Whether to close it.
            "encerrarOs" encerrar_os: sn in json,
            /// Login of the operator who closes it; only to close.
            "operadorEncerramento" operador_encerramento: text in json,
            /// What was done; only to close.
            "servicoPrestado" servico_prestado: text in json,
            /// Code of a closing classification; only to close.
            "classificacaoEncerramento" classificacao_encerramento: int in json,
            /// Whether to close its ticket too; only to close.
            "fecharAtendimentoAssociado" fechar_atendimento_associado: sn in json,
            /// Code of a closing classification for its ticket; only to close that too. The vendor's
            /// name lacks two letters.
            "classificEncerramentoAtendmento" classific_encerramento_atendmento: int in json,
        }
        check: PutOs::is_a_change_or_closes,
    }
}

impl PutOs {
    fn is_a_change_or_closes(&self) -> Result<(), Error> {
        let refuse = |what| Err(Error::invalid_input(what));
        let for_closing = [
            self.operador_encerramento.is_some(),
            self.servico_prestado.is_some(),
            self.classificacao_encerramento.is_some(),
            self.fechar_atendimento_associado.is_some(),
        ];
        let classified = self.classific_encerramento_atendmento.is_some();
        if self.encerrar_os == Some(true) {
            if for_closing.contains(&false) {
                return refuse(
                    "to close a service order, operadorEncerramento, servicoPrestado, \
                     classificacaoEncerramento and fecharAtendimentoAssociado are needed",
                );
            }
            if self.fechar_atendimento_associado == Some(true) && !classified {
                return refuse(
                    "to close the ticket too, classificEncerramentoAtendmento is needed",
                );
            }
            if self.fechar_atendimento_associado == Some(false) && classified {
                return refuse(
                    "classificEncerramentoAtendmento only counts with \
                     fecharAtendimentoAssociado",
                );
            }
            return Ok(());
        }
        if for_closing.contains(&true) || classified {
            return refuse("what tells of the closing only counts with encerrarOs");
        }
        let unchanged = self.encerrar_os.is_none()
            && self.defeito_reclamado.is_none()
            && self.defeito_constatado.is_none()
            && self.operador.is_none()
            && self.tipo.is_none()
            && self.items.is_none()
            && self.assinatura.is_none()
            && self.codigo_atendimento_associar.is_none();
        if unchanged {
            return refuse("nothing to change in the service order");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::ordens_servico::{ItemOs, ProdServ, TipoItem, TipoSaida};
    use crate::operations::testing::{decode_error, decoded, decoded_from, refusal, request};
    use isp_core::Money;
    use jiff::civil::date;
    use serde_json::{Value, json};

    const PATH: &str = "PUT /core-api/os?token=TOKEN&id=8001";

    fn operation() -> PutOs {
        PutOs::new(8001)
    }

    fn closing() -> PutOs {
        operation()
            .encerrar_os(true)
            .operador_encerramento("operador.exemplo")
            .servico_prestado("Troca de conector")
            .classificacao_encerramento(8)
    }

    fn json(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_change_is_sent_as_the_vendor_shows_it() {
        let mut item = ItemOs::new(2001);
        item.serial = Some("SERIALEXEMPLO1".into());
        item.prod_serv = Some(ProdServ::Produto);
        item.quantidade = Some(1.0);
        item.valor_unitario = Some(Money::from_centavos(1000));
        item.setor = Some(100);
        item.tipo_item = Some(TipoItem::Adicional);
        item.tipo_saida = Some(TipoSaida::Comodato);
        let change = operation()
            .defeito_reclamado("Sem conexão")
            .defeito_constatado("Conector danificado")
            .tipo(3)
            .operador("operador.exemplo")
            .items(vec![item].into())
            .assinatura("data:image/png;base64,AAAA");
        let mut body = json(include_str!("../../../tests/fixtures/core-api.os.put.corpo.json"));
        // The same number to JSON, not to a comparison of texts.
        body["items"][0]["quantidade"] = json!(1.0);
        assert_eq!(request(&change), format!("{PATH} {body}"));
    }

    #[test]
    fn closing_is_sent_as_the_vendor_shows_it() {
        let close =
            closing().fechar_atendimento_associado(true).classific_encerramento_atendmento(8);
        let body =
            json(include_str!("../../../tests/fixtures/core-api.os.put.corpo-encerrar.json"));
        assert_eq!(request(&close), format!("{PATH} {body}"));
    }

    #[test]
    fn a_ticket_is_tied_to_an_open_order_by_its_code() {
        let change = operation().codigo_atendimento_associar(7546).encerrar_os(false);
        assert_eq!(
            request(&change),
            format!(r#"{PATH} {{"codigoAtendimentoAssociar":7546,"encerrarOs":"N"}}"#)
        );
    }

    #[test]
    fn closing_needs_all_that_tells_of_it() {
        for incomplete in [
            operation().encerrar_os(true),
            closing(),
            operation().encerrar_os(true).servico_prestado("x").fechar_atendimento_associado(false),
        ] {
            assert!(refusal(&incomplete).contains("operadorEncerramento"));
        }
        request(&closing().fechar_atendimento_associado(false));
    }

    #[test]
    fn the_tickets_classification_goes_with_its_closing() {
        let open = closing().fechar_atendimento_associado(true);
        assert!(refusal(&open).contains("classificEncerramentoAtendmento is needed"));
        let odd = closing().fechar_atendimento_associado(false);
        assert!(refusal(&odd.classific_encerramento_atendmento(8)).contains("only counts"));
    }

    #[test]
    fn what_tells_of_a_closing_is_refused_without_it() {
        for odd in [
            operation().operador_encerramento("x"),
            operation().servico_prestado("x"),
            operation().classificacao_encerramento(8).encerrar_os(false),
            operation().fechar_atendimento_associado(true),
            operation().classific_encerramento_atendmento(8),
        ] {
            assert!(refusal(&odd).contains("encerrarOs"));
        }
    }

    #[test]
    fn a_change_of_nothing_is_refused() {
        assert!(refusal(&operation()).contains("nothing to change"));
        assert!(refusal(&operation().operador(" ")).contains("operador"));
    }

    #[test]
    fn it_reads_what_is_known_of_the_order() {
        let order = decoded(&operation(), "core-api.os.put.parcial.json");
        assert_eq!((order.id, order.pessoa_id, order.lead_id), (8001, Some(301), None));
        assert_eq!(order.data_abertura, Some(date(2026, 1, 28)));
        assert_eq!(order.protocolo.as_deref(), Some("2601.102"));
        let longer = decoded_from(&operation(), r#"{"id":"8001","logradouroId":21,"novo":[1]}"#);
        assert_eq!(longer.logradouro_id, Some(21));
        decode_error(&operation(), "{}");
    }
}
