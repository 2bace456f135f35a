//! Tickets.

use isp_core::testing::{World, WorldTicket};
use isp_core::{
    ConnectionId, ContractId, Customer, NewTicket, RegistrationStatus, TicketId, TicketStatus,
};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::values::{code, customer, sim_nao};
use super::{Refusal, Reply, Rule, RuleCall, TokenKind};
use crate::simulator::core_api::atendimentos::protocol;

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKAtendimentos", atendimentos),
    Rule::new("WSMKListaProcessos", lista_processos).service(11),
    Rule::new("WSMKListaClassificacoesAte", lista_classificacoes).service(10),
    Rule::new("WSMKNovoAtendimento", novo_atendimento)
        .token(TokenKind::SessionOrOperator)
        .required(&["cd_cliente", "cd_processo", "cd_classificacao_ate", "origem_contato", "info"]),
    Rule::new("WSMKAtendimentoComentario", comentario)
        .token(TokenKind::SessionOrOperator)
        .required(&["cd_atendimento", "comentario", "user"]),
    Rule::new("WSMKAtendimentoResgate", resgate).token(TokenKind::SessionOrOperator).required(&[
        "protocolo",
        "operacao",
        "operadorResgate",
    ]),
];

/// The only attendant.
const ATTENDANT: (u64, &str) = (77, "ATENDENTE DE EXEMPLO");

const PROCESSES: [(u64, &str); 2] = [(3, "SUPORTE"), (5, "FINANCEIRO - NEGOCIAÇÃO")];

/// Code, name, and whether it is only for closing.
const CLASSIFICATIONS: [(u64, &str, bool); 3] = [
    (12, "SUPORTE TÉCNICO - SEM CONEXÃO", false),
    (13, "FINANCEIRO - 2ª VIA", false),
    (40, "ENCERRADO COM SOLUÇÃO", true),
];

/// The valid values of `origem_contato`: from 1 (e-mail) to 15 (Reclame Aqui).
const ORIGINS: std::ops::RangeInclusive<u64> = 1..=15;

/// All tickets that were opened in a period; the rule has no filter by customer and shows no protocol.
/// Assumed: a missing day is no limit.
fn atendimentos(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let first = call.parameters.optional_day("data_inicio")?;
    let last = call.parameters.optional_day("data_termino")?;
    let wanted = |known: &&WorldTicket| {
        let opened = known.ticket.opened.as_ref().map(jiff::Zoned::date);
        let within = |limit: Option<Date>, holds: fn(&Date, &Date) -> bool| {
            limit.is_none_or(|limit| opened.is_none_or(|opened| holds(&opened, &limit)))
        };
        within(first, Date::ge) && within(last, Date::le)
    };
    Ok(world.tickets.iter().filter(wanted).map(row).collect())
}

fn row(known: &WorldTicket) -> Value {
    let ticket = &known.ticket;
    // Only "F" is known from a real server, the other values are invented.
    let (state, words) = match &ticket.status {
        TicketStatus::Closed => ("F", "Finalizado"),
        TicketStatus::Open => ("A", "Em aberto"),
        TicketStatus::Cancelled => ("C", "Cancelado"),
        TicketStatus::Unknown(raw) => (raw.as_str(), raw.as_str()),
        _ => ("", ""),
    };
    let opened = |form: &str| ticket.opened.as_ref().map(|at| at.strftime(form).to_string());
    json!({
        "codigo_atendente": ATTENDANT.0,
        "codigo_atendimento": code(ticket.id.to_number()),
        "codigo_cliente": code(ticket.customer.to_number()),
        "codigo_status": state,
        "contratoid": code(ticket.contract.as_ref().and_then(ContractId::to_number)),
        "data_abertura": opened("%Y-%m-%d"),
        "descricao_status": words,
        "hr_abertura": opened("%H:%M:%S"),
        "nome_atendente": ATTENDANT.1,
    })
}

fn lista_processos(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row =
        |(number, name)| json!({"codprocesso": number, "nome_processo": name, "subprocessos": []});
    let rows: Value = PROCESSES.into_iter().map(row).collect();
    Ok(json!({"processos": rows, "status": "OK"}))
}

fn lista_classificacoes(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = |(number, name, closing)| json!({"codigo": number, "descricao": name, "encerramento": sim_nao(closing)});
    let rows: Value = CLASSIFICATIONS.into_iter().map(row).collect();
    Ok(json!({"ClassificacoesAtendimento": rows, "status": "OK"}))
}

