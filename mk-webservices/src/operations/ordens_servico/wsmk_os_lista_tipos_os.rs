//! Kinds of service order.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Kinds of service order.
    ///
    /// The whole catalogue; the answer does not show which kinds are in use.
    WSMKOSListaTiposOS, fn os_lista_tipos_os -> ListaTiposOs {
        effect: Read,
        evidence: Observed,
    }
}

/// Kinds of service order.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaTiposOs {
    /// The kinds.
    #[serde(rename = "Tipos")]
    pub tipos: Vec<TipoOs>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A kind of service order.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TipoOs {
    /// Code of the kind, `CodigoTipoOS` of a new service order.
    pub codostipo: u64,
    /// Name.
    pub descricao: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request};

    #[test]
    fn the_request_is_exact() {
        let operation = WSMKOSListaTiposOS::new();
        assert_eq!(request(&operation), "GET /mk/WSMKOSListaTiposOS.rule?sys=MK0&token=TOKEN");
        let kinds = decoded(&operation, "WSMKOSListaTiposOS.ok.json").tipos;
        assert_eq!(kinds.len(), 3);
        assert_eq!(kinds[2].codostipo, 29);
        assert_eq!(kinds[2].descricao.as_deref(), Some("INSTALAÇÃO EXEMPLO"));
        decode_error(&operation, r#"{"status":"OK"}"#);
    }
}
