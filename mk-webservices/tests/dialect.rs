//! Failures of MK servers, on the simulator: refusals, HTML pages, expired tokens, broken
//! connections.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::time::Duration;

use isp_core::loopback::InjectedFault;
use isp_core::testing::World;
use isp_core::{Error, ErrorKind, Isp, IspExt, NewTicket, Outcome};
use mk_webservices::operations::atendimentos::OrigemContato;
use mk_webservices::simulator::{Quirks, Simulator};
use mk_webservices::{Client, ClientBuilder, TicketDefaults};

async fn server(quirks: Quirks) -> Simulator {
    Simulator::builder().quirks(quirks).start(World::example()).await.unwrap()
}

fn builder(server: &Simulator) -> ClientBuilder {
    Client::builder(server.base_url())
        .credentials(server.user_token(), server.profile_password())
        .allow_plaintext_http()
}

fn client(server: &Simulator) -> Client {
    builder(server).build().unwrap()
}

fn refused(result: Result<Client, Error>) -> String {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidInput, 0), "{error}");
    error.to_string()
}

#[test]
fn bad_configuration_is_refused_before_the_network() {
    let with = |url: &str, token: &str, password: &str| {
        refused(Client::builder(url).credentials(token, password).build())
    };
    let url = "https://erp.example.com";
    assert!(with("http://erp.example.com", "t", "p").contains("allow_plaintext_http()"));
    assert!(with("erp.example.com", "t", "p").contains("base URL"));
    assert!(with(url, "", "p").contains("`user_token` is empty"));
    assert!(with(url, "t", "s3nh4\n").contains("`profile_password` contains a line break"));
    assert!(!with(url, "t", "s3nh4\n").contains("s3nh4"));
    assert!(refused(Client::builder(url).build()).contains("no credentials"));
    let operator = |name: &str, password: &str| Client::builder(url).operator(name, password);
    assert!(refused(operator("", "s").build()).contains("`operator` is empty"));
    assert!(refused(operator("o", "").build()).contains("`operator_password` is empty"));
    assert!(refused(operator("o", "s").credentials("t", "p").build()).contains("not both"));
    let without_profile = operator("o", "s").single_use_tokens();
    assert!(refused(without_profile.build()).contains("omit single_use_tokens()"));
    assert!(operator("o", "s").build().is_ok());
}

#[tokio::test]
async fn the_address_may_end_with_mk_or_a_slash() {
    let server = server(Quirks::new()).await;
    for tail in ["", "/", "/mk", "/mk/"] {
        let client = Client::builder(format!("{}{tail}", server.base_url()))
            .credentials(server.user_token(), server.profile_password())
            .allow_plaintext_http()
            .build()
            .unwrap();
        client.faturas_pendentes(10_123).await.unwrap_or_else(|error| panic!("{tail}: {error}"));
    }
}

#[tokio::test]
async fn a_wrong_password_is_a_credential_error_of_the_login_and_is_not_retried() {
    let server = server(Quirks::new()).await;
    let client = Client::builder(server.base_url())
        .credentials(server.user_token(), "outra-senha")
        .allow_plaintext_http()
        .build()
        .unwrap();
    for _ in 0..5 {
        let error = client.faturas_pendentes(10_123).await.unwrap_err();
        assert!(error.is_credential(), "{error}");
        assert_eq!(
            (error.operation(), error.outcome()),
            (Some("WSAutenticacao"), Outcome::NotDone)
        );
        assert_eq!(error.code(), Some("001"));
    }
    assert_eq!(server.server().count("WSAutenticacao"), 1);
    assert_eq!(server.server().count("WSMKFaturasPendentes"), 0);
}

#[tokio::test]
async fn a_thousand_tasks_make_one_login() {
    let server = server(Quirks::new()).await;
    let client = client(&server);
    let tasks: Vec<_> = (0..1000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.faturas_pendentes(10_123).await.map(|_| ()) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.login_count(), 1);
}

#[tokio::test]
async fn with_a_single_use_profile_no_token_is_sent_twice() {
    for announced in [false, true] {
        let quirks = Quirks::new().single_use_tokens(true);
        let server = server(if announced { quirks.limite_uso(1) } else { quirks }).await;
        let builder = builder(&server);
        let client = if announced { builder } else { builder.single_use_tokens() }.build().unwrap();
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { client.faturas_pendentes(10_123).await.map(|_| ()) })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let mut tokens: Vec<_> = server
            .server()
            .served()
            .into_iter()
            .filter(|served| served.request.path.contains("WSMKFaturasPendentes"))
            .map(|served| served.request.parameter("token").unwrap().to_owned())
            .collect();
        assert_eq!(tokens.len(), 100);
        tokens.sort();
        tokens.dedup();
        assert_eq!(tokens.len(), 100, "announced: {announced}");
    }
}

