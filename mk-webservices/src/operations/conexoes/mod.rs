//! Connections.

mod wsmk_alterar_conexao;
mod wsmk_alterar_endereco_conexao;
mod wsmk_auto_desbloqueio;
mod wsmk_auto_desbloqueio_v2;
mod wsmk_conexoes_por_cliente;
mod wsmk_conexoes_por_cliente_v2;
mod wsmk_consulta_conexao_autenticada;
mod wsmk_criar_conexao;

pub use wsmk_alterar_conexao::{AlterarConexao, WSMKAlterarConexao};
pub use wsmk_alterar_endereco_conexao::WSMKAlterarEnderecoConexao;
pub use wsmk_auto_desbloqueio::{AutoDesbloqueio, WSMKAutoDesbloqueio};
pub use wsmk_auto_desbloqueio_v2::WSMKAutoDesbloqueioV2;
pub use wsmk_conexoes_por_cliente::{Conexao, ConexoesPorCliente, WSMKConexoesPorCliente};
pub use wsmk_conexoes_por_cliente_v2::WSMKConexoesPorClienteV2;
pub use wsmk_consulta_conexao_autenticada::{
    ConexaoAutenticada, ConsultaConexaoAutenticada, WSMKConsultaConexaoAutenticada,
};
pub use wsmk_criar_conexao::{TecnologiaConexao, WSMKCriarConexao};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKConexoesPorCliente::SPEC,
    WSMKConexoesPorClienteV2::SPEC,
    WSMKConsultaConexaoAutenticada::SPEC,
    WSMKAutoDesbloqueio::SPEC,
    WSMKAutoDesbloqueioV2::SPEC,
    WSMKAlterarEnderecoConexao::SPEC,
    WSMKAlterarConexao::SPEC,
    WSMKCriarConexao::SPEC,
];
