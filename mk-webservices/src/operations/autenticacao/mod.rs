//! Logins. The client logs in by itself; these operations are for diagnosis.

mod ws_autenticacao;
mod ws_autenticacao_operador;

pub use ws_autenticacao::{Autenticacao, WSAutenticacao};
pub use ws_autenticacao_operador::{AutenticacaoOperador, WSAutenticacaoOperador};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] =
    &[WSAutenticacao::SPEC, WSAutenticacaoOperador::SPEC];
