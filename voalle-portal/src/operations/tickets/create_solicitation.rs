//! Open a ticket.

use super::solicitation::Solicitation;
use crate::operation::operation;
use crate::pages::Single;

operation! {
    /// Open a ticket.
    ///
    /// The ids differ from one provider to the next.
    ///
    /// `multipart/form-data`. One source says that `incidentStatusId` is always 1 (`Abertura`) and that
    /// `personId` is the person of the path; in the vendor's own sample path and form name two persons.
    /// So both have those defaults and can be changed.
    CreateSolicitation = POST "/api/people/{personId}/solicitations",
    fn create_solicitation -> Single<Solicitation> {
        effect: Once,
        proof: Proof::Member("data.assignment.id"),
        evidence: Observed,
        required: CreateSolicitationParameters {
            /// Person id, of the path and, unless
            /// [`form_person_id`](CreateSolicitation::form_person_id) is given, of the form.
            "personId" person_id: u64 in Path,
            /// Branch.
            "companyPlaceId" company_place_id: u64 in Multipart,
            /// Kind of ticket.
            "incidentTypeId" incident_type_id: u64 in Multipart,
            /// Situation.
            "serviceLevelAgreementId" service_level_agreement_id: u64 in Multipart,
            /// Title, one line.
            title: Text(&str) in Multipart,
            /// Description of the problem.
            description: Text(&str) in Multipart,
        }
        optional: {
            /// `personId` of the form, by default the person of the path.
            "personId" form_person_id: u64 in Multipart or CreateSolicitation::person_of_the_path,
            /// State of the new ticket, by default 1, `Abertura`; see
            /// [`TicketStatusCode`](super::TicketStatusCode).
            "incidentStatusId" incident_status_id: u64 in Multipart or CreateSolicitation::abertura,
            /// Service of the catalogue; some kinds of ticket need it.
            "catalogServiceId" catalog_service_id: u64 in Multipart,
            /// Service tag of the contract; some kinds of ticket need it.
            "contractServiceTagId" contract_service_tag_id: u64 in Multipart,
        }
    }
}

impl CreateSolicitation {
    fn person_of_the_path(&self) -> u64 {
        self.person_id
    }

    fn abertura(_: &Self) -> u64 {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, fixture, refusal, request, signed,
    };

    fn titled(title: &str, description: &str) -> CreateSolicitation {
        CreateSolicitation::new(CreateSolicitationParameters {
            person_id: 700_101,
            company_place_id: 1,
            incident_type_id: 1011,
            service_level_agreement_id: 11,
            title: title.into(),
            description: description.into(),
        })
    }

    fn operation() -> CreateSolicitation {
        titled("solicitação teste", "Descrição da Solicitação")
    }

    #[test]
    fn the_request_is_exact() {
        let form = "companyPlaceId=1\nincidentTypeId=1011\nserviceLevelAgreementId=11\n\
                    title=solicitação teste\ndescription=Descrição da Solicitação\n\
                    personId=700101\nincidentStatusId=1";
        let bare = signed("POST /api/people/700101/solicitations") + "\n" + form;
        assert_eq!(request(&operation()), bare);
        assert_eq!(
            request(&operation().catalog_service_id(1).contract_service_tag_id(820_001)),
            bare + "\ncatalogServiceId=1\ncontractServiceTagId=820001"
        );
    }

    #[test]
    fn path_and_form_may_name_two_persons_and_another_state() {
        let sent = request(&operation().form_person_id(700_202).incident_status_id(2));
        assert!(sent.starts_with(&signed("POST /api/people/700101/solicitations")), "{sent}");
        assert!(sent.ends_with("\npersonId=700202\nincidentStatusId=2"), "{sent}");
    }

    #[test]
    fn its_form_is_the_vendors_sample() {
        let sent = request(&operation().catalog_service_id(1));
        let sample: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&fixture("people_solicitations.create.request_form.json"))
                .unwrap();
        assert_eq!(sent.lines().count(), 3 + sample.len());
        for (name, value) in sample {
            let line = format!("{name}={}", value.as_str().unwrap());
            assert!(sent.lines().any(|sent| sent == line), "{line}");
        }
    }

    #[test]
    fn a_ticket_without_words_is_refused() {
        assert!(refusal(&titled(" ", "x")).contains("title"));
        assert!(refusal(&titled("x", "")).contains("description"));
    }

    #[test]
    fn it_reads_the_answer_with_its_mixed_types() {
        let ticket = decoded(&operation(), "people_solicitations.create.sample_shape.json").data;
        assert_eq!(ticket.protocol, Some(500_002));
        assert_eq!(ticket.stock_pending.unwrap().as_bool(), Some(false));
        assert_eq!(ticket.assignment.weight.unwrap().to_i64(), Some(17));
        assert_eq!(ticket.assignment.created_by, None);
        assert_eq!(ticket.catalog_service.unwrap().title.as_deref(), Some("Suporte"));
    }

    #[test]
    fn an_answer_without_a_ticket_is_an_error() {
        for body in ["{}", r#"{"data":null}"#, r#"{"data":{"protocol":1}}"#] {
            decode_error(&operation(), body);
        }
        assert_eq!(
            decoded_from(&operation(), r#"{"data":{"assignment":{"id":"5"}}}"#).data.assignment.id,
            5
        );
    }

    #[test]
    fn an_answer_with_counters_or_a_list_of_one_is_understood_too() {
        for body in [
            r#"{"data":{"assignment":{"id":5}},"count":1,"total":1}"#,
            r#"{"data":[{"assignment":{"id":5}}]}"#,
        ] {
            assert_eq!(decoded_from(&operation(), body).data.assignment.id, 5);
        }
        decode_error(&operation(), r#"{"data":[{"assignment":{"id":5}},{"assignment":{"id":6}}]}"#);
    }
}
