//! No operation takes an error for an answer, whatever its form.

use isp_core::ErrorKind;
use isp_core::http::OperationSpec;
use isp_core::http::vendor::{Dialect, Fault, GrantVerdict};

use crate::dialect::LOGIN_FAMILY;
use crate::operations::all;
use crate::operations::testing::{answer_of, dialect, fixture};

fn rules() -> impl Iterator<Item = &'static OperationSpec> {
    all().filter(|spec| spec.path.starts_with("/mk/"))
}

fn core_api() -> impl Iterator<Item = &'static OperationSpec> {
    all().filter(|spec| spec.path.starts_with("/core-api/"))
}

fn fault(spec: &OperationSpec, status: u16, body: &[u8]) -> Fault {
    let fault = dialect().classify(spec, &answer_of(status, body)).err();
    fault.unwrap_or_else(|| panic!("{}: HTTP {status} passes for an answer", spec.name))
}

#[test]
fn every_operation_is_a_rule_or_of_the_core_api() {
    assert_eq!(rules().count() + core_api().count(), all().count());
    assert!(core_api().count() > 0);
}

#[test]
fn no_rule_takes_an_error_envelope_for_an_answer() {
    let refused = GrantVerdict::Refused;
    let unconcerned = GrantVerdict::Unconcerned;
    for (file, kind, grant) in [
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
            // A login carries no session token, and all its refusals are about its credentials.
            let expected = if spec.family == LOGIN_FAMILY {
                (ErrorKind::Credential, unconcerned)
            } else {
                (kind, grant)
            };
            assert_eq!((fault.kind, fault.grant), expected, "{}: {file}", spec.name);
        }
    }
}

#[test]
fn no_rule_takes_a_page_for_an_answer() {
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
fn every_operation_of_the_core_api_knows_its_errors_by_status() {
    let message = br#"{"message":"mensagem"}"#;
    let page = fixture("core-api.prefixo-errado.404.html");
    for spec in core_api() {
        for (status, body, kind, grant) in [
            (401, &message[..], ErrorKind::Credential, GrantVerdict::Refused),
            (403, message, ErrorKind::Credential, GrantVerdict::PerhapsExpired),
            (404, message, ErrorKind::NotFound, GrantVerdict::Unconcerned),
            (404, &page, ErrorKind::Configuration, GrantVerdict::Unconcerned),
        ] {
            let fault = fault(spec, status, body);
            assert_eq!((fault.kind, fault.grant), (kind, grant), "{}: {status}", spec.name);
        }
    }
}

#[test]
fn no_operation_of_the_core_api_takes_a_login_page_for_an_answer() {
    let page = fixture("_erros/proxy-login-200.html");
    for spec in core_api() {
        assert_eq!(fault(spec, 200, &page).kind, ErrorKind::NotUnderstood, "{}", spec.name);
    }
}
