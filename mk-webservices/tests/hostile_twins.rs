//! No answer with one mutation leads to a statement that the answer does not support.
//!
//! Every answer that an operation of the trait reads is served with every mutation of
//! `isp_core::testing::twins`, one at a time. `HOSTILE_TWINS=all` lists every forbidden statement:
//!
//! ```text
//! HOSTILE_TWINS=all cargo test -p mk-webservices --all-features --test hostile_twins --
//! --nocapture
//! ```

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::HashMap;

use isp_core::brazil::{Boleto, PixCode};
use isp_core::testing::twins::{
    Answer, FailureMember, Mutator, Node, Source, Tally, Touch, Twin, WholeBody,
};
use isp_core::vendor_tests::PreparedAnswer;
use isp_core::vendor_tests::twins;
use isp_core::{InvoiceQuery, Isp, IspExt, Money, NewTicket, TicketQuery};
use jiff::civil::date;
use mk_webservices::{MkIsp, TicketDefaults};
use serde_json::json;

use support::{LOGIN, Server, fixture, with};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

const CUSTOMER: u64 = 10_123;
const INVOICE: u64 = 900_101;
const CONNECTION: u64 = 9001;
/// The operations of the trait under test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    CustomersByDocument,
    Customer,
    Contracts,
    Connections,
    ConnectionsWithSessions,
    Invoices,
    PaidInvoices,
    AllInvoices,
    AuthenticateSubscriber,
    TicketKinds,
    CustomersPage,
    InvoicesDue,
    Payment,
    Tickets,
    TicketsOfOneCustomer,
    OpenTicket,
    TrustUnlock,
    TrustUnlockV1,
}

impl twins::Question for Question {
    type Erp = Server;

    fn erp(answers: HashMap<&'static str, PreparedAnswer>) -> Server {
        let server = Server::default();
        for (rule, (status, body)) in answers {
            server.status(rule, status, body);
        }
        server
    }

    fn arrivals(server: &Server, rule: &str) -> usize {
        server.arrivals(rule)
    }

    fn drifted(server: &Server) -> bool {
        server.drifted()
    }

    /// Null for the contracts of a fee outside any contract, an empty list of customers, a release
    /// without the second rule of contracts (then the first rule lists only active ones), no invoice.
    fn is_another_answer(self, rule: &str, twin: &Twin) -> bool {
        twin.name.ends_with(".contratos: null")
            || (twin.status == 200 && twin.body == b"[]")
            || (twin.status == 404 && rule == "WSMKContratosPorClienteV2")
            || (rule == "WSMKFaturas" && twin.touch == Touch::NotFound)
    }

    fn refuses_the_token(twin: &Twin) -> bool {
        let body = String::from_utf8_lossy(&twin.body);
        let code = ["001", "999"].iter().any(|code| body.contains(&format!("\"{code}\"")));
        twin.status == 401 || (twin.status < 300 && code)
    }

    fn write(self) -> Option<&'static str> {
        match self {
            Self::OpenTicket => Some("WSMKNovoAtendimento"),
            Self::TrustUnlock => Some("WSMKAutoDesbloqueioV2"),
            Self::TrustUnlockV1 => Some("WSMKAutoDesbloqueio"),
            _ => None,
        }
    }

    async fn ask(self, server: &Server) -> Answer {
        let isp = isp(server);
        let customer = CUSTOMER.into();
        let (first, last) = (date(2031, 2, 1), date(2031, 2, 28));
        let arrivals = || server.arrivals(self.write().unwrap());
        match self {
            Self::CustomersByDocument => {
                let document = "52998224725".parse().unwrap();
                Answer::customers(&isp.customers_by_document(&document).await)
            }
            Self::Customer => Answer::customer(&customer, &isp.customer(&customer).await),
            Self::Contracts => Answer::contracts(&isp.contracts(&customer).await),
            Self::Connections => Answer::connections(&isp.connections(&customer).await),
            Self::ConnectionsWithSessions => {
                Answer::connections(&isp.with_sessions().connections(&customer).await)
            }
            Self::Invoices => Answer::invoices(&isp.unpaid_invoices(&customer).await),
            Self::PaidInvoices => {
                Answer::invoices(&isp.invoices(&InvoiceQuery::paid(customer)).await)
            }
            Self::AllInvoices => {
                Answer::invoices(&isp.invoices(&InvoiceQuery::all(customer)).await)
            }
            Self::AuthenticateSubscriber => {
                let password = "a password".into();
                Answer::authentication(&isp.authenticate_subscriber("maria", &password).await)
            }
            Self::TicketKinds => Answer::ticket_kinds(&isp.ticket_kinds(&customer).await),
            Self::CustomersPage => {
                let isp = isp.with_customer_codes(10_101..=10_200);
                Answer::customers_page(&isp.customers_page(None).await)
            }
            Self::InvoicesDue => Answer::invoices(&isp.invoices_due(first..=first).await),
            Self::Payment => {
                Answer::payment(&isp.with_line_by_sms_rule().payment(&INVOICE.into()).await)
            }
            Self::Tickets => {
                Answer::tickets(&isp.tickets(&TicketQuery::of_period(first, last)).await)
            }
            Self::TicketsOfOneCustomer => {
                let query = TicketQuery::of_customer(customer).opened_between(first, last);
                Answer::tickets(&isp.tickets(&query).await)
            }
            Self::OpenTicket => {
                let opened = isp.open_ticket(NewTicket::new(customer, "Lenta", "Cai.")).await;
                Answer::open_ticket(&opened, arrivals())
            }
            Self::TrustUnlock => {
                let unlocked = isp.trust_unlock(&CONNECTION.into()).await;
                Answer::trust_unlock(&unlocked, arrivals())
            }
            Self::TrustUnlockV1 => {
                let unlocked = isp.with_trust_unlock_v1().trust_unlock(&CONNECTION.into()).await;
                Answer::trust_unlock(&unlocked, arrivals())
            }
        }
    }
}

