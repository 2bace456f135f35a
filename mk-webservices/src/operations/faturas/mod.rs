//! Invoices and how to pay them.

mod data_vencimento;
mod wsmk_altera_status_faturas;
mod wsmk_consulta_barras;
mod wsmk_consulta_contas_bancarias;
mod wsmk_consultar_cartao;
mod wsmk_faturas;
mod wsmk_faturas_abertas;
mod wsmk_faturas_pendentes;
mod wsmk_ld_via_sms;
mod wsmk_liquidacao_faturas;
mod wsmk_liquidacao_faturas_v2;
mod wsmk_pedido_liquidacao;
mod wsmk_retornar_copie_cola_pix;
mod wsmk_segunda_via_cobranca;

pub use data_vencimento::{DataVencimento, FormatoData};
pub use wsmk_altera_status_faturas::{AlteraStatusFaturas, DetalheFatura, WSMKAlteraStatusFaturas};
pub use wsmk_consulta_barras::WSMKConsultaBarras;
pub use wsmk_consulta_contas_bancarias::{
    ContaBancaria, ContasBancarias, WSMKConsultaContasBancarias,
};
pub use wsmk_consultar_cartao::{Cartao, ConsultarCartao, WSMKConsultarCartao};
pub use wsmk_faturas::{ContaFatura, ContratoFatura, Fatura, StatusFatura, WSMKFaturas};
pub use wsmk_faturas_abertas::{FaturaAberta, FaturasAbertas, WSMKFaturasAbertas};
pub use wsmk_faturas_pendentes::{FaturaPendente, FaturasPendentes, WSMKFaturasPendentes};
pub use wsmk_ld_via_sms::{DadosFatura, LDViaSMS, WSMKLDViaSMS};
pub use wsmk_liquidacao_faturas::WSMKLiquidacaoFaturas;
pub use wsmk_liquidacao_faturas_v2::{LiquidacaoFaturasV2, WSMKLiquidacaoFaturasV2};
pub use wsmk_pedido_liquidacao::{
    FaturaDoPedido, FormaPgto, PedidoLiquidacao, WSMKPedidoLiquidacao,
};
pub use wsmk_retornar_copie_cola_pix::{CopieColaPix, WSMKRetornarCopieColaPix};
pub use wsmk_segunda_via_cobranca::{SegundaViaCobranca, WSMKSegundaViaCobranca};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKFaturasPendentes::SPEC,
    WSMKSegundaViaCobranca::SPEC,
    WSMKLDViaSMS::SPEC,
    WSMKConsultaBarras::SPEC,
    WSMKFaturasAbertas::SPEC,
    WSMKRetornarCopieColaPix::SPEC,
    WSMKFaturas::SPEC,
    WSMKPedidoLiquidacao::SPEC,
    WSMKLiquidacaoFaturas::SPEC,
    WSMKLiquidacaoFaturasV2::SPEC,
    WSMKConsultaContasBancarias::SPEC,
    WSMKAlteraStatusFaturas::SPEC,
    WSMKConsultarCartao::SPEC,
];
