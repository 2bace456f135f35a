//! Service orders. The world has none of its own: each of its tickets stands for one as well. Nobody
//! shows what the reads answer; that it is the order as a change answers it is assumed.

use isp_core::testing::{World, WorldTicket};
use isp_core::{CustomerId, TicketStatus};
use serde_json::{Value, json};

use super::atendimentos::{as_if_utc, protocol};
use super::{BAD_REQUEST, CoreCall, NOT_FOUND, Reply, Resource};

pub(super) const RESOURCES: &[Resource] = &[
    Resource::get("os/id", by_code),
    Resource::get("os/pessoa", of_customer),
    Resource::put("os", change),
];

/// What must be there to close an order.
const CLOSING: [&str; 4] = [
    "operadorEncerramento",
    "servicoPrestado",
    "classificacaoEncerramento",
    "fecharAtendimentoAssociado",
];

/// What a body says and the order shows by the same name.
const SHOWN: [&str; 3] = ["defeitoReclamado", "defeitoConstatado", "operador"];

/// The number of a ticket's service order, away from that of the outage.
pub(in crate::simulator) fn number_of(known: &WorldTicket) -> u64 {
    8100 + known.number
}

/// The ticket that stands for a service order.
pub(in crate::simulator) fn order(world: &World, number: u64) -> Option<&WorldTicket> {
    world.tickets.iter().find(|known| number_of(known) == number)
}

fn by_code(world: &mut World, call: &CoreCall) -> Reply {
    let known = order(world, call.code("id")?).ok_or(NOT_FOUND)?;
    Ok(entity(world, known))
}

fn of_customer(world: &mut World, call: &CoreCall) -> Reply {
    let customer = CustomerId::from(call.code("pessoa")?);
    let own = world.tickets.iter().filter(|known| known.ticket.customer == customer);
    Ok(own.map(|known| entity(world, known)).collect())
}

/// Answers the order as it was sent; of a closing, the world keeps that of the ticket.
fn change(world: &mut World, call: &CoreCall) -> Reply {
    let says = |name: &str| call.body.get(name).and_then(Value::as_str) == Some("S");
    if says("encerrarOs") {
        for needed in CLOSING {
            call.member(needed)?;
        }
        if says("fecharAtendimentoAssociado") {
            call.member("classificEncerramentoAtendmento")?;
        }
    } else if CLOSING.iter().any(|name| call.member(name).is_ok()) {
        return Err(BAD_REQUEST);
    }
    let wanted = call.code("id")?;
    let found = world.tickets.iter_mut().find(|known| number_of(known) == wanted);
    let known = found.ok_or(NOT_FOUND)?;
    if says("fecharAtendimentoAssociado") {
        known.ticket.status = TicketStatus::Closed;
    }
    let known = known.clone();
    let mut answer = entity(world, &known);
    if let Some(answer) = answer.as_object_mut() {
        let sent = SHOWN.iter().filter_map(|name| Some((*name, call.body.get(*name)?)));
        answer.extend(sent.map(|(name, value)| (name.to_owned(), value.clone())));
    }
    Ok(answer)
}

fn entity(world: &World, known: &WorldTicket) -> Value {
    let ticket = &known.ticket;
    let customer = world.customer_by_id(&ticket.customer);
    let home = customer.and_then(|customer| customer.address.clone()).unwrap_or_default();
    json!({
        "id": number_of(known),
        "cep": home.postal_code.map(|cep| cep.digits()),
        "dataAbertura": as_if_utc(known, "%Y-%m-%dT00:00:00.000Z"),
        "dataHoraInsert": as_if_utc(known, "%Y-%m-%dT%H:%M:%S.000Z"),
        "protocolo": protocol(known, world.today),
        "defeitoReclamado": ticket.description,
        "defeitoConstatado": null,
        "operador": "operador.exemplo",
        "pessoaId": ticket.customer.to_number(),
        "leadId": null,
        "bairroId": 11,
        "cidadeId": 7,
        "logradouroId": 1001,
        "condominioId": null,
    })
}

#[cfg(test)]
mod tests {
    use crate::operations::ordens_servico::{
        CategoriaOs, CriarOrdemServicoParameters, EncerramentoOs,
    };
    use crate::simulator::Simulator;
    use isp_core::ErrorKind;
    use isp_core::testing::{SharedWorld, World};

