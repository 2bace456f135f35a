//! The `Isp` of MK: cases in which MK's answers could be misread.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use isp_core::brazil::{Boleto, PixCode};
use isp_core::http::Timing;
use isp_core::{
    ConnectionStatus, Contract, ContractStatus, ErrorKind, InvoiceStatus, Isp, IspExt, Money,
    NewTicket, Outcome, PaymentMeans, PaymentProblem, Pdf, RegistrationStatus, TicketQuery,
    TicketStatus, TrustUnlock, UnlockRefusal,
};
use jiff::Timestamp;
use jiff::civil::date;
use mk_webservices::operations::atendimentos::{Atendimento, NovoAtendimento, OrigemContato};
use mk_webservices::operations::conexoes::{AutoDesbloqueio, Conexao};
use mk_webservices::operations::faturas::{FaturaPendente, SegundaViaCobranca};
use mk_webservices::operations::pessoas::{Cliente, Registro};
use mk_webservices::{ContractRecords, MkIsp, TicketDefaults, TicketKindRecords};
use serde_json::{Value, json};

use support::{LOGIN, Server, fixture, fixture_text, with};

const CUSTOMER: u64 = 10_123;
const INVOICE: u64 = 900_101;

const BY_DOCUMENT: &str = "WSMKConsultaDoc";
const BY_CODE: &str = "WSMKConsultaClientes";
const ACTIVE: &str = "WSMKContratosPorCliente";
const WITH_STATE: &str = "WSMKContratosPorClienteV2";
const LINES: &str = "WSMKConexoesPorCliente";
const SESSION: &str = "WSMKConsultaConexaoAutenticada";
const PENDING: &str = "WSMKFaturasPendentes";
const COPY: &str = "WSMKSegundaViaCobranca";
const PIX: &str = "WSMKRetornarCopieColaPix";
const LINE: &str = "WSMKLDViaSMS";
const TICKETS: &str = "WSMKAtendimentos";
const NEW_TICKET: &str = "WSMKNovoAtendimento";
const UNLOCK: &str = "WSMKAutoDesbloqueio";
const UNLOCK_V2: &str = "WSMKAutoDesbloqueioV2";

fn isp(server: &Server) -> MkIsp {
    server.client().isp().with_ticket_defaults(TicketDefaults::new(3, 12))
}

/// A server with one answer.
fn answering(operation: &'static str, body: &Value) -> Server {
    let server = Server::new();
    server.answer(operation, body);
    server
}

fn refusal(code: &str, message: &str) -> Value {
    json!({"Mensagem": message, "Num. ERRO": code, "status": "ERRO"})
}

/// Tomcat's answer for a rule that is not licensed.
fn servlet_page() -> String {
    fixture_text("_erros/http-500.html")
}

// Customers

async fn by_document(body: &Value) -> Result<Vec<isp_core::Customer>, isp_core::Error> {
    let document = "529.982.247-25".parse().unwrap();
    isp(&answering(BY_DOCUMENT, body)).customers_by_document(&document).await
}

#[tokio::test]
async fn every_registration_of_a_document_is_a_customer() {
    let customers = by_document(&fixture("WSMKConsultaDoc.ok.json")).await.unwrap();
    let [first, second, third] = &customers[..] else { panic!("{customers:?}") };
    assert_eq!((first.id.as_str(), &*first.name), ("10123", "MARIA DA CONCEIÇÃO EXEMPLO"));
    assert_eq!(first.document, Some("52998224725".parse().unwrap()));
    assert_eq!(first.status, RegistrationStatus::Active);
    assert_eq!(first.email.as_deref(), Some("cliente@example.com"));
    assert_eq!(first.phones, ["5511900000001"]);
    let address = first.address.as_ref().unwrap();
    assert!(address.line.as_deref().unwrap().starts_with("RUA DAS ACÁCIAS, 123"));
    assert_eq!(address.postal_code, Some("12345000".parse().unwrap()));
    assert!(first.location.is_some_and(|place| (-23.01..-23.0).contains(&place.latitude)));
    assert_eq!(first.native::<Registro>().unwrap().codigo_pessoa, CUSTOMER);

    assert_eq!(second.status, RegistrationStatus::Inactive);
    assert_eq!(second.location, None, "0 is unset");
    assert_eq!((&third.email, third.phones.len()), (&None, 0));
}

#[tokio::test]
async fn ambiguous_registrations_are_an_error() {
    let one = json!({"CodigoPessoa": 10_123, "Nome": "ANA"});
    for (what, body) in [
        (
            "a missing list of further registrations",
            json!({"CodigoPessoa": 10_123, "status": "OK"}),
        ),
        ("a name without a code", json!({"Nome": "ANA", "Outros": [one], "status": "OK"})),
        (
            "a name with the code 0",
            json!({"CodigoPessoa": 0, "Nome": "ANA", "Outros": [one], "status": "OK"}),
        ),
        ("an address without a code", json!({"CEP": "12345000", "Outros": [one], "status": "OK"})),
        (
            "the code 0 among the others",
            json!({"CodigoPessoa": 10_123, "Outros": [{"CodigoPessoa": 0}], "status": "OK"}),
        ),
        ("no registration, without the code 003", json!({"Outros": [], "status": "OK"})),
    ] {
        let error = by_document(&body).await.unwrap_err();
        assert!(error.is_not_understood(), "{what}: {error}");
        assert_eq!(error.system(), Some("MK Webservices"), "{what}");
    }
    let outros_alone = json!({"CodigoPessoa": 10_123, "status": "OK"});
    let error = by_document(&outros_alone).await.unwrap_err();
    assert_eq!(error.operation(), Some(BY_DOCUMENT));
}

#[tokio::test]
async fn with_a_blank_root_the_other_registrations_are_returned() {
    for root in [json!({"CodigoPessoa": 0, "Nome": " "}), json!({"CodigoPessoa": null})] {
        let mut body = json!({"Outros": [{"CodigoPessoa": 10_456, "Nome": "ANA"}], "status": "OK"});
        body.as_object_mut().unwrap().extend(root.as_object().unwrap().clone());
        let customers = by_document(&body).await.unwrap();
        assert_eq!((customers.len(), customers[0].id.as_str()), (1, "10456"), "{root}");
    }
}

#[tokio::test]
async fn a_repeated_registration_counts_once_and_contradicting_states_are_unknown() {
    let other = |state: &str| json!({"CodigoPessoa": 10_123, "Situacao": state, "CEP": "12345000"});
    for (state, expected) in [
        ("Ativo", RegistrationStatus::Active),
        ("Inativo", RegistrationStatus::Unknown("Ativo / Inativo".into())),
    ] {
        let body = json!({"CodigoPessoa": 10_123, "Nome": "ANA", "Situacao": "Ativo",
            "Outros": [other(state)], "status": "OK"});
        let customers = by_document(&body).await.unwrap();
        assert_eq!((customers.len(), &customers[0].status), (1, &expected));
        let address = customers[0].address.as_ref().unwrap();
        assert_eq!(address.line, None, "the CEP alone is an address");
        assert!(address.postal_code.is_some());
    }
}

#[tokio::test]
async fn an_undocumented_registration_state_is_unknown() {
    for (word, status) in [
        (json!("ATIVO"), RegistrationStatus::Active),
        (json!("inativo "), RegistrationStatus::Inactive),
        (json!("Suspenso"), RegistrationStatus::Unknown("Suspenso".into())),
        (json!(null), RegistrationStatus::Unknown(String::new())),
    ] {
        let body = json!({"CodigoPessoa": 10_123, "Situacao": word, "Outros": [], "status": "OK"});
        let customer = by_document(&body).await.unwrap().remove(0);
        assert_eq!(customer.status, status, "{word}");
        assert_eq!((&*customer.name, &customer.address), ("", &None), "no other values");
    }
}

