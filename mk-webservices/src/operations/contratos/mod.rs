//! Contracts.

mod wsmk_aceite_contratual_pendente;
mod wsmk_contratos_por_cliente;
mod wsmk_contratos_por_cliente_v2;
mod wsmk_novo_contrato;
mod wsmk_planos_acesso;

pub use wsmk_aceite_contratual_pendente::WSMKAceiteContratualPendente;
pub use wsmk_contratos_por_cliente::{ContratoAtivo, ContratosPorCliente, WSMKContratosPorCliente};
pub use wsmk_contratos_por_cliente_v2::{
    ContratoPorStatus, StatusContrato, WSMKContratosPorClienteV2,
};
pub use wsmk_novo_contrato::{NovoContrato, NovoContratoParameters, WSMKNovoContrato};
pub use wsmk_planos_acesso::{ContratoDoPlano, PlanosAcesso, WSMKPlanosAcesso};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKContratosPorCliente::SPEC,
    WSMKContratosPorClienteV2::SPEC,
    WSMKPlanosAcesso::SPEC,
    WSMKAceiteContratualPendente::SPEC,
    WSMKNovoContrato::SPEC,
];
