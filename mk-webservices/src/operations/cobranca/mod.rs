//! Billing: the lists that the codes of a new contract come from.

#[cfg(test)]
mod lists_tests;
mod registro;
mod wsmk_lista_desconto;
mod wsmk_lista_profile_pagamento;
mod wsmk_lista_regra_bloqueio;
mod wsmk_lista_regra_vencimento;
mod wsmk_lista_tabela_sla;
mod wsmk_plano_contas;

pub use registro::Registro;
pub use wsmk_lista_desconto::{ListaDesconto, WSMKListaDesconto};
pub use wsmk_lista_profile_pagamento::{ListaProfilePagamento, WSMKListaProfilePagamento};
pub use wsmk_lista_regra_bloqueio::{ListaRegraBloqueio, WSMKListaRegraBloqueio};
pub use wsmk_lista_regra_vencimento::{ListaRegraVencimento, WSMKListaRegraVencimento};
pub use wsmk_lista_tabela_sla::{ListaTabelaSLA, WSMKListaTabelaSLA};
pub use wsmk_plano_contas::{PlanoContas, WSMKPlanoContas};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKListaRegraVencimento::SPEC,
    WSMKListaTabelaSLA::SPEC,
    WSMKListaRegraBloqueio::SPEC,
    WSMKListaProfilePagamento::SPEC,
    WSMKListaDesconto::SPEC,
    WSMKPlanoContas::SPEC,
];
