//! The provider-wide API as an `Isp`: what it costs to find things by id, and what it does not say.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use isp_core::loopback::InjectedFault;
use isp_core::testing::World;
use isp_core::{
    CustomerCursor, CustomerId, Document, ErrorKind, InvoiceQuery, InvoiceStatus, Isp, IspExt,
    NewTicket, NextPage, Outcome, PaymentMeans, PaymentProblem, Reach, TicketKindId, TicketQuery,
    TrustUnlock, UnlockRefusal,
};
use jiff::civil::date;
use serde_json::{Value, json};
use voalle_global::simulator::{Quirks, Simulator};
use voalle_global::{Client, TicketDefaults};

use support::{client, simulator, world};

const MARIA: u64 = 10_123;
const THIRD_PARTY: &str = "/external/integrations/thirdparty";

fn maria() -> Document {
    "529.982.247-25".parse().unwrap()
}

fn requests(simulator: &Simulator) -> usize {
    simulator.data_server().served().len()
}

/// Answers the next request of a path with this payload.
fn answer(simulator: &Simulator, path: &str, body: &Value) {
    let body = InjectedFault::Body {
        content_type: "application/json",
        body: body.to_string().into_bytes(),
    };
    simulator.data_server().faults().inject(&format!("{THIRD_PARTY}{path}"), body);
}

fn success(response: &Value) -> Value {
    json!({"success": true, "messages": null, "response": response})
}

#[tokio::test]
async fn a_customer_found_by_document_costs_one_request_for_each_question() {
    let simulator = simulator().await;
    let client = client(&simulator);
    client.isp().customers_by_document(&maria()).await.unwrap();
    let mut before = requests(&simulator);
    assert_eq!(before, 1);
    let mut cost = |simulator: &Simulator| {
        let after = requests(simulator);
        std::mem::replace(&mut before, after).abs_diff(after)
    };
    // Another handle of the client has not to look again.
    let isp = client.isp();
    isp.contracts(&MARIA.into()).await.unwrap();
    assert_eq!(cost(&simulator), 1);
    isp.connections(&MARIA.into()).await.unwrap();
    assert_eq!(cost(&simulator), 2);
    let invoices = isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    assert_eq!(cost(&simulator), 1);
    isp.payment(&invoices[0].id).await.unwrap();
    assert_eq!(cost(&simulator), 2);
    isp.tickets(&TicketQuery::of_customer(MARIA)).await.unwrap();
    assert_eq!(cost(&simulator), 1);
    let isp = isp.with_ticket_defaults(TicketDefaults::new(1, 1011, 11));
    let new = || NewTicket::new(MARIA, "Lenta", "Às vezes cai.");
    for (ticket, requests) in
        [(new(), 1), (new().about_contract(20_567), 3), (new().about_connection(30_111), 3)]
    {
        isp.open_ticket(ticket).await.unwrap();
        assert_eq!(cost(&simulator), requests);
    }
    isp.trust_unlock(&30_222.into()).await.unwrap();
    assert_eq!(cost(&simulator), 4);
    isp.with_pix_registration().payment(&WITHOUT_PIX.into()).await.unwrap();
    assert_eq!(cost(&simulator), 3);
}

#[tokio::test]
async fn a_customer_not_seen_before_is_searched_for_page_by_page_and_remembered() {
    let quirks = Quirks::new().largest_page(1);
    let simulator = Simulator::builder().quirks(quirks).start(world()).await.unwrap();
    let isp = client(&simulator).isp();
    // The third of four customers.
    isp.unpaid_invoices(&10_130.into()).await.unwrap();
    assert_eq!(requests(&simulator), 3 + 1);
    isp.unpaid_invoices(&10_130.into()).await.unwrap();
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    assert_eq!(requests(&simulator), 3 + 3, "seen on the way");
}

#[tokio::test]
async fn a_suggested_document_is_used_only_if_it_is_the_customers() {
    let simulator = simulator().await;
    let lists = || simulator.data_server().count("/getclient");
    let isp = client(&simulator).isp();
    isp.suggest_document(&MARIA.into(), maria());
    assert_eq!(isp.unpaid_invoices(&MARIA.into()).await.unwrap().len(), 4);
    assert_eq!((requests(&simulator), lists()), (2, 0));
    // Another customer's, and nobody's.
    for document in ["529.982.247-25", "987.654.321-00"] {
        let isp = client(&simulator).isp();
        isp.suggest_document(&10_124.into(), document.parse().unwrap());
        let invoices = isp.unpaid_invoices(&10_124.into()).await.unwrap();
        assert_eq!(invoices[0].id, 900_777.into());
    }
    assert_eq!(lists(), 2);
}

