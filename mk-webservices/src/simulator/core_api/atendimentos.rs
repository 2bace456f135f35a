//! Tickets, opened, changed and closed by protocol.

use isp_core::testing::{World, WorldTicket};
use isp_core::{ContractId, CustomerId, NewTicket, TicketStatus};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{BAD_REQUEST, CoreCall, NOT_FOUND, Reply, Resource};

pub(super) const RESOURCES: &[Resource] =
    &[Resource::post("atendimentos", open), Resource::put("atendimentos/protocolo", change)];

/// What a body says, and where the ticket shows it.
const SHOWN: [(&str, &str); 8] = [
    ("conexaoId", "conexaoId"),
    ("empresaId", "provedorEmpresaId"),
    ("processoId", "processoAtendimentoId"),
    ("subprocessoId", "subprocessoId"),
    ("classificacaoId", "classificacaoAtendimentoId"),
    ("origemContatoId", "comoFoiContato"),
    ("classificacaoEncerramento", "classificacaoEncerramentoId"),
    ("comentarioEncerramento", "textoEncerramento"),
];

/// Opens a ticket. That the answer is the ticket is inferred.
fn open(world: &mut World, call: &CoreCall) -> Reply {
    for needed in ["empresaId", "processoId", "classificacaoId"] {
        call.member(needed)?;
    }
    let customer = CustomerId::from(number(call, "pessoaId")?);
    let contract = ContractId::from(number(call, "contratoId")?);
    let info = call.member("infoCliente")?.as_str().ok_or(BAD_REQUEST)?;
    let title = info.lines().next().unwrap_or_default();
    let new = NewTicket::new(customer, title, info).about_contract(contract);
    let opened = world.open_ticket(&new).map_err(|_| NOT_FOUND)?;
    Ok(entity(world.today, &opened, call))
}

/// Changes or closes a ticket of the world. That `finalizado: "N"` opens no closed one is assumed.
fn change(world: &mut World, call: &CoreCall) -> Reply {
    let closes = call.body.get("finalizado").and_then(Value::as_str) == Some("S");
    if closes {
        call.member("classificacaoEncerramento")?;
    }
    let today = world.today;
    let wanted = call.text("protocolo")?;
    let found = world.tickets.iter_mut().find(|known| protocol(known, today) == wanted);
    let known = found.ok_or(NOT_FOUND)?;
    if closes {
        known.ticket.status = TicketStatus::Closed;
    }
    if let Some(info) = call.body.get("infoCliente").and_then(Value::as_str) {
        known.ticket.description = Some(info.to_owned());
    }
    if let Some(contract) = call.body.get("contratoId").and_then(Value::as_u64) {
        known.ticket.contract = Some(contract.into());
    }
    Ok(entity(today, known, call))
}

fn number(call: &CoreCall, name: &str) -> Result<u64, (u16, &'static str)> {
    call.member(name)?.as_u64().ok_or(BAD_REQUEST)
}

/// `AAMM.n`, by the day of opening.
pub(in crate::simulator) fn protocol(known: &WorldTicket, today: Date) -> String {
    let opened = known.ticket.opened.as_ref().map_or(today, jiff::Zoned::date);
    format!("{}.{}", opened.strftime("%y%m"), known.number)
}

/// A local day or time dressed up as UTC.
pub(super) fn as_if_utc(known: &WorldTicket, form: &str) -> Option<String> {
    known.ticket.opened.as_ref().map(|at| at.strftime(form).to_string())
}