fn isp(server: &Server) -> MkIsp {
    server.client().isp().with_ticket_defaults(TicketDefaults::new(3, 12))
}

type Scene = twins::Scene<Question>;

fn scene_of(question: Question) -> Scene {
    Scene::new(question, mutator(), FIXTURES).file(LOGIN, "WSAutenticacao.ok.json")
}

/// MK's format: `OK` or `ERRO` in the root's `status`, with a `Mensagem`.
fn mutator() -> Mutator {
    let mut mutator = Mutator::default();
    mutator.success_words = vec!["OK".into(), "sucesso".into()];
    mutator.refusal_words = vec!["ERRO".into()];
    mutator.failure_members.retain(|member| !["message", "Mensagem"].contains(&member.key()));
    let message = || Node::text("Operação realizada.");
    mutator.failure_members.extend([
        FailureMember::harmless("Mensagem", message()),
        FailureMember::harmless("mensagem", message()),
        FailureMember::sign("Num. ERRO", Node::text("002")),
        FailureMember::sign("Num. ERRO", Node::text("500")),
        FailureMember::sign("codigo_erro", Node::text("004")),
    ]);
    mutator.error_envelope = fixture("_erros/nao-localizado.json").to_string();
    mutator.error_touch = Touch::NotFound;
    let refusals = [
        "codigo-erro-minusculo.json",
        "documento-invalido.json",
        "mensagem-minuscula.json",
        "parametro-ausente.json",
        "token-expirado.json",
        "token-invalido.json",
        "token-nao-encontrado.json",
    ];
    let refusal = |name: &&str| {
        let body = fixture(&format!("_erros/{name}")).to_string();
        WholeBody::new(*name, body, Touch::Refusal)
    };
    mutator.whole_bodies = refusals.iter().map(refusal).collect();
    for (body, touch) in [
        (r#"{"status":"ERRO"}"#, Touch::Refusal),
        (r#"{"mensagem":"Token inválido.","status":"ERRO"}"#, Touch::Refusal),
        (r#"{"mensagem":"Dados não localizados.","status":"ERRO"}"#, Touch::Refusal),
        (r#"{"mensagem":"Dados não localizados."}"#, Touch::Contradiction),
        (r#"{"Mensagem":"Token inválido.","Num. ERRO":"001"}"#, Touch::Contradiction),
        (r#"{"Num. ERRO":"003"}"#, Touch::Contradiction),
        (r#"{"status":"ERROR","message":"Service unavailable"}"#, Touch::Contradiction),
        (r#"{"status":500,"error":"Internal Server Error"}"#, Touch::Contradiction),
    ] {
        mutator.whole_bodies.push(WholeBody::new(body, body, touch));
    }
    mutator
}

/// Several answers of one rule to one question.
async fn twins_of_files(question: Question, rule: &'static str, names: &[&str]) {
    let mut tally = Tally::new(format!("{question:?}"));
    for name in names {
        let scene = scene_of(question).file(rule, name);
        scene.with_twins_of(rule, Source::Whole, &mut tally).await;
    }
    tally.settle();
}

#[tokio::test]
async fn customers_by_document() {
    let names = [
        "WSMKConsultaDoc.ok.json",
        "WSMKConsultaDoc.ok.sem-outros.json",
        "WSMKConsultaDoc.ok.variante-2.json",
        "WSMKConsultaDoc.nao-encontrado.json",
    ];
    twins_of_files(Question::CustomersByDocument, "WSMKConsultaDoc", &names).await;
}

#[tokio::test]
async fn customer() {
    let names = [
        "WSMKConsultaClientes.ok.json",
        "WSMKConsultaClientes.variante-2.json",
        "WSMKConsultaClientes.vazio.json",
    ];
    twins_of_files(Question::Customer, "WSMKConsultaClientes", &names).await;
}

#[tokio::test]
async fn customers_page() {
    let names = [
        "WSMKConsultaClientes.ok.json",
        "WSMKConsultaClientes.variante-2.json",
        "WSMKConsultaClientes.vazio.json",
    ];
    twins_of_files(Question::CustomersPage, "WSMKConsultaClientes", &names).await;
}

#[tokio::test]
async fn contracts() {
    let mut tally = Tally::new("Contracts");
    let (first, second) = ("WSMKContratosPorCliente", "WSMKContratosPorClienteV2");
    for end in ["ok.json", "vazio.json"] {
        let scene = scene_of(Question::Contracts)
            .file(first, &format!("{first}.{end}"))
            .file(second, &format!("{second}.{end}"));
        scene.with_twins_of(first, Source::Whole, &mut tally).await;
        scene.with_twins_of(second, Source::Whole, &mut tally).await;
    }
    tally.settle();
}

#[tokio::test]
async fn connections() {
    let names = ["WSMKConexoesPorCliente.ok.json", "WSMKConexoesPorCliente.vazio.json"];
    twins_of_files(Question::Connections, "WSMKConexoesPorCliente", &names).await;
}

#[tokio::test]
async fn connections_with_sessions() {
    let mut tally = Tally::new("ConnectionsWithSessions");
    let (lines, session) = ("WSMKConexoesPorCliente", "WSMKConsultaConexaoAutenticada");
    let mut own_lines = fixture("WSMKConexoesPorCliente.ok.json");
    own_lines["Conexoes"][0]["username"] = "usuario.exemplo".into();
    let scene = scene_of(Question::ConnectionsWithSessions)
        .answer(lines, &own_lines)
        .file(session, "WSMKConsultaConexaoAutenticada.ok.json");
    scene.with_twins_of(session, Source::Part(&["online"]), &mut tally).await;
    // The other name that this answer has.
    let found = fixture("WSMKConsultaConexaoAutenticada.ok.json");
    let scene = scene.answer(session, &json!({"Agendas": [found["conexao"]], "status": "OK"}));
    scene.with_twins_of(session, Source::Part(&["online"]), &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn invoices() {
    let names = ["WSMKFaturasPendentes.ok.json", "WSMKFaturasPendentes.vazio.json"];
    twins_of_files(Question::Invoices, "WSMKFaturasPendentes", &names).await;
}

#[tokio::test]
async fn invoices_due() {
    let names = ["WSMKFaturasAbertas.ok.json", "WSMKFaturasAbertas.vazio.json"];
    twins_of_files(Question::InvoicesDue, "WSMKFaturasAbertas", &names).await;
}

#[tokio::test]
async fn the_login() {
    let mut tally = Tally::new("Login, then Invoices");
    let scene =
        scene_of(Question::Invoices).file("WSMKFaturasPendentes", "WSMKFaturasPendentes.ok.json");
    scene.with_twins_of(LOGIN, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn payment() {
    let mut tally = Tally::new("Payment");
    let amount = Money::from_centavos(9990);
    let due = date(2031, 2, 10);
    let boleto = Boleto::new("999", Some(due), Some(amount), &format!("{INVOICE:025}")).unwrap();
    let key = "123e4567-e12b-12d1-a456-426655440000";
    let pix = PixCode::for_key(key, "PROVEDOR EXEMPLO", "CIDADE EXEMPLO").amount(amount);
    let pix = pix.txid("FAT900101").build().unwrap();
    let (copy, pix_rule, line_rule, pending) = (
        "WSMKSegundaViaCobranca",
        "WSMKRetornarCopieColaPix",
        "WSMKLDViaSMS",
        "WSMKFaturasPendentes",
    );
    let mut line = fixture("WSMKLDViaSMS.ok.json");
    line["DadosFatura"][0]["ld"] = boleto.line().into();
    let pix = json!({"codpessoa": CUSTOMER, "texto_qrcode": pix.text()});
    let scene = scene_of(Question::Payment)
        .answer(copy, &with("WSMKSegundaViaCobranca.ok.json", &json!({"Valor": "R$ 99,90"})))
        .answer(pix_rule, &with("WSMKRetornarCopieColaPix.ok.json", &pix))
        .answer(line_rule, &line)
        .file(pending, "WSMKFaturasPendentes.ok.json");
    let of_copy = Source::Part(&["PDF", "updated amount", "updated due"]);
    scene.with_twins_of(copy, of_copy, &mut tally).await;
    scene.with_twins_of(pix_rule, Source::Part(&["PIX"]), &mut tally).await;
    scene.with_twins_of(line_rule, Source::Part(&["line"]), &mut tally).await;
    // The list of unpaid invoices says whether it is open and so payable.
    let of_pending = Source::Part(&["status", "payable"]);
    scene.with_twins_of(pending, of_pending, &mut tally).await;
    // Without the digitable line, only the PIX text makes it payable.
    let scene = scene.file(line_rule, "WSMKLDViaSMS.nao-encontrada.json");
    scene.with_twins_of(pix_rule, Source::Part(&["PIX", "payable"]), &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn tickets() {
    let mut tally = Tally::new("Tickets");
    for question in [Question::Tickets, Question::TicketsOfOneCustomer] {
        for name in ["WSMKAtendimentos.ok.json", "WSMKAtendimentos.vazio.json"] {
            let scene = scene_of(question).file("WSMKAtendimentos", name);
            scene.with_twins_of("WSMKAtendimentos", Source::Whole, &mut tally).await;
        }
    }
    tally.settle();
}

#[tokio::test]
async fn open_ticket() {
    let mut tally = Tally::new("OpenTicket");
    // A protocol that would change if it were read as a number.
    let own = json!({"CodigoCliente": CUSTOMER, "Protocolo": "2601.10"});
    let rule = "WSMKNovoAtendimento";
    let scene =
        scene_of(Question::OpenTicket).answer(rule, &with("WSMKNovoAtendimento.ok.json", &own));
    scene.with_twins_of(rule, Source::Whole, &mut tally).await;
    let scene = scene.file(rule, "_erros/mensagem-minuscula.json");
    scene.with_twins_of(rule, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn trust_unlock() {
    let names = [
        "WSMKAutoDesbloqueio.ok.json",
        "WSMKAutoDesbloqueio.limite-mensal.json",
        "WSMKAutoDesbloqueio.nao-bloqueada.json",
    ];
    twins_of_files(Question::TrustUnlockV1, "WSMKAutoDesbloqueio", &names).await;
    twins_of_files(Question::TrustUnlock, "WSMKAutoDesbloqueioV2", &names).await;
}

#[tokio::test]
async fn paid_invoices() {
    let mut tally = Tally::new("PaidInvoices");
    let (rule, pending) = ("WSMKFaturas", "WSMKFaturasPendentes");
    // Asked for paid ones, MK lists no others.
    let paid = json!([fixture("WSMKFaturas.ok.json")[1]]);
    let scene = scene_of(Question::PaidInvoices)
        .answer(rule, &paid)
        .file(pending, "WSMKFaturasPendentes.ok.json");
    scene.with_twins_of(rule, Source::Whole, &mut tally).await;
    // Without rows, the list of unpaid ones proves that the customer exists.
    let scene = scene.file(rule, "WSMKFaturas.erro.json");
    scene.with_twins_of(rule, Source::Whole, &mut tally).await;
    scene.with_twins_of(pending, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn all_invoices() {
    let mut tally = Tally::new("AllInvoices");
    let (rule, pending) = ("WSMKFaturas", "WSMKFaturasPendentes");
    let mut unpaid = fixture("WSMKFaturasPendentes.ok.json");
    // The open invoice of the other answer.
    unpaid["FaturasPendentes"][0] = json!({"codfatura": 2001, "contratos": "5001",
        "data_vencimento": "10/02/2026", "descricao": "Mensalidade", "valor_total": 140.55});
    let scene =
        scene_of(Question::AllInvoices).file(rule, "WSMKFaturas.ok.json").answer(pending, &unpaid);
    scene.with_twins_of(rule, Source::Whole, &mut tally).await;
    scene.with_twins_of(pending, Source::Whole, &mut tally).await;
    tally.settle();
}

#[tokio::test]
async fn authenticate_subscriber() {
    let mut tally = Tally::new("AuthenticateSubscriber");
    let rule = "WSMKUserSenhaSAC";
    for word in ["Sim", "Não"] {
        let body = with("WSMKUserSenhaSAC.ok.json", &json!({"AcessoSAC": word}));
        let scene = scene_of(Question::AuthenticateSubscriber).answer(rule, &body);
        scene.with_twins_of(rule, Source::Whole, &mut tally).await;
    }
    tally.settle();
}

#[tokio::test]
async fn ticket_kinds() {
    let mut tally = Tally::new("TicketKinds");
    let (processes, classes) = ("WSMKListaProcessos", "WSMKListaClassificacoesAte");
    let scene = scene_of(Question::TicketKinds)
        .file(processes, "WSMKListaProcessos.ok.json")
        .file(classes, "WSMKListaClassificacoesAte.ok.json");
    scene.with_twins_of(processes, Source::Whole, &mut tally).await;
    scene.with_twins_of(classes, Source::Whole, &mut tally).await;
    tally.settle();
}