#[tokio::test]
async fn the_search_is_bounded_and_an_unknown_customer_is_none_only_at_its_end() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    assert_eq!(isp.customer(&99_999_999.into()).await.unwrap(), None);
    let bounded = client(&simulator).isp().with_lookup_pages(1);
    let error = bounded.customer(&99_999_999.into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.to_string().contains("with_lookup_pages"), "{error}");
    let error = isp.unpaid_invoices(&99_999_999.into()).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(isp.customer(&CustomerId::new("x")).await.unwrap(), None, "no number");
}

#[tokio::test]
async fn a_list_that_ends_early_is_not_an_end() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    answer(&simulator, "/getclient", &success(&json!({"data": [], "totalRecords": 4})));
    assert!(isp.customer(&MARIA.into()).await.unwrap_err().is_not_understood());
    answer(&simulator, "/getclient", &success(&json!({"data": [], "totalRecords": 4})));
    assert!(isp.customers_page(None).await.unwrap_err().is_not_understood());
    let after = CustomerCursor::new("voalle-page:2:100:1:4:7");
    answer(&simulator, "/getclient", &success(&json!({"data": []})));
    let page = isp.customers_page(Some(&after)).await.unwrap();
    assert!(matches!(page.next, NextPage::Unproven { .. }), "{:?}", page.next);
    for bad in [
        "",
        "x",
        "2/1/4",
        "0:100:0::",
        "1:0:0::",
        "1:100:0:",
        "1:100:0:1:1:1",
        "-1:1:0::",
        ":1:0::",
        "18446744073709551615:100:0::",
    ] {
        let bad = format!("voalle-page:{bad}");
        let error = isp.customers_page(Some(&CustomerCursor::new(&*bad))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{bad}");
    }
}

#[tokio::test]
async fn a_server_that_repeats_a_page_of_customers_is_not_asked_forever() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    let page = |total: Value| {
        success(&json!({"data": [{"id": 7, "client": true}, {"id": 8, "client": true}],
            "totalRecords": total}))
    };
    for (total, is_end) in [(json!(2), true), (json!(5), false), (Value::Null, false)] {
        answer(&simulator, "/getclient", &page(total.clone()));
        let first = isp.customers_page(None).await.unwrap();
        let NextPage::After(after) = first.next else { panic!("{:?}", first.next) };
        answer(&simulator, "/getclient", &page(total.clone()));
        let again = isp.customers_page(Some(&after)).await.unwrap();
        assert!(again.customers.is_empty());
        assert_eq!(again.next == NextPage::End, is_end, "{:?}", again.next);
        assert_eq!(matches!(again.next, NextPage::Unproven { .. }), !is_end);
        // Nobody is said not to be there.
        answer(&simulator, "/getclient", &page(total.clone()));
        answer(&simulator, "/getclient", &page(total));
        let absent = isp.customer(&99_999_999.into()).await;
        assert_eq!(absent.is_ok_and(|found| found.is_none()), is_end);
    }
}

