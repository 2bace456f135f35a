//! Every operation recognises errors in every form.

use std::collections::BTreeSet;

use isp_core::ErrorKind;
use isp_core::http::vendor::{Dialect, Fault, TokenVerdict};
use isp_core::http::{Effect, Operation, OperationSpec};

use crate::operations::all;
use crate::operations::atendimentos::WSMKAtendimentos;
use crate::operations::faturas::WSMKFaturasPendentes;
use crate::operations::testing::{answer_of, dialect, fixture};

fn rules() -> impl Iterator<Item = &'static OperationSpec> {
    all().filter(|spec| spec.path.starts_with("/mk/"))
}

fn core_api() -> impl Iterator<Item = &'static OperationSpec> {
    all().filter(|spec| spec.path.starts_with("/core-api/"))
}

fn fault(spec: &OperationSpec, status: u16, body: &[u8]) -> Fault {
    let fault = dialect().classify(spec, &answer_of(status, body)).err();
    fault.unwrap_or_else(|| panic!("{}: HTTP {status} is accepted as an answer", spec.name))
}

#[test]
fn every_operation_is_a_rule_or_of_the_core_api() {
    assert_eq!(rules().count() + core_api().count(), all().count());
    assert!(core_api().count() > 0);
}

#[test]
fn every_rule_recognises_an_error_envelope() {
    let refused = TokenVerdict::Refused;
    let unconcerned = TokenVerdict::Unconcerned;
    for (file, kind, verdict) in [
        ("codigo-erro-minusculo.json", ErrorKind::Configuration, unconcerned),
        ("documento-invalido.json", ErrorKind::InvalidInput, unconcerned),
        ("mensagem-minuscula.json", ErrorKind::Refused, unconcerned),
        ("nao-localizado.json", ErrorKind::NotFound, unconcerned),
        ("parametro-ausente.json", ErrorKind::InvalidInput, unconcerned),
        ("token-expirado.json", ErrorKind::Credential, refused),
        ("token-invalido.json", ErrorKind::Credential, refused),
        ("token-nao-encontrado.json", ErrorKind::Credential, refused),
    ] {
        let body = fixture(&format!("_erros/{file}"));
        for spec in rules() {
            let fault = fault(spec, 200, &body);
            // A login has no session token, so all its refusals are about its credentials.
            let expected = if spec.effect == Effect::Login {
                (ErrorKind::Credential, unconcerned)
            } else {
                (kind, verdict)
            };
            assert_eq!((fault.kind, fault.token), expected, "{}: {file}", spec.name);
        }
    }
}

#[test]
fn every_rule_recognises_an_html_page() {
    let login_page = fixture("_erros/proxy-login-200.html");
    let servlet_page = fixture("_erros/http-500.html");
    for spec in rules() {
        assert_eq!(fault(spec, 200, &login_page).kind, ErrorKind::NotUnderstood, "{}", spec.name);
        let servlet = fault(spec, 500, &servlet_page);
        assert_eq!(servlet.kind, ErrorKind::Configuration, "{}", spec.name);
        assert!(!servlet.transient, "{}", spec.name);
    }
}

#[test]
fn every_operation_of_the_core_api_recognises_errors_by_status() {
    let message = br#"{"message":"mensagem"}"#;
    let page = fixture("core-api.prefixo-errado.404.html");
    for spec in core_api() {
        for (status, body, kind, verdict) in [
            (401, &message[..], ErrorKind::Credential, TokenVerdict::Refused),
            (401, &page, ErrorKind::Credential, TokenVerdict::Refused),
            (403, message, ErrorKind::Credential, TokenVerdict::PerhapsExpired),
            (404, message, ErrorKind::NotFound, TokenVerdict::Unconcerned),
            (404, &page, ErrorKind::Configuration, TokenVerdict::Unconcerned),
        ] {
            let fault = fault(spec, status, body);
            assert_eq!((fault.kind, fault.token), (kind, verdict), "{}: {status}", spec.name);
        }
    }
}

#[test]
fn every_operation_of_the_core_api_recognises_a_login_page() {
    let page = fixture("_erros/proxy-login-200.html");
    for spec in core_api() {
        assert_eq!(fault(spec, 200, &page).kind, ErrorKind::NotUnderstood, "{}", spec.name);
    }
}

/// How an answer to a read is classified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    Taken,
    TakenWithDrift,
    NotUnderstood,
    Refused,
}

use Read::{NotUnderstood, Refused, Taken, TakenWithDrift};

