//! One file for each operation, in the vendor's own words, by the vendor's families.

pub mod atendimentos;
pub mod autenticacao;
pub mod conexoes;
pub mod contratos;
pub mod faturas;
pub mod pessoas;
#[cfg(test)]
pub(crate) mod testing;

use isp_core::http::{Operation, OperationSpec};

/// Every operation that this crate has a type for, family by family.
pub const OPERATIONS: &[OperationSpec] = &[
    autenticacao::WSAutenticacao::SPEC,
    autenticacao::WSAutenticacaoOperador::SPEC,
    pessoas::WSMKConsultaDoc::SPEC,
    pessoas::WSMKConsultaClientes::SPEC,
    contratos::WSMKContratosPorCliente::SPEC,
    conexoes::WSMKConexoesPorCliente::SPEC,
    conexoes::WSMKConsultaConexaoAutenticada::SPEC,
    conexoes::WSMKAutoDesbloqueio::SPEC,
    faturas::WSMKFaturasPendentes::SPEC,
    faturas::WSMKFaturasAbertas::SPEC,
    faturas::WSMKSegundaViaCobranca::SPEC,
    faturas::WSMKLDViaSMS::SPEC,
    faturas::WSMKRetornarCopieColaPix::SPEC,
    atendimentos::WSMKAtendimentos::SPEC,
    atendimentos::WSMKListaProcessos::SPEC,
    atendimentos::WSMKListaClassificacoesAte::SPEC,
    atendimentos::WSMKNovoAtendimento::SPEC,
];
