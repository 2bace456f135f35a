//! The words of the provider-wide API that say nothing about anybody.

use isp_core::http::cassette::Vocabulary;

use crate::operations::all;
use crate::operations::connections::ConnectionStatusCode;
use crate::operations::contracts::ContractStatusCode;
use crate::operations::invoices::TitleStatusCode;
use crate::operations::tickets::TicketStatusCode;

/// States and kinds that the API writes as words, beside those of the types.
const WORDS: &[&str] = &[
    "Normal",
    "Demonstração",
    "Cortesia",
    "Suspenso",
    "Bloqueio Financeiro",
    "Bloqueio Administrativo",
    "Encerrado",
    "Bloqueado",
    "Ativo",
    "Inativo",
    "Municipal",
    "Estadual",
    "Federal",
    "syngw",
];

/// Messages of the API.
const PHRASES: &[&str] = &[
    "Registro não encontrado",
    "Cliente não possui títulos em aberto",
    "Conexão atualizada com sucesso",
    "Distância inválida",
    "Origem de contato inválida",
    "Integrador inválido",
    "Senha não informada",
    "CPF/CNPJ já existe",
    "Indisponível",
];

/// The words of the provider-wide API that a recorded cassette keeps. See [`isp_core::http::cassette`].
pub fn vocabulary() -> Vocabulary {
    Vocabulary::new()
        .words(WORDS.iter().copied())
        .words(ConnectionStatusCode::WORDS.iter().copied())
        .words(ContractStatusCode::WORDS.iter().copied())
        .words(TitleStatusCode::WORDS.iter().copied())
        .words(TicketStatusCode::WORDS.iter().copied())
        .phrases(PHRASES.iter().copied())
        .operations(all())
}
