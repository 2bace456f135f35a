//! One file for each operation, in the vendor's own words, by the vendor's families.
//!
//! **Blanks in values.** The manual puts single quotes around values with blanks. They are not sent
//! here: a query encodes blanks, nearly all clients of real servers send no quotes, and what a server
//! does with them is unknown; they could be stored as part of a text. The simulator takes them off, so
//! that a client that follows the manual works with it too.
//!
//! **Two spellings.** Where the manual spells a parameter in two ways, the documentation of the
//! parameter says which one is sent.

pub mod administracao;
pub mod atendimentos;
pub mod autenticacao;
pub mod cobranca;
mod codigos;
pub mod conexoes;
mod confirmacao;
pub mod contratos;
mod coordenadas;
pub mod enderecos;
pub mod estoque;
pub mod faturas;
pub mod leads;
mod novo_endereco;
pub mod ordens_servico;
mod outros;
pub mod pessoas;
pub mod planos;
pub mod rede;
#[cfg(test)]
mod template;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod untyped_tests;

pub use confirmacao::Confirmacao;
use isp_core::http::OperationSpec;
pub use novo_endereco::EnderecoPorCodigos;

/// The families, each with its operations.
const FAMILIES: [&[OperationSpec]; 14] = [
    autenticacao::OPERATIONS,
    pessoas::OPERATIONS,
    contratos::OPERATIONS,
    conexoes::OPERATIONS,
    faturas::OPERATIONS,
    atendimentos::OPERATIONS,
    ordens_servico::OPERATIONS,
    planos::OPERATIONS,
    cobranca::OPERATIONS,
    enderecos::OPERATIONS,
    rede::OPERATIONS,
    leads::OPERATIONS,
    estoque::OPERATIONS,
    administracao::OPERATIONS,
];

/// Every operation that this crate has a type for, family by family.
pub fn all() -> impl Iterator<Item = &'static OperationSpec> {
    FAMILIES.into_iter().flatten()
}
