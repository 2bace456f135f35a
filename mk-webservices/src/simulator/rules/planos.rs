//! Plans. Of a list's row only `inativo` is known; what else stands there is assumed.

use isp_core::testing::World;
use isp_core::wire;
use serde_json::{Value, json};

use super::{Reply, Rule, RuleCall};
use crate::simulator::core_api::planos::{INTERNET, Plan, catalogue};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKListaPlanoAcesso", lista_plano_acesso).requires(&["TipoPlano"]),
    Rule::new("WSMKConsultaPlanos", consulta_planos),
];

/// The parameters by which the server tells that products are meant.
const OF_PRODUCTS: [&str; 4] =
    ["codigo_produto", "codigo_produto_inicio", "codigo_produto_fim", "nome_produto"];

pub(super) fn row(plan: &Plan) -> Value {
    json!({
        "codplano": plan.code,
        "descricao": plan.name,
        "inativo": if plan.inactive { "S" } else { "N" },
    })
}

/// Inactive plans too; the world sells nothing but internet.
fn lista_plano_acesso(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let internet = call.parameters.required_code("TipoPlano")? == INTERNET;
    let plans = catalogue(world);
    let rows: Value = plans.iter().filter(|_| internet).map(row).collect();
    Ok(json!({"Planos": rows, "status": "OK"}))
}

/// Plans, or, if a parameter of theirs is there, products. Everything changed today.
fn consulta_planos(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let of_products = OF_PRODUCTS.into_iter().any(|name| sent.text(name).is_some());
    let kind = if of_products { "produto" } else { "plano" };
    let since = if of_products {
        sent.optional_day("data_alteracao")?
    } else {
        Some(sent.required_day("data_alteracao")?)
    };
    let code = |end| sent.optional_code(&format!("codigo_{kind}{end}"));
    let (only, first, last) = (code("")?, code("_inicio")?, code("_fim")?);
    let active = sent.text("ativo").and_then(wire::parse_flag);
    let name = sent.text(&format!("nome_{kind}")).map(wire::fold);
    let is_wanted = |plan: &&Plan| {
        since.is_none_or(|day| day <= world.today)
            && only.is_none_or(|code| plan.code == code)
            && first.is_none_or(|code| plan.code >= code)
            && last.is_none_or(|code| plan.code <= code)
            && active.is_none_or(|active| plan.inactive != active)
            && name.as_ref().is_none_or(|name| wire::fold(&plan.name).contains(name))
    };
    let plans = catalogue(world);
    let rows: Value = plans.iter().filter(is_wanted).map(row).collect();
    Ok(json!({"Planos": rows, "status": "OK"}))
}
