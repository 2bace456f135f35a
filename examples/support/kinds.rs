//! The kind of a new ticket.

use isp_core::wire::fold;
use isp_core::{CustomerId, Error, ErrorKind, Isp, TicketKind};

/// The kinds to choose from. `None`, with the reason printed, where none can be listed: then a ticket is
/// of the configured kind.
pub async fn listed(
    isp: &dyn Isp,
    customer: &CustomerId,
) -> Result<Option<Vec<TicketKind>>, Error> {
    let can = isp.capabilities().ticket_kinds;
    if !can.is_supported() {
        println!("  {can}");
        return Ok(None);
    }
    match isp.ticket_kinds(customer).await {
        // A kind that only the subscriber's own login shows.
        Err(error) if error.kind() == ErrorKind::OutOfReach => {
            println!("  not listed: {error}");
            Ok(None)
        }
        listed => listed.map(Some),
    }
}

/// The first kind whose name contains this text, whatever its case and accents.
pub fn named<'a>(kinds: &'a [TicketKind], text: &str) -> Option<&'a TicketKind> {
    let text = fold(text);
    kinds.iter().find(|kind| fold(&kind.to_string()).contains(&text))
}
