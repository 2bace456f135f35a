//! A call of every operation, with every parameter that may hold a secret or a personal datum.

use std::fmt::Debug;

use isp_core::http::{Operation, OperationSpec};
use isp_core::vendor_tests::{Asked, marked};
use voalle_portal::operations::tickets::CreateSolicitationParameters;
use voalle_portal::{Call, Subscriber};

pub(crate) const DOCUMENT: &str = "529.982.247-25";

fn asked<O>(call: Call<O>) -> Asked
where
    O: Operation<Output: Debug + serde::Serialize + Send + 'static> + 'static,
{
    Asked::new(format!("{call:?} {call:#?}"), call.send())
}

fn asked_for_file<O>(call: Call<O>) -> Asked
where
    O: Operation<Output: Send + 'static> + 'static,
{
    Asked::file(format!("{call:?} {call:#?}"), call.send())
}

/// A call of the operation.
pub(crate) fn call(spec: &OperationSpec, portal: &Subscriber) -> Asked {
    let text = marked("text");
    let text = text.as_str();
    match spec.name {
        "GET /portal_authentication" => asked(portal.portal_authentication()),
        "GET /api/person_users/whoami" => asked(portal.whoami().fields(text)),
        "GET /api/people_warnings" => asked(portal.people_warnings().status(text).r#type(text)),
        "GET /api/people/{personId}/contracts" => asked(portal.people_contracts(1)),
        "GET /api/contract_service_tags" => asked(portal.contract_service_tags()),
        "POST /api/contracts/{id}/unblock" => asked(portal.contract_unblock(1)),
        "GET /api/people/{personId}/authentications" => asked(portal.people_authentications(1)),
        "GET /api/portal_financial_receivable_titles" => {
            asked(portal.portal_financial_receivable_titles().fields(text))
        }
        "GET /api/financial/billet/{hash}" => {
            asked_for_file(portal.financial_billet(marked("hash").as_str()))
        }
        "GET /api/portal_invoice_notes" => {
            asked(portal.portal_invoice_notes().sort(text).fields(text))
        }
        "GET /api/print_invoice_notes/{id}" => asked_for_file(portal.print_invoice_notes(1)),
        "GET /api/portal_solicitations" => {
            asked(portal.portal_solicitations().sort(text).fields(text))
        }
        "GET /api/incident_types" => asked(portal.incident_types().q(text).qfields(text)),
        "GET /api/contract_service_tags/{tagId}/catalog_services" => {
            asked(portal.catalog_services(1))
        }
        "GET /api/service_level_agreements" => asked(portal.service_level_agreements()),
        "POST /api/people/{personId}/solicitations" => {
            asked(portal.create_solicitation(CreateSolicitationParameters {
                person_id: 1,
                company_place_id: 1,
                incident_type_id: 1011,
                service_level_agreement_id: 11,
                title: marked("title").as_str().into(),
                description: text.into(),
            }))
        }
        other => panic!("no call of {other} is written here"),
    }
}