#[tokio::test]
async fn an_empty_list_is_none_only_if_no_counter_says_otherwise() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    isp.customers_by_document(&maria()).await.unwrap();
    let id = MARIA.into();
    for (counters, is_empty) in [
        (json!({"data": [], "totalRecords": 0, "totalPages": 1, "count": 0}), true),
        (json!({"data": [], "totalRecords": 0, "totalPages": 3}), false),
        (json!({"data": [], "totalPages": 2}), false),
        (json!({"data": [], "count": 1}), false),
    ] {
        for path in ["/contract/getpaged", "/getclient", "/solicitationlist"] {
            answer(&simulator, path, &success(&counters));
        }
        let query = TicketQuery::of_customer(MARIA);
        for (list, rows) in [
            ("contracts", isp.contracts(&id).await.map(|found| found.len())),
            ("tickets", isp.tickets(&query).await.map(|found| found.len())),
            ("customers", isp.customers_page(None).await.map(|found| found.customers.len())),
        ] {
            match rows {
                Ok(0) => assert!(is_empty, "{list}: {counters}"),
                Err(error) if error.is_not_understood() => assert!(!is_empty, "{list}: {error}"),
                other => panic!("{list}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_saved_place_in_the_list_of_customers_is_the_same_with_another_page_size() {
    let simulator = simulator().await;
    let client = client(&simulator);
    let all = client.isp().customers_page(None).await.unwrap().customers;
    let first = client.isp().with_page_size(1).customers_page(None).await.unwrap();
    let NextPage::After(saved) = first.next else { panic!("{:?}", first.next) };
    let mut found = first.customers;
    let mut after = saved;
    loop {
        let page = client.isp().customers_page(Some(&after)).await.unwrap();
        found.extend(page.customers);
        let NextPage::After(next) = page.next else { break };
        after = next;
    }
    assert_eq!(found, all);
}

/// Otherwise the debt of a document would be that of each customer who has it.
#[tokio::test]
async fn the_second_customer_with_a_document_owes_neither_something_nor_nothing() {
    let simulator = Simulator::start(World::example()).await.unwrap();
    let isp = client(&simulator).isp();
    let all = isp.customers_page(None).await.unwrap().customers;
    let document = all.iter().find(|customer| customer.id == MARIA.into()).unwrap().document;
    let same: Vec<_> = all.iter().filter(|customer| customer.document == document).collect();
    assert_eq!(same.len(), 2);
    assert!(!isp.unpaid_invoices(&same[0].id).await.unwrap().is_empty());
    for error in [
        isp.unpaid_invoices(&same[1].id).await.unwrap_err(),
        isp.contracts(&same[1].id).await.unwrap_err(),
        isp.connections(&same[1].id).await.unwrap_err(),
    ] {
        assert!(error.is_not_understood(), "{error}");
        assert!(error.to_string().contains("the same document"), "{error}");
    }
}

#[tokio::test]
async fn people_who_are_no_customers_are_left_out() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    let rows = json!({"data": [
        {"id": 1, "name": "Cliente", "client": true},
        {"id": 2, "name": "Fornecedor", "client": false},
        {"id": 3, "name": "Sem marca"},
    ]});
    answer(&simulator, "/getclient", &success(&rows));
    let page = isp.customers_page(None).await.unwrap();
    let ids: Vec<_> = page.customers.iter().map(|customer| customer.id.to_string()).collect();
    assert_eq!(ids, ["1", "3"]);
}

#[tokio::test]
async fn an_answer_about_another_person_is_an_error() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    for person in [
        json!({"id": 7, "txId": "11144477735"}),
        json!({"id": 7}),
        json!({"id": 0, "txId": "52998224725"}),
    ] {
        answer(&simulator, "/people/txid", &success(&person));
        let error = isp.customers_by_document(&maria()).await.unwrap_err();
        assert!(error.is_not_understood(), "{person}");
    }
}

#[tokio::test]
async fn a_filter_that_was_ignored_is_an_error_not_another_customers_data() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    isp.customers_by_document(&maria()).await.unwrap();
    let foreign = json!({"data": [{"id": 1, "contractStatus": 1,
        "clientInformation": {"clientTxId": "11144477735"}}], "totalRecords": 1});
    answer(&simulator, "/contract/getpaged", &success(&foreign));
    assert!(isp.contracts(&MARIA.into()).await.unwrap_err().is_not_understood());
    let foreign = json!([{"id": 1, "client": {"txId": "11144477735"},
        "billet": {"expirationDate": "2024-06-10", "amount": {"value": 1}}}]);
    answer(&simulator, "/getopentitlesbytxid", &success(&foreign));
    assert!(isp.unpaid_invoices(&MARIA.into()).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn owing_nothing_needs_the_erps_own_words() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    // João has paid everything.
    assert!(isp.unpaid_invoices(&10_130.into()).await.unwrap().is_empty());
    answer(&simulator, "/getopentitlesbytxid", &success(&json!([])));
    assert!(isp.unpaid_invoices(&10_130.into()).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn a_title_of_a_doubtful_state_is_not_open() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    isp.customers_by_document(&maria()).await.unwrap();
    let titles = |name: &str, value: Value| {
        let mut billet = json!({"expirationDate": "2026-08-01", "amount": {"value": 99.9},
            "typefulLine": "x"});
        billet[name] = value;
        success(&json!([{"id": 900_101, "billet": billet}]))
    };
    let paid = json!({"ammount": 99.9, "receiptDate": "2026-07-30"});
    for (name, value, status) in [
        ("status", json!("Em aberto"), InvoiceStatus::Open),
        ("status", json!(""), InvoiceStatus::Open),
        ("receipts", Value::Null, InvoiceStatus::Open),
        ("receipts", json!([]), InvoiceStatus::Open),
        ("status", json!("Renegociada"), InvoiceStatus::Unknown("Renegociada".into())),
        ("status", json!({"label": "Paga"}), InvoiceStatus::Unknown(r#"{"label":"Paga"}"#.into())),
        ("receipts", paid.clone(), InvoiceStatus::Unknown(String::new())),
        ("receipts", json!([paid.clone()]), InvoiceStatus::Unknown(String::new())),
    ] {
        answer(&simulator, "/getopentitlesbytxid", &titles(name, value.clone()));
        let invoice = isp.unpaid_invoices(&MARIA.into()).await.unwrap().remove(0);
        assert_eq!(invoice.status, status, "{name}: {value}");
    }
    for two in [json!([paid.clone(), paid.clone()]), json!("pago"), json!(true)] {
        answer(&simulator, "/getopentitlesbytxid", &titles("receipts", two.clone()));
        let open = isp.unpaid_invoices(&MARIA.into()).await;
        assert!(!open.is_ok_and(|found| found[0].status == InvoiceStatus::Open), "{two}");
    }
    // Nobody is asked to pay again.
    let mut twice = titles("status", json!("Vencida"));
    twice["response"][0]["billet"]["receipts"] = paid;
    answer(&simulator, "/gettitlesbytxid", &twice);
    let means = isp.payment(&900_101.into()).await.unwrap();
    assert!(!means.is_payable() && means.line.is_none() && means.pdf.is_none());
}

#[tokio::test]
async fn a_payment_is_told_with_its_day_and_its_amount_only_without_fine() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    isp.customers_by_document(&maria()).await.unwrap();
    for (fine, amount) in [(json!(0), Some(9990)), (json!(1.5), None), (Value::Null, None)] {
        let titles = json!([{"id": 1, "billet": {"status": "Paga", "expirationDate": "2026-08-01",
            "amount": {"value": 99.9}, "receipts": {"ammount": 99.9, "discount": 0, "fine": fine,
            "interest": 0, "receiptDate": "2026-07-30"}}}]);
        answer(&simulator, "/gettitlesbytxid", &success(&titles));
        let paid = isp.invoices(&InvoiceQuery::paid(MARIA)).await.unwrap().remove(0);
        assert_eq!(paid.paid_on, Some(date(2026, 7, 30)));
        assert_eq!(paid.paid_amount.map(isp_core::Money::centavos), amount, "{fine}");
    }
    // Nobody shows the answer for a customer who never had a title.
    answer(&simulator, "/gettitlesbytxid", &success(&json!([])));
    assert!(isp.invoices(&InvoiceQuery::all(MARIA)).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn a_ticket_has_the_kind_that_was_chosen() {
    let simulator = simulator().await;
    let defaults = TicketDefaults::new(1, 1011, 11).about_service(1);
    let isp = client(&simulator).isp().with_ticket_defaults(defaults);
    let new = || NewTicket::new(MARIA, "x", "y");
    for (kind, incident_type, service) in [("1012", 1012, None), ("1012/5", 1012, Some(5))] {
        isp.open_ticket(new().of_kind(TicketKindId::new(kind))).await.unwrap();
        let served = simulator.data_server().served();
        let body: Value = serde_json::from_slice(&served.last().unwrap().request.body).unwrap();
        assert_eq!(body["incidentTypeId"], incident_type);
        assert_eq!(body.get("catalogServiceId").and_then(Value::as_u64), service);
    }
    for bad in ["x", "0", "1/", "/1", "1/2/3"] {
        let error = isp.open_ticket(new().of_kind(TicketKindId::new(bad))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{bad}");
    }
}

#[tokio::test]
async fn what_is_charged_is_the_final_value_and_the_amount_is_without_fine() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    let invoices = isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    let overdue = invoices.iter().find(|invoice| invoice.id == 900_101.into()).unwrap();
    assert_eq!(overdue.amount.centavos(), 9990);
    let means = isp.payment(&overdue.id).await.unwrap();
    assert!(means.updated_amount.unwrap().centavos() > 9990);
    assert!(means.line.is_some() && means.pix.is_some() && means.pdf.is_some());
    assert!(means.problems_with(overdue).is_empty());
}

#[tokio::test]
async fn an_invoice_that_was_not_seen_is_out_of_reach_and_says_what_to_do() {
    let simulator = simulator().await;
    let client = client(&simulator);
    let error = client.isp().payment(&900_101.into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfReach);
    assert!(error.to_string().contains("invoices(…)"), "{error}");
    assert_eq!(requests(&simulator), 0);
    client.isp().unpaid_invoices(&MARIA.into()).await.unwrap();
    client.isp().payment(&900_101.into()).await.unwrap();
}

#[tokio::test]
async fn a_barcode_of_another_boleto_is_a_problem() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    let title = |id: u64| {
        simulator.world().with(|world| world.invoice_by_id(&id.into()).unwrap().line.clone())
    };
    let (line, other) = (title(900_101).unwrap(), title(900_102).unwrap());
    let titles = json!([{"id": 900_101, "billet": {"status": "Vencida",
        "typefulLine": line.formatted_line(), "barcode": other.barcode(),
        "expirationDate": "2026-08-01", "amount": {"value": 99.9}}}]);
    answer(&simulator, "/gettitlesbytxid", &success(&titles));
    let means = isp.payment(&900_101.into()).await.unwrap();
    assert!(means.problems.contains(&isp_core::PaymentProblem::BarcodeDiffers));
}

/// The fee of Maria's lost equipment: open, without boleto or PIX.
const WITHOUT_PIX: u64 = 900_104;

/// The requests of the path to the registration of a PIX.
fn registrations(simulator: &Simulator) -> Vec<String> {
    let served = simulator.data_server().served();
    let requests = served.iter().map(|served| &served.request);
    let own = requests.filter(|request| request.path.to_lowercase().contains("registerpix"));
    own.map(|request| {
        assert!(request.body.is_empty());
        let query: Vec<_> =
            request.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{} {}?{}", request.method, request.path, query.join("&"))
    })
    .collect()
}

/// How the invoice without PIX can be paid, where one may be registered.
async fn with_pix_registration(simulator: &Simulator) -> PaymentMeans {
    let isp = client(simulator).isp().with_pix_registration();
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    isp.payment(&WITHOUT_PIX.into()).await.unwrap()
}

/// The problems about the PIX.
fn about_pix(means: &PaymentMeans) -> Vec<&PaymentProblem> {
    let own = |problem: &&PaymentProblem| problem.to_string().contains("PIX");
    means.problems.iter().filter(own).collect()
}

#[tokio::test]
async fn a_pix_is_registered_only_on_request() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    let means = isp.payment(&WITHOUT_PIX.into()).await.unwrap();
    assert_eq!(means.pix, None);
    let [PaymentProblem::Unavailable { reason, .. }] = about_pix(&means)[..] else {
        panic!("{:?}", means.problems)
    };
    assert!(reason.contains("with_pix_registration()"), "{reason}");
    let note = isp.capabilities().payment.to_string();
    assert!(note.contains("none is registered"), "{note}");
    assert!(registrations(&simulator).is_empty());

    let means = with_pix_registration(&simulator).await;
    assert!(means.pix.is_some() && about_pix(&means).is_empty(), "{:?}", means.problems);
    let request = format!("POST {THIRD_PARTY}/billings/registerpix?receivableId={WITHOUT_PIX}");
    assert_eq!(registrations(&simulator), [request]);
    // The next call finds it.
    assert_eq!(with_pix_registration(&simulator).await.pix, means.pix);
    assert_eq!(registrations(&simulator).len(), 1);
}

#[tokio::test]
async fn no_pix_is_registered_for_an_invoice_that_has_one_or_is_not_open() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp().with_pix_registration();
    let note = isp.capabilities().payment.to_string();
    assert!(note.contains("registered for an open invoice that has none"), "{note}");
    isp.invoices(&InvoiceQuery::all(MARIA)).await.unwrap();
    assert!(isp.payment(&900_101.into()).await.unwrap().pix.is_some());
    isp.payment(&900_100.into()).await.unwrap();
    // A text that is none, and one in an unknown form, which looks absent.
    for (name, text, problem) in [
        ("pixQRCode", json!("N/A"), "PIX text is not valid"),
        ("pixQRCode", json!({"x": 1}), "unknown form"),
        ("PixQrCode", json!({"x": 1}), "unknown form"),
    ] {
        let titles = json!([{"id": WITHOUT_PIX, "billet": {"status": "Em aberto", name: text,
            "expirationDate": "2026-08-31", "amount": {"value": 250}}}]);
        answer(&simulator, "/gettitlesbytxid", &success(&titles));
        let means = isp.payment(&WITHOUT_PIX.into()).await.unwrap();
        assert!(about_pix(&means)[0].to_string().contains(problem), "{:?}", means.problems);
    }
    assert!(registrations(&simulator).is_empty());
}

#[tokio::test]
async fn a_pix_whose_text_the_registration_does_not_give_is_read_from_the_titles() {
    for faults in [
        // The answer is lost.
        InjectedFault::CloseAfter,
        InjectedFault::CutAfter(20),
    ] {
        let simulator = simulator().await;
        let path = format!("{THIRD_PARTY}/billings/registerpix");
        simulator.data_server().faults().inject(&path, faults);
        let means = with_pix_registration(&simulator).await;
        assert!(means.pix.is_some() && about_pix(&means).is_empty(), "{:?}", means.problems);
        assert_eq!(registrations(&simulator).len(), 1);
    }
}

#[tokio::test]
async fn calls_at_the_same_time_register_one_pix() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp().with_pix_registration();
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    let id = WITHOUT_PIX.into();
    let (one, other) = tokio::join!(isp.payment(&id), isp.payment(&id));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(registrations(&simulator).len(), 1);
    let (with, without) = if one.pix.is_some() { (one, other) } else { (other, one) };
    assert!(with.pix.is_some());
    assert!(about_pix(&without)[0].to_string().contains("another call"), "{without:?}");
    assert_eq!(isp.payment(&id).await.unwrap().pix, with.pix, "asked again");
}

#[tokio::test]
async fn a_registration_that_perhaps_happened_is_told_and_the_line_is_not_lost() {
    let registered = |text: Value| success(&json!({"registerId": 1, "qrCode": text}));
    for (answered, outcome) in [
        (registered(Value::Null), Outcome::Done),
        (registered(json!("iVBORw0KGgo=")), Outcome::Done),
        (success(&json!({"qrCode": "x"})), Outcome::PerhapsDone),
        (json!("Indisponível"), Outcome::PerhapsDone),
    ] {
        let simulator = simulator().await;
        simulator.world().with(|world| {
            let known = world.invoices.iter_mut().find(|known| known.invoice.id == 900_101.into());
            known.unwrap().pix = None;
        });
        answer(&simulator, "/billings/registerpix", &answered);
        let isp = client(&simulator).isp().with_pix_registration();
        let invoices = isp.unpaid_invoices(&MARIA.into()).await.unwrap();
        let means = isp.payment(&900_101.into()).await.unwrap();
        let [PaymentProblem::PixRegistration { outcome: told, .. }] = about_pix(&means)[..] else {
            panic!("{answered}: {:?}", means.problems)
        };
        assert_eq!(*told, outcome, "{answered}");
        let invoice = invoices.iter().find(|invoice| invoice.id == 900_101.into()).unwrap();
        assert!(means.line_for(invoice).is_some() && means.pdf.is_some());
        assert_eq!(registrations(&simulator).len(), 1, "never twice");
    }
}

#[tokio::test]
async fn a_refused_registration_says_why_and_nothing_is_read_again() {
    let simulator = simulator().await;
    let refused = json!({"success": false, "response": null,
        "messages": [{"message": "Filial sem PIX.", "code": 0, "type": "Error"}]});
    answer(&simulator, "/billings/registerpix", &refused);
    let means = with_pix_registration(&simulator).await;
    let [PaymentProblem::Unavailable { reason, .. }] = about_pix(&means)[..] else {
        panic!("{:?}", means.problems)
    };
    assert!(reason.contains("Filial sem PIX."), "{reason}");
    assert_eq!(simulator.data_server().count(&format!("{THIRD_PARTY}/gettitlesbytxid")), 1);
}

#[tokio::test]
async fn an_invoice_that_was_paid_while_its_pix_was_registered_is_not_shown_to_be_paid_again() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp().with_pix_registration();
    isp.unpaid_invoices(&MARIA.into()).await.unwrap();
    let title = |status: &str| {
        success(&json!([{"id": 900_101, "billet": {"status": status, "pixQRCode": "",
            "expirationDate": "2026-08-31", "amount": {"value": 99.9}}}]))
    };
    answer(&simulator, "/gettitlesbytxid", &title("Vencida"));
    answer(&simulator, "/billings/registerpix", &success(&json!({"registerId": 1})));
    answer(&simulator, "/gettitlesbytxid", &title("Paga"));
    let means = isp.payment(&900_101.into()).await.unwrap();
    assert_eq!(means.status, isp_core::InvoiceStatus::Paid);
    assert!(means.line.is_none() && means.pix.is_none() && means.pdf.is_none());
}

