//! Whatever bytes an answer has, a call says no more than they say. The fuzz target `mk_answers` of
//! `isp-core/fuzz` asks the same of many more answers.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use isp_core::wire::{Node, repair_torn_latin1, same_word};
use isp_core::{Money, Outcome};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use support::{LOGIN, Server, fixture_text};

/// A fixture with some of its bytes replaced, what is nearly an answer, or any bytes.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let fixtures = select(vec![
        "WSMKFaturasPendentes.ok.json",
        "WSMKFaturasPendentes.vazio.json",
        "WSMKAutoDesbloqueio.ok.json",
        "WSMKAutoDesbloqueio.limite-mensal.json",
        "WSMKAtendimentoComentario.modulo-ausente.500.html",
        "WSMKLiquidacaoFaturasV2.ok.json",
        "WSMKAceiteSelfieAssinatura.ok.json",
        "WSMKAceiteSelfieAssinatura.erro.json",
        "WSAutenticacao.ok.json",
        "WSAutenticacao.erro.json",
    ]);
    let edits = prop::collection::vec((any::<Index>(), any::<u8>()), 0..4);
    let edited = (fixtures, edits).prop_map(|(name, edits)| {
        let mut body = fixture_text(name).into_bytes();
        for (at, byte) in edits {
            *at.get_mut(&mut body) = byte;
        }
        body
    });
    // Nearly the answers that mean *owes nothing* and *done*.
    let nearly = select(vec![
        r#"{"FaturasPendentes":[]}"#,
        r#"{"FaturasPendentes":{},"status":"OK"}"#,
        r#"{"FaturasPendentes":[],"status":"ERRO"}"#,
        r#"{"Conexao":9001}"#,
        r#"{"recibo":"789900000001"}"#,
        r#"{"recibo":"","status":"OK"}"#,
        r#"{"codigo_contrato":5001,"status":"OK"}"#,
        r#"{"response":{"codigo_contrato":5001}}"#,
        r#"{"response":{"Num. ERRO":"999","status":"ERRO"}}"#,
        r#"{"status":"Recebido"}"#,
    ]);
    let nearly = nearly.prop_map(|body| body.as_bytes().to_vec());
    prop_oneof![4 => edited, 2 => nearly, 1 => any::<Vec<u8>>()]
}

fn statuses() -> impl Strategy<Value = u16> {
    prop_oneof![3 => Just(200), 1 => 200_u16..600]
}

/// Whether a member of the root is the word for success.
fn says_success(body: &[u8]) -> bool {
    repair_torn_latin1(body).is_ok_and(|json| {
        json.root().as_object().is_some_and(|root| {
            let mut texts = root.values().filter_map(isp_core::wire::Node::as_str);
            texts.any(|text| same_word(text, "OK") || same_word(text, "sucesso"))
        })
    })
}

/// Whether an object has a member with a digit in it.
fn has_code(object: Option<isp_core::wire::Object<'_>>, name: &str) -> bool {
    let text = object.and_then(|object| object.text(name));
    text.is_some_and(|text| text.contains(|letter: char| letter.is_ascii_digit()))
}

fn list_is_empty(body: &[u8]) -> bool {
    repair_torn_latin1(body).is_ok_and(|json| {
        let list = json.root().as_object().and_then(|root| root.get("FaturasPendentes"));
        list.and_then(isp_core::wire::Node::as_list).is_some_and(isp_core::wire::List::is_empty)
    })
}

fn run<T>(call: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().start_paused(true).build().unwrap().block_on(call)
}

proptest! {
    #[test]
    fn any_answer_leads_to_what_it_says_and_to_no_more(status in statuses(), body in bodies()) {
        let server = Server::new();
        server.status("WSMKFaturasPendentes", status, body.clone());
        server.status("WSMKAutoDesbloqueio", status, body.clone());
        let client = server.client();

        let is_success = (200..300).contains(&status);
        match run(client.faturas_pendentes(10_123).into_future()) {
            Ok(invoices) => {
                prop_assert!(is_success);
                if invoices.faturas_pendentes.is_empty() {
                    prop_assert!(list_is_empty(&body) && says_success(&body));
                }
            }
            Err(error) => prop_assert!(!error.to_string().contains(['\n', '\r']), "{}", error),
        }

        let unlocked = run(client.auto_desbloqueio(9_001).into_future());
        let arrivals = server.arrivals("WSMKAutoDesbloqueio");
        match unlocked {
            Ok(_) => {
                prop_assert!(is_success && says_success(&body));
                prop_assert_eq!(arrivals, 1);
            }
            Err(error) if error.outcome() == Outcome::PerhapsDone => prop_assert!(arrivals <= 1),
            Err(_) => prop_assert!(status < 500),
        }
    }

    #[test]
    fn money_is_settled_and_a_contract_accepted_by_their_proofs_alone(
        status in statuses(),
        body in bodies(),
    ) {
        let server = Server::new();
        server.status("WSMKLiquidacaoFaturasV2", status, body.clone());
        server.status("WSMKAceiteSelfieAssinatura", status, body.clone());
        let client = server.client();
        let is_success = (200..300).contains(&status);
        let json = repair_torn_latin1(&body);
        let root = json.as_ref().ok().and_then(|json| json.root().as_object());

        let (id, amount) = ("abc.100001".into(), Money::from_centavos(15_000));
        let call = client.liquidacao_faturas_v2(&id, 101, "47", amount, date(2026, 1, 22));
        if run(call.into_future()).is_ok() {
            prop_assert!(is_success && says_success(&body) && has_code(root, "recibo"));
            prop_assert_eq!(server.arrivals("WSMKLiquidacaoFaturasV2"), 1);
        }

        let image = b"\x89PNG\r\n\x1a\n".to_vec();
        let call = client.aceite_selfie_assinatura(5001, image.clone(), image);
        let arrivals = || server.arrivals("WSMKAceiteSelfieAssinatura");
        let inner = root.and_then(|root| root.get("response")).and_then(Node::as_object);
        match run(call.into_future()) {
            Ok(_) => {
                let word = inner.and_then(|inner| inner.text("status")).unwrap_or_default();
                prop_assert!(is_success && same_word(&word, "OK"));
                prop_assert!(has_code(inner, "codigo_contrato"));
                prop_assert_eq!(arrivals(), 1);
            }
            Err(_) => prop_assert!(!is_success || inner.is_none() || arrivals() <= 1),
        }
    }

    #[test]
    fn any_answer_to_a_login_is_a_token_or_an_error(body in bodies()) {
        let server = Server::new();
        server.status(LOGIN, 200, body);
        server.answer("WSMKFaturasPendentes", &support::fixture("WSMKFaturasPendentes.vazio.json"));
        let answer = run(server.client().faturas_pendentes(10_123).into_future());
        prop_assert_eq!(answer.is_ok(), server.arrivals("WSMKFaturasPendentes") == 1);
    }
}