#[tokio::test]
async fn an_expired_or_revoked_token_causes_one_login_and_one_retry() {
    let server = server(Quirks::new()).await;
    let client = client(&server);
    client.faturas_pendentes(10_123).await.unwrap();
    server.expire_tokens();
    assert_eq!(client.faturas_pendentes(10_123).send().await.unwrap().attempts, 2);
    server.revoke_tokens();
    assert_eq!(client.faturas_pendentes(10_123).send().await.unwrap().attempts, 2);
    assert_eq!(server.login_count(), 3);
    // A write is repeated too: the refusal comes before the rule runs.
    server.expire_tokens();
    let call = client.novo_atendimento(10_123, 3, 12, OrigemContato::Bot, "uma vez só");
    assert_eq!(call.send().await.unwrap().attempts, 2);
    let opened = server.world().with(|w| {
        w.tickets.iter().filter(|t| t.ticket.description.as_deref() == Some("uma vez só")).count()
    });
    assert_eq!(opened, 1);
}

#[tokio::test]
async fn a_write_that_refuses_every_token_does_not_stop_the_reads() {
    let server = server(Quirks::new()).await;
    let client = client(&server);
    let isp = client.isp().with_ticket_defaults(TicketDefaults::new(3, 12));
    let refused = include_bytes!("fixtures/_erros/token-invalido.json").to_vec();
    let refused = InjectedFault::Body { content_type: "application/json", body: refused };
    server.server().faults().inject_times(2, "WSMKNovoAtendimento", &refused);
    for _ in 0..20 {
        let error = isp.open_ticket(NewTicket::new(10_123, "t", "d")).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Credential, Some("001")));
        assert_eq!(error.outcome(), Outcome::NotDone);
        client.faturas_pendentes(10_123).await.unwrap();
    }
    assert_eq!(server.server().count("WSAutenticacao"), 2);
    assert_eq!(server.server().count("WSMKNovoAtendimento"), 2, "remembered");
}

#[tokio::test]
async fn a_service_that_the_login_did_not_grant_is_not_called() {
    let server = server(Quirks::new().services([6])).await;
    let error = client(&server).faturas_pendentes(10_123).await.unwrap_err();
    assert!(error.is_configuration(), "{error}");
    let service = r#"service 7 "Consulta de faturas pendentes" is not granted"#;
    assert!(error.to_string().contains(service), "{error}");
    assert_eq!(server.server().count("WSMKFaturasPendentes"), 0);
}

#[tokio::test]
async fn an_unlicensed_rule_is_a_configuration_error_with_the_servers_message() {
    let server =
        server(Quirks::new().not_licensed(["WSMKFaturasPendentes", "WSMKNovoAtendimento"])).await;
    let error = client(&server).faturas_pendentes(10_123).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status(), error.attempts()),
        (ErrorKind::Configuration, Some(500), 1)
    );
    assert!(error.to_string().contains("license"), "{error}");
    assert!(error.evidence().unwrap().body.contains("<b>Message</b>"));
    assert!(error.vendor_message().is_some());
}

#[tokio::test]
async fn an_unknown_rule_advises_to_check_address_and_release() {
    let server = server(Quirks::new()).await;
    let error = client(&server).rule_that_reads("WSMKNaoExiste").await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Configuration, Some(404)));
    assert_eq!(error.operation(), Some("WSMKNaoExiste"), "{error}");
}

#[tokio::test]
async fn what_is_no_name_of_a_rule_is_neither_sent_nor_shown() {
    let server = server(Quirks::new()).await;
    for name in ["", "../WSMKNaoExiste", "WSMKNaoExiste.rule", "WSMK\nNaoExiste"] {
        let error = client(&server).rule_that_writes(name).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidInput, 0), "{error}");
        assert!(!error.to_string().contains("NaoExiste"), "{error}");
    }
    assert_eq!(server.server().count(""), 0);
}

#[tokio::test]
async fn a_rule_without_a_type_is_called_by_its_name() {
    let server = server(Quirks::new()).await;
    let call = client(&server).rule_that_reads("WSMKListaProcessos").parameter("x", 1);
    assert_eq!(call.await.unwrap().rows_under("processos").unwrap().len(), 2);
}

#[tokio::test]
async fn an_invalid_answer_is_never_read_as_owing_nothing() {
    let server = server(Quirks::new()).await;
    let client = client(&server);
    let bodies: [(&str, &[u8]); 7] = [
        ("a proxy's login page", b"<!doctype html><html><head><title>Login</title></head></html>"),
        ("nothing", b""),
        ("half a JSON", b"{\"FaturasPendentes\":[{\"codfatura\":900101,"),
        ("a bare status", b"{\"status\":\"OK\"}"),
        ("null", b"null"),
        ("an empty object", b"{}"),
        ("an error without code", b"{\"status\":\"ERRO\"}"),
    ];
    for (name, body) in bodies {
        let body = InjectedFault::Body {
            content_type: "text/plain;charset=iso-8859-1",
            body: body.to_vec(),
        };
        server.server().faults().inject("WSMKFaturasPendentes", body);
        let error = client.isp().unpaid_invoices(&10_123.into()).await.unwrap_err();
        assert!(error.is_not_understood() || error.is_refused(), "{name}: {error}");
        assert!(error.evidence().is_some(), "{name}");
    }
}

