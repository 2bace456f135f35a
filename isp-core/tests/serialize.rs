//! The model in JSON.

#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, missing_docs)]

use isp_core::jiff::civil::date;
use isp_core::testing::{InMemoryIsp, World};
use isp_core::{
    Connection, ConnectionStatus, ContractStatus, Customer, Error, ErrorKind, GeoPoint, Invoice,
    InvoiceQuery, InvoiceStatus, Isp, IspExt, Money, NewTicket, Outcome, OverviewParts,
    PaymentMeans, PaymentProblem, Pdf, RegistrationStatus, SubscriberAuthentication, TicketQuery,
    TicketStatus, TrustUnlock, UnlockRefusal,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The JSON of `value`, from which `value` is read again.
fn there_and_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
) -> Value {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *value, "{text}");
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn everything_that_an_isp_answers_survives_json() {
    let world = World::on(date(2026, 9, 10));
    let isp = InMemoryIsp::new(world.clone());
    there_and_back(&isp.capabilities());
    there_and_back(&isp.customers_page(None).await.unwrap());
    for customer in &world.customers {
        there_and_back(customer);
        there_and_back(&isp.contracts(&customer.id).await.unwrap());
        there_and_back(&isp.connections(&customer.id).await.unwrap());
        there_and_back(&isp.ticket_kinds(&customer.id).await.unwrap());
        there_and_back(&isp.tickets(&TicketQuery::of_customer(customer.id.clone())).await.unwrap());
        let invoices = isp.invoices(&InvoiceQuery::all(customer.id.clone())).await.unwrap();
        there_and_back(&invoices);
        for invoice in &invoices {
            there_and_back(&isp.payment(&invoice.id).await.unwrap());
        }
    }
    for connection in &world.connections {
        there_and_back(&isp.trust_unlock(&connection.connection.id).await.unwrap());
    }
}

#[test]
fn the_form_that_a_reader_in_another_language_sees() {
    let mut invoice =
        Invoice::new(900_101, 10_123, date(2026, 9, 10), Money::from_centavos(12_990));
    assert_eq!(
        there_and_back(&invoice),
        json!({
            "id": "900101", "customer": "10123", "contracts": null, "due": "2026-09-10",
            "amount": 129.9, "status": "open", "paid_on": null, "paid_amount": null, "number": null,
            "description": null,
        })
    );
    invoice.status = InvoiceStatus::Unknown("Baixada".into());
    assert_eq!(there_and_back(&invoice)["status"], json!({"unknown": "Baixada"}));

    let mut customer = Customer::new(10_123, "MARIA");
    customer.document = Some("529.982.247-25".parse().unwrap());
    customer.location = GeoPoint::new(-23.5, -46.6);
    let json = there_and_back(&customer);
    assert_eq!(json["document"], "52998224725");
    assert_eq!(json["location"], json!({"latitude": -23.5, "longitude": -46.6}));
    assert_eq!(json["native"], Value::Null);
    assert_eq!(
        there_and_back(&SubscriberAuthentication::Confirmed(Box::new(customer)))["confirmed"],
        json
    );

    let mut means = PaymentMeans::new(900_101);
    means.pdf = Some(Pdf::Bytes(b"%PDF-1.4".to_vec()));
    let (outcome, reason) = (Outcome::PerhapsDone, "no answer".to_owned());
    means.problems =
        vec![PaymentProblem::not_given("PIX"), PaymentProblem::PixRegistration { outcome, reason }];
    let json = there_and_back(&means);
    assert_eq!(json["pdf"], json!({"bytes": "JVBERi0xLjQ="}));
    assert_eq!(
        json["problems"],
        json!([
            {"unavailable": {"what": "PIX", "reason": "the ERP gave none"}},
            {"pix_registration": {"outcome": "perhaps_done", "reason": "no answer"}},
        ])
    );
    assert_eq!(
        there_and_back(&TrustUnlock::unlocked(Some(date(2026, 9, 13)))),
        json!({"unlocked": {"until": "2026-09-13"}})
    );
    assert_eq!(
        there_and_back(&TrustUnlock::refused(UnlockRefusal::AllowanceUsed)),
        json!({"refused": {"reason": "allowance_used", "words": null}})
    );
    there_and_back(&NewTicket::new(10_123, "Sem conexão", "Desde ontem").about_contract(7));
    there_and_back(&InvoiceQuery::all(1).due_between(date(2026, 9, 1), date(2026, 9, 30)));
}

/// A part that could not be read is not an empty list.
#[tokio::test]
async fn an_overview_tells_what_could_not_be_read_from_what_is_not_there() {
    let isp = InMemoryIsp::new(World::on(date(2026, 9, 10)));
    let customer = isp.customer(&10_123.into()).await.unwrap().unwrap();
    let mut overview = isp.overview(customer, OverviewParts::basic()).await;
    overview.connections = Ok(Vec::<Connection>::new());
    overview.contracts =
        Err(Error::new(ErrorKind::Timeout, "no answer").with_operation("contracts"));
    let json = serde_json::to_value(&overview).unwrap();
    assert_eq!(json["connections"], json!({"ok": []}));
    assert_eq!(json["tickets"], Value::Null);
    assert!(json["invoices"]["ok"].as_array().is_some_and(|invoices| !invoices.is_empty()));
    let error = &json["contracts"]["error"];
    assert_eq!((&error["kind"], &error["outcome"]), (&json!("timeout"), &json!("not_done")));
    assert_eq!(error["operation"], "contracts");
    assert!(error["message"].as_str().is_some_and(|text| text.contains("no answer")));
}

#[test]
fn what_is_no_place_is_not_read() {
    let nowhere = json!({"latitude": 0.0, "longitude": 0.0});
    assert!(serde_json::from_value::<GeoPoint>(nowhere).is_err());
}

#[test]
fn a_status_reads_as_plain_words() {
    assert_eq!(RegistrationStatus::Inactive.to_string(), "inactive");
    assert_eq!(ConnectionStatus::Blocked.to_string(), "blocked");
    assert_eq!(ContractStatus::BlockedForDebt.to_string(), "blocked for debt");
    assert_eq!(InvoiceStatus::Paid.to_string(), "paid");
    assert_eq!(TicketStatus::Closed.to_string(), "closed");
    assert_eq!(TicketStatus::Unknown(String::new()).to_string(), "unknown");
    // On one line, whatever the ERP says.
    let odd = TicketStatus::Unknown("Em análise\n".into());
    assert_eq!(odd.to_string(), r#"unknown ("Em análise\n")"#);
    assert_eq!(format!("[{:>8}]", InvoiceStatus::Open), "[    open]");
}
