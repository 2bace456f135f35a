//! Tickets.

mod wsmk_atendimentos;
mod wsmk_lista_classificacoes_ate;
mod wsmk_lista_processos;
mod wsmk_novo_atendimento;

pub use wsmk_atendimentos::{Atendimento, WSMKAtendimentos};
pub use wsmk_lista_classificacoes_ate::{
    Classificacao, ListaClassificacoesAte, WSMKListaClassificacoesAte,
};
pub use wsmk_lista_processos::{ListaProcessos, Processo, WSMKListaProcessos};
pub use wsmk_novo_atendimento::{NovoAtendimento, OrigemContato, WSMKNovoAtendimento};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKAtendimentos::SPEC,
    WSMKListaProcessos::SPEC,
    WSMKListaClassificacoesAte::SPEC,
    WSMKNovoAtendimento::SPEC,
];
