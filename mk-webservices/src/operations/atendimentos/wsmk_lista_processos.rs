//! Ticket processes.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Ticket processes.
    ///
    /// Every new ticket belongs to one of them.
    WSMKListaProcessos, fn lista_processos -> ListaProcessos {
        service: 11,
        service_name: "Processos de atendimentos",
        effect: Read,
        evidence: Manual,
    }
}

/// Ticket processes.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaProcessos {
    /// The processes.
    pub processos: Vec<Processo>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A ticket process.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Processo {
    /// Process code, `cd_processo` of a new ticket.
    pub codprocesso: u64,
    /// Name.
    pub nome_processo: Option<String>,
    /// Subprocesses; the shape of an item is unknown.
    pub subprocessos: Option<Vec<serde_json::Value>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request};

    #[test]
    fn the_request_is_exact() {
        let operation = WSMKListaProcessos::new();
        assert_eq!(request(&operation), "GET /mk/WSMKListaProcessos.rule?sys=MK0&token=TOKEN");
        let processes = decoded(&operation, "WSMKListaProcessos.ok.json").processos;
        assert_eq!(processes[1].codprocesso, 5);
        assert_eq!(processes[1].nome_processo.as_deref(), Some("FINANCEIRO - NEGOCIAÇÃO"));
    }
}
