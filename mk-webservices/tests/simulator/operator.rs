//! A client that has only an operator's login, and no web-service profile.

use isp_core::testing::World;
use isp_core::{Error, ErrorKind, Isp, Outcome};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use mk_webservices::Client;
use mk_webservices::operations::atendimentos::OrigemContato;
use mk_webservices::simulator::{Quirks, Simulator};

const TODAY: Date = date(2026, 9, 10);
const PASSWORD: &str = "senha-só-do-operador";

async fn erp(quirks: Quirks) -> Simulator {
    let erp = Simulator::builder().quirks(quirks).operator("operador", PASSWORD);
    erp.start(World::on(TODAY)).await.unwrap()
}

fn operator(erp: &Simulator, password: &str) -> Client {
    let builder = Client::builder(erp.base_url()).operator("operador", password);
    builder.allow_plaintext_http().build().unwrap()
}

async fn open_ticket(mk: &Client) -> Result<(), Error> {
    mk.novo_atendimento(10_123, 3, 12, OrigemContato::Bot, "sem sinal").await.map(drop)
}

#[tokio::test]
async fn an_operator_logs_in_once_and_calls_specific_rules_with_their_own_token() {
    let erp = erp(Quirks::new()).await;
    let mk = operator(&erp, PASSWORD);
    open_ticket(&mk).await.unwrap();
    mk.nova_lead(10_123, "500 mega").await.unwrap();

    let opened = erp.world().with(|world| {
        world.tickets.iter().any(|one| one.ticket.description.as_deref() == Some("sem sinal"))
    });
    assert!(opened);
    assert_eq!(erp.server().count("WSAutenticacaoOperador"), 1);
    assert_eq!(erp.login_count(), 0, "no session token of a profile");
    let served = erp.server().served();
    let tokens: Vec<_> = served.iter().filter_map(|one| one.request.parameter("token")).collect();
    assert_eq!(tokens, [erp.user_token(); 2]);
}

#[tokio::test]
async fn a_general_rule_refuses_an_operator_and_the_error_says_what_to_use() {
    let erp = erp(Quirks::new()).await;
    let mk = operator(&erp, PASSWORD);
    open_ticket(&mk).await.unwrap();
    let error = mk.faturas_pendentes(10_123).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Credential, Some("001")));
    assert!(error.advice().contains("credentials(…)"), "{error}");
    open_ticket(&mk).await.unwrap();
}

#[tokio::test]
async fn the_capabilities_of_an_operator_are_those_of_the_specific_rules() {
    let erp = erp(Quirks::new()).await;
    let can = operator(&erp, PASSWORD).isp().capabilities();
    let supported = can.iter().filter(|(_, can)| can.is_supported()).map(|(name, _)| name);
    assert_eq!(supported.collect::<Vec<_>>(), ["open_ticket", "trust_unlock"]);
    assert!(can.customer.to_string().contains("credentials(…)"));
}

#[tokio::test]
async fn an_operator_who_is_not_listed_today_or_has_another_password_cannot_log_in() {
    for (first, last, password) in [
        (TODAY + 1.day(), TODAY + 2.days(), PASSWORD),
        (TODAY - 2.days(), TODAY - 1.day(), PASSWORD),
        (TODAY, TODAY, "outra-senha"),
    ] {
        let erp = erp(Quirks::new().operator_days(first, last)).await;
        let error = open_ticket(&operator(&erp, password)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation(), error.outcome()),
            (ErrorKind::Credential, Some("WSAutenticacaoOperador"), Outcome::NotDone),
            "{error}"
        );
        assert!(error.advice().contains("start and an end date"), "{error}");
        assert!(!format!("{error} {error:?}").contains(password));
        assert_eq!(erp.server().count("WSMKNovoAtendimento"), 0);
    }
    let erp = erp(Quirks::new().operator_days(TODAY, TODAY)).await;
    open_ticket(&operator(&erp, PASSWORD)).await.unwrap();
}

#[tokio::test]
async fn after_the_end_date_the_operators_token_is_refused() {
    let erp = erp(Quirks::new()).await;
    let mk = operator(&erp, PASSWORD);
    open_ticket(&mk).await.unwrap();
    erp.change_quirks(|quirks| quirks.operator_days = Some((TODAY - 2.days(), TODAY - 1.day())));
    let error = open_ticket(&mk).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Credential, Outcome::NotDone));
}
