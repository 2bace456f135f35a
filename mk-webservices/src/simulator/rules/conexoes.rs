//! Connections.

use isp_core::testing::{World, WorldConnection};
use isp_core::{
    Connection, ConnectionId, ConnectionStatus, ContractId, TrustUnlock, UnlockRefusal,
};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::values::{
    cep, changed, code, coordinates, customer, day_month_year, is_home, put, sim_nao,
};
use super::{Refusal, Reply, Rule, RuleCall, TokenKind};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKConexoesPorCliente", conexoes_por_cliente).service(9).required(&["cd_cliente"]),
    Rule::new("WSMKConsultaConexaoAutenticada", conexao_autenticada).required(&["codconexao"]),
    Rule::new("WSMKAutoDesbloqueio", auto_desbloqueio)
        .token(TokenKind::SessionOrOperator)
        .required(&["cd_conexao"]),
    Rule::new("WSMKAutoDesbloqueioV2", auto_desbloqueio_v2)
        .token(TokenKind::SessionOrOperator)
        .required(&["cd_conexao"]),
    Rule::new("WSMKAlterarConexao", alterar_conexao).required(&["cd_conexao"]),
    Rule::new("WSMKAlterarEnderecoConexao", alterar_endereco)
        .required(&["cd_conexao", "igual_residencia"]),
];

/// For how many days a connection at reduced speed gets its full speed back.
const REDUCED_DAYS: i64 = 3;

/// Connections of a customer; the answer does not tell whether they are online. Assumed: one that is
/// deactivated is left out, because the answer has no word for it.
fn conexoes_por_cliente(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let customer = customer(world, call.parameters.required_code("cd_cliente")?)?;
    let connections = world.connections.of_customer(&customer.id).map(|known| &known.connection);
    let rows: Value = connections
        .filter(|known| known.status != ConnectionStatus::Inactive)
        .map(|connection| row(world, connection, call.quirks.older_release))
        .collect();
    Ok(json!({
        "CodigoPessoa": code(customer.id.to_number()),
        "Conexoes": rows,
        "Nome": customer.name,
        "status": "OK",
    }))
}

fn row(world: &World, connection: &Connection, older_release: bool) -> Value {
    let (latitude, longitude) = coordinates(connection.location, "");
    let address = connection.address.clone().unwrap_or_default();
    let contract = connection.contract.as_ref();
    let contract = contract.and_then(|id| world.contracts.by_id(id.as_str()));
    let since = contract.and_then(|contract| contract.start).unwrap_or(world.today);
    let contract_code = connection.contract.as_ref().and_then(ContractId::to_number);
    let mut row = json!({
        "bloqueada": blocked_word(connection),
        "cadastro": since.to_string(),
        "cep": cep(&address),
        "codconexao": code(connection.id.to_number()),
        "contrato": code(contract_code),
        "endereco": address.to_string(),
        "esta_reduzida": sim_nao(connection.reduced == Some(true)),
        "latitude": latitude,
        "longitude": longitude,
        "mac_address": connection.mac_address.as_deref().unwrap_or("00:00:00:00:00:00"),
        "motivo_bloqueio": connection.block_reason,
        "username": connection.username.clone().unwrap_or_default(),
    });
    if !older_release {
        let technology = connection.technology.clone().unwrap_or_default();
        put(&mut row, "tecnologia", technology);
    }
    row
}

fn blocked_word(connection: &Connection) -> &str {
    match &connection.status {
        ConnectionStatus::Unknown(word) => word,
        _ => sim_nao(connection.is_blocked()),
    }
}

fn find(world: &World, code: u64) -> Result<&WorldConnection, Refusal> {
    let id = ConnectionId::from(code);
    let found = world.connections.iter().find(|known| known.connection.id == id);
    found.ok_or(Refusal::NOT_FOUND)
}

/// The session. The answer for a connection without a session is not documented: null, or an empty list
/// with the quirk `agendas_variant`, is assumed.
fn conexao_autenticada(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let number = call.parameters.required_code("codconexao")?;
    let connection = &find(world, number)?.connection;
    let session = (connection.online == Some(true)).then(|| {
        json!({
            "down": "1.25 GB",
            "dt_hr_parada": null,
            "dt_hr_retorno": null,
            "framedip": format!("203.0.113.{}", number % 254 + 1),
            "nas": "198.51.100.1",
            "tempo": "02:15:30",
            "up": "310.4 MB",
            "username": connection.username.clone().unwrap_or_default(),
        })
    });
    if call.quirks.agendas_variant {
        let sessions: Value = session.into_iter().collect();
        return Ok(json!({"Agendas": sessions, "status": "OK"}));
    }
    Ok(json!({"conexao": session, "status": "OK"}))
}