    fn client(erp: &Simulator) -> crate::Client {
        let builder = crate::Client::builder(erp.base_url());
        let builder = builder.credentials(erp.user_token(), erp.profile_password());
        builder.allow_plaintext_http().build().unwrap()
    }

    fn order_for(technician: u64) -> CriarOrdemServicoParameters {
        CriarOrdemServicoParameters {
            codigo_cliente: 10_123,
            descricao_problema: "Sem sinal".into(),
            codigo_tipo_os: 3,
            codigo_tecnico: technician,
            codigo_grupo_servico: 6,
            categoria: CategoriaOs::Cliente,
        }
    }

    #[tokio::test]
    async fn an_order_goes_from_its_opening_to_its_closing() {
        let erp = Simulator::start(SharedWorld::new(World::example())).await.unwrap();
        let mk = client(&erp);
        let today = erp.world().with(|world| world.today);
        let open = || mk.criar_ordem_servico(order_for(77));
        let (first, second) = (open().await.unwrap(), open().await.unwrap());
        assert_eq!(second.codigo_os, first.codigo_os + 1);

        let (begin, end) = (today.at(8, 0, 0, 0), today.at(9, 0, 0, 0));
        mk.agendamento_ordem(first.codigo_os, 77, begin, end).await.unwrap();
        let changed = mk.reagendar_ordem(first.codigo_os, begin, end).await.unwrap();
        assert!(changed.frase().unwrap().contains("[S,"));
        let cancelled = mk.cancelar_ordem(second.codigo_os).await;
        assert_eq!(cancelled.unwrap().frase(), Some("OS cancelada com sucesso."));

        let listed = mk.consulta_ordem_agendamento(today).cliente(10_123).await.unwrap().agendas;
        assert_eq!(
            listed.iter().map(|row| row.codos).collect::<Vec<_>>(),
            [first.codigo_os, second.codigo_os]
        );
        let named = open().codigo_atendimento(55_003).await.unwrap();
        assert_eq!(mk.os_id(named.codigo_os).await.unwrap().value()["pessoaId"], 10_124);

        let closing = EncerramentoOs::new("operador.exemplo", "Troca de conector", 40);
        let close = mk.encerrar_os(first.codigo_os, closing.with_ticket(40));
        let closed = close.defeito_constatado("Conector danificado").await.unwrap();
        assert_eq!(closed.protocolo, listed[0].protocolo);
        assert_eq!(closed.defeito_constatado.as_deref(), Some("Conector danificado"));
        let tickets = mk.atendimentos().data_inicio(today).await.unwrap();
        let states: Vec<_> = tickets.iter().map(|t| t.codigo_status.as_deref()).collect();
        assert_eq!(states, [Some("F"), Some("A")]);
    }

    #[tokio::test]
    async fn an_unknown_order_is_not_found_and_an_unknown_code_is_refused() {
        let erp = Simulator::start(SharedWorld::new(World::example())).await.unwrap();
        let mk = client(&erp);
        assert!(mk.os_id(1).await.unwrap_err().is_not_found());
        assert!(mk.alterar_os(1).tipo(3).await.unwrap_err().is_not_found());
        let cancel = mk.cancelar_ordem(1).await;
        assert!(cancel.unwrap_err().is_not_found());
        let nobody = mk.criar_ordem_servico(order_for(1)).await;
        assert_eq!(nobody.unwrap_err().kind(), ErrorKind::Refused);
    }

    #[tokio::test]
    async fn the_lists_answer() {
        let erp = Simulator::start(SharedWorld::new(World::example())).await.unwrap();
        let mk = client(&erp);
        assert_eq!(mk.os_lista_tipos_os().await.unwrap().tipos.len(), 3);
        let teams = mk.consulta_equipes().await.unwrap();
        assert_eq!((teams.equipes.len(), teams.codigos()), (3, vec![6, 10]));
        for rows in [
            mk.os_lista_grupos_servico().await.unwrap(),
            mk.os_lista_tecnico_responsavel().await.unwrap(),
            mk.consulta_tecnicos().await.unwrap(),
            mk.os_pessoa(10_123).await.unwrap(),
            mk.atendentes(77).await.unwrap(),
        ] {
            assert!(!rows.rows().is_empty());
        }
        let number = mk.os_pessoa(10_124).await.unwrap().rows()[0]["id"].as_u64().unwrap();
        assert_eq!(mk.os_id(number).await.unwrap().value()["pessoaId"], 10_124);
    }
}
