//! The network: concentrators, access points. Nobody shows what these rules answer: the lists are
//! plausible, no more.

use isp_core::testing::World;
use serde_json::{Value, json};

use super::planos;
use super::{Refusal, Reply, Rule, RuleCall};
use crate::simulator::core_api::planos::catalogue;

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKConexaoServidorConcentrador", servidor_concentrador),
    Rule::new("WSMKConexaoPlanoAcesso", plano_acesso).requires(&["CodigoServidor"]),
    Rule::new("WSMKConexaoPontoAcesso", ponto_acesso),
    Rule::new("WSMKConexaoListaIP", lista_ip).requires(&["CodigoPontoAcesso", "CodigoServidor"]),
];

/// The one concentrator.
const SERVER: u64 = 3;
/// The one access point.
const ACCESS_POINT: u64 = 12;

fn servidor_concentrador(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "Servidores": [{"codigo": SERVER, "descricao": "CONCENTRADOR EXEMPLO"}],
        "status": "OK",
    }))
}

/// Plans that are still sold.
fn plano_acesso(world: &mut World, call: &RuleCall<'_>) -> Reply {
    known(call, "CodigoServidor", SERVER)?;
    let plans = catalogue(world);
    let rows: Value = plans.iter().filter(|plan| !plan.inactive).map(planos::row).collect();
    Ok(json!({"Planos": rows, "status": "OK"}))
}

fn ponto_acesso(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(json!({
        "PontosAcesso": [{"codigo": ACCESS_POINT, "descricao": "CAIXA ÁGUA VERDE"}],
        "status": "OK",
    }))
}

fn lista_ip(_: &mut World, call: &RuleCall<'_>) -> Reply {
    known(call, "CodigoPontoAcesso", ACCESS_POINT)?;
    known(call, "CodigoServidor", SERVER)?;
    Ok(json!({"IPs": [{"ip": "203.0.113.200"}, {"ip": "203.0.113.201"}], "status": "OK"}))
}

/// The only code that is known here.
fn known(call: &RuleCall<'_>, name: &str, code: u64) -> Result<(), Refusal> {
    let sent = call.parameters.required_code(name)?;
    (sent == code).then_some(()).ok_or(Refusal::NOT_FOUND)
}
