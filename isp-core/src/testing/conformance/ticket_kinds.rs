//! Questions about the kinds of ticket.

use std::collections::HashSet;

use super::{Conformance, Failure, Verdict, answer, check, no_other};
use crate::isp::Isp;
use crate::model::{NewTicket, TicketKind};

impl Conformance {
    pub(super) async fn kinds_of_ticket_are_listed_once(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "there are kinds of ticket to choose from, each once and with a name";
        let kinds = answer(Q, isp.ticket_kinds(&self.subject).await)?;
        check(Q, !kinds.is_empty(), || "none".into())?;
        let ids: HashSet<_> = kinds.iter().map(|kind| &kind.id).collect();
        check(Q, ids.len() == kinds.len(), || "one is listed twice".into())?;
        let has_name = |kind: &TicketKind| kind.name.as_ref().is_some_and(|name| !name.is_empty());
        check(Q, kinds.iter().all(has_name), || "one has no name".into())
    }

    pub(super) async fn a_ticket_is_opened_with_the_chosen_kind(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a ticket is opened once and with the kind that was chosen";
        // The last one, which is no default.
        let Some(kind) = answer(Q, isp.ticket_kinds(&self.subject).await)?.pop() else {
            return Ok(());
        };
        let new = NewTicket::new(self.subject.clone(), "Segunda via", "Não recebi o boleto.");
        let before = self.tickets_in_the_world();
        let opened = answer(Q, isp.open_ticket(new.of_kind(&kind)).await)?;
        check(Q, self.tickets_in_the_world() == before + 1, || "not one ticket more".into())?;
        let stored = self.world.with(|world| {
            let stored = world.tickets.iter().find(|known| known.ticket.id == opened.id);
            stored.and_then(|known| known.kind.clone())
        });
        no_other(Q, "kind", stored.as_ref(), Some(&kind.id))
    }

    pub(super) async fn an_unknown_kind_of_ticket_is_refused(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a ticket of an unknown kind is refused and not opened";
        for kind in ["999999/999999", "no such kind", ""] {
            let new = NewTicket::new(self.subject.clone(), "Segunda via", "Não recebi o boleto.");
            let before = self.tickets_in_the_world();
            let opened = isp.open_ticket(new.of_kind(kind)).await;
            let after = self.tickets_in_the_world();
            check(Q, opened.is_err() && after == before, || {
                format!("{kind:?}: refused: {}, opened: {}", opened.is_err(), after - before)
            })?;
        }
        Ok(())
    }

    /// A ticket that the ISP can open: of the first kind, where it has kinds.
    pub(super) async fn new_ticket(
        &self,
        q: &'static str,
        isp: &dyn Isp,
        title: &str,
        description: &str,
    ) -> Result<NewTicket, Failure> {
        let new = NewTicket::new(self.subject.clone(), title, description);
        if !isp.capabilities().ticket_kinds.is_supported() {
            return Ok(new);
        }
        let kinds = answer(q, isp.ticket_kinds(&self.subject).await)?;
        Ok(match kinds.first() {
            Some(kind) => new.of_kind(kind),
            None => new,
        })
    }

    pub(super) fn tickets_in_the_world(&self) -> usize {
        self.world.with(|world| world.tickets.len())
    }
}
