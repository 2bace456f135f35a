//! Service orders. The world has none: each ticket is shown as a service order too.

use isp_core::testing::{World, WorldTicket};
use isp_core::wire;
use isp_core::{ContractId, CustomerId, NewTicket, TicketId, TicketStatus};
use serde_json::{Value, json};

use super::values::{cep, code, customer};
use super::{Refusal, Reply, Rule, RuleCall, TokenKind};
use crate::simulator::core_api::atendimentos::protocol;
use crate::simulator::core_api::ordens_servico::{number_of, order};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKOSListaTiposOS", tipos_os),
    Rule::new("WSMKConsultaOrdemAgendamento", ordem_agendamento).required(&["DataAbertura"]),
    Rule::new("WSMKConsultaEquipes", equipes),
    Rule::new("WSMKCriarOrdemServico", criar).token(TokenKind::SessionOrOperator).required(&[
        "CodigoCliente",
        "DescricaoProblema",
        "CodigoTipoOS",
        "CodigoTecnico",
        "CodigoGrupoServico",
        "categoria",
    ]),
    Rule::new("WSMKAgendamentoOrdem", agendar).token(TokenKind::SessionOrOperator).required(&[
        "codigoOS",
        "tecnico",
        "data_hora_inicio",
        "data_hora_fim",
    ]),
    Rule::new("WSMKCancelarReagendarOrdem", cancelar_reagendar)
        .token(TokenKind::SessionOrOperator)
        .required(&["codigoOS"]),
];

const KINDS: [(u64, &str); 3] =
    [(3, "MANUTENÇÃO EXEMPLO"), (7, "ALTERAÇÃO DE PLANO EXEMPLO"), (29, "INSTALAÇÃO EXEMPLO")];

/// The team of each technician in a team.
const TEAM_OF_MEMBER: [u64; 3] = [6, 6, 10];

/// The technician of every order.
const TECHNICIAN: (u64, &str) = (77, "TÉCNICO EXEMPLO");

fn tipos_os(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = |(number, name)| json!({"codostipo": number, "descricao": name});
    let rows: Value = KINDS.into_iter().map(row).collect();
    Ok(json!({"Tipos": rows, "status": "OK"}))
}

/// A row for each member of a team. Only the team's code is known of a row.
fn equipes(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let rows: Value = TEAM_OF_MEMBER.into_iter().map(|team| json!({"cd_mestre": team})).collect();
    Ok(json!({"Equipes:": rows}))
}

/// Orders that were opened on a day. The world has no appointments: none is scheduled.
fn ordem_agendamento(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let day = sent.required_day("DataAbertura")?;
    let technician = sent.optional_code("tecnico")?.is_none_or(|wanted| wanted == TECHNICIAN.0);
    let customer = sent.optional_code("cliente")?.map(CustomerId::from);
    let wanted = |known: &&WorldTicket| {
        let opened = known.ticket.opened.as_ref().map(jiff::Zoned::date);
        let own = customer.as_ref().is_none_or(|wanted| *wanted == known.ticket.customer);
        technician && own && opened == Some(day)
    };
    let rows: Value = world.tickets.iter().filter(wanted).map(|known| row(world, known)).collect();
    Ok(json!({"Agendas:": rows, "status": "OK"}))
}

fn row(world: &World, known: &WorldTicket) -> Value {
    let ticket = &known.ticket;
    let customer = world.customer_by_id(&ticket.customer);
    let home = customer.and_then(|customer| customer.address.clone()).unwrap_or_default();
    json!({
        "Cliente": customer.map(|customer| &customer.name),
        "Data": ticket.opened.as_ref().map(|at| at.date().to_string()),
        "Data_agendamento": "",
        "Descricao_os": ticket.title,
        "Protocolo": protocol(known, world.today),
        "Técnico": TECHNICIAN.1,
        "bairro": home.district,
        "cep": cep(&home),
        "codCliente": code(ticket.customer.to_number()),
        "codcontrato": code(ticket.contract.as_ref().and_then(ContractId::to_number)),
        "codos": number_of(known),
        "codpessoa": TECHNICIAN.0,
        "logradouro": home.street,
        "siglaestado": home.state,
        // 1 waits for an appointment, 3 is closed: from the product's own database.
        "status": if ticket.status == TicketStatus::Open { 1 } else { 3 },
    })
}

/// Opens an order for the ticket in the request, or else opens a ticket, so that the order gets a new
/// number.
fn criar(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let customer = customer(world, sent.required_code("CodigoCliente")?)?.id.clone();
    if !matches!(sent.required_code("categoria")?, 1 | 2) {
        return Err(Refusal::BAD_PARAMETER);
    }
    let known = |name: &str, codes: &[u64]| {
        let found = codes.contains(&sent.required_code(name)?);
        found.then_some(()).ok_or_else(|| not_found(name))
    };
    known("CodigoTipoOS", &KINDS.map(|(number, _)| number))?;
    known("CodigoTecnico", &[TECHNICIAN.0])?;
    known("CodigoGrupoServico", &TEAM_OF_MEMBER)?;
    if let Some(ticket) = sent.strict_code("CodigoAtendimento")? {
        let id = TicketId::from(ticket);
        let found = world.tickets.iter().find(|known| known.ticket.id == id);
        return found.map(created).ok_or_else(|| not_found("CodigoAtendimento"));
    }
    let problem = sent.required("DescricaoProblema")?;
    let title = problem.lines().next().unwrap_or_default();
    let mut new = NewTicket::new(customer, title, problem);
    new.contract = sent.strict_code("CodigoContrato")?.map(ContractId::from);
    let opened = world.open_ticket(&new).map_err(|_| not_found("CodigoContrato"))?;
    Ok(created(&opened))
}

fn created(known: &WorldTicket) -> Value {
    let number = number_of(known);
    json!({"mensagem": format!("OS {number} criada com sucesso."), "status": "OK"})
}

/// Documented for the technician's code; for other codes it is assumed.
fn not_found(name: &str) -> Refusal {
    Refusal::Uncoded(format!("{name} não encontrado"))
}

fn agendar(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let number = known_order(world, call)?;
    check_appointment(call)?;
    Ok(json!({"mensagem": format!("OS {number} Agendada com sucesso."), "status": "OK"}))
}

/// Assumed: neither or both of the two switches is a bad parameter.
fn cancelar_reagendar(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let number = known_order(world, call)?;
    let says = |name| call.parameters.text(name) == Some("S");
    match (says("cancelar_os"), says("reagendar_os")) {
        (true, false) => Ok(json!({"status": "OS cancelada com sucesso."})),
        (false, true) => {
            check_appointment(call)?;
            let sentence = format!("OS - {number}[S, Agendamento executado com sucesso]");
            Ok(json!({"mensagem": sentence}))
        }
        _ => Err(Refusal::BAD_PARAMETER),
    }
}

/// The number of an existing order. Assumed: an unknown one is error 003.
fn known_order(world: &World, call: &RuleCall<'_>) -> Result<u64, Refusal> {
    let number = call.parameters.required_code("codigoOS")?;
    order(world, number).map(number_of).ok_or(Refusal::NOT_FOUND)
}

/// Checks that beginning and end can be read.
fn check_appointment(call: &RuleCall<'_>) -> Result<(), Refusal> {
    for name in ["data_hora_inicio", "data_hora_fim"] {
        match wire::parse_datetime(call.parameters.required(name)?) {
            Ok(Some(_)) => {}
            _ => return Err(Refusal::BAD_PARAMETER),
        }
    }
    Ok(())
}
