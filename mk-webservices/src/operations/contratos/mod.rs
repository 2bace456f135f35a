//! Contracts.

mod wsmk_contratos_por_cliente;

pub use wsmk_contratos_por_cliente::{ContratoAtivo, ContratosPorCliente, WSMKContratosPorCliente};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[WSMKContratosPorCliente::SPEC];
