//! Change or close a service order.

use isp_core::Error;

use super::encerramento_os::{EncerramentoOs, EncerrarOs};
use super::item_os::Itens;
use super::{ItemOs, OrdemServico};
use crate::Client;
use crate::operation::core_operation;

core_operation! {
    /// Change or close a service order.
    ///
    /// Only what is given changes. This is the only operation that closes a service
    /// order: see [`Client::encerrar_os`].
    PutOs = PUT "os", fn alterar_os -> OrdemServico {
        effect: Idempotent,
        proof: Proof::Member("id"),
        evidence: Manual,
        required: {
            /// Service-order code.
            id: u64,
        }
        optional: {
            /// What the customer complains of.
            "defeitoReclamado" defeito_reclamado: Text(&str) in Json,
            /// What the technician found.
            "defeitoConstatado" defeito_constatado: Text(&str) in Json,
            /// Login of the operator.
            operador: Text(&str) in Json,
            /// Code of the kind (`codostipo`).
            tipo: u64 in Json,
            /// Items used or left with the customer.
            items: Itens(Vec<ItemOs>) in Json,
            /// Signature, an image as `data:image/png;base64,…`.
            assinatura: Text(&str) in Json,
            /// Code of a ticket to tie it to.
            "codigoAtendimentoAssociar" codigo_atendimento_associar: u64 in Json,
            /// Closes the service order; `None` says explicitly that it stays open.
            encerrar_os: EncerrarOs(Option<EncerramentoOs>) in Json,
        }
        check: PutOs::changes_something,
    }
}

impl PutOs {
    /// Closes a service order.
    pub fn closing(id: u64, encerramento: EncerramentoOs) -> Self {
        Self::new(id).encerrar_os(Some(encerramento))
    }

    fn changes_something(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("nothing to change in the service order"));
        }
        Ok(())
    }
}

impl Client {
    /// Close a service order.
    ///
    /// `PUT /core-api/os`
    #[doc(alias = "os")]
    pub fn encerrar_os(&self, id: u64, encerramento: EncerramentoOs) -> Call<PutOs> {
        self.call(PutOs::closing(id, encerramento))
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

    fn closing() -> EncerramentoOs {
        EncerramentoOs::new("operador.exemplo", "Troca de conector", 8)
    }

    fn json(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_request_is_exact() {
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
            .items(vec![item])
            .assinatura("data:image/png;base64,AAAA");
        let mut body = json(include_str!("../../../tests/fixtures/core-api.os.put.corpo.json"));
        // The same number to JSON, not to a comparison of texts.
        body["items"][0]["quantidade"] = json!(1.0);
        assert_eq!(request(&change), format!("{PATH} {body}"));
    }

    #[test]
    fn closing_is_sent_as_the_vendor_shows_it() {
        let close = PutOs::closing(8001, closing().with_ticket(8));
        let body =
            json(include_str!("../../../tests/fixtures/core-api.os.put.corpo-encerrar.json"));
        assert_eq!(request(&close), format!("{PATH} {body}"));
    }

    #[test]
    fn a_ticket_is_tied_to_an_open_order_by_its_code() {
        let change = operation().codigo_atendimento_associar(7546).encerrar_os(None);
        assert_eq!(
            request(&change),
            format!(r#"{PATH} {{"codigoAtendimentoAssociar":7546,"encerrarOs":"N"}}"#)
        );
    }

    #[test]
    fn a_closing_leaves_the_ticket_open_unless_told_otherwise() {
        assert_eq!(
            request(&PutOs::closing(8001, closing()).defeito_constatado("Conector")),
            format!(
                r#"{PATH} {{"classificacaoEncerramento":8,"defeitoConstatado":"Conector","encerrarOs":"S","fecharAtendimentoAssociado":"N","operadorEncerramento":"operador.exemplo","servicoPrestado":"Troca de conector"}}"#
            )
        );
    }

    #[test]
    fn a_closing_without_its_words_is_refused() {
        let nobody = PutOs::closing(8001, EncerramentoOs::new(" ", "x", 8));
        assert!(refusal(&nobody).contains("operadorEncerramento"));
        let nothing = PutOs::closing(8001, EncerramentoOs::new("x", "", 8));
        assert!(refusal(&nothing).contains("servicoPrestado"));
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
