//! Stock and equipment.

mod ws_mobile_troca_mac_os;
mod wsmk_consulta_local_manutencao;
mod wsmk_consulta_ponto_imobilizado;
mod wsmk_consulta_produto_estoque;

pub use ws_mobile_troca_mac_os::{TrocaMacOs, WSMobileTrocaMacOS};
pub use wsmk_consulta_local_manutencao::{
    LocaisManutencao, LocalDeManutencao, WSMKConsultaLocalManutencao,
};
pub use wsmk_consulta_ponto_imobilizado::{
    PontoImobilizado, PontosImobilizado, WSMKConsultaPontoImobilizado,
};
pub use wsmk_consulta_produto_estoque::{
    ProdutoEstoque, ProdutosEstoque, WSMKConsultaProdutoEstoque,
};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKConsultaProdutoEstoque::SPEC,
    WSMKConsultaPontoImobilizado::SPEC,
    WSMKConsultaLocalManutencao::SPEC,
    WSMobileTrocaMacOS::SPEC,
];