#[tokio::test]
async fn an_unknown_document_has_no_customers_and_any_other_refusal_is_an_error() {
    let unknown = fixture("WSMKConsultaDoc.nao-encontrado.json");
    assert_eq!(by_document(&unknown).await.unwrap(), []);
    let invalid = fixture("WSMKConsultaDoc.documento-invalido.json");
    assert_eq!(by_document(&invalid).await.unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn a_customer_is_the_row_with_the_requested_code() {
    let server = answering(BY_CODE, &fixture("WSMKConsultaClientes.ok.json"));
    let customer = isp(&server).customer(&CUSTOMER.into()).await.unwrap().unwrap();
    assert_eq!(server.queries(BY_CODE), ["cd_cliente=10123"]);
    assert_eq!(
        (customer.id.as_str(), &*customer.name, &customer.status),
        ("10123", "MARIA DA CONCEIÇÃO EXEMPLO", &RegistrationStatus::Active)
    );
    assert_eq!(customer.document, Some("52998224725".parse().unwrap()));
    assert_eq!(customer.email.as_deref(), Some("cliente@example.com"));
    assert_eq!(customer.phones, ["5511900000001"]);
    assert!(customer.location.is_some_and(|place| (-46.01..-46.0).contains(&place.longitude)));
    let address = customer.address.as_ref().unwrap();
    assert_eq!(
        address.to_string(),
        "RUA DAS ACÁCIAS, 123, CASA 2 - JARDIM SÃO JOSÉ, Cidade Exemplo, PR, 12345-000"
    );
    assert_eq!(customer.native::<Cliente>().unwrap().codigo_pessoa, CUSTOMER);
}

#[tokio::test]
async fn the_address_of_a_customer_is_the_installation_address_or_else_the_first() {
    let row = |addresses: Value| json!([{"CodigoPessoa": CUSTOMER, "endereco": addresses}]);
    let street = |kind: &str, name: &str| json!({"tipo": kind, "logradouro": name});
    for (addresses, expected) in [
        (json!([street("COBRANCA", "RUA A"), street("Instalação", "RUA B")]), Some("RUA B")),
        (json!([street("COBRANCA", "RUA A"), street("OUTRO", "RUA B")]), Some("RUA A")),
        (json!([street("INSTALACAO", "N/A")]), None),
        (json!([]), None),
        (json!(null), None),
    ] {
        let server = answering(BY_CODE, &row(addresses.clone()));
        let customer = isp(&server).customer(&CUSTOMER.into()).await.unwrap().unwrap();
        let found = customer.address.as_ref().map(|address| address.street.as_deref().unwrap());
        assert_eq!(found, expected, "{addresses}");
    }
}

#[tokio::test]
async fn a_customer_is_absent_only_if_mk_says_so() {
    let ask = async |body: Value| isp(&answering(BY_CODE, &body)).customer(&CUSTOMER.into()).await;
    assert_eq!(ask(json!([])).await.unwrap(), None);
    assert_eq!(ask(refusal("003", "Dados não localizados.")).await.unwrap(), None);
    assert_eq!(
        ask(refusal("002", "Documento inválido.")).await.unwrap_err().kind(),
        ErrorKind::InvalidInput
    );
    let row = |code: u64, name: &str| json!({"CodigoPessoa": code, "Nome": name});
    let others = ask(json!([row(1, "ANA"), row(2, "BIA")])).await.unwrap_err();
    assert_eq!(
        (others.kind(), others.operation()),
        (ErrorKind::NotUnderstood, Some("WSMKConsultaClientes"))
    );
    let differing = ask(json!([row(CUSTOMER, "ANA"), row(CUSTOMER, "BIA")])).await.unwrap_err();
    assert!(differing.to_string().contains("differ"), "{differing}");
    assert_eq!(differing.operation(), Some("WSMKConsultaClientes"));
    let twice = ask(json!([row(CUSTOMER, "ANA"), row(CUSTOMER, "ANA")])).await.unwrap();
    assert_eq!(twice.unwrap().name, "ANA");
}

// Contracts

async fn contracts(server: &Server) -> Result<Vec<Contract>, isp_core::Error> {
    isp(server).contracts(&CUSTOMER.into()).await
}

fn states(contracts: &[Contract]) -> Vec<(&str, ContractStatus)> {
    contracts.iter().map(|contract| (contract.id.as_str(), contract.status.clone())).collect()
}

#[tokio::test]
async fn contracts_of_both_rules_are_one_list_and_the_second_rule_gives_the_state() {
    let server = answering(ACTIVE, &fixture("WSMKContratosPorCliente.ok.json"));
    server.answer(WITH_STATE, &fixture("WSMKContratosPorClienteV2.ok.json"));
    let found = contracts(&server).await.unwrap();
    assert_eq!(server.queries(WITH_STATE), ["cd_cliente=10123"]);
    assert_eq!(
        states(&found),
        [
            ("20567", ContractStatus::Active),
            ("20568", ContractStatus::Suspended),
            ("20111", ContractStatus::Cancelled)
        ]
    );
    let (both, second_alone) = (&found[0], &found[2]);
    assert_eq!(both.customer, CUSTOMER.into());
    assert_eq!(both.plan.as_deref(), Some("FIBRA 500 MEGA PROMOÇÃO"));
    assert_eq!((both.start, both.end), (Some(date(2023, 5, 25)), Some(date(2031, 5, 25))));
    let records = both.native::<ContractRecords>().unwrap();
    assert!(records.active.is_some() && records.with_state.is_some());
    assert_eq!(second_alone.plan.as_deref(), Some("FIBRA 100 MEGA"));
    assert_eq!((second_alone.start, second_alone.end), (None, None));
    let records = second_alone.native::<ContractRecords>().unwrap();
    assert!(records.active.is_none() && records.with_state.is_some());
}

#[tokio::test]
async fn plan_and_first_day_come_from_the_active_list_or_else_from_the_other() {
    let server = Server::new();
    let first = json!([
        {"codcontrato": 1, "plano_acesso": "A", "adesao": "2023-01-01"},
        {"codcontrato": 2}
    ]);
    server.answer(ACTIVE, &json!({"ContratosAtivos": first, "status": "OK"}));
    let row = |code: u64| json!({"codcontrato": code, "plano_acesso": "B", "adesao": "2024-01-01"});
    server.answer(WITH_STATE, &json!([row(1), row(2)]));
    let found = contracts(&server).await.unwrap();
    let told = |at: usize| (found[at].plan.as_deref(), found[at].start);
    assert_eq!(told(0), (Some("A"), Some(date(2023, 1, 1))));
    assert_eq!(told(1), (Some("B"), Some(date(2024, 1, 1))));
}

#[tokio::test]
async fn a_contract_without_a_known_state_in_the_second_rule_is_unknown() {
    let server = Server::new();
    let active = json!([{"codcontrato": 1}, {"codcontrato": 2}, {"codcontrato": 3}]);
    server.answer(ACTIVE, &json!({"ContratosAtivos": active, "status": "OK"}));
    let second = json!([
        {"codcontrato": 1, "status_contrato": "Bloqueado"},
        {"codcontrato": 2, "status_contrato": null}
    ]);
    server.answer(WITH_STATE, &second);
    let unknown = |word: &str| ContractStatus::Unknown(word.into());
    assert_eq!(
        states(&contracts(&server).await.unwrap()),
        [("1", unknown("Bloqueado")), ("2", unknown("")), ("3", unknown(""))]
    );
}

#[tokio::test]
async fn without_the_second_rule_the_contracts_of_the_first_are_active() {
    for (status, page) in [(404, String::new()), (500, servlet_page())] {
        let server = answering(ACTIVE, &fixture("WSMKContratosPorCliente.ok.json"));
        server.status(WITH_STATE, status, page);
        let found = contracts(&server).await.unwrap();
        let active = ContractStatus::Active;
        assert_eq!(states(&found), [("20567", active.clone()), ("20568", active)], "{status}");
        assert_eq!(found[1].plan.as_deref(), Some("FIBRA 300 MEGA"));
        assert_eq!(found[1].end, Some(date(2031, 1, 10)));
        let records = found[0].native::<ContractRecords>().unwrap();
        assert!(records.active.is_some() && records.with_state.is_none());
    }
}

#[tokio::test]
async fn another_failure_of_the_second_rule_does_not_make_contracts_active() {
    let unset = refusal("004", "A configuração não permite.").to_string();
    for (status, body) in [
        (302, ""),
        (403, ""),
        (405, ""),
        (500, r#"{"error":"x"}"#),
        (503, ""),
        (200, r#"{"status":"ERRO"}"#),
        (200, unset.as_str()),
    ] {
        let server = answering(ACTIVE, &fixture("WSMKContratosPorCliente.ok.json"));
        server.status(WITH_STATE, status, body);
        let error = contracts(&server).await.unwrap_err();
        assert_eq!(error.operation(), Some(WITH_STATE), "{status} {body}");
    }
}

#[tokio::test]
async fn lists_of_contracts_that_contradict_themselves_are_errors() {
    let row = |code: u64, plan: &str| json!({"codcontrato": code, "plano_acesso": plan});
    let none = json!([]);
    for (rule, rows) in [
        (ACTIVE, json!([row(1, "A"), row(1, "B")])),
        (ACTIVE, json!([row(0, "A")])),
        (WITH_STATE, json!([row(1, "A"), row(1, "B")])),
        (WITH_STATE, json!([row(0, "A")])),
    ] {
        let (first, second) = if rule == ACTIVE { (&rows, &none) } else { (&none, &rows) };
        let server = answering(ACTIVE, &json!({"ContratosAtivos": first, "status": "OK"}));
        server.answer(WITH_STATE, second);
        let error = contracts(&server).await.unwrap_err();
        assert!(error.is_not_understood(), "{rule} {rows}: {error}");
        assert_eq!(error.operation(), Some(rule), "{rows}");
    }
}

// Whose answer it is

#[tokio::test]
async fn an_answer_about_another_customer_or_an_unreadable_one_is_an_error() {
    for (rule, list) in
        [(ACTIVE, "ContratosAtivos"), (LINES, "Conexoes"), (PENDING, "FaturasPendentes")]
    {
        for (code, fits) in [
            (json!(10_123), true),
            (json!("10123"), true),
            (json!(null), true),
            (json!(10_124), false),
            (json!("10.123"), false),
            (json!("N/A"), false),
        ] {
            let body = json!({"CodigoPessoa": code, list: [], "status": "OK"});
            let server = answering(rule, &body);
            server.answer(WITH_STATE, &json!([]));
            let (isp, customer) = (isp(&server), CUSTOMER.into());
            let found = match rule {
                ACTIVE => isp.contracts(&customer).await.map(|found| found.len()),
                LINES => isp.connections(&customer).await.map(|found| found.len()),
                _ => isp.unpaid_invoices(&customer).await.map(|found| found.len()),
            };
            match found {
                Ok(count) => assert!(fits && count == 0, "{rule} {code}"),
                Err(error) => {
                    assert!(!fits && error.is_not_understood(), "{rule} {code}: {error}");
                    assert_eq!(error.operation(), Some(rule), "{code}");
                }
            }
        }
    }
}

// Connections

fn line_with(members: &Value) -> Value {
    let mut row = json!({"codconexao": 30_111, "username": "maria.exemplo"});
    row.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    json!({"CodigoPessoa": CUSTOMER, "Conexoes": [row], "status": "OK"})
}

async fn connection(body: &Value) -> isp_core::Connection {
    let found = isp(&answering(LINES, body)).connections(&CUSTOMER.into()).await.unwrap();
    let [connection] = &found[..] else { panic!("{found:?}") };
    connection.clone()
}

#[tokio::test]
async fn the_sample_of_connections_is_translated() {
    let server = answering(LINES, &fixture("WSMKConexoesPorCliente.ok.json"));
    let found = isp(&server).connections(&CUSTOMER.into()).await.unwrap();
    let [free, blocked, reduced] = &found[..] else { panic!("{found:?}") };
    assert_eq!((free.id.as_str(), &free.customer), ("30111", &CUSTOMER.into()));
    assert_eq!((&free.status, free.reduced), (&ConnectionStatus::Active, Some(false)));
    assert_eq!(free.contract, Some(20_567.into()));
    assert_eq!(free.username.as_deref(), Some("maria.exemplo"));
    assert_eq!(free.technology.as_deref(), Some("Ftth"));
    assert_eq!(free.mac_address.as_deref(), Some("00:00:5E:00:53:01"));
    let address = free.address.as_ref().unwrap();
    assert!(address.line.as_deref().unwrap().starts_with("RUA DAS ACÁCIAS"));
    assert_eq!(address.postal_code, Some("12345000".parse().unwrap()));
    assert!(free.location.is_some_and(|place| (-23.01..-23.0).contains(&place.latitude)));
    assert_eq!((free.online, &free.plan, free.trust_unlocks_left), (None, &None, None));
    assert_eq!(free.native::<Conexao>().unwrap().codconexao, 30_111);

    assert_eq!(blocked.status, ConnectionStatus::Blocked);
    assert_eq!(blocked.block_reason.as_deref(), Some("Falta de pagamento"));
    assert_eq!(blocked.location, None);
    assert_eq!((reduced.reduced, &reduced.mac_address), (Some(true), &None));
}

#[tokio::test]
async fn a_connection_is_blocked_or_active_only_with_a_word_for_yes_or_no() {
    let unknown = |word: &str| ConnectionStatus::Unknown(word.into());
    for (word, status, reduced) in [
        (json!("Sim"), ConnectionStatus::Blocked, Some(true)),
        (json!("Não"), ConnectionStatus::Active, Some(false)),
        (json!("Parcial"), unknown("Parcial"), None),
        (json!(null), unknown(""), None),
    ] {
        let members = json!({"bloqueada": word, "esta_reduzida": word});
        let connection = connection(&line_with(&members)).await;
        assert_eq!((connection.status, connection.reduced), (status, reduced), "{word}");
    }
}

#[tokio::test]
async fn placeholders_in_the_fields_of_a_connection_are_ignored() {
    let filled = json!({"contrato": 0, "mac_address": "N/A", "endereco": "---", "cep": "0",
        "latitude": "0", "longitude": "0"});
    let connection = connection(&line_with(&filled)).await;
    assert_eq!((connection.contract, connection.mac_address), (None, None));
    assert_eq!((connection.address, connection.location), (None, None));
}

#[tokio::test]
async fn connections_that_contradict_each_other_are_an_error() {
    let row = |blocked: &str| json!({"codconexao": 30_111, "bloqueada": blocked});
    for rows in [json!([row("Sim"), row("Não")]), json!([{"codconexao": 0}])] {
        let server = answering(LINES, &json!({"Conexoes": rows, "status": "OK"}));
        let error = isp(&server).connections(&CUSTOMER.into()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::NotUnderstood, Some(LINES)),
            "{rows}"
        );
    }
}

#[tokio::test]
async fn a_connection_is_online_if_its_own_session_has_an_address_and_no_stop() {
    let session = |user: Value, address: &str, stop: Value| json!({"username": user, "framedip": address, "dt_hr_parada": stop});
    let up = || session(json!("maria.exemplo"), "203.0.113.10", json!(null));
    let stopped = || session(json!("maria.exemplo"), "203.0.113.10", json!("01/02/2031"));
    let others = || session(json!("outro"), "203.0.113.10", json!(null));
    let nobodys = || session(json!(null), "203.0.113.10", json!(null));
    let rows = |rows: Value| json!({"Agendas": rows, "status": "OK"});
    for (answer, online) in [
        (json!({"conexao": up(), "status": "OK"}), Some(true)),
        (
            json!({"conexao": session(json!("maria.exemplo"), " 2001:db8::1 ", json!(null)),
                "status": "OK"}),
            Some(true),
        ),
        (json!({"conexao": stopped(), "status": "OK"}), None),
        (json!({"conexao": others(), "status": "OK"}), None),
        (json!({"conexao": nobodys(), "status": "OK"}), None),
        (
            json!({"conexao": session(json!("maria.exemplo"), "N/A", json!(null)), "status": "OK"}),
            None,
        ),
        (rows(json!([others(), stopped(), up()])), Some(true)),
        (rows(json!([others(), stopped()])), None),
    ] {
        let server = answering(LINES, &line_with(&json!({})));
        server.answer(SESSION, &answer);
        let isp = isp(&server).with_sessions();
        let connection = isp.connections(&CUSTOMER.into()).await.unwrap().remove(0);
        assert_eq!(connection.online, online, "{answer}");
        assert_eq!(server.queries(SESSION), ["codconexao=30111"]);
    }
    // Two missing names do not match.
    let server = answering(LINES, &line_with(&json!({"username": null})));
    server.answer(SESSION, &json!({"conexao": nobodys(), "status": "OK"}));
    let isp = isp(&server).with_sessions();
    assert_eq!(isp.connections(&CUSTOMER.into()).await.unwrap()[0].online, None);
}

#[tokio::test]
async fn without_a_session_online_is_unknown_and_a_failure_is_an_error() {
    let unknown = refusal("003", "Dados não localizados.").to_string();
    let refused = refusal("002", "Parâmetro inválido.").to_string();
    for (status, body, told) in [
        (500, servlet_page(), true),
        (404, String::new(), true),
        (200, unknown, true),
        (200, refused, false),
        (503, String::new(), false),
        (302, String::new(), false),
        (500, r#"{"error":"x"}"#.to_owned(), false),
    ] {
        let server = answering(LINES, &line_with(&json!({})));
        server.status(SESSION, status, body.clone());
        let isp = isp(&server).with_sessions();
        match isp.connections(&CUSTOMER.into()).await {
            Ok(found) => assert!(told && found[0].online.is_none(), "{status} {body}"),
            Err(error) => assert!(!told, "{status} {body}: {error}"),
        }
    }
}

// Invoices

#[tokio::test]
async fn the_contracts_of_an_invoice_are_listed_empty_or_unknown() {
    let server = answering(PENDING, &fixture("WSMKFaturasPendentes.ok.json"));
    let found = isp(&server).unpaid_invoices(&CUSTOMER.into()).await.unwrap();
    assert_eq!(server.queries(PENDING), ["cd_cliente=10123"]);
    let first = &found[0];
    assert_eq!((first.id.as_str(), &first.customer), ("900101", &CUSTOMER.into()));
    assert_eq!((first.due, first.amount), (date(2031, 2, 10), Money::from_centavos(9990)));
    assert_eq!(first.status, InvoiceStatus::Open);
    assert_eq!(first.description.as_deref(), Some("Mensalidade Fibra 500 Mega"));
    assert_eq!(first.native::<FaturaPendente>().unwrap().codfatura, INVOICE);
    assert_eq!(found[1].contracts, Some(vec![20_567.into(), 20_568.into()]));
    assert_eq!(found[2].contracts, Some(Vec::new()), "a fee outside any contract");

    let row = json!({"codfatura": 1, "contratos": "20.567", "data_vencimento": "10/02/2031",
        "valor_total": 1});
    let server = answering(PENDING, &json!({"FaturasPendentes": [row], "status": "OK"}));
    assert_eq!(isp(&server).unpaid_invoices(&CUSTOMER.into()).await.unwrap()[0].contracts, None);
}

#[tokio::test]
async fn a_repeated_invoice_is_owed_once_and_two_that_differ_are_an_error() {
    let row = |amount: f64| json!({"codfatura": 1, "data_vencimento": "10/02/2031", "valor_total": amount});
    let other = json!({"codfatura": 2, "data_vencimento": "10/02/2031", "valor_total": 5});
    let ask = async |rows: Value| {
        let server = answering(PENDING, &json!({"FaturasPendentes": rows, "status": "OK"}));
        isp(&server).unpaid_invoices(&CUSTOMER.into()).await
    };
    let found = ask(json!([row(9.9), other, row(9.9)])).await.unwrap();
    assert_eq!(found.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    for rows in [
        json!([row(9.9), other, row(8.9)]),
        json!([{"codfatura": 0, "data_vencimento": "10/02/2031", "valor_total": 5}]),
    ] {
        let error = ask(rows).await.unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::NotUnderstood, Some(PENDING)));
    }
}

// Payment

fn boleto() -> Boleto {
    let amount = Money::from_centavos(9990);
    Boleto::new("999", Some(date(2031, 2, 10)), Some(amount), &format!("{INVOICE:025}")).unwrap()
}

fn pix() -> PixCode {
    let key = "123e4567-e12b-12d1-a456-426655440000";
    PixCode::for_key(key, "PROVEDOR EXEMPLO", "CIDADE EXEMPLO").txid("FAT900101").build().unwrap()
}

fn pix_for(payer: &Value) -> Value {
    json!({"codpessoa": payer, "texto_qrcode": pix().text()})
}

/// A server where the invoice is open and can be paid by PIX.
fn payable() -> Server {
    let server = answering(COPY, &fixture("WSMKSegundaViaCobranca.ok.json"));
    server.answer(PIX, &pix_for(&json!(CUSTOMER)));
    server.answer(PENDING, &fixture("WSMKFaturasPendentes.ok.json"));
    server
}

async fn payment(server: &Server) -> Result<PaymentMeans, isp_core::Error> {
    isp(server).payment(&INVOICE.into()).await
}

fn unknown() -> InvoiceStatus {
    InvoiceStatus::Unknown(String::new())
}

fn has_no_means(means: &PaymentMeans) -> bool {
    means.line.is_none() && means.pix.is_none() && means.pdf.is_none() && !means.is_payable()
}

fn lacks(means: &PaymentMeans, what: &str) -> bool {
    let missing = |problem: &PaymentProblem| problem.to_string().starts_with(&format!("no {what}"));
    let problems = besides_the_line(means);
    problems.len() == 1 && missing(problems[0])
}

/// The problems except that the line was not asked for.
fn besides_the_line(means: &PaymentMeans) -> Vec<&PaymentProblem> {
    let others = means.problems.iter().filter(|problem| !is_line_not_asked_for(problem));
    others.collect()
}

fn is_line_not_asked_for(problem: &PaymentProblem) -> bool {
    problem.to_string().starts_with("no line: the rule that gives it may text the customer")
}

#[tokio::test]
async fn an_invoice_that_is_pending_is_open_and_payable() {
    let server = payable();
    let means = payment(&server).await.unwrap();
    assert_eq!((&means.status, means.is_payable()), (&InvoiceStatus::Open, true));
    assert_eq!(means.problems.len(), 1);
    assert!(is_line_not_asked_for(&means.problems[0]), "{:?}", means.problems);
    assert_eq!((&means.invoice, &means.pix, &means.line), (&INVOICE.into(), &Some(pix()), &None));
    let link = "https://mk.example.com/mk/tmp/0a1b2c3d4e.PDF";
    assert_eq!(means.pdf, Some(Pdf::Link(link.into())));
    assert_eq!(means.updated_amount, Some(Money::from_centavos(14_652)));
    assert_eq!(means.updated_due, Some(date(2031, 2, 10)));
    assert!(means.native::<SegundaViaCobranca>().is_some());
    assert_eq!(server.queries(COPY), ["cd_fatura=900101"]);
    assert_eq!(server.queries(PIX), ["CodigoFatura=900101"]);
    assert_eq!(server.queries(PENDING), ["cd_cliente=10123"]);
    assert_eq!(server.arrivals(LINE), 0, "the customer is not texted unasked");
}

#[tokio::test]
async fn the_means_of_payment_of_an_invoice_that_is_not_pending_are_dropped() {
    let other = json!({"codfatura": 1, "data_vencimento": "10/02/2031", "valor_total": 5});
    for rows in [json!([]), json!([other])] {
        let server = payable();
        server.answer(PENDING, &json!({"FaturasPendentes": rows, "status": "OK"}));
        let means = payment(&server).await.unwrap();
        let reason = "not among the customer's unpaid invoices";
        assert_eq!(means.status, InvoiceStatus::Unknown(reason.into()), "{rows}");
        assert!(has_no_means(&means), "{means:?}");
        assert_eq!(means.updated_amount, Some(Money::from_centavos(14_652)));
    }
}

#[tokio::test]
async fn a_second_copy_of_another_invoice_gives_no_means_of_payment() {
    for (code, same) in [
        (json!(900_101), true),
        (json!(null), true),
        (json!(900_102), false),
        (json!("900.101"), false),
        (json!("N/A"), false),
    ] {
        let server = payable();
        server.answer(COPY, &with("WSMKSegundaViaCobranca.ok.json", &json!({"Fatura": code})));
        let means = payment(&server).await.unwrap();
        let other = means.problems.contains(&PaymentProblem::OtherInvoice);
        assert_eq!((means.is_payable(), other), (same, !same), "{code}");
        assert_eq!(has_no_means(&means), !same, "{code}");
        assert_eq!(means.updated_amount.is_some(), same, "{code}");
    }
}

#[tokio::test]
async fn owner_and_payer_must_be_the_same_person() {
    let server = payable();
    server.answer(PIX, &pix_for(&json!(10_124)));
    let means = payment(&server).await.unwrap();
    assert_eq!(besides_the_line(&means), [&PaymentProblem::OtherInvoice]);
    assert!(has_no_means(&means));
}

#[tokio::test]
async fn the_state_is_read_for_the_customer_named_in_either_answer() {
    for (owner, payer, status) in [
        (json!(null), json!(CUSTOMER), InvoiceStatus::Open),
        (json!(CUSTOMER), json!(null), InvoiceStatus::Open),
        (json!(null), json!(null), unknown()),
        (json!(null), json!(0), unknown()),
    ] {
        let server = payable();
        let members = json!({"CodigoPessoa": owner});
        server.answer(COPY, &with("WSMKSegundaViaCobranca.ok.json", &members));
        server.answer(PIX, &pix_for(&payer));
        let means = payment(&server).await.unwrap();
        assert_eq!(means.status, status, "{owner} {payer}");
        assert!(means.pix.is_some() && means.pdf.is_some(), "{owner} {payer}");
        let told = status == InvoiceStatus::Open;
        assert_eq!(server.arrivals(PENDING), usize::from(told), "{owner} {payer}");
        assert_eq!(
            lacks(&means, "state: MK does not say which customer"),
            !told,
            "{owner} {payer}"
        );
    }
}

#[tokio::test]
async fn if_unpaid_invoices_cannot_be_read_the_means_stay_and_the_state_is_unknown() {
    let server = payable();
    server.answer(LOGIN, &with("WSAutenticacao.ok.json", &json!({"ServicosAutorizados": [1]})));
    let means = payment(&server).await.unwrap();
    assert_eq!((&means.status, means.is_payable()), (&unknown(), false));
    assert!(means.pix.is_some() && means.pdf.is_some());
    assert!(lacks(&means, "state"), "{:?}", means.problems);

    let server = payable();
    server.status(PENDING, 500, servlet_page());
    let means = payment(&server).await.unwrap();
    assert!(means.pix.is_some() && lacks(&means, "state"), "{:?}", means.problems);
}

#[tokio::test]
async fn a_failure_to_read_unpaid_invoices_is_an_error() {
    let server = payable();
    server.status(PENDING, 503, "");
    assert!(payment(&server).await.unwrap_err().is_transient());
    server.answer(PENDING, &refusal("003", "Dados não localizados."));
    assert!(payment(&server).await.unwrap_err().is_not_found());
    server.answer(PENDING, &with("WSMKFaturasPendentes.ok.json", &json!({"CodigoPessoa": 1})));
    assert!(payment(&server).await.unwrap_err().is_not_understood());
}

#[tokio::test]
async fn an_unknown_invoice_is_an_error_and_a_missing_licence_is_not() {
    let server = payable();
    server.answer(COPY, &fixture("WSMKSegundaViaCobranca.nao-encontrada.json"));
    assert!(payment(&server).await.unwrap_err().is_not_found());
    for (status, page) in [(500, servlet_page()), (404, String::new())] {
        server.status(COPY, status, page);
        let means = payment(&server).await.unwrap();
        assert!(means.is_payable() && lacks(&means, "PDF"), "{status}: {:?}", means.problems);
    }
    for status in [302, 403, 503] {
        server.status(COPY, status, "");
        assert_eq!(payment(&server).await.unwrap_err().status(), Some(status));
    }
}

#[tokio::test]
async fn a_placeholder_instead_of_the_link_is_not_a_pdf() {
    for link in [json!("N/A"), json!(""), json!(null)] {
        let server = payable();
        server
            .answer(COPY, &with("WSMKSegundaViaCobranca.ok.json", &json!({"PathDownload": link})));
        let means = payment(&server).await.unwrap();
        assert!(means.pdf.is_none() && lacks(&means, "PDF"), "{link}");
        assert!(means.is_payable(), "by PIX");
    }
}

#[tokio::test]
async fn a_missing_pix_text_is_a_problem_and_a_failure_is_an_error() {
    let blank = json!({"codpessoa": CUSTOMER, "texto_qrcode": " "}).to_string();
    let torn = json!({"codpessoa": CUSTOMER, "texto_qrcode": "0002"}).to_string();
    let refused = json!({"mensagem": "Sem PIX.", "status": "ERRO"}).to_string();
    let unknown = refusal("003", "Dados não localizados.").to_string();
    for (status, body) in [
        (200, blank),
        (200, torn),
        (200, refused),
        (200, unknown),
        (404, String::new()),
        (500, servlet_page()),
    ] {
        let server = payable();
        server.status(PIX, status, body.clone());
        let means = payment(&server).await.unwrap();
        let problems = besides_the_line(&means);
        assert_eq!((problems.len(), &means.pix), (1, &None), "{status} {body}");
        assert!(problems[0].to_string().contains("PIX"), "{:?}", means.problems);
        assert_eq!((&means.status, means.is_payable()), (&InvoiceStatus::Open, false));
        assert!(means.pdf.is_some(), "{status} {body}");
    }
    let bad_value = refusal("002", "Parâmetro inválido.").to_string();
    let refused = json!({"mensagem": "Sem PIX.", "status": "ERRO"}).to_string();
    let unknown = refusal("003", "Dados não localizados.").to_string();
    for (status, body) in [
        (503, ""),
        (302, ""),
        (403, ""),
        (405, ""),
        (409, &refused),
        (409, ""),
        (500, &unknown),
        (200, &bad_value),
        (200, "{}"),
    ] {
        let server = payable();
        server.status(PIX, status, body);
        let error = payment(&server).await.unwrap_err();
        assert_eq!(error.operation(), Some(PIX), "{status} {body}");
    }
}

#[tokio::test]
async fn of_a_fee_without_boleto_nobody_is_told_to_change_the_installation() {
    let server = payable();
    server.answer(PIX, &fixture("WSMKRetornarCopieColaPix.erro.json"));
    server.status(LINE, 200, fixture_text("WSMKLDViaSMS.nao-encontrada.json"));
    let means = isp(&server).with_line_by_sms_rule().payment(&INVOICE.into()).await.unwrap();
    let [pix, line] = &means.problems[..] else { panic!("{:?}", means.problems) };
    for (problem, what) in [(pix, "no PIX: "), (line, "no line: ")] {
        let text = problem.to_string();
        assert!(
            text.starts_with(what) && text.contains("; use another means of payment"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn the_digitable_line_is_that_of_the_requested_invoice() {
    let row = |code: Value, line: &str| json!({"codfatura": code, "ld": line});
    let (own, text) = (json!(INVOICE), boleto().line());
    for (rows, given) in [
        (json!([row(own.clone(), &text)]), true),
        (json!([{"ld": text}]), true),
        (json!([row(json!(1), ""), row(own.clone(), &text)]), true),
        (json!([{"ld": ""}, row(own.clone(), &text)]), true),
        (json!([row(json!(900_102), &text)]), false),
        (json!([row(json!("900.101"), &text)]), false),
        (json!([{"ld": text}, {"ld": text}]), false),
    ] {
        let server = payable();
        server.answer(LINE, &json!({"DadosFatura": rows, "status": "OK"}));
        let isp = isp(&server).with_line_by_sms_rule();
        let means = isp.payment(&INVOICE.into()).await.unwrap();
        assert_eq!(server.queries(LINE), ["cd_fatura=900101"]);
        assert_eq!(means.line.is_some(), given, "{rows}");
        assert_eq!(has_no_means(&means), !given, "{rows}");
        let problems = if given { vec![] } else { vec![PaymentProblem::OtherInvoice] };
        assert_eq!(means.problems, problems, "{rows}");
    }
}

#[tokio::test]
async fn a_missing_digitable_line_is_a_problem_and_a_failure_is_an_error() {
    let unknown = fixture_text("WSMKLDViaSMS.nao-encontrada.json");
    let blank = json!({"DadosFatura": [{"codfatura": INVOICE, "ld": " "}], "status": "OK"});
    let absent = json!({"DadosFatura": [{"codfatura": INVOICE}], "status": "OK"});
    for (status, body) in [
        (200, blank.to_string()),
        (200, absent.to_string()),
        (200, unknown),
        (404, String::new()),
        (500, servlet_page()),
    ] {
        let server = payable();
        server.status(LINE, status, body.clone());
        let means = isp(&server).with_line_by_sms_rule().payment(&INVOICE.into()).await.unwrap();
        assert!(means.line.is_none() && lacks(&means, "line"), "{status} {body}");
        assert!(means.is_payable(), "by PIX");
    }
    for (status, body) in [(503, ""), (302, ""), (200, "{}")] {
        let server = payable();
        server.status(LINE, status, body);
        let isp = isp(&server).with_line_by_sms_rule();
        assert_eq!(isp.payment(&INVOICE.into()).await.unwrap_err().operation(), Some(LINE));
        assert_eq!(server.arrivals(LINE), 1, "it may text the customer");
    }
}

// Tickets

#[tokio::test]
async fn a_ticket_is_closed_only_with_the_documented_letter() {
    let unknown = |words: &str| TicketStatus::Unknown(words.into());
    for (letter, words, status) in [
        (json!("F"), json!("Finalizado"), TicketStatus::Closed),
        (json!(" F "), json!(null), TicketStatus::Closed),
        (json!("f"), json!(null), unknown("f")),
        (json!("A"), json!("Em aberto"), unknown("Em aberto")),
        (json!("C"), json!(null), unknown("C")),
        (json!(null), json!("Finalizado"), unknown("Finalizado")),
        (json!(null), json!(null), unknown("")),
    ] {
        let row = json!({"codigo_atendimento": 1, "codigo_cliente": 2, "codigo_status": letter,
            "descricao_status": words, "contratoid": 0});
        let found = isp(&answering(TICKETS, &json!([row])));
        let found = found.tickets(&TicketQuery::default()).await.unwrap().remove(0);
        assert_eq!(found.status, status, "{letter} {words}");
        assert_eq!((found.contract, found.opened, found.protocol), (None, None, None));
    }
}

#[tokio::test]
async fn a_ticket_has_an_opening_time_only_if_day_and_time_are_given() {
    let row = |day: Value, time: Value| {
        json!([{"codigo_atendimento": 1, "codigo_cliente": 2, "data_abertura": day,
            "hr_abertura": time}])
    };
    for (day, time, opened) in [
        (json!("2031-02-10"), json!("08:05:00"), Some("2031-02-10T08:05:00-03:00")),
        (json!("2031-02-10"), json!(null), None),
        (json!("2031-02-10"), json!("manhã"), None),
        (json!(null), json!("08:05:00"), None),
    ] {
        let isp = isp(&answering(TICKETS, &row(day.clone(), time.clone())));
        let found = isp.tickets(&TicketQuery::default()).await.unwrap().remove(0);
        let opened = opened.map(|at| format!("{at}[America/Sao_Paulo]"));
        assert_eq!(found.opened.map(|at| at.to_string()), opened, "{day} {time}");
    }
}

#[tokio::test]
async fn tickets_are_requested_by_period_and_filtered_by_customer_here() {
    let server = answering(TICKETS, &fixture("WSMKAtendimentos.ok.json"));
    let query =
        TicketQuery::of_customer(CUSTOMER).opened_between(date(2031, 2, 1), date(2031, 2, 28));
    let found = isp(&server).tickets(&query).await.unwrap();
    assert_eq!(server.queries(TICKETS), ["data_inicio=2031-02-01&data_termino=2031-02-28"]);
    let [ticket] = &found[..] else { panic!("{found:?}") };
    assert_eq!((ticket.id.as_str(), &ticket.customer), ("55001", &CUSTOMER.into()));
    assert_eq!(ticket.contract, Some(20_567.into()));
    assert_eq!(ticket.native::<Atendimento>().unwrap().codigo_atendente, Some(77));
}

#[tokio::test]
async fn without_a_period_tickets_are_of_the_last_90_days_in_the_providers_zone() {
    /// At night in UTC it is still the day before in São Paulo.
    #[derive(Debug)]
    struct AtNight;

    impl Timing for AtNight {
        fn now(&self) -> Timestamp {
            "2031-03-01T02:00:00Z".parse().unwrap()
        }

        fn elapsed(&self) -> Duration {
            Duration::ZERO
        }

        fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
            Box::pin(tokio::time::sleep(duration))
        }

        fn jitter(&self) -> f64 {
            0.0
        }
    }

    let server = answering(TICKETS, &json!([]));
    let isp = server.builder().timing(Arc::new(AtNight)).build().unwrap().isp();
    assert_eq!(isp.tickets(&TicketQuery::of_customer(CUSTOMER)).await.unwrap(), []);
    assert_eq!(server.queries(TICKETS), ["data_inicio=2030-11-30&data_termino=2031-02-28"]);
}

#[tokio::test]
async fn tickets_without_a_customer_or_with_contradictions_are_an_error() {
    let row =
        |code: u64, customer: u64| json!({"codigo_atendimento": code, "codigo_cliente": customer});
    for rows in [json!([row(1, 0)]), json!([row(0, 1)]), json!([row(1, 1), row(1, 2)])] {
        let error = isp(&answering(TICKETS, &rows)).tickets(&TicketQuery::of_customer(1)).await;
        let error = error.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::NotUnderstood, Some(TICKETS)),
            "{rows}"
        );
    }
}

fn opened(members: &Value) -> Server {
    let server = Server::new();
    let own = with("WSMKNovoAtendimento.ok.json", &json!({"CodigoCliente": CUSTOMER}));
    let mut body = own.as_object().unwrap().clone();
    body.extend(members.as_object().unwrap().clone());
    server.answer(NEW_TICKET, &body.into());
    server
}

#[tokio::test]
async fn a_ticket_is_opened_and_returned_with_the_given_values() {
    let server = opened(&json!({}));
    let defaults = TicketDefaults::new(3, 12).from_origin(OrigemContato::WhatsApp);
    let isp = server.client().isp().with_ticket_defaults(defaults.opened_by("operador"));
    let new = NewTicket::new(CUSTOMER, " Lenta ", "Cai.");
    let ticket = isp.open_ticket(new.about_contract(20_567).about_connection(30_111)).await;
    let ticket = ticket.unwrap();
    assert_eq!(
        server.queries(NEW_TICKET),
        ["cd_cliente=10123&cd_processo=3&cd_classificacao_ate=12&origem_contato=9\
          &info=Lenta%0A%0ACai.&cd_contrato=20567&op_abertura=operador&conexao_associada=30111"]
    );
    assert_eq!((ticket.id.as_str(), ticket.protocol.as_deref()), ("7546", Some("2601.745")));
    assert_eq!((&ticket.customer, &ticket.status), (&CUSTOMER.into(), &TicketStatus::Open));
    assert_eq!(ticket.contract, Some(20_567.into()));
    assert_eq!(ticket.title.as_deref(), Some(" Lenta "));
    assert_eq!(ticket.description.as_deref(), Some("Cai."));
    assert!(ticket.native::<NovoAtendimento>().is_some());
}

#[tokio::test]
async fn a_ticket_needs_a_title_or_a_description() {
    for (title, description, info) in
        [("Lenta", "", "Lenta"), ("", "Cai.", "Cai."), (" ", "Cai.", "Cai.")]
    {
        let server = opened(&json!({}));
        let new = NewTicket::new(CUSTOMER, title, description);
        let ticket = isp(&server).open_ticket(new).await.unwrap();
        let given = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        assert_eq!(ticket.title.as_deref(), given(title));
        assert_eq!(ticket.description.as_deref(), given(description));
        let queries = server.queries(NEW_TICKET);
        assert!(queries[0].ends_with(&format!("&info={info}")), "{queries:?}");
    }
    let server = opened(&json!({}));
    let error = isp(&server).open_ticket(NewTicket::new(CUSTOMER, "", " ")).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::InvalidInput, Outcome::NotDone));
    assert_eq!(server.arrivals(NEW_TICKET), 0);
}

#[tokio::test]
async fn a_ticket_with_an_id_that_is_not_a_number_is_not_opened() {
    let new = || NewTicket::new(CUSTOMER, "Lenta", "");
    for wrong in [
        NewTicket::new("x", "Lenta", ""),
        new().about_contract("20.567"),
        new().about_contract(0),
        new().about_connection("x"),
        new().about_connection(""),
    ] {
        let server = opened(&json!({}));
        let error = isp(&server).open_ticket(wrong).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
        assert_eq!((server.arrivals(NEW_TICKET), server.arrivals(LOGIN)), (0, 0));
    }
}

#[tokio::test]
async fn an_opened_ticket_of_another_customer_is_perhaps_done_and_one_without_a_code_is_done() {
    let ask = async |members: Value| {
        isp(&opened(&members)).open_ticket(NewTicket::new(CUSTOMER, "Lenta", "")).await
    };
    for members in [json!({"CodigoCliente": 301}), json!({"CodigoCliente": "10.123"})] {
        let error = ask(members).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation(), error.outcome()),
            (ErrorKind::NotUnderstood, Some(NEW_TICKET), Outcome::PerhapsDone)
        );
    }
    for members in [json!({"CodigoAtendimento": null}), json!({"CodigoAtendimento": 0})] {
        let error = ask(members).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation(), error.outcome()),
            (ErrorKind::NotUnderstood, Some(NEW_TICKET), Outcome::Done)
        );
    }
    let older = json!({"CodigoAtendimento": null, "cd_atendimento": 7, "CodigoCliente": null});
    assert_eq!(ask(older).await.unwrap().id.as_str(), "7");
    assert_eq!(ask(json!({"Protocolo": 2601.1})).await.unwrap().protocol, None);
}

