//! The ISP in memory fails as its script says.

#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use isp_core::jiff::civil::date;
use isp_core::testing::{InMemoryIsp, IspMethod, World};
use isp_core::{
    Error, ErrorKind, InvoiceQuery, Isp, IspExt, NewTicket, Outcome, Pdf, Secret, TicketQuery,
};

const MARIA: u64 = 10_123;

fn isp() -> InMemoryIsp {
    InMemoryIsp::new(World::on(date(2026, 9, 10)))
}

fn down() -> Error {
    Error::new(ErrorKind::Unreachable, "the ERP is down")
}

fn ticket() -> NewTicket {
    NewTicket::new(MARIA, "Sem conexão", "Desde ontem")
}

/// Calls one method; whether it answered.
async fn call(isp: &dyn Isp, method: IspMethod) -> Result<(), Error> {
    let day = date(2026, 9, 10);
    let maria = MARIA.into();
    match method {
        IspMethod::CustomersByDocument => {
            isp.customers_by_document(&"52998224725".parse().unwrap()).await.map(drop)
        }
        IspMethod::Customer => isp.customer(&maria).await.map(drop),
        IspMethod::CustomersPage => isp.customers_page(None).await.map(drop),
        IspMethod::AuthenticateSubscriber => {
            isp.authenticate_subscriber("maria", &Secret::new("x")).await.map(drop)
        }
        IspMethod::Contracts => isp.contracts(&maria).await.map(drop),
        IspMethod::Connections => isp.connections(&maria).await.map(drop),
        IspMethod::Invoices => isp.invoices(&InvoiceQuery::all(MARIA)).await.map(drop),
        IspMethod::InvoicesDue => isp.invoices_due(day..=day).await.map(drop),
        IspMethod::Payment => isp.payment(&900_101.into()).await.map(drop),
        IspMethod::Pdf => isp.pdf(&Pdf::Bytes(b"%PDF-1.4".to_vec())).await.map(drop),
        IspMethod::Tickets => isp.tickets(&TicketQuery::of_customer(MARIA)).await.map(drop),
        IspMethod::TicketKinds => isp.ticket_kinds(&maria).await.map(drop),
        IspMethod::OpenTicket => isp.open_ticket(ticket()).await.map(drop),
        IspMethod::TrustUnlock => isp.trust_unlock(&30_222.into()).await.map(drop),
        other => panic!("{other} is not called by this test"),
    }
}

/// By which Voalle's provider-wide API finds everything about them.
#[tokio::test]
async fn each_further_subscriber_is_found_by_a_document_of_their_own() {
    let world = World::on(date(2026, 9, 10)).with_subscribers(20);
    let subscribers: Vec<_> =
        world.customers.iter().filter(|customer| customer.name.starts_with("ASSINANTE")).collect();
    assert_eq!(subscribers.len(), 20);
    let isp = InMemoryIsp::new(world.clone());
    for subscriber in subscribers {
        let found = isp.customers_by_document(&subscriber.document.unwrap()).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].id, subscriber.id);
    }
}

/// As on every ERP: a bot that is tested on it meets the sentence about it.
#[tokio::test]
async fn an_invoice_without_boleto_says_what_is_missing() {
    let isp = isp();
    for invoice in isp.unpaid_invoices(&MARIA.into()).await.unwrap() {
        let means = isp.payment(&invoice.id).await.unwrap();
        let problems = means.problems_with(&invoice);
        let missing: Vec<_> = problems.iter().map(isp_core::PaymentProblem::message_pt).collect();
        match invoice.id.as_str() {
            "900104" => assert!(
                missing.len() == 2 && missing[0].contains("linha") && missing[1].contains("PIX"),
                "{missing:?}"
            ),
            _ => assert!(missing.is_empty(), "{missing:?}"),
        }
    }
}

#[tokio::test]
async fn each_method_fails_by_its_own_name_and_no_other_does() {
    for broken in IspMethod::ALL {
        let isp = isp();
        isp.fail(*broken, down());
        for method in IspMethod::ALL {
            assert_eq!(call(&isp, *method).await.is_err(), method == broken, "{broken}: {method}");
            assert_eq!(isp.calls(*method), 1, "{method}");
        }
        isp.recover();
        assert!(call(&isp, *broken).await.is_ok(), "{broken}");
    }
}

#[tokio::test]
async fn failures_of_a_method_come_in_their_order_and_each_once() {
    let isp = isp();
    isp.fail_next(IspMethod::Invoices, down());
    isp.fail_next(IspMethod::Invoices, Error::new(ErrorKind::Overloaded, "too many requests"));
    let unpaid = || async { isp.unpaid_invoices(&MARIA.into()).await.map_err(|e| e.kind()) };
    assert_eq!(unpaid().await, Err(ErrorKind::Unreachable));
    assert_eq!(unpaid().await, Err(ErrorKind::Overloaded));
    assert!(unpaid().await.is_ok_and(|invoices| !invoices.is_empty()));
}

#[tokio::test]
async fn a_write_that_fails_is_not_done_and_one_whose_answer_is_lost_is() {
    let isp = isp();
    let service = isp.clone();
    let tickets = || async { isp.tickets(&TicketQuery::of_customer(MARIA)).await.unwrap().len() };
    let before = tickets().await;
    isp.fail_next(IspMethod::OpenTicket, down());
    service.open_ticket(ticket()).await.unwrap_err();
    assert_eq!(tickets().await, before);

    isp.lose_next_answer(IspMethod::OpenTicket, down().with_outcome(Outcome::PerhapsDone));
    let error = service.open_ticket(ticket()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::PerhapsDone);
    assert_eq!(tickets().await, before + 1);
}

#[tokio::test]
async fn in_an_empty_world_nobody_is_there() {
    let isp = InMemoryIsp::new(World::empty(date(2026, 9, 10)));
    assert_eq!(isp.customer(&MARIA.into()).await.unwrap(), None);
    assert!(isp.customers_page(None).await.unwrap().customers.is_empty());
    assert!(isp.unpaid_invoices(&MARIA.into()).await.unwrap_err().is_not_found());
}