/// Opens a ticket. The vendor documents the conditions; code and wording of the refusals are assumed.
fn novo_atendimento(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let customer = customer(world, sent.required_code("cd_cliente")?)?.clone();
    if customer.status != RegistrationStatus::Active {
        return Err(bad("Cliente inativo."));
    }
    let process = sent.required_code("cd_processo")?;
    if !PROCESSES.iter().any(|(known, _)| *known == process) {
        return Err(bad("Processo inválido."));
    }
    let class = sent.required_code("cd_classificacao_ate")?;
    let opening = |(known, _, closing): &(u64, &str, bool)| *known == class && !closing;
    if !CLASSIFICATIONS.iter().any(opening) {
        return Err(bad("Classificação inválida para abertura."));
    }
    if !ORIGINS.contains(&sent.required_code("origem_contato")?) {
        return Err(bad("Origem de contato inválida."));
    }
    let contract = contract(world, &customer, call)?;
    let connection = connection(world, &customer, contract.as_ref(), call)?;

    // MK has no title: the first line of the text is used.
    let info = sent.required("info")?;
    let title = info.lines().next().unwrap_or_default();
    let mut new =
        NewTicket::new(customer.id.clone(), title, info).of_kind(format!("{process}/{class}"));
    new.contract = contract;
    new.connection = connection;
    let opened = world.open_ticket(&new).map_err(|_| Refusal::NOT_FOUND)?;
    Ok(json!({
        "Cliente": customer.name,
        "CodigoAtendimento": code(opened.ticket.id.to_number()),
        "CodigoCliente": code(customer.id.to_number()),
        "Protocolo": protocol(&opened, world.today),
        "status": "OK",
    }))
}

/// The contract, which must belong to the customer.
fn contract(
    world: &World,
    customer: &Customer,
    call: &RuleCall<'_>,
) -> Result<Option<ContractId>, Refusal> {
    let Some(number) = call.parameters.strict_code("cd_contrato")? else {
        return Ok(None);
    };
    let id = ContractId::from(number);
    let mut own = world.contracts.iter().filter(|known| known.customer == customer.id);
    if own.any(|known| known.id == id) {
        Ok(Some(id))
    } else {
        Err(bad("O contrato não pertence ao cliente."))
    }
}

/// The connection that is named, or the contract's only one. Of several, one must be named.
fn connection(
    world: &World,
    customer: &Customer,
    contract: Option<&ContractId>,
    call: &RuleCall<'_>,
) -> Result<Option<ConnectionId>, Refusal> {
    let all = world.connections.iter().map(|known| &known.connection);
    let own = all.filter(|known| known.customer == customer.id);
    if let Some(number) = call.parameters.strict_code("conexao_associada")? {
        let id = ConnectionId::from(number);
        let found = own.map(|known| &known.id).any(|known| *known == id);
        return found.then_some(Some(id)).ok_or(bad("A conexão não pertence ao cliente."));
    }
    let Some(contract) = contract else {
        return Ok(None);
    };
    let mut of_contract = own.filter(|known| known.contract.as_ref() == Some(contract));
    match (of_contract.next(), of_contract.next()) {
        (Some(_), Some(_)) => Err(bad("Informe a conexão associada.")),
        (only, _) => Ok(only.map(|known| known.id.clone())),
    }
}

/// Comments on an open ticket. The world has no comments, so it is not stored; the operator's login,
/// which real servers check, is not checked.
fn comentario(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    if sent.strict_code("tipo")?.is_some_and(|tipo| !(1..=2).contains(&tipo)) {
        return Err(Refusal::BAD_PARAMETER);
    }
    let id = TicketId::from(sent.required_code("cd_atendimento")?);
    let mut open = world.tickets.iter().filter(|known| known.ticket.status == TicketStatus::Open);
    let known = open.find(|known| known.ticket.id == id).ok_or(Refusal::NOT_FOUND)?;
    Ok(json!({
        "CodigoAtendimento": code(known.ticket.id.to_number()),
        "Comentario": sent.required("comentario")?,
        "status": "OK",
    }))
}

/// Takes or releases an open ticket; the world does not store who has taken it. A refusal comes with
/// an HTTP error status: 500 and the wording are assumed.
fn resgate(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let wanted = call.parameters.required("protocolo")?;
    let mut tickets = world.tickets.iter();
    let found = tickets.find(|known| protocol(known, world.today) == wanted);
    let known = found.ok_or(Refusal::Servlet("Atendimento não localizado"))?;
    if known.ticket.status != TicketStatus::Open {
        return Err(Refusal::Servlet("Atendimento finalizado"));
    }
    match call.parameters.required_code("operacao")? {
        1 => Ok(json!({"message": "Atendimento resgatado"})),
        2 => Ok(json!({"message": "Atendimento liberado"})),
        _ => Err(Refusal::Servlet("Operação inválida")),
    }
}

fn bad(message: &'static str) -> Refusal {
    Refusal::Numbered("002", message)
}