fn entity(today: Date, known: &WorldTicket, call: &CoreCall) -> Value {
    let ticket = &known.ticket;
    let closed = ticket.status == TicketStatus::Closed;
    let mut answer = json!({
        "id": ticket.id.to_number(),
        "dataAbertura": as_if_utc(known, "%Y-%m-%dT00:00:00.000Z"),
        "horaAbertura": as_if_utc(known, "%H:%M:%S"),
        "dataHoraInsert": as_if_utc(known, "%Y-%m-%dT%H:%M:%S.000Z"),
        "dataHoraStart": null,
        "protocolo": protocol(known, today),
        "infoCliente": ticket.description,
        "finalizado": if closed { "S" } else { "N" },
        "situacao": "I",
        "pessoaId": ticket.customer.to_number(),
        "conexaoId": null,
        "contratoId": ticket.contract.as_ref().and_then(ContractId::to_number),
        "processoAtendimentoId": 3,
        "classificacaoAtendimentoId": 12,
        "provedorEmpresaId": 1,
        "dataFinalizado": closed.then(|| format!("{today}T00:00:00.000Z")),
        "horaFinalizado": closed.then_some("12:00:00"),
        // Filled on open tickets too, and a number as text.
        "operadorEncerramento": "1275",
        "operadorAbertura": "operador.exemplo",
        "workspaceId": 25_396,
        "textoEncerramento": null,
        "classificacaoEncerramentoId": null,
        "subprocessoId": null,
        "cdTecResponsavelContato": null,
        "circuitoId": null,
        "comoFoiContato": 9,
    });
    if let Some(answer) = answer.as_object_mut() {
        let sent = SHOWN.iter().filter_map(|(name, shown)| Some((*shown, call.body.get(*name)?)));
        answer.extend(sent.map(|(shown, value)| (shown.to_owned(), value.clone())));
    }
    answer
}

#[cfg(test)]
mod tests {
    use crate::operations::atendimentos::{
        EncerramentoAtendimento, OperacaoResgate, PostAtendimentosParameters, TipoComentario,
    };
    use crate::simulator::Simulator;
    use isp_core::ErrorKind;
    use isp_core::testing::{SharedWorld, World};

    fn client(erp: &Simulator) -> crate::Client {
        let builder = crate::Client::builder(erp.base_url());
        let builder = builder.credentials(erp.user_token(), erp.profile_password());
        builder.allow_plaintext_http().build().unwrap()
    }

    fn ticket_about(contrato_id: u64) -> PostAtendimentosParameters {
        PostAtendimentosParameters {
            pessoa_id: 10_123,
            contrato_id,
            empresa_id: 1,
            processo_id: 3,
            classificacao_id: 12,
            info_cliente: "Sem conexão".into(),
        }
    }

    #[tokio::test]
    async fn a_ticket_goes_from_its_opening_to_its_closing() {
        let erp = Simulator::start(SharedWorld::new(World::example())).await.unwrap();
        let mk = client(&erp);
        let opened = mk.criar_atendimento(ticket_about(20_567)).await.unwrap();
        assert_eq!(opened.info_cliente.as_deref(), Some("Sem conexão"));
        assert!(opened.finalizado.unwrap().is_no());

        let comment = mk.atendimento_comentario(opened.id, "Técnico a caminho", "operador");
        let told = comment.tipo(TipoComentario::Publico).await.unwrap();
        assert_eq!(told.comentario.as_deref(), Some("Técnico a caminho"));
        let taken = mk.atendimento_resgate(&opened.protocolo, OperacaoResgate::Resgatar, 1275);
        assert_eq!(taken.await.unwrap().message, "Atendimento resgatado");

        let change = mk.alterar_atendimento(&opened.protocolo).subprocesso_id(405);
        assert_eq!(change.await.unwrap().subprocesso_id, Some(405));
        let closing = EncerramentoAtendimento::new(40).with_comentario("Resolvido");
        let closed = mk.encerrar_atendimento(&opened.protocolo, closing).await.unwrap();
        assert!(closed.finalizado.unwrap().is_yes());
        assert_eq!(closed.texto_encerramento.as_deref(), Some("Resolvido"));
        let all = mk.atendimentos().await.unwrap();
        let listed = all.iter().find(|ticket| ticket.codigo_atendimento == opened.id);
        assert_eq!(listed.unwrap().codigo_status.as_deref(), Some("F"));
    }

    #[tokio::test]
    async fn a_closed_or_unknown_ticket_takes_no_comment_and_nobody_takes_it() {
        let erp = Simulator::start(SharedWorld::new(World::example())).await.unwrap();
        let mk = client(&erp);
        for code in [55_001, 1] {
            let error = mk.atendimento_comentario(code, "texto", "operador").await.unwrap_err();
            assert!(error.is_not_found(), "{error}");
        }
        let error = mk.alterar_atendimento("0001.1").finalizado(None).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        let take = mk.atendimento_resgate("0001.1", OperacaoResgate::Resgatar, 1275);
        assert!(take.await.is_err());
        let foreign = mk.criar_atendimento(ticket_about(20_700)).await;
        assert_eq!(foreign.unwrap_err().kind(), ErrorKind::NotFound);
    }
}