// Kinds of ticket

const PROCESSES: &str = "WSMKListaProcessos";
const CLASSES: &str = "WSMKListaClassificacoesAte";

fn with_kinds(classes: &Value) -> Server {
    let server = Server::new();
    server.answer(PROCESSES, &fixture("WSMKListaProcessos.ok.json"));
    server.answer(CLASSES, &json!({"ClassificacoesAtendimento": classes, "status": "OK"}));
    server
}

#[tokio::test]
async fn each_process_with_each_classification_that_opens_tickets_is_a_kind() {
    let classes = fixture("WSMKListaClassificacoesAte.ok.json");
    let server = with_kinds(&classes["ClassificacoesAtendimento"]);
    let kinds = server.client().isp().ticket_kinds(&CUSTOMER.into()).await.unwrap();
    let told: Vec<_> = kinds.iter().map(|kind| (kind.id.as_str(), kind.to_string())).collect();
    let expected = [
        ("3/12", "SUPORTE: SUPORTE TÉCNICO - SEM CONEXÃO"),
        ("3/13", "SUPORTE: FINANCEIRO - 2ª VIA"),
        ("5/12", "FINANCEIRO - NEGOCIAÇÃO: SUPORTE TÉCNICO - SEM CONEXÃO"),
        ("5/13", "FINANCEIRO - NEGOCIAÇÃO: FINANCEIRO - 2ª VIA"),
    ];
    assert_eq!(told, expected.map(|(id, words)| (id, words.to_owned())));
    let record = kinds[3].native::<TicketKindRecords>().unwrap();
    assert_eq!((record.process.codprocesso, record.classification.codigo), (5, 13));
}

