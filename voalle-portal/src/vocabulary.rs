//! The words of the portal that say nothing about anybody.

use isp_core::http::cassette::Vocabulary;

use crate::operations::all;
use crate::operations::connections::{EquipmentType, IpType};
use crate::operations::contracts::ContractStatusCode;
use crate::operations::tickets::TicketStatusCode;

/// States and kinds that the portal writes as words.
const WORDS: &[&str] = &[
    "Normal",
    "Demonstração",
    "Cortesia",
    "Cancelado",
    "Suspenso",
    "Bloqueio Financeiro",
    "Bloqueio Administrativo",
    "Encerrado",
    "Abertura",
    "Andamento",
    "Fechamento",
    "Encerramento",
    "Aguardando Classificação",
    "Ag. Classificação",
    "Não Informado",
    "Ativo",
    "Inativo",
    "Pelo CE",
];

/// Messages of the portal.
const PHRASES: &[&str] =
    &["Bad Credentials", "Invalid credentials", "Unauthenticated", "The given data was invalid"];

/// The words of the portal that a recorded cassette keeps. See [`isp_core::http::cassette`].
pub fn vocabulary() -> Vocabulary {
    Vocabulary::new()
        .words(WORDS.iter().copied())
        .words(EquipmentType::WORDS.iter().copied())
        .words(IpType::WORDS.iter().copied())
        .words(ContractStatusCode::WORDS.iter().copied())
        .words(TicketStatusCode::WORDS.iter().copied())
        .phrases(PHRASES.iter().copied())
        .operations(all())
}
