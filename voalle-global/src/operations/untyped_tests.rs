//! The operations whose answers are undocumented: the exact request of each, and that any answer is
//! kept as it came unless it reports a failure.

use isp_core::ErrorKind;
use isp_core::http::{EvidenceLevel, FilePart, Operation, OperationSpec};
use isp_core::wire::{Unconfirmed, Untyped};
use jiff::civil::date;
use serde_json::{Value, json};

use super::catalogue::{
    CatalogServicesItemsPaged, CatalogServicesPaged, IncidentTypesPaged, ServiceLevelAgreementPaged,
};
use super::contracts::{ContractsUnlock, SaleItem, SaleRequest};
use super::documents::{ContractUploads, ContractUploadsList, ElectronicSignaturesResend};
use super::field_service::GetSchedules;
use super::invoices::{GetOpenTitlesByExpirationDate, InvoiceNoteConfirm};
use super::testing::{decoded_from, fault_of_spec, refusal, request, signed, signed_with};
use super::tickets::{
    AssignmentsUploads, AssignmentsUploadsList, CloseSolicitationClientEventError,
    CloseSolicitationPopEventError, OpenSolicitationClientEventError, OpenSolicitationCrm,
    OpenSolicitationPopEventError, SolicitationMaintenance, SolicitationNewNote,
};

const T: &str = "/external/integrations/thirdparty";

/// An answer that is kept as it came.
trait IntoUntyped {
    fn into_untyped(self) -> Untyped;
}

impl IntoUntyped for Untyped {
    fn into_untyped(self) -> Untyped {
        self
    }
}

impl IntoUntyped for Unconfirmed {
    fn into_untyped(self) -> Untyped {
        self.into_answer()
    }
}

/// One operation with some of its parameters.
struct Case {
    spec: OperationSpec,
    sent: String,
    expected: String,
    read: Box<dyn Fn(&str) -> Untyped>,
}

fn case<O>(operation: O, expected: String) -> Case
where
    O: Operation + 'static,
    O::Output: IntoUntyped,
{
    Case {
        spec: O::SPEC,
        sent: request(&operation),
        expected,
        read: Box::new(move |body| decoded_from(&operation, body).into_untyped()),
    }
}

fn get(path: &str) -> String {
    signed(&format!("GET {T}{path}"))
}

fn post(path: &str) -> String {
    signed(&format!("POST {T}{path}"))
}

fn post_with(path: &str, body: &Value) -> String {
    signed_with(&format!("POST {T}{path}"), body)
}

fn cases() -> Vec<Case> {
    let file = || FilePart::new("nota.pdf", "%PDF");
    vec![
        case(
            IncidentTypesPaged::new().page(1).page_size(20).incident(true),
            get("/incidenttypespaged?Page=1&PageSize=20&incident=true"),
        ),
        case(
            ServiceLevelAgreementPaged::new().filter("x"),
            get("/servicelevelagreementpaged?Filter=x"),
        ),
        case(CatalogServicesPaged::new().order_by("id"), get("/catalogservicespaged?OrderBy=id")),
        case(CatalogServicesItemsPaged::new(), get("/catalogservicesitemspaged")),
        case(
            ElectronicSignaturesResend::new(640_001, 1),
            signed_with(
                &format!("GET {T}/suite/electronicsignatures/resend"),
                &json!({"signatureId": 640_001, "dispatchType": 1}),
            ),
        ),
        case(
            OpenSolicitationCrm::new("x").contract_id(830_001),
            post_with("/opensolicitationcrm", &json!({"description": "x", "contractId": 830_001})),
        ),
        case(ContractsUnlock::new("0001001"), post("/contracts/unlock/0001001")),
        case(
            SaleRequest::new(
                "52998224725".parse().unwrap(),
                "0001001",
                vec![SaleItem { id: "7".into(), quantity: 2, unit_value: None }],
            ),
            post_with(
                "/salerequest",
                &json!({"clientTxId": "52998224725", "contractNumber": "0001001",
                    "items": [{"id": "7", "quantity": 2}]}),
            ),
        ),
        case(
            ContractUploads::new("0001001", "1.01", file()),
            post("/contract/contractuploads?contractNumber=0001001&documentationTypeCode=1.01")
                + "\nFile: nota.pdf b\"%PDF\"",
        ),
        case(
            ContractUploadsList::new().page_number(1),
            get("/contract/contractuploads?pageNumber=1"),
        ),
        case(
            InvoiceNoteConfirm::new("910001", "chave", date(2024, 6, 1)),
            post_with(
                "/thirdparty_billing/invoice_note/confirm",
                &json!({"id": "910001", "accessKey": "chave", "issueDate": "2024-06-01"}),
            ),
        ),
        case(
            GetOpenTitlesByExpirationDate::new().page(1).page_size(200),
            get("/getopentitlesbyexpirationdate?page=1&pageSize=200"),
        ),
        case(
            SolicitationMaintenance::new("500001").report("x"),
            post_with("/solicitationmaintenance", &json!({"protocol": "500001", "report": "x"})),
        ),
        case(
            SolicitationNewNote::new(510_001, "x", "y"),
            post_with(
                "/solicitationnewnote",
                &json!({"assignmentId": 510_001, "title": "x", "description": "y"}),
            ),
        ),
        case(
            OpenSolicitationPopEventError::new("EX 1"),
            post("/opensolicitationpopeventerror/EX%201"),
        ),
        case(
            CloseSolicitationPopEventError::new("EX-1"),
            post("/closesolicitationpopeventerror/EX-1"),
        ),
        case(
            OpenSolicitationClientEventError::new(700_101),
            post("/opensolicitationclienteventerror/700101"),
        ),
        case(
            CloseSolicitationClientEventError::new(700_101),
            post("/closesolicitationclienteventerror/700101"),
        ),
        case(
            AssignmentsUploads::new(500_001, "1.01", file()),
            post("/projects/assignmentsuploads?protocol=500001&documentationTypeCode=1.01")
                + "\nFile: nota.pdf b\"%PDF\"",
        ),
        case(
            AssignmentsUploadsList::new().page_size(20),
            get("/projects/assignmentsuploads?pageSize=20"),
        ),
        case(
            GetSchedules::new().date(date(2024, 6, 1)).final_date(date(2024, 6, 30)),
            signed(
                "GET /external/fieldservicemanagement/integrations/getschedules?date=2024-06-01\
                 &finalDate=2024-06-30",
            ),
        ),
    ]
}