#[tokio::test]
async fn a_classification_that_may_be_only_for_closing_is_no_kind() {
    let class = |code: u64, closing: Value| json!({"codigo": code, "encerramento": closing});
    let unclear = [class(1, json!("Sim")), class(2, json!("Talvez")), class(3, json!(null))];
    let ask = async |classes: &Value| {
        with_kinds(classes).client().isp().ticket_kinds(&CUSTOMER.into()).await
    };
    let mut classes = unclear.to_vec();
    assert!(ask(&json!(classes)).await.unwrap_err().is_not_understood(), "never an empty list");
    classes.push(class(4, json!("Não")));
    let ids: Vec<_> = ask(&json!(classes)).await.unwrap().into_iter().map(|kind| kind.id).collect();
    assert_eq!(ids, ["3/4".into(), "5/4".into()]);
    assert!(ask(&json!([])).await.unwrap().is_empty());
    classes.push(json!({"codigo": 4, "descricao": "X", "encerramento": "Não"}));
    assert!(ask(&json!(classes)).await.unwrap_err().is_not_understood(), "one code, two rows");
}

#[tokio::test]
async fn a_ticket_has_the_chosen_kind_with_and_without_defaults() {
    let own = json!({"CodigoCliente": CUSTOMER});
    let server = answering(NEW_TICKET, &with("WSMKNovoAtendimento.ok.json", &own));
    let new = || NewTicket::new(CUSTOMER, "Lenta", "").of_kind("5/13");
    server.client().isp().open_ticket(new()).await.unwrap();
    let defaults = TicketDefaults::new(3, 12).from_origin(OrigemContato::WhatsApp);
    let isp = server.client().isp().with_ticket_defaults(defaults);
    isp.open_ticket(new()).await.unwrap();
    isp.open_ticket(NewTicket::new(CUSTOMER, "Lenta", "")).await.unwrap();
    let sent = |codes: &str| format!("cd_cliente=10123&{codes}&info=Lenta");
    assert_eq!(
        server.queries(NEW_TICKET),
        [
            sent("cd_processo=5&cd_classificacao_ate=13&origem_contato=13"),
            sent("cd_processo=5&cd_classificacao_ate=13&origem_contato=9"),
            sent("cd_processo=3&cd_classificacao_ate=12&origem_contato=9"),
        ]
    );
}

