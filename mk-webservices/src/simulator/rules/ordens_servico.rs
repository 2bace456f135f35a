//! Service orders. The world has none of its own: each of its tickets stands for one as well.

use isp_core::testing::{World, WorldTicket};
use isp_core::wire;
use isp_core::{ContractId, CustomerId, NewTicket, TicketId, TicketStatus};
use serde_json::{Value, json};

use super::words::{cep, code, customer};
use super::{Refusal, Reply, Rule, RuleCall, TokenKind};
use crate::simulator::core_api::atendimentos::protocol;
use crate::simulator::core_api::ordens_servico::{number_of, order};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKOSListaGruposServico", grupos_servico),
    Rule::new("WSMKOSListaTecnicoResponsavel", tecnicos),
    Rule::new("WSMKOSListaTiposOS", tipos_os),
    Rule::new("WSMKConsultaOrdemAgendamento", ordem_agendamento).requires(&["DataAbertura"]),
    Rule::new("WSMKConsultaTecnicos", tecnicos),
    Rule::new("WSMKConsultaEquipes", equipes),
    Rule::new("WSMKCriarOrdemServico", criar).opened_by(TokenKind::SessionOrOperator).requires(&[
        "CodigoCliente",
        "DescricaoProblema",
        "CodigoTipoOS",
        "CodigoTecnico",
        "CodigoGrupoServico",
        "categoria",
    ]),
    Rule::new("WSMKAgendamentoOrdem", agendar).opened_by(TokenKind::SessionOrOperator).requires(&[
        "codigoOS",
        "tecnico",
        "data_hora_inicio",
        "data_hora_fim",
    ]),
    Rule::new("WSMKCancelarReagendarOrdem", cancelar_reagendar)
        .opened_by(TokenKind::SessionOrOperator)
        .requires(&["codigoOS"]),
];

const KINDS: [(u64, &str); 3] =
    [(3, "MANUTENÇÃO EXEMPLO"), (7, "ALTERAÇÃO DE PLANO EXEMPLO"), (29, "INSTALAÇÃO EXEMPLO")];

/// Team and name of each.
const TEAMS: [(u64, &str); 2] = [(6, "EQUIPE DE RUA"), (10, "EQUIPE DE FIBRA")];

/// The team of each member.
const MEMBERS: [u64; 3] = [6, 6, 10];

/// The one technician of this world.
const TECHNICIAN: (u64, &str) = (77, "TÉCNICO EXEMPLO");

/// Nobody shows what this answers: the list is plausible, no more.
fn grupos_servico(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = |(number, name)| json!({"codigo": number, "descricao": name});
    let rows: Value = TEAMS.into_iter().map(row).collect();
    Ok(json!({"Grupos": rows, "status": "OK"}))
}

/// Nobody shows what this answers: the list is plausible, no more.
fn tecnicos(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let (number, name) = TECHNICIAN;
    Ok(json!({"Tecnicos": [{"codigo": number, "nome": name}], "status": "OK"}))
}

fn tipos_os(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = |(number, name)| json!({"codostipo": number, "descricao": name});
    let rows: Value = KINDS.into_iter().map(row).collect();
    Ok(json!({"Tipos": rows, "status": "OK"}))
}

/// A row for each member, of which only the team's code is known.
fn equipes(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let rows: Value = MEMBERS.into_iter().map(|team| json!({"cd_mestre": team})).collect();
    Ok(json!({"Equipes:": rows}))
}

/// Orders opened on a day. The world keeps no schedule: none is scheduled.
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
        // Only 1 is known from a real server.
        "status": if ticket.status == TicketStatus::Open { 1 } else { 2 },
    })
}

/// Opens an order for the ticket that is named, or for one that the world opens: so that the number
/// runs on.
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
    known("CodigoGrupoServico", &TEAMS.map(|(number, _)| number))?;
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

/// Known of the technician; of other codes it is assumed.
fn not_found(name: &str) -> Refusal {
    Refusal::Uncoded(format!("{name} não encontrado"))
}

fn agendar(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let number = known_order(world, call)?;
    appointment(call)?;
    Ok(json!({"mensagem": format!("OS {number} Agendada com sucesso."), "status": "OK"}))
}

/// That neither and both are bad parameters is assumed.
fn cancelar_reagendar(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let number = known_order(world, call)?;
    let says = |name| call.parameters.text(name) == Some("S");
    match (says("cancelar_os"), says("reagendar_os")) {
        (true, false) => Ok(json!({"status": "OS cancelada com sucesso."})),
        (false, true) => {
            appointment(call)?;
            let sentence = format!("OS - {number}[S, Agendamento executado com sucesso]");
            Ok(json!({"mensagem": sentence}))
        }
        _ => Err(Refusal::BAD_PARAMETER),
    }
}

/// The number of an order that there is. That an unknown one is 003 is assumed.
fn known_order(world: &World, call: &RuleCall<'_>) -> Result<u64, Refusal> {
    let number = call.parameters.required_code("codigoOS")?;
    order(world, number).map(number_of).ok_or(Refusal::NOT_FOUND)
}

/// Begin and end can be read.
fn appointment(call: &RuleCall<'_>) -> Result<(), Refusal> {
    for name in ["data_hora_inicio", "data_hora_fim"] {
        match wire::parse_datetime(call.parameters.required(name)?) {
            Ok(Some(_)) => {}
            _ => return Err(Refusal::BAD_PARAMETER),
        }
    }
    Ok(())
}
