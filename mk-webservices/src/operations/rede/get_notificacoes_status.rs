//! Outages that are running, or that are over.

use isp_core::open_enum;
use isp_core::record;
use isp_core::wire;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::operation::core_operation;

core_operation! {
    /// Outages that are running, or that are over.
    GetNotificacoesStatus = GET "notificacoes/status", fn notificacoes_status -> Vec<Parada> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Running or over.
            status: StatusParada,
        }
    }
}

open_enum! {
    /// Whether an outage is over.
    pub enum StatusParada {
        /// It is running.
        EmAndamento = "A",
        /// It is over.
        Finalizada = "F",
    }
}

/// An outage (`parada`).
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Parada {
    /// Code, `codigo_parada` of the other calls.
    pub cod: u64,
    /// What is down.
    pub descricao: Option<String>,
    /// Remarks.
    pub obs: Option<String>,
    /// When it began.
    #[serde(default, with = "wire::instant::option")]
    pub data_inicio: Option<Timestamp>,
    /// When it is expected to be over.
    #[serde(default, with = "wire::instant::option")]
    pub data_prevista_normalizar: Option<Timestamp>,
    /// Name of the operator who registered it.
    pub operador_registrou: Option<String>,
    /// Why.
    pub motivo: Option<String>,
    /// Kind of the equipment, such as `"concentrador"`.
    pub tipo_equipamento: Option<String>,
    /// The equipment.
    pub equipamento: Option<String>,
    /// Name of the server, padded with spaces on the right: see [`Parada::nome_do_servidor`].
    pub servidor: Option<String>,
    /// Number of the splice box.
    pub caixa: Option<String>,
    /// Name of the operator who changed it last.
    pub operador_ajustou: Option<String>,
}

impl Parada {
    /// The server's name without the padding.
    pub fn nome_do_servidor(&self) -> Option<&str> {
        self.servidor.as_deref().map(str::trim)
    }
}

impl isp_core::http::Parameter for StatusParada {
    fn write(&self, slot: isp_core::http::Slot<'_>) -> Result<(), isp_core::Error> {
        slot.text(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request};

    fn operation() -> GetNotificacoesStatus {
        GetNotificacoesStatus::new(StatusParada::EmAndamento)
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /core-api/notificacoes/status?token=TOKEN&status=";
        assert_eq!(request(&operation()), format!("{path}A"));
        let over = GetNotificacoesStatus::new(StatusParada::Finalizada);
        assert_eq!(request(&over), format!("{path}F"));
    }

    #[test]
    fn it_reads_the_times_as_instants_with_and_without_fraction() {
        let outages = decoded(&operation(), "core-api.notificacoes.status.ok.json");
        let outage = &outages[0];
        assert_eq!(outage.cod, 199);
        assert_eq!(outage.data_inicio, "2026-01-13T09:18:33.325Z".parse().ok());
        assert_eq!(outage.data_prevista_normalizar, "2026-01-13T12:00:00Z".parse().ok());
        assert_eq!((&outage.equipamento, &outage.motivo), (&None, &None));
    }

    #[test]
    fn the_servers_name_is_kept_with_its_padding_and_given_without() {
        let outages = decoded(&operation(), "core-api.notificacoes.status.ok.json");
        assert_eq!(outages[0].servidor.as_deref(), Some("SERVIDOR EXEMPLO                "));
        assert_eq!(outages[0].nome_do_servidor(), Some("SERVIDOR EXEMPLO"));
        assert_eq!(decoded_from(&operation(), r#"[{"cod":1}]"#)[0].nome_do_servidor(), None);
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        assert!(decoded(&operation(), "core-api.notificacoes.status.vazio.json").is_empty());
        for body in ["null", "", r#"{"message":"x"}"#] {
            decode_error(&operation(), body);
        }
    }
}