#[tokio::test]
async fn what_is_no_kind_of_mk_is_refused_before_the_network() {
    let server = Server::new();
    for kind in ["", "3", "3/", "/12", "0/12", "3/0", "3/12/1", "a/b", "1011/5x"] {
        let new = NewTicket::new(CUSTOMER, "Lenta", "").of_kind(kind);
        let error = isp(&server).open_ticket(new).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{kind}");
        assert!(error.advice().contains("ticket_kinds"), "{error}");
    }
    assert_eq!(server.arrivals(LOGIN), 0);
}

// Trust unlock

#[tokio::test]
async fn a_trust_unlock_has_an_end_date_if_mk_sends_one() {
    for (day, until) in [(json!("22/01/2031"), Some(date(2031, 1, 22))), (json!(""), None)] {
        let server =
            answering(UNLOCK, &with("WSMKAutoDesbloqueio.ok.json", &json!({"LimiteExcecao": day})));
        let unlocked = isp(&server).with_trust_unlock_v1().trust_unlock(&9001.into()).await;
        let unlocked = unlocked.unwrap();
        assert_eq!(unlocked, TrustUnlock::unlocked(until));
        let record = unlocked.native::<AutoDesbloqueio>().unwrap();
        assert_eq!(record.username.as_deref(), Some("usuario.exemplo"));
        assert_eq!(server.queries(UNLOCK), ["cd_conexao=9001"]);
    }
}