/// Unlocks a connection that is blocked for debt. The refusals have a text and no code.
fn auto_desbloqueio(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let chosen = chosen_limit(world, call)?;
    let known = find(world, call.parameters.required_code("cd_conexao")?)?.connection.clone();
    match world.trust_unlock(&known.id) {
        Some(TrustUnlock::Unlocked { until, .. }) => {
            Ok(unlocked(&known, chosen.or(until).unwrap_or(world.today)))
        }
        Some(TrustUnlock::Refused { reason, .. }) => Err(Refusal::Uncoded(refusal(&reason))),
        _ => Err(Refusal::NOT_FOUND),
    }
}

/// The same, and also gives a connection at reduced speed its full speed back. Assumed: both use the
/// same allowance.
fn auto_desbloqueio_v2(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let chosen = chosen_limit(world, call)?;
    let known = find(world, call.parameters.required_code("cd_conexao")?)?.connection.clone();
    if known.is_blocked() || known.reduced != Some(true) {
        return auto_desbloqueio(world, call);
    }
    let until = chosen.or(days_from(world.today, REDUCED_DAYS)).unwrap_or(world.today);
    let found = world.connections.iter_mut().find(|other| other.connection.id == known.id);
    if let Some(found) = found {
        if found.unlocks_left == 0 {
            return Err(Refusal::Uncoded(refusal(&UnlockRefusal::AllowanceUsed)));
        }
        found.unlocks_left -= 1;
        found.connection.reduced = Some(false);
    }
    Ok(unlocked(&known, until))
}

/// Changes user name and password, blocks or unblocks. The format of `bloquear` is assumed, and so is
/// that the sentence comes with a block alone.
fn alterar_conexao(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let id = find(world, sent.required_code("cd_conexao")?)?.connection.id.clone();
    let found = world.connections.iter_mut().find(|known| known.connection.id == id);
    let known = found.ok_or(Refusal::NOT_FOUND)?;
    if let Some(name) = sent.text("username") {
        known.connection.username = Some(name.to_owned());
    }
    if let Some(password) = sent.text("senha_conexao") {
        password.clone_into(&mut known.password);
    }
    match sent.text("bloquear") {
        Some("S") => {
            known.connection.status = ConnectionStatus::Blocked;
            known.connection.block_reason = Some("Tempo indeterminado".into());
        }
        Some("N") => {
            known.connection.status = ConnectionStatus::Active;
            known.connection.block_reason = None;
        }
        None => {}
        Some(_) => return Err(Refusal::BAD_PARAMETER),
    }
    let known = known.clone();
    let owner = world.customer_by_id(&known.connection.customer);
    let mut answer = json!({
        "Nome cliente": owner.map(|owner| owner.name.clone()).unwrap_or_default(),
        "Senha da conexão:": known.password,
        "Status": "OK",
        "Username da conexão": known.connection.username.unwrap_or_default(),
    });
    if sent.text("bloquear") == Some("S") {
        let sentence = format!(
            "Conexão:{} bloqueada com o motivo de bloqueio Tempo indeterminado",
            id.as_str()
        );
        put(&mut answer, "Status da conexão: ", sentence);
    }
    Ok(answer)
}

/// Gives a connection its customer's address. The world has no address codes, so another address
/// changes nothing.
fn alterar_endereco(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let known = &find(world, sent.required_code("cd_conexao")?)?.connection;
    let (id, customer) = (known.id.clone(), known.customer.clone());
    if is_home(sent)? {
        let home = world.customer_by_id(&customer).and_then(|owner| owner.address.clone());
        let found = world.connections.iter_mut().find(|known| known.connection.id == id);
        if let Some(found) = found {
            found.connection.address = home;
        }
    }
    Ok(changed())
}

/// The last day of the unlock, if the request has one.
fn chosen_limit(world: &World, call: &RuleCall<'_>) -> Result<Option<Date>, Refusal> {
    let days = call.parameters.strict_code("diasexcecao")?.map(i64::try_from).transpose();
    let days = days.map_err(|_| Refusal::BAD_PARAMETER)?;
    Ok(days.and_then(|days| days_from(world.today, days)))
}

fn days_from(today: Date, days: i64) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    today.checked_add(span).ok()
}

fn unlocked(known: &Connection, until: Date) -> Value {
    json!({
        "CodigoPessoa": code(known.customer.to_number()),
        "Conexao": known.id.as_str(),
        "LimiteExcecao": day_month_year(until),
        "Username": known.username.clone().unwrap_or_default(),
        "status": "OK",
    })
}

/// MK's two texts. Assumed: the second is the answer for every state other than blocked for debt.
fn refusal(why: &UnlockRefusal) -> String {
    let text = match why {
        UnlockRefusal::AllowanceUsed => "Operação indisponível para esta conexão.",
        _ => "Status na conexão incompatível para auto-desbloqueio.",
    };
    text.to_owned()
}