#[tokio::test]
async fn an_answer_about_another_customer_is_refused() {
    let server = server(Quirks::new()).await;
    let body = br#"{"CodigoPessoa":1,"Nome":"OUTRO","FaturasPendentes":[],"status":"OK"}"#.to_vec();
    server
        .server()
        .faults()
        .inject("WSMKFaturasPendentes", InjectedFault::Body { content_type: "text/plain", body });
    let error = client(&server).isp().unpaid_invoices(&10_123.into()).await.unwrap_err();
    assert!(error.to_string().contains("another customer"), "{error}");
}

#[tokio::test]
async fn after_a_broken_connection_a_read_is_retried_and_a_write_is_not() {
    let server = server(Quirks::new()).await;
    let client = client(&server);
    let isp = client.isp().with_ticket_defaults(TicketDefaults::new(3, 12));
    client.faturas_pendentes(10_123).await.unwrap();
    for (done, fault) in [
        (false, InjectedFault::CloseBefore),
        (true, InjectedFault::CloseAfter),
        (true, InjectedFault::CutAfter(20)),
        (false, InjectedFault::Status(503)),
    ] {
        server.server().faults().inject("WSMKFaturasPendentes", fault.clone());
        assert_eq!(client.faturas_pendentes(10_123).send().await.unwrap().attempts, 2, "{fault:?}");

        let before = server.world().with(|world| world.tickets.len());
        server.server().faults().inject("WSMKNovoAtendimento", fault.clone());
        let sent = server.server().count("WSMKNovoAtendimento");
        let error = isp.open_ticket(NewTicket::new(10_123, "t", "d")).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::PerhapsDone, "{fault:?}: {error}");
        assert_eq!(server.server().count("WSMKNovoAtendimento"), sent + 1, "{fault:?}");
        let opened = server.world().with(|world| world.tickets.len()) - before;
        assert_eq!(opened, usize::from(done), "{fault:?}");
    }
}

#[tokio::test]
async fn an_unreachable_host_and_a_slow_host_give_different_errors() {
    // The port of a server that has ended could be given to another one meanwhile.
    let client = Client::builder("http://127.0.0.1:1")
        .allow_plaintext_http()
        .credentials("USER-TOKEN", "PROFILE-PASSWORD")
        .build()
        .unwrap();
    let error = client.faturas_pendentes(1).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Unreachable, Outcome::NotDone),
        "{error}"
    );

    let slow = server(Quirks::new()).await;
    slow.server()
        .faults()
        .inject("WSMKFaturasPendentes", InjectedFault::Slow(Duration::from_secs(30)));
    let client = builder(&slow).build().unwrap();
    let call = client.faturas_pendentes(10_123).with_timeout(Duration::from_millis(300));
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(error.is_transient());
}

#[tokio::test]
async fn without_a_pix_licence_the_other_means_of_payment_are_returned() {
    let server = server(Quirks::new().not_licensed(["WSMKRetornarCopieColaPix"])).await;
    let isp = client(&server).isp().with_line_by_sms_rule();
    let means = isp.payment(&900_101.into()).await.unwrap();
    assert!(means.line.is_some() && means.pix.is_none() && means.pdf.is_some());
    assert!(means.problems[0].to_string().starts_with("no PIX"), "{:?}", means.problems);
}

#[tokio::test]
async fn without_a_kind_and_ticket_defaults_no_ticket_is_opened_and_the_capabilities_say_why() {
    let server = server(Quirks::new()).await;
    let isp = client(&server).isp();
    assert!(isp.capabilities().open_ticket.to_string().contains("with_ticket_defaults"));
    let error = isp.open_ticket(NewTicket::new(10_123, "t", "d")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.advice().contains("ticket_kinds"), "{error}");
    assert_eq!(server.server().served().len(), 0);
}

#[tokio::test]
async fn an_unlock_whose_answer_is_lost_is_not_tried_by_the_other_version() {
    for fault in [InjectedFault::CloseBefore, InjectedFault::CloseAfter, InjectedFault::CutAfter(9)]
    {
        let server = server(Quirks::new()).await;
        let isp = client(&server).isp();
        server.server().faults().inject("WSMKAutoDesbloqueioV2", fault.clone());
        let error = isp.trust_unlock(&30_222.into()).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::PerhapsDone, "{fault:?}");
        assert_eq!(server.server().count("AutoDesbloqueio"), 1, "{fault:?}");
    }
}