fn read<O: Operation>(_: &O, body: &str) -> Read {
    match dialect().classify(&O::SPEC, &answer_of(200, body.as_bytes())) {
        Ok(drift) if drift.is_empty() => Taken,
        Ok(_) => TakenWithDrift,
        Err(fault) if fault.kind == ErrorKind::Refused => Refused,
        Err(fault) => {
            assert_eq!(fault.kind, ErrorKind::NotUnderstood, "{body}");
            NotUnderstood
        }
    }
}

fn of_invoices(body: &str) -> Read {
    read(&WSMKFaturasPendentes::new(10_123), body)
}

#[test]
fn only_documented_status_words_have_a_meaning() {
    for (status, beside_rows, beside_none) in [
        (r#""OK""#, Taken, Taken),
        (r#""SUCESSO""#, Taken, Taken),
        (r#""OS cancelada com sucesso.""#, Taken, Taken),
        (r#""{\"status\":\"OK\"}""#, Taken, Taken),
        ("null", Taken, NotUnderstood),
        (r#"" ""#, Taken, NotUnderstood),
        (r#""Em dia""#, TakenWithDrift, NotUnderstood),
        (r#""OS não cancelada com sucesso.""#, TakenWithDrift, NotUnderstood),
        (r#""com sucesso parcial""#, TakenWithDrift, NotUnderstood),
        (r#""{\"status\"""#, TakenWithDrift, NotUnderstood),
        ("true", TakenWithDrift, NotUnderstood),
        ("200", TakenWithDrift, NotUnderstood),
        ("[]", TakenWithDrift, NotUnderstood),
        (r#"{"a":1}"#, TakenWithDrift, NotUnderstood),
        (r#""FALHA""#, NotUnderstood, NotUnderstood),
        (r#""Failed""#, NotUnderstood, NotUnderstood),
        (r#""NOK""#, NotUnderstood, NotUnderstood),
        (r#""ERRO:""#, NotUnderstood, NotUnderstood),
        (r#""ERROR""#, NotUnderstood, NotUnderstood),
        ("false", NotUnderstood, NotUnderstood),
        (r#""erro""#, Refused, Refused),
        (r#""{\"status\":\"ERRO\"}""#, Refused, Refused),
    ] {
        let rows = format!(r#"{{"FaturasPendentes":[{{"codfatura":1}}],"status":{status}}}"#);
        let none = format!(r#"{{"FaturasPendentes":[],"status":{status}}}"#);
        assert_eq!(
            (of_invoices(&rows), of_invoices(&none)),
            (beside_rows, beside_none),
            "{status}"
        );
    }
}

#[test]
fn an_answer_is_empty_if_a_list_is_empty_or_all_members_are_blank() {
    for (members, says_something) in [
        (r#""FaturasPendentes":[{"codfatura":1}]"#, true),
        // Which of the two lists was asked for, nobody has said.
        (r#""FaturasPendentes":[],"Outros":[1]"#, false),
        (r#""FaturasPendentes":[],"CodigoPessoa":10123,"Nome":"ANA""#, false),
        (r#""CodigoPessoa":10123"#, true),
        (r#""CodigoPessoa":0"#, true),
        (r#""bloqueado":true"#, true),
        (r#""Nome":"ANA""#, true),
        (r#""conexao":{"up":1}"#, true),
        (r#""bloqueado":false,"Nome":" ","conexao":{},"x":null"#, false),
        (r#""CodToken":1,"Mensagem":"Pronto.""#, false),
    ] {
        let silent = format!("{{{members}}}");
        let expected = if says_something { Taken } else { NotUnderstood };
        assert_eq!(of_invoices(&silent), expected, "{silent}");
        let odd = format!(r#"{{{members},"status":"Em dia"}}"#);
        let expected = if says_something { TakenWithDrift } else { NotUnderstood };
        assert_eq!(of_invoices(&odd), expected, "{odd}");
    }
}

#[test]
fn an_answer_that_reports_an_error_or_denies_success_is_not_understood() {
    let beside_rows = |member: &str| {
        of_invoices(&format!(
            r#"{{"FaturasPendentes":[{{"codfatura":1}}],{member},"status":"OK"}}"#
        ))
    };
    for key in ["erro", "Erros", "error", "ERRORS", "exception", "exceção", "fault", "falha"] {
        for said in [r#""x""#, "true", "1", r#"["x"]"#, r#"{"a":1}"#] {
            assert_eq!(beside_rows(&format!(r#""{key}":{said}"#)), NotUnderstood, "{key} {said}");
        }
        for unsaid in [r#""""#, "null", "false", "[]", "{}"] {
            assert_eq!(beside_rows(&format!(r#""{key}":{unsaid}"#)), Taken, "{key} {unsaid}");
        }
    }
    for key in ["success", "Sucesso"] {
        assert_eq!(beside_rows(&format!(r#""{key}":true"#)), Taken);
        for denied in ["false", "null", r#""true""#, "0"] {
            let member = format!(r#""{key}":{denied}"#);
            assert_eq!(beside_rows(&member), NotUnderstood, "{member}");
        }
    }
}

#[test]
fn a_nested_failure_is_found_at_any_depth() {
    let rows = r#""FaturasPendentes":[{"codfatura":1}]"#;
    for (below, expected) in [
        (r#"{"status":"ERRO"}"#, Refused),
        (r#"[{"status":"ERRO"}]"#, Refused),
        (r#"{"a":[[{"b":{"status":"ERRO"}}]]}"#, Refused),
        (r#"{"status":"FALHA"}"#, NotUnderstood),
        (r#"{"error":"x"}"#, NotUnderstood),
        (r#"{"Num. ERRO":"002"}"#, NotUnderstood),
        (r#"{"status":"Fechado"}"#, Taken),
        (r#"{"Num. ERRO":"000"}"#, Taken),
    ] {
        let alone = format!(r#"{{{rows},"response":{below}}}"#);
        assert_eq!(of_invoices(&alone), expected, "{alone}");
        let expected = if expected == Taken { Taken } else { NotUnderstood };
        let under_ok = format!(r#"{{{rows},"response":{below},"status":"OK"}}"#);
        assert_eq!(of_invoices(&under_ok), expected, "{under_ok}");
    }
}

#[test]
fn the_status_of_a_row_is_not_the_status_of_the_answer() {
    let row = r#"[{"codigo_atendimento":1,"status":"Fechado"}]"#;
    assert_eq!(read(&WSMKAtendimentos::new(), row), Taken);
    assert_eq!(of_invoices(row), TakenWithDrift, "here the list holds the answer");
    assert_eq!(read(&WSMKAtendimentos::new(), "[]"), Taken);
    for empty in ["{}", r#"{"status":null}"#, "null", "1"] {
        assert_eq!(read(&WSMKAtendimentos::new(), empty), NotUnderstood, "{empty}");
    }
    assert_eq!(of_invoices("[]"), NotUnderstood);
    assert_eq!(of_invoices(r#"[{"status":"OK"}]"#), NotUnderstood, "not where sources show it");
    assert_eq!(of_invoices("[1,2]"), Taken, "the type decides");
}

#[test]
fn not_found_needs_its_code_alone_at_the_root() {
    let envelope = r#""Mensagem":"Dados não localizados.","Num. ERRO":"003","status":"ERRO""#;
    let spec = &WSMKFaturasPendentes::SPEC;
    let kind = |body: &str| fault(spec, 200, body.as_bytes()).kind;
    assert_eq!(kind(&format!("{{{envelope}}}")), ErrorKind::NotFound);
    assert_eq!(kind(&format!(r#"{{"FaturasPendentes":[],{envelope}}}"#)), ErrorKind::NotFound);
    assert_eq!(kind(&format!(r#"{{"FaturasPendentes":[1],{envelope}}}"#)), ErrorKind::Refused);
    assert_eq!(kind(&format!("[{{{envelope}}}]")), ErrorKind::Refused);
    assert_eq!(kind(&format!(r#"{{"response":{{{envelope}}}}}"#)), ErrorKind::Refused);
}

#[test]
fn an_error_keeps_an_undocumented_status_word() {
    let words = |body: &str| fault(&WSMKFaturasPendentes::SPEC, 200, body.as_bytes()).message;
    for (body, expected) in [
        (r#"{"status":"FALHA"}"#, Some("FALHA")),
        (r#"{"status":"FALHA","Mensagem":"Tente."}"#, Some("FALHA: Tente.")),
        (r#"{"status":"Em dia"}"#, Some("Em dia")),
        (r#"{"status":"ERRO","Mensagem":"Tente."}"#, Some("Tente.")),
        (r#"{"status":"ERRO","Mensagem":7}"#, Some("7")),
        (r#"{"status":"ERRO","Mensagem":" "}"#, None),
        (r#"{"status":[]}"#, Some("a list")),
        ("{}", None),
    ] {
        assert_eq!(words(body).as_deref(), expected, "{body}");
    }
    // Two different words prove nothing, in either order.
    for (first, second) in [("OK", "ERRO"), ("ERRO", "OK")] {
        let both = format!(r#"{{"Status":"{first}","status":"{second}"}}"#);
        let words = words(&both).unwrap();
        let parts: BTreeSet<_> = words.split(" and ").collect();
        assert_eq!(parts, BTreeSet::from(["ERRO", "success"]), "{both}");
    }
    let same = r#"{"FaturasPendentes":[],"Status":"OK","status":"sucesso"}"#;
    assert_eq!(of_invoices(same), Taken);
}
