//! Tickets of the logged person.

use super::solicitation::Solicitation;
use crate::operation::operation;
use crate::operations::SortOrder;
use crate::pages::Page;
use crate::pages::paged;

operation! {
    /// Tickets of the logged person.
    ///
    /// The parameters are the general ones of the portal's lists: the vendor shows none for this one.
    PortalSolicitations = GET "/api/portal_solicitations",
    fn portal_solicitations -> Page<Solicitation> {
        effect: Read,
        evidence: Observed,
        optional: {
            /// Page, from 1 on.
            page: u64,
            /// Rows of a page.
            limit: u64,
            /// Name of the field to sort by.
            sort: Text(&str),
            /// Direction.
            order: SortOrder,
            /// Only these fields, separated by commas.
            fields: Text(&str),
        }
    }
}

paged!(PortalSolicitations, Solicitation, |ticket| ticket.assignment.id);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use crate::operations::tickets::TicketStatusCode;

    const SAMPLE: &str = "portal_solicitations.sample_shape.json";

    fn operation() -> PortalSolicitations {
        PortalSolicitations::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/portal_solicitations"));
        let whole = operation()
            .page(2)
            .limit(20)
            .sort("id")
            .order(SortOrder::Descending)
            .fields("protocol");
        assert_eq!(
            request(&whole),
            signed(
                "GET /api/portal_solicitations?page=2&limit=20&sort=id&order=DESC&fields=protocol"
            )
        );
    }

    #[test]
    fn it_reads_every_field_of_the_sample() {
        let page = decoded(&operation(), SAMPLE);
        let ticket = &page.data[0];
        assert_eq!(ticket.protocol, Some(500_001));
        assert_eq!(ticket.assignment.id, 510_001);
        assert_eq!(ticket.stock_pending.as_ref().unwrap().as_bool(), Some(false));
        assert_eq!(ticket.assignment.weight.as_ref().unwrap().to_i64(), Some(8));
        assert_eq!(ticket.incident_status.as_ref().unwrap().id, TicketStatusCode::Abertura);
        assert!(ticket.assignment.description.as_ref().unwrap().contains("\r\n"));
        let zone = isp_core::wire::sao_paulo();
        let opened = ticket.assignment.beginning_date.as_ref().unwrap().to_zoned(&zone).unwrap();
        assert_eq!(opened.timestamp().to_string(), "2024-05-05T19:39:21Z");
    }

    #[test]
    fn both_forms_of_flag_and_weight_and_an_unknown_status_are_read() {
        let ticket = decoded_from(
            &operation(),
            r#"{"data":[{"protocol":"7","stockPending":1,"assignment":{"id":1,"weight":"17"},
                "incidentStatus":{"id":5,"title":"Em espera"}}]}"#,
        )
        .data
        .remove(0);
        assert_eq!(ticket.stock_pending.unwrap().as_bool(), Some(true));
        assert_eq!(ticket.assignment.weight.unwrap().to_i64(), Some(17));
        assert!(ticket.incident_status.unwrap().id.is_unknown());
    }

    #[test]
    fn a_missing_list_or_id_is_an_error() {
        for body in [
            "{}",
            r#"{"data":null}"#,
            r#"{"data":[{"protocol":1}]}"#,
            r#"{"data":[{"assignment":{}}]}"#,
        ] {
            decode_error(&operation(), body);
        }
        assert!(
            decoded_from(&operation(), r#"{"data":[],"count":0,"filtered":0,"total":0}"#)
                .data
                .is_empty()
        );
    }
}
