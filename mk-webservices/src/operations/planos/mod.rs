//! Plans.

mod get_planos_acessos_descricao;
mod get_planos_acessos_id;
mod get_planos_acessos_list_empresa;
mod tipo_plano;
mod wsmk_consulta_planos;
mod wsmk_consulta_planos_produto;
mod wsmk_lista_plano_acesso;

pub use get_planos_acessos_descricao::GetPlanosAcessosDescricao;
pub use get_planos_acessos_id::GetPlanosAcessosId;
pub use get_planos_acessos_list_empresa::GetPlanosAcessosListEmpresa;
pub use tipo_plano::TipoPlano;
pub use wsmk_consulta_planos::WSMKConsultaPlanos;
pub use wsmk_consulta_planos_produto::WSMKConsultaPlanosProduto;
pub use wsmk_lista_plano_acesso::{ListaPlanoAcesso, PlanoAcesso, WSMKListaPlanoAcesso};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKListaPlanoAcesso::SPEC,
    WSMKConsultaPlanos::SPEC,
    WSMKConsultaPlanosProduto::SPEC,
    GetPlanosAcessosId::SPEC,
    GetPlanosAcessosDescricao::SPEC,
    GetPlanosAcessosListEmpresa::SPEC,
];
