//! Logins.

use isp_core::testing::World;
use serde_json::json;

use super::{Refusal, Reply, Rule, RuleCall, TokenKind};
use crate::dialect::ALL_SERVICES;

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSAutenticacao", autenticacao).token(TokenKind::None).required(&[
        "token",
        "password",
        "cd_servico",
    ]),
    Rule::new("WSAutenticacaoOperador", operador)
        .token(TokenKind::None)
        .required(&["username", "password"]),
];

/// A refusal is not documented: clients only test that there is no `Token`. Error 001 is assumed.
fn autenticacao(_: &mut World, call: &RuleCall<'_>) -> Reply {
    let credentials = call.credentials;
    let token = call.parameters.required("token")?;
    let password = call.parameters.required("password")?;
    if token != credentials.user_token || password != credentials.profile_password {
        return Err(Refusal::BAD_TOKEN);
    }
    let asked = call.parameters.required_code("cd_servico")?;
    let asked = u32::try_from(asked).map_err(|_| Refusal::BAD_PARAMETER)?;
    let service = (asked != ALL_SERVICES).then_some(asked);
    let granted = match service {
        None => call.quirks.services.clone(),
        Some(code) if call.quirks.services.contains(&code) => vec![code],
        // This refusal is not documented: an envelope without a code is assumed.
        Some(_) => return Err(Refusal::Uncoded("Acesso não autorizado.".into())),
    };
    let issued = call.tokens.issue(service, call.quirks);
    Ok(json!({
        "Expire": issued.expire,
        "LimiteUso": call.quirks.limite_uso,
        "ServicosAutorizados": granted,
        "Token": issued.text,
        "status": "OK",
    }))
}

/// Answers the operator's own user token, on the days on which the operator is listed. A refusal is not
/// documented: an envelope without a code is assumed.
fn operador(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let credentials = call.credentials;
    let name = call.parameters.required("username")?;
    let password = call.parameters.required("password")?;
    let is_known = name == credentials.operator && password == credentials.operator_password;
    if !is_known || !call.quirks.lists_the_operator_on(world.today) {
        return Err(Refusal::Uncoded("Acesso não autorizado.".into()));
    }
    Ok(json!({
        "Adm": "Sim",
        "Email": "operador@example.com",
        "Fone": "11900000000",
        "Operador": "OPERADOR DE EXEMPLO",
        "TokenAutenticacao": credentials.user_token,
        "status": "OK",
    }))
}
