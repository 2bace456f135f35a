//! Contracts.

mod wsmk_contratos_por_cliente;

pub use wsmk_contratos_por_cliente::{ContratoAtivo, ContratosPorCliente, WSMKContratosPorCliente};
