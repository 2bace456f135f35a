//! Users, groups and resellers. The world has none: there is one of each.

use isp_core::testing::World;
use serde_json::json;

use super::{Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKConsultaPerfilAcesso", perfil_acesso),
    Rule::new("WSMKConsultaUsuarioGrupo", usuario_grupo),
    Rule::new("WSMKConsultaAcessoRevenda", acesso_revenda),
];

fn perfil_acesso(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = json!({"codperfilacessomaster": 4, "descricao": "ATENDIMENTO"});
    Ok(json!({"Perfil": [row], "status": "OK"}))
}

fn usuario_grupo(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = json!({"grp_codigo": 1, "grp_nome": "ATENDENTES", "sis_codigo": "MK0"});
    Ok(json!({"Perfil": [row], "status": "OK"}))
}

fn acesso_revenda(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = json!({"codrevenda": 3, "nome_revenda": "REVENDA EXEMPLO"});
    Ok(json!({"Perfil": [row], "status": "OK"}))
}
