//! Users, groups and resellers of the provider.

mod wsmk_consulta_acesso_revenda;
mod wsmk_consulta_perfil_acesso;
mod wsmk_consulta_usuario_grupo;

pub use wsmk_consulta_acesso_revenda::{AcessoRevenda, AcessosRevenda, WSMKConsultaAcessoRevenda};
pub use wsmk_consulta_perfil_acesso::{PerfilAcesso, PerfisAcesso, WSMKConsultaPerfilAcesso};
pub use wsmk_consulta_usuario_grupo::{UsuarioGrupo, UsuarioGrupos, WSMKConsultaUsuarioGrupo};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKConsultaPerfilAcesso::SPEC,
    WSMKConsultaUsuarioGrupo::SPEC,
    WSMKConsultaAcessoRevenda::SPEC,
];