#[tokio::test]
async fn a_connection_not_seen_before_is_found_in_the_list_of_all_and_unlocked() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    let unlocked = isp.trust_unlock(&30_222.into()).await.unwrap();
    assert!(unlocked.is_unlocked());
    let seen = |path: &str| simulator.data_server().count(path);
    assert_eq!(seen("/external/map/connection/all"), 1);
    assert_eq!(seen(&format!("{THIRD_PARTY}/contracts/unlock/0020568")), 1);
    assert!(isp.trust_unlock(&99_999_999.into()).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_refusal_of_the_erp_is_a_refusal_with_its_words() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    let refused = json!({"success": false, "response": null,
        "messages": [{"message": "Limite atingido.", "code": 300, "type": "Error"}]});
    answer(&simulator, "/contracts/unlock", &refused);
    assert_eq!(
        isp.trust_unlock(&30_222.into()).await.unwrap(),
        TrustUnlock::refused(UnlockRefusal::Unknown("Limite atingido.".into()))
    );
}

#[tokio::test]
async fn what_the_erp_cannot_do_is_unsupported_and_says_why() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp();
    let can = isp.capabilities();
    assert_eq!(can.customers_page.reach(), Some(Reach::WholeBase));
    assert!(!can.invoices_due.is_supported());
    let period = date(2026, 9, 1)..=date(2026, 9, 30);
    assert!(isp.invoices_due(period).await.unwrap_err().is_unsupported());
    let query = TicketQuery::of_period(date(2026, 9, 1), date(2026, 9, 30));
    assert!(isp.tickets(&query).await.unwrap_err().is_unsupported());
    let new = NewTicket::new(MARIA, "x", "y");
    assert!(isp.open_ticket(new).await.unwrap_err().is_unsupported());
    assert_eq!(requests(&simulator), 0);
}

