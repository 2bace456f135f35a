//! Kinds of ticket: a process of MK with a classification.

use isp_core::wire::YesNo;
use isp_core::{Error, Native, TicketKind, TicketKindId};

use super::{MkIsp, distinct, not_understood};
use crate::dialect::MkDialect;
use crate::operations::atendimentos::{Classificacao, Processo};

const PROCESSES: &str = "WSMKListaProcessos";
const CLASSIFICATIONS: &str = "WSMKListaClassificacoesAte";

/// What [`TicketKind::native`] returns: the rows of the two rules for a kind of ticket.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TicketKindRecords {
    /// The process.
    pub process: Processo,
    /// The classification.
    pub classification: Classificacao,
}

impl MkIsp {
    /// Each process with each classification: MK does not say that some do not go together.
    pub(super) async fn kinds(&self) -> Result<Vec<TicketKind>, Error> {
        let processes = self.client.lista_processos().await?.processos;
        let processes = distinct(processes, |row| row.codprocesso, PROCESSES)?;
        let listed = self.client.lista_classificacoes_ate().await?.classificacoes_atendimento;
        let listed = distinct(listed, |row| row.codigo, CLASSIFICATIONS)?;
        let any = !listed.is_empty();
        // MK refuses to open a ticket with one that is only for closing.
        let opens = |row: &Classificacao| row.encerramento == Some(YesNo::No);
        let usable: Vec<_> = listed.into_iter().filter(opens).collect();
        if any && usable.is_empty() {
            let what = "no classification is said to be for more than closing a ticket";
            return Err(not_understood(what).with_operation(CLASSIFICATIONS));
        }
        let of_process = |process: &Processo| {
            let process = process.clone();
            usable.iter().map(move |class| kind(process.clone(), class.clone())).collect::<Vec<_>>()
        };
        Ok(processes.iter().flat_map(of_process).collect())
    }
}

fn kind(process: Processo, classification: Classificacao) -> TicketKind {
    let mut kind = TicketKind::new(format!("{}/{}", process.codprocesso, classification.codigo));
    kind.category.clone_from(&process.nome_processo);
    kind.name.clone_from(&classification.descricao);
    kind.native = Native::of(TicketKindRecords { process, classification });
    kind
}

/// Process and classification of a kind.
pub(super) fn codes(kind: &TicketKindId) -> Result<(u64, u64), Error> {
    let code = |text: &str| text.parse::<u64>().ok().filter(|code| *code > 0);
    let codes = kind.as_str().split_once('/');
    let codes = codes.and_then(|(process, class)| Some((code(process)?, code(class)?)));
    codes.ok_or_else(|| {
        Error::invalid_input("this is not a kind of ticket of MK")
            .with_system(MkDialect::SYSTEM)
            .with_advice("choose one from ticket_kinds(…)")
    })
}
