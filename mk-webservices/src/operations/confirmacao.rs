//! The confirmation that several writes answer.

use isp_core::record;
use serde::{Deserialize, Serialize};

/// Confirmation of a write.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Confirmacao {
    /// `"OK! Alterações aplicadas com sucesso."`
    pub mensagem: Option<String>,
    /// `"OK"`.
    pub status: Option<String>,
}
