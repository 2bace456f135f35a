//! The network: concentrators, access points, outages.

mod get_notificacoes_atendimentos_abertos;
mod get_notificacoes_conexoes_afetadas;
mod get_notificacoes_os_abertas;
mod get_notificacoes_status;
mod wsmk_conexao_lista_ip;
mod wsmk_conexao_plano_acesso;
mod wsmk_conexao_ponto_acesso;
mod wsmk_conexao_servidor_concentrador;
mod wsmk_consulta_notificacao_parada;

pub use get_notificacoes_atendimentos_abertos::{
    AtendimentoDaParada, GetNotificacoesAtendimentosAbertos,
};
pub use get_notificacoes_conexoes_afetadas::{ConexaoAfetada, GetNotificacoesConexoesAfetadas};
pub use get_notificacoes_os_abertas::{GetNotificacoesOsAbertas, OsDaParada};
pub use get_notificacoes_status::{GetNotificacoesStatus, Parada, StatusParada};
pub use wsmk_conexao_lista_ip::WSMKConexaoListaIP;
pub use wsmk_conexao_plano_acesso::WSMKConexaoPlanoAcesso;
pub use wsmk_conexao_ponto_acesso::WSMKConexaoPontoAcesso;
pub use wsmk_conexao_servidor_concentrador::WSMKConexaoServidorConcentrador;
pub use wsmk_consulta_notificacao_parada::{
    NotificacaoParada, NotificacoesParada, WSMKConsultaNotificacaoParada,
};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKConexaoServidorConcentrador::SPEC,
    WSMKConexaoPlanoAcesso::SPEC,
    WSMKConexaoPontoAcesso::SPEC,
    WSMKConexaoListaIP::SPEC,
    GetNotificacoesStatus::SPEC,
    GetNotificacoesConexoesAfetadas::SPEC,
    GetNotificacoesOsAbertas::SPEC,
    GetNotificacoesAtendimentosAbertos::SPEC,
    WSMKConsultaNotificacaoParada::SPEC,
];
