//! Tickets.

mod comentario;
mod encerramento_atendimento;
mod entidade;
mod post_atendimentos;
mod put_atendimentos_protocolo;
mod wsmk_atendentes;
mod wsmk_atendimento_comentario;
mod wsmk_atendimento_resgate;
mod wsmk_atendimentos;
mod wsmk_lista_classificacoes_ate;
mod wsmk_lista_processos;
mod wsmk_novo_atendimento;

pub use comentario::dividir_comentario;
pub use encerramento_atendimento::EncerramentoAtendimento;
pub use entidade::AtendimentoCore;
pub use post_atendimentos::{PostAtendimentos, PostAtendimentosParameters};
pub use put_atendimentos_protocolo::PutAtendimentosProtocolo;
pub use wsmk_atendentes::WSMKAtendentes;
pub use wsmk_atendimento_comentario::{
    AtendimentoComentario, TipoComentario, WSMKAtendimentoComentario,
};
pub use wsmk_atendimento_resgate::{AtendimentoResgate, OperacaoResgate, WSMKAtendimentoResgate};
pub use wsmk_atendimentos::{Atendimento, WSMKAtendimentos};
pub use wsmk_lista_classificacoes_ate::{
    Classificacao, ListaClassificacoesAte, WSMKListaClassificacoesAte,
};
pub use wsmk_lista_processos::{ListaProcessos, Processo, WSMKListaProcessos};
pub use wsmk_novo_atendimento::{NovoAtendimento, OrigemContato, WSMKNovoAtendimento};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKListaClassificacoesAte::SPEC,
    WSMKListaProcessos::SPEC,
    WSMKAtendimentos::SPEC,
    WSMKAtendentes::SPEC,
    WSMKNovoAtendimento::SPEC,
    WSMKAtendimentoComentario::SPEC,
    WSMKAtendimentoResgate::SPEC,
    PostAtendimentos::SPEC,
    PutAtendimentosProtocolo::SPEC,
];