#[test]
fn every_undocumented_operation_has_its_case_and_its_exact_request() {
    let mut undocumented: Vec<_> = super::all()
        .filter(|spec| spec.evidence == EvidenceLevel::Assumed)
        .map(|spec| spec.name)
        .collect();
    let cases = cases();
    let mut tried: Vec<_> = cases.iter().map(|case| case.spec.name).collect();
    undocumented.sort_unstable();
    tried.sort_unstable();
    assert_eq!(tried, undocumented);
    for case in cases {
        assert_eq!(case.sent, case.expected, "{}", case.spec.name);
    }
}

#[test]
fn any_payload_is_kept_as_it_came() {
    for case in cases() {
        let body = json!({"success": true, "messages": null, "response": {"any": ["thing", 1]}});
        assert_eq!((case.read)(&body.to_string()).value(), &body, "{}", case.spec.name);
    }
}

#[test]
fn a_failure_is_found_in_every_answer() {
    let refused = r#"{"success":false,"messages":[{"message":"x","code":null,"type":"Error"}],"response":null}"#;
    for case in cases() {
        let kind = |body: &str| fault_of_spec(&case.spec, 200, body).map(|fault| fault.kind);
        assert_eq!(kind(refused), Some(ErrorKind::Refused), "{}", case.spec.name);
        for body in [
            "<html></html>",
            "\"Indisponível\"",
            r#"{"success":false}"#,
            r#"{"success":false,"response":{"id":1}}"#,
            r#"{"message":"x"}"#,
            r#"{"success":true,"error":"x"}"#,
            r#"{"success":true,"messages":[{"message":"x","type":"Error"}]}"#,
            r#"{"success":tr"#,
        ] {
            let kind = kind(body);
            assert_eq!(kind, Some(ErrorKind::NotUnderstood), "{} {body}", case.spec.name);
        }
    }
}

#[test]
fn only_a_write_may_answer_nothing() {
    for case in cases() {
        for body in ["", "{}", "[]"] {
            let is_fault = fault_of_spec(&case.spec, 200, body).is_some();
            assert_eq!(is_fault, !case.spec.effect.is_write(), "{} {body:?}", case.spec.name);
        }
    }
}

#[test]
fn what_cannot_be_sent_is_refused() {
    for refused in [
        refusal(&ContractsUnlock::new("")),
        refusal(&ContractUploads::new("1", "1.01", FilePart::new("", "x"))),
        refusal(&AssignmentsUploads::new(1, "1.01", FilePart::new("a.pdf", ""))),
        refusal(&SolicitationNewNote::new(1, " ", "y")),
    ] {
        assert!(refused.contains("parameter"), "{refused}");
    }
}