#[tokio::test]
async fn the_first_version_of_the_unlock_follows_only_if_the_server_has_no_second() {
    let page = fixture_text("core-api.prefixo-errado.404.html");
    let server = answering(UNLOCK, &fixture("WSMKAutoDesbloqueio.ok.json"));
    server.status(UNLOCK_V2, 404, &*page);
    assert!(isp(&server).trust_unlock(&9001.into()).await.unwrap().is_unlocked());
    assert_eq!((server.arrivals(UNLOCK_V2), server.arrivals(UNLOCK)), (1, 1));
    // Chosen alone, neither is followed by the other.
    let alone = isp(&server).with_trust_unlock_v2().trust_unlock(&9001.into()).await;
    assert_eq!(alone.unwrap_err().outcome(), Outcome::NotDone);
    isp(&server).with_trust_unlock_v1().trust_unlock(&9001.into()).await.unwrap();
    assert_eq!((server.arrivals(UNLOCK_V2), server.arrivals(UNLOCK)), (2, 2));

    let ok = fixture_text("WSMKAutoDesbloqueioV2.ok.json");
    for (status, body) in [
        (500, servlet_page()),
        (503, page.clone()),
        (302, page.clone()),
        (403, page.clone()),
        (404, ok.clone()),
        (404, String::new()),
        (200, page.clone()),
        (200, String::new()),
        (200, refusal("003", "Dados não localizados.").to_string()),
        (200, json!({"status": "ERRO"}).to_string()),
        (200, json!({"status": "FALHA"}).to_string()),
    ] {
        let server = Server::new();
        server.status(UNLOCK_V2, status, &*body);
        isp(&server).trust_unlock(&9001.into()).await.unwrap_err();
        assert_eq!(
            (server.arrivals(UNLOCK_V2), server.arrivals(UNLOCK)),
            (1, 0),
            "{status} {body}"
        );
    }
}

