//! Service orders.

mod encerramento_os;
mod endereco_os;
mod get_os_id;
mod get_os_pessoa;
mod item_os;
mod ordem_servico;
mod put_os;
mod wsmk_agendamento_ordem;
mod wsmk_cancelar_reagendar_ordem;
mod wsmk_consulta_equipes;
mod wsmk_consulta_ordem_agendamento;
mod wsmk_consulta_tecnicos;
mod wsmk_criar_ordem_servico;
mod wsmk_os_lista_grupos_servico;
mod wsmk_os_lista_tecnico_responsavel;
mod wsmk_os_lista_tipos_os;

pub use encerramento_os::EncerramentoOs;
pub use endereco_os::EnderecoOs;
pub use get_os_id::GetOsId;
pub use get_os_pessoa::GetOsPessoa;
pub use item_os::{ItemOs, ProdServ, TipoItem, TipoSaida};
pub use ordem_servico::OrdemServico;
pub use put_os::PutOs;
pub use wsmk_agendamento_ordem::{AgendamentoOrdem, WSMKAgendamentoOrdem};
pub use wsmk_cancelar_reagendar_ordem::{CancelarReagendarOrdem, WSMKCancelarReagendarOrdem};
pub use wsmk_consulta_equipes::{Equipe, Equipes, WSMKConsultaEquipes};
pub use wsmk_consulta_ordem_agendamento::{
    OrdemAgendada, OrdensAgendadas, WSMKConsultaOrdemAgendamento,
};
pub use wsmk_consulta_tecnicos::WSMKConsultaTecnicos;
pub use wsmk_criar_ordem_servico::{
    CategoriaOs, CriarOrdemServicoParameters, LocalManutencao, OrdemCriada, WSMKCriarOrdemServico,
};
pub use wsmk_os_lista_grupos_servico::WSMKOSListaGruposServico;
pub use wsmk_os_lista_tecnico_responsavel::WSMKOSListaTecnicoResponsavel;
pub use wsmk_os_lista_tipos_os::{ListaTiposOs, TipoOs, WSMKOSListaTiposOS};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKOSListaGruposServico::SPEC,
    WSMKOSListaTecnicoResponsavel::SPEC,
    WSMKOSListaTiposOS::SPEC,
    WSMKConsultaOrdemAgendamento::SPEC,
    WSMKConsultaTecnicos::SPEC,
    WSMKConsultaEquipes::SPEC,
    GetOsId::SPEC,
    GetOsPessoa::SPEC,
    WSMKCriarOrdemServico::SPEC,
    WSMKAgendamentoOrdem::SPEC,
    WSMKCancelarReagendarOrdem::SPEC,
    PutOs::SPEC,
];
