//! Settle invoices, second version.

use isp_core::Money;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Settle invoices, second version.
    ///
    /// Licensed separately. The second step after
    /// [`WSMKPedidoLiquidacao`](super::WSMKPedidoLiquidacao). The vendor's text has more parameters
    /// than any source repeats. No source shows the format of `data_recebimento`: it is sent as the
    /// first step answers its dates.
    WSMKLiquidacaoFaturasV2, fn liquidacao_faturas_v2 -> LiquidacaoFaturasV2 {
        effect: Once,
        proof: Proof::Member("recibo"),
        evidence: Manual,
        required: {
            /// [`PedidoLiquidacao::id_pagamento`](super::PedidoLiquidacao::id_pagamento).
            "IDPagamento" id_pagamento: Secret(&Secret),
            /// Way to pay: 3, 4 or 101; their meanings are unknown.
            forma_pagto: u64,
            /// Account that the money went to; its format is unknown.
            conta: Text(&str),
            /// Amount received, in BRL.
            valor_total: ValorPositivo(Money),
            /// Day of receipt, sent as `DD/MM/AAAA`.
            data_recebimento: BrazilianDate(Date),
        }
    }
}

/// An amount that can have been received.
#[derive(Clone)]
struct ValorPositivo(Money);

impl From<Money> for ValorPositivo {
    fn from(amount: Money) -> Self {
        Self(amount)
    }
}

impl isp_core::http::Parameter for ValorPositivo {
    fn write(&self, slot: isp_core::http::Slot<'_>) -> Result<(), isp_core::Error> {
        if self.0.centavos() <= 0 {
            return Err(slot.refuse("is not more than zero"));
        }
        self.0.write(slot)
    }
}

/// The settlement.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LiquidacaoFaturasV2 {
    /// Number of the receipt, text of digits.
    pub recibo: String,
    /// `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use jiff::civil::date;

    fn of(centavos: i64) -> WSMKLiquidacaoFaturasV2 {
        let amount = Money::from_centavos(centavos);
        WSMKLiquidacaoFaturasV2::new(&"abc.100001".into(), 101, "47", amount, date(2026, 1, 22))
    }

    fn operation() -> WSMKLiquidacaoFaturasV2 {
        of(15_000)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKLiquidacaoFaturasV2.rule?sys=MK0&token=TOKEN&IDPagamento=abc.100001\
             &forma_pagto=101&conta=47&valor_total=150.00&data_recebimento=22%2F01%2F2026"
        );
    }

    #[test]
    fn nothing_received_settles_nothing() {
        for centavos in [0, -1] {
            assert!(refusal(&of(centavos)).contains("valor_total"), "{centavos}");
        }
    }

    #[test]
    fn the_receipt_proves_it() {
        let done = decoded(&operation(), "WSMKLiquidacaoFaturasV2.ok.json");
        assert_eq!(done.recibo, "789900000001");
        for body in
            ["{}", r#"{"status":"OK"}"#, r#"{"recibo":"","status":"OK"}"#, r#"{"recibo":"7"}"#]
        {
            assert!(decode_error(&operation(), body).contains("does not prove"), "{body}");
        }
    }
}