#[tokio::test]
async fn an_unlock_that_may_have_failed_for_want_of_the_rule_says_what_to_do() {
    let server = Server::new();
    server.status(UNLOCK_V2, 500, servlet_page());
    let error = isp(&server).trust_unlock(&9001.into()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::PerhapsDone);
    assert!(error.advice().contains("with_trust_unlock_v1()"), "{error}");
}

#[tokio::test]
async fn the_second_version_of_the_unlock_is_used_if_chosen_and_not_retried() {
    let server = answering(UNLOCK_V2, &fixture("WSMKAutoDesbloqueioV2.ok.json"));
    let isp = isp(&server).with_trust_unlock_v2();
    let unlocked = isp.trust_unlock(&9001.into()).await;
    assert!(unlocked.unwrap().is_unlocked());
    assert_eq!(server.queries(UNLOCK_V2), ["cd_conexao=9001"]);
    server.status(UNLOCK_V2, 500, servlet_page());
    let error = isp.trust_unlock(&9001.into()).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Configuration, Outcome::PerhapsDone));
    assert_eq!((server.arrivals(UNLOCK_V2), server.arrivals(UNLOCK)), (2, 0));
}

#[tokio::test]
async fn an_unlock_of_another_connection_is_perhaps_done() {
    for (code, same) in
        [(json!("9001"), true), (json!(null), true), (json!(9002), false), (json!("9.001"), false)]
    {
        let body = with("WSMKAutoDesbloqueio.ok.json", &json!({"Conexao": code}));
        match isp(&answering(UNLOCK_V2, &body)).trust_unlock(&9001.into()).await {
            Ok(unlocked) => assert!(same && unlocked.is_unlocked(), "{code}"),
            Err(error) => assert_eq!(
                (same, error.kind(), error.outcome()),
                (false, ErrorKind::NotUnderstood, Outcome::PerhapsDone),
                "{code}"
            ),
        }
    }
}

