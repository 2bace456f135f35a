//! Ask to settle invoices.

use isp_core::record;
use isp_core::wire;
use isp_core::{Money, Secret};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::operations::codigos::PorPontoEVirgula;

operation! {
    /// Ask to settle invoices.
    ///
    /// Licensed separately. The first of two steps: it answers what is to be paid, how, and until
    /// when; [`WSMKLiquidacaoFaturasV2`](super::WSMKLiquidacaoFaturasV2) settles. Compare the
    /// invoices of the answer with those that you named.
    WSMKPedidoLiquidacao, fn pedido_liquidacao -> PedidoLiquidacao {
        effect: Once,
        proof: Proof::Member("IDPagamento"),
        evidence: Manual,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
            /// Invoice codes, each once; sent with semicolons between them.
            faturas: PorPontoEVirgula(&[u64]),
        }
    }
}

/// What is to be paid.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PedidoLiquidacao {
    /// Names this request when it is settled. It has the form of a session token and is kept like one.
    #[serde(rename = "IDPagamento")]
    pub id_pagamento: Secret,
    /// Until when it can be settled, in the server's local time.
    #[serde(rename = "Expire", default, with = "wire::datetime::option")]
    pub expire: Option<DateTime>,
    /// Total in BRL.
    #[serde(rename = "ValorTotal")]
    pub valor_total: Money,
    /// Fines and interest in it, in BRL.
    #[serde(rename = "ValorTotalAcre")]
    pub valor_total_acre: Option<Money>,
    /// Discounts in it, in BRL.
    #[serde(rename = "ValorTotalDes")]
    pub valor_total_des: Option<Money>,
    /// The invoices.
    #[serde(rename = "FaturasDetalhes")]
    pub faturas_detalhes: Vec<FaturaDoPedido>,
    /// How it can be paid.
    #[serde(rename = "FormasPgto")]
    pub formas_pgto: Option<Vec<FormaPgto>>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// An invoice that is to be settled.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FaturaDoPedido {
    /// Invoice code.
    pub codfatura: u64,
    /// Due date.
    #[serde(default, with = "wire::date::option")]
    pub data_vencimento: Option<Date>,
    /// Remark.
    pub obs: Option<String>,
    /// Amount in BRL, without fine and interest.
    pub valor_nominal: Option<Money>,
    /// Fine and interest in BRL.
    pub valor_acrescimo: Option<Money>,
    /// Discount in BRL.
    pub valor_desconto: Option<Money>,
    /// Amount to be paid, in BRL.
    pub valor_cobrar: Money,
}

/// A way to pay.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FormaPgto {
    /// Code.
    pub codigo: u64,
    /// `"DEBITO"`, `"CREDITO"`.
    pub tipo: Option<String>,
    /// Number of instalments. The vendor sends it with a decimal point.
    pub numero_parcelas: Option<f64>,
    /// Amount of an instalment, in BRL.
    pub valor_parcela: Option<Money>,
    /// Total in BRL.
    pub total_pagar: Option<Money>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use jiff::civil::date;

    fn of(faturas: &[u64]) -> WSMKPedidoLiquidacao {
        WSMKPedidoLiquidacao::new(301, faturas)
    }

    fn operation() -> WSMKPedidoLiquidacao {
        of(&[2001, 2002])
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKPedidoLiquidacao.rule?sys=MK0&token=TOKEN&cd_cliente=301\
             &faturas=2001%3B2002"
        );
    }

    #[test]
    fn no_invoice_and_an_invoice_twice_are_refused() {
        assert!(refusal(&of(&[])).contains("`faturas` is empty"));
        assert!(refusal(&of(&[2001, 2002, 2001])).contains("twice"));
    }

    #[test]
    fn it_reads_what_is_to_be_paid_and_until_when() {
        let request = decoded(&operation(), "WSMKPedidoLiquidacao.ok.json");
        assert_eq!(request.expire, Some(date(2026, 1, 22).at(15, 23, 15, 0)));
        assert_eq!(request.valor_total.centavos(), 15_000);
        let invoice = &request.faturas_detalhes[0];
        assert_eq!((invoice.codfatura, invoice.data_vencimento), (2001, Some(date(2026, 2, 10))));
        assert_eq!(invoice.valor_cobrar.centavos(), 15_000);
        let card = &request.formas_pgto.as_ref().unwrap()[1];
        assert_eq!(
            (card.codigo, card.tipo.as_deref(), card.numero_parcelas),
            (16, Some("CREDITO"), Some(1.0))
        );
        let id = request.id_pagamento.expose();
        let shown = format!("{request:?} {}", serde_json::to_string(&request).unwrap());
        assert!(id.ends_with(".100001") && !shown.contains(id), "{shown}");
    }

    #[test]
    fn an_answer_without_what_names_the_request_does_not_prove_it() {
        for body in ["{}", r#"{"status":"OK"}"#, r#"{"IDPagamento":null,"status":"OK"}"#] {
            assert!(decode_error(&operation(), body).contains("does not prove"), "{body}");
        }
    }
}
