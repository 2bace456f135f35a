//! What a ticket may be opened with, the same for everybody in the simulator.

use isp_core::loopback::SimulatedRequest;
use isp_core::testing::World;
use isp_core::{ContractId, CustomerId};
use serde_json::{Value, json};

use super::contracts::tag_id;
use super::wire::{rows, sparse};

/// Kinds of ticket. `qfields=clientView` with `q=1` leaves those that a subscriber may choose.
pub(super) fn incident_types(request: &SimulatedRequest) -> Value {
    let clients_only =
        request.parameter("qfields") == Some("clientView") && request.parameter("q") == Some("1");
    let kinds = [
        (21, "Atendimento - Exemplo", false),
        (1011, "Cliente - Abertura Solicitação", true),
        (1012, "Cliente - Financeiro", true),
    ];
    let kinds = kinds.into_iter().filter(|(.., client_view)| *client_view || !clients_only);
    rows(kinds.map(|(id, title, client_view)| {
        let row = json!({
            "id": id, "code": id.to_string(), "title": title, "clientView": client_view,
        });
        sparse(row, request.parameter("fields"))
    }))
}

/// Situations. Nobody shows the answer: the envelope of all lists is assumed.
pub(super) fn service_level_agreements() -> Value {
    rows(
        [(11, "Parado"), (12, "Lento")]
            .into_iter()
            .map(|(id, text)| json!({"id": id, "description": text})),
    )
}

/// Services of the catalogue for one of the caller's tags; `None` for anybody else's.
pub(super) fn catalog_services(world: &World, caller: &CustomerId, tag: &str) -> Option<Value> {
    let is_it =
        |id: &ContractId| id.to_number().map(|id| tag_id(id).to_string()).as_deref() == Some(tag);
    world.contracts.iter().find(|known| known.customer == *caller && is_it(&known.id))?;
    let services = [(1, "Suporte"), (5, "Mudança de endereço")];
    Some(rows(services.into_iter().map(|(id, title)| json!({"id": id, "title": title}))))
}

/// Notices to the caller: one for each, unread.
pub(super) fn warnings(caller: &CustomerId, request: &SimulatedRequest) -> Value {
    let unread = request.parameter("status").is_none_or(|status| status == "unread");
    let kind = request.parameter("type").is_none_or(|kind| kind == "2");
    let notice = json!({
        "id": 920_000 + caller.to_number().unwrap_or_default(),
        "read": false,
        "readHour": null,
        "readDate": null,
        "warning": "Manutenção programada na sua região.",
    });
    rows((unread && kind).then_some(notice).into_iter())
}