#[tokio::test]
async fn a_ticket_about_a_contract_carries_its_service_tag() {
    let simulator = simulator().await;
    let isp = client(&simulator).isp().with_ticket_defaults(TicketDefaults::new(1, 1011, 11));
    let new = NewTicket::new(MARIA, "Sem conexão", "Desde ontem.").about_contract(20_567);
    let opened = isp.open_ticket(new).await.unwrap();
    let served = simulator.data_server().served();
    let sent = &served.last().unwrap().request;
    let body: Value = serde_json::from_slice(&sent.body).unwrap();
    assert_eq!(body["contractServiceTagCategory"], "EXMPL20567");
    assert_eq!(
        (body["personId"].as_u64(), body["incidentStatusId"].as_u64()),
        (Some(MARIA), Some(1))
    );
    assert_eq!(body["assignment"]["companyPlaceId"], 1);
    assert_eq!(opened.contract, Some(20_567.into()));
    // A tag that cannot be found opens nothing.
    let tickets = || simulator.world().with(|world| world.tickets.len());
    let before = tickets();
    answer(&simulator, "/servicetagsinfopaged", &success(&json!({"data": []})));
    let new = NewTicket::new(MARIA, "x", "y").about_contract(20_567);
    assert!(isp.open_ticket(new).await.unwrap_err().is_not_found());
    assert_eq!(tickets(), before);
}

#[tokio::test]
async fn many_tasks_search_for_a_customer_once() {
    let simulator = simulator().await;
    let client: Client = client(&simulator);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let isp = client.isp();
        tasks.spawn(async move { isp.contracts(&MARIA.into()).await.unwrap().len() });
    }
    while let Some(contracts) = tasks.join_next().await {
        assert_eq!(contracts.unwrap(), 3);
    }
    assert_eq!(simulator.data_server().count(&format!("{THIRD_PARTY}/getclient")), 1);
}
