//! Logins.

use isp_core::testing::World;
use serde_json::json;

use super::{Refusal, Reply, Rule, RuleCall, TokenKind};
use crate::dialect::ALL_SERVICES;

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSAutenticacao", autenticacao).opened_by(TokenKind::None).requires(&[
        "token",
        "password",
        "cd_servico",
    ]),
    Rule::new("WSAutenticacaoOperador", operador)
        .opened_by(TokenKind::None)
        .requires(&["username", "password"]),
];

/// The answer of a refused login is inferred: clients test only that there is no `Token`.
fn autenticacao(_: &mut World, call: &RuleCall<'_>) -> Reply {
    let secrets = call.secrets;
    let token = call.parameters.required("token")?;
    let password = call.parameters.required("password")?;
    if token != secrets.user_token || password != secrets.profile_password {
        return Err(Refusal::BAD_TOKEN);
    }
    let asked = call.parameters.required_code("cd_servico")?;
    let asked = u32::try_from(asked).map_err(|_| Refusal::BAD_PARAMETER)?;
    let service = (asked != ALL_SERVICES).then_some(asked);
    let granted = match service {
        None => call.quirks.services.clone(),
        Some(code) if call.quirks.services.contains(&code) => vec![code],
        // No public sample shows this refusal.
        Some(_) => return Err(Refusal::Uncoded("Acesso não autorizado.".into())),
    };
    let given = call.sessions.open(service, call.quirks);
    Ok(json!({
        "Expire": given.expire,
        "LimiteUso": call.quirks.limite_uso,
        "ServicosAutorizados": granted,
        "Token": given.token,
        "status": "OK",
    }))
}

/// Answers the operator's own user token. Its refusal is assumed.
fn operador(_: &mut World, call: &RuleCall<'_>) -> Reply {
    let secrets = call.secrets;
    let name = call.parameters.required("username")?;
    let password = call.parameters.required("password")?;
    if name != secrets.operator || password != secrets.operator_password {
        return Err(Refusal::Uncoded("Acesso não autorizado.".into()));
    }
    Ok(json!({
        "Adm": "Sim",
        "Email": "operador@example.com",
        "Fone": "11900000000",
        "Operador": "OPERADOR DE EXEMPLO",
        "TokenAutenticacao": secrets.user_token,
        "status": "OK",
    }))
}
