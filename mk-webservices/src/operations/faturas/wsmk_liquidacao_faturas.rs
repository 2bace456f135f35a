//! Settle invoices.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Settle invoices.
    ///
    /// Licensed separately. The second step after
    /// [`WSMKPedidoLiquidacao`](super::WSMKPedidoLiquidacao). The answer is undocumented: prefer
    /// [`WSMKLiquidacaoFaturasV2`](super::WSMKLiquidacaoFaturasV2), which confirms.
    WSMKLiquidacaoFaturas, fn liquidacao_faturas -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// [`PedidoLiquidacao::id_pagamento`](super::PedidoLiquidacao::id_pagamento).
            "IDPagamento" id_pagamento: Secret(&Secret),
            /// Way to pay; its format is unknown.
            "FormaPgto" forma_pgto: Text(&str),
            /// Account that the money goes to; its format is unknown.
            conta: Text(&str),
        }
        optional: {
            /// Number of a card payment; its format is unknown.
            "NSU" nsu: Text(&str),
            /// Its authorisation; its format is unknown.
            "ARP" arp: Text(&str),
        }
    }
}
