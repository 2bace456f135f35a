//! Ticket classifications.

use isp_core::record;
use isp_core::wire::YesNo;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Ticket classifications.
    ///
    /// Some are for opening a ticket, some only for closing one.
    WSMKListaClassificacoesAte, fn lista_classificacoes_ate -> ListaClassificacoesAte {
        service: 10,
        service_name: "Classificações de atendimento",
        effect: Read,
        evidence: Manual,
    }
}

/// Ticket classifications.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ListaClassificacoesAte {
    /// The classifications.
    #[serde(rename = "ClassificacoesAtendimento")]
    pub classificacoes_atendimento: Vec<Classificacao>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// A ticket classification.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Classificacao {
    /// Classification code, `cd_classificacao_ate` of a new ticket.
    pub codigo: u64,
    /// Name.
    pub descricao: Option<String>,
    /// Whether it is only for closing; a new ticket with it is refused.
    pub encerramento: Option<YesNo>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request};

    #[test]
    fn the_request_is_exact() {
        let operation = WSMKListaClassificacoesAte::new();
        assert_eq!(
            request(&operation),
            "GET /mk/WSMKListaClassificacoesAte.rule?sys=MK0&token=TOKEN"
        );
        let all =
            decoded(&operation, "WSMKListaClassificacoesAte.ok.json").classificacoes_atendimento;
        let closing: Vec<_> =
            all.iter().filter(|c| c.encerramento == Some(YesNo::Yes)).map(|c| c.codigo).collect();
        assert_eq!(closing, [40]);
    }
}
