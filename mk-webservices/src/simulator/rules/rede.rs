//! The network: the outages of the core-api, in fewer words.

use isp_core::testing::World;
use serde_json::json;

use super::values::s_n;
use super::{Reply, Rule, RuleCall};
use crate::simulator::core_api::rede::{DESCRIPTION, OVER, RUNNING};

pub(super) const RULES: &[Rule] = &[Rule::new("WSMKConsultaNotificacaoParada", notificacao_parada)];

fn notificacao_parada(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = |(code, over)| json!({"codnotifparada": code, "descricao": DESCRIPTION, "retornou": s_n(over)});
    Ok(json!({"Código:": [row((RUNNING, false)), row((OVER, true))], "status": "OK"}))
}