#[tokio::test]
async fn only_observed_refusals_have_a_meaning_and_others_keep_their_text() {
    let (blocked, used) = (UnlockRefusal::NotBlocked, UnlockRefusal::AllowanceUsed);
    let unknown = |words: &str| UnlockRefusal::Unknown(words.into());
    for (words, refusal) in [
        ("Status na conexão incompatível para auto-desbloqueio.", blocked.clone()),
        ("STATUS NA CONEXAO INCOMPATIVEL PARA AUTO-DESBLOQUEIO", blocked),
        ("Operação indisponível para esta conexão.", used),
        (
            "Operação indisponível para esta conexão no momento.",
            unknown("Operação indisponível para esta conexão no momento."),
        ),
        ("Conexão não bloqueada.", unknown("Conexão não bloqueada.")),
    ] {
        let server = answering(UNLOCK_V2, &json!({"mensagem": words, "status": "ERRO"}));
        let refused = isp(&server).trust_unlock(&9001.into()).await.unwrap();
        let expected = TrustUnlock::Refused { reason: refusal, words: Some(words.into()) };
        assert_eq!(refused, expected, "{words}");
    }
}

#[tokio::test]
async fn a_refusal_without_a_reason_from_mk_itself_is_an_error() {
    let words = json!({"mensagem": "Operação indisponível para esta conexão.", "status": "ERRO"});
    let text = words.to_string();
    let coded = refusal("002", "Operação indisponível para esta conexão.").to_string();
    for (status, body, kind, outcome) in [
        (200, r#"{"status":"ERRO"}"#, ErrorKind::Refused, Outcome::NotDone),
        (200, r#"{"status":"ERRO","mensagem":" "}"#, ErrorKind::Refused, Outcome::NotDone),
        (200, &coded, ErrorKind::InvalidInput, Outcome::NotDone),
        (200, &format!("[{text}]"), ErrorKind::Refused, Outcome::PerhapsDone),
        (409, &text, ErrorKind::Refused, Outcome::PerhapsDone),
        (409, "", ErrorKind::Refused, Outcome::PerhapsDone),
        (400, &text, ErrorKind::InvalidInput, Outcome::NotDone),
        (503, &text, ErrorKind::Overloaded, Outcome::PerhapsDone),
    ] {
        let server = Server::new();
        server.status(UNLOCK_V2, status, body);
        let error = isp(&server).trust_unlock(&9001.into()).await.unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (kind, outcome), "{status} {body}");
        assert_eq!(server.arrivals(UNLOCK_V2), 1);
    }
}

// Everything

#[tokio::test]
async fn an_id_that_is_not_a_number_above_zero_is_refused_before_the_network() {
    for id in ["0", "", "x", "-1", "10.123"] {
        let server = Server::new();
        let isp = isp(&server);
        let errors = [
            isp.customer(&id.into()).await.map(|_| ()),
            isp.contracts(&id.into()).await.map(|_| ()),
            isp.connections(&id.into()).await.map(|_| ()),
            isp.unpaid_invoices(&id.into()).await.map(|_| ()),
            isp.payment(&id.into()).await.map(|_| ()),
            isp.open_ticket(NewTicket::new(id, "Lenta", "")).await.map(|_| ()),
            isp.trust_unlock(&id.into()).await.map(|_| ()),
        ];
        for error in errors {
            let error = error.unwrap_err();
            assert_eq!(
                (error.kind(), error.system()),
                (ErrorKind::InvalidInput, Some("MK Webservices"))
            );
            assert_eq!(error.what().contains("is empty"), id.is_empty(), "{id}: {error}");
        }
        assert_eq!(server.arrivals(LOGIN), 0);
    }
}

#[tokio::test]
async fn each_option_changes_only_its_own_capability() {
    let isp = || Server::new().client().isp();
    let told = |isp: MkIsp| -> Vec<String> {
        isp.capabilities().iter().map(|(name, can)| format!("{name}: {can}")).collect()
    };
    let plain = told(isp());
    for (name, part) in [
        ("customers_by_document", "yes, whole base"),
        ("contracts", "WSMKContratosPorClienteV2"),
        ("connections", "never known to be online unless with_sessions() is set"),
        ("payment", "no digitable line unless with_line_by_sms_rule() is set"),
        ("tickets", "by default the last 90 days"),
        ("contracts_of_every_state", "no: an installation without WSMKContratosPorClienteV2"),
        ("paid_invoices", "licensed separately"),
        ("open_ticket", "of a kind from ticket_kinds(…)"),
        ("trust_unlock", "for reduced ones where the release has WSMKAutoDesbloqueioV2"),
    ] {
        let line = plain.iter().find(|line| line.starts_with(&format!("{name}: "))).unwrap();
        assert!(line.contains(part), "{line}");
    }
    for (name, part, switched) in [
        ("connections", "with one more call for each", isp().with_sessions()),
        ("payment", "may text the customer", isp().with_line_by_sms_rule()),
        ("contracts_of_every_state", "yes, whole base", isp().with_contracts_of_every_state()),
        (
            "open_ticket",
            "whole base: licensed separately",
            isp().with_ticket_defaults(TicketDefaults::new(3, 12)),
        ),
        ("trust_unlock", "for blocked or reduced", isp().with_trust_unlock_v2()),
        ("trust_unlock", "blocked connections, not reduced ones", isp().with_trust_unlock_v1()),
    ] {
        let switched = told(switched);
        let changed: Vec<_> = switched.iter().filter(|line| !plain.contains(line)).collect();
        let [line] = changed[..] else { panic!("{changed:?}") };
        assert!(line.starts_with(&format!("{name}: ")) && line.contains(part), "{line}");
    }
}

#[tokio::test]
async fn the_isp_and_its_errors_name_the_system() {
    let isp = isp(&answering(LINES, &refusal("002", "Parâmetro inválido.")));
    assert_eq!(isp.system(), "MK Webservices");
    let error = isp.connections(&CUSTOMER.into()).await.unwrap_err();
    assert_eq!(error.system(), Some("MK Webservices"));
}
