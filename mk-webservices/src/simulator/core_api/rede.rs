//! Outages: one is running, one is over. The world has none: they affect connections by whether these
//! are online.

use isp_core::testing::{World, WorldTicket};
use isp_core::{Connection, Customer, Document, TicketStatus};
use serde_json::{Map, Value, json};

use super::atendimentos::protocol;
use super::{BAD_REQUEST, CoreCall, Reply, Resource};

pub(super) const RESOURCES: &[Resource] = &[
    Resource::get("notificacoes/status", status),
    Resource::get("notificacoes/conexoes-afetadas", conexoes_afetadas),
    Resource::get("notificacoes/os-abertas", os_abertas),
    Resource::get("notificacoes/atendimentos-abertos", atendimentos_abertos),
];

/// The outage that is running. It affects the connections that are offline.
pub(in crate::simulator) const RUNNING: u64 = 199;
/// The outage that is over. It affected the connections that are online.
pub(in crate::simulator) const OVER: u64 = 198;
/// The description of both.
pub(in crate::simulator) const DESCRIPTION: &str = "PARADA DE EXEMPLO";
/// The only service order of an outage.
const ORDER: u64 = 8003;

fn status(world: &mut World, call: &CoreCall) -> Reply {
    let (code, day, reason) = match call.text("status")? {
        "A" => (RUNNING, Some(world.today), ""),
        "F" => (OVER, world.today.yesterday().ok(), "FALTA DE ENERGIA"),
        _ => return Err(BAD_REQUEST),
    };
    let at = |time: &str| day.map(|day| format!("{day}T{time}+00:00"));
    Ok(json!([{
        "cod": code,
        "descricao": DESCRIPTION,
        "obs": "",
        "data_inicio": at("09:18:33.325"),
        "data_prevista_normalizar": at("12:00:00"),
        "operador_registrou": "OPERADOR DE EXEMPLO",
        "motivo": reason,
        "tipo_equipamento": "concentrador",
        "equipamento": null,
        "servidor": format!("{:<32}", "CONCENTRADOR EXEMPLO"),
        "caixa": "100.1.N",
        "operador_ajustou": "OPERADOR DE EXEMPLO",
    }]))
}

fn conexoes_afetadas(world: &mut World, call: &CoreCall) -> Reply {
    let outage = call.code("codigo_parada")?;
    let address = |connection: &Connection| {
        let address = connection.address.clone().unwrap_or_default();
        // 0 if there is no number, as on a real server.
        let number = address.number.and_then(|number| number.parse::<u64>().ok());
        [("logradouro", json!(address.street)), ("numero", json!(number.unwrap_or_default()))]
    };
    Ok(affected(world, outage)
        .map(|connection| row(world, outage, connection, address(connection)))
        .collect())
}

/// One order, for the first ticket of the outage that is running.
fn os_abertas(world: &mut World, call: &CoreCall) -> Reply {
    let outage = call.code("codigo_parada")?;
    let ticket = tickets(world, outage).next().filter(|_| outage == RUNNING);
    let order = |(known, connection)| {
        let order = [
            ("dh_os", json!(opened(known))),
            ("protocolo", json!(protocol(known, world.today))),
            ("codos", json!(ORDER)),
        ];
        row(world, outage, connection, order)
    };
    Ok(ticket.into_iter().map(order).collect())
}

fn atendimentos_abertos(world: &mut World, call: &CoreCall) -> Reply {
    let outage = call.code("codigo_parada")?;
    let ticket = |(known, connection): (&WorldTicket, _)| {
        let ticket = [
            ("protocolo", json!(protocol(known, world.today))),
            ("atendimento_finalizado", json!("N")),
            ("dh_ate", json!(opened(known))),
            ("codatendimento", json!(known.ticket.id.to_number())),
            ("situacao", json!("I")),
        ];
        row(world, outage, connection, ticket)
    };
    Ok(tickets(world, outage).map(ticket).collect())
}

/// The open tickets of the contracts that an outage affects, each with its connection.
fn tickets(world: &World, outage: u64) -> impl Iterator<Item = (&WorldTicket, &Connection)> {
    let open = world.tickets.iter().filter(|known| known.ticket.status == TicketStatus::Open);
    open.filter_map(move |known| {
        let contract = known.ticket.contract.as_ref()?;
        let connection = affected(world, outage)
            .find(|connection| connection.contract.as_ref() == Some(contract))?;
        Some((known, connection))
    })
}

fn opened(known: &WorldTicket) -> Option<String> {
    let instant = known.ticket.opened.as_ref()?.timestamp();
    Some(instant.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string())
}

/// The connections that an outage affects; none if the outage is unknown.
fn affected(world: &World, outage: u64) -> impl Iterator<Item = &Connection> {
    let online = match outage {
        RUNNING => Some(false),
        OVER => Some(true),
        _ => None,
    };
    let connections = world.connections.iter().map(|known| &known.connection);
    connections.filter(move |connection| online.is_some() && connection.online == online)
}

/// The members that all three lists have, and those of one list.
fn row<const MORE: usize>(
    world: &World,
    outage: u64,
    connection: &Connection,
    more: [(&str, Value); MORE],
) -> Value {
    let customer = world.customer_by_id(&connection.customer);
    let phone = |at: usize| customer.and_then(|customer| customer.phones.get(at));
    let address = connection.address.clone().unwrap_or_default();
    let common = [
        ("cd_parada", json!(outage)),
        ("codconexao", json!(connection.id.to_number())),
        ("username", json!(connection.username)),
        ("mac_address", json!(connection.mac_address.as_deref().unwrap_or("00:00:00:00:00:00"))),
        ("cliente", json!(customer.map(|customer| &customer.name))),
        ("tipopessoa", json!(customer.and_then(kind_of_person))),
        ("cidade", json!(address.city)),
        ("bairro", json!(address.district)),
        ("email", json!(customer.and_then(|customer| customer.email.as_ref()))),
        ("fone01", json!(phone(0))),
        ("fone02", json!(phone(1))),
        ("fax", Value::Null),
    ];
    let members = common.into_iter().chain(more);
    let members: Map<_, _> = members.map(|(key, value)| (key.to_owned(), value)).collect();
    Value::Object(members)
}

fn kind_of_person(customer: &Customer) -> Option<&'static str> {
    Some(match customer.document? {
        Document::Cpf(_) => "Física",
        Document::Cnpj(_) => "Jurídica",
    })
}
