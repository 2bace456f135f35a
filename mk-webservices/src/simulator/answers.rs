//! What MK writes: JSON as torn bytes, its error envelopes, the pages of Tomcat and of a proxy.

use std::fmt::Write as _;

use isp_core::loopback::SimulatedResponse;
use serde_json::{Value, json};

use super::quirks::Quirks;

/// What MK says of every text, whatever its bytes are.
const CONTENT_TYPE: &str = "text/plain;charset=iso-8859-1";

/// Why a rule does not answer. MK has an envelope of its own for nearly every one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `{Mensagem, "Num. ERRO", status}`.
    Numbered(&'static str, &'static str),
    /// The same with the token's row number; 0 for a token that is no longer there.
    Token(u64, &'static str),
    /// `{CODIGO_ERRO, Mensagem, status}`: a parameter is missing.
    MissingParameter,
    /// `{codigo_erro, mensagem, status}`.
    LowerCase(&'static str, &'static str),
    /// `{mensagem, status}`: a business rule says no.
    Uncoded(String),
    /// HTTP 500 with the servlet's page.
    Servlet(&'static str),
    /// HTTP 404 with Tomcat's page.
    NoSuchRule,
    /// HTTP 405 with Tomcat's page.
    NoSuchMethod,
}

impl Refusal {
    /// What a look-up by code answers when there is nothing.
    pub(super) const NOT_FOUND: Self = Self::Numbered("003", "Dados não localizados.");
    /// A token that was never given, or was taken back.
    pub(super) const BAD_TOKEN: Self = Self::Numbered("001", "Token inválido.");
    /// A parameter whose value cannot be read. The wording is assumed.
    pub(super) const BAD_PARAMETER: Self = Self::Numbered("002", "Parâmetro inválido.");

    pub(super) fn into_response(self, quirks: &Quirks) -> SimulatedResponse {
        let envelope = match self {
            Self::Numbered(code, message) => {
                json!({"Mensagem": message, "Num. ERRO": code, "status": "ERRO"})
            }
            Self::Token(row, message) => {
                json!({"CodToken": row, "Mensagem": message, "Num. ERRO": "999", "status": "ERRO"})
            }
            Self::MissingParameter => json!({
                "CODIGO_ERRO": "004",
                "Mensagem": "Pelo menos um parametro deve ser informado.",
                "status": "ERRO",
            }),
            Self::LowerCase(code, message) => {
                json!({"codigo_erro": code, "mensagem": message, "status": "ERRO"})
            }
            Self::Uncoded(message) => json!({"mensagem": message, "status": "ERRO"}),
            Self::Servlet(message) => return servlet_page(message),
            Self::NoSuchRule => return tomcat_page(404, "Not Found"),
            Self::NoSuchMethod => return tomcat_page(405, "Method Not Allowed"),
        };
        json_response(envelope, quirks)
    }
}

/// An answer as the rule servlet writes it.
pub(super) fn json_response(mut answer: Value, quirks: &Quirks) -> SimulatedResponse {
    if quirks.numbers_as_text {
        write_numbers_as_text(&mut answer);
    }
    let text = answer.to_string();
    let body = if quirks.clean_utf8 { text.into_bytes() } else { torn(&text) };
    SimulatedResponse::new(200, CONTENT_TYPE, body)
}

/// The server takes its own UTF-8 for Latin-1 and escapes what would be control characters there.
fn torn(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            0x80..=0x9F => bytes.extend_from_slice(format!("\\u{byte:04X}").as_bytes()),
            _ => bytes.push(byte),
        }
    }
    bytes
}

fn write_numbers_as_text(value: &mut Value) {
    match value {
        Value::Number(number) => *value = Value::String(number.to_string()),
        Value::Array(items) => items.iter_mut().for_each(write_numbers_as_text),
        Value::Object(object) => object.values_mut().for_each(write_numbers_as_text),
        _ => {}
    }
}

/// What a reverse proxy shows to those it does not know.
pub(super) fn proxy_login_page() -> SimulatedResponse {
    let page = "<!doctype html><html><head><title>Login</title></head><body>\
        <form action=\"/login\" method=\"post\"><input name=\"user\"></form></body></html>";
    SimulatedResponse::new(200, "text/html", page)
}

fn servlet_page(message: &str) -> SimulatedResponse {
    let exception = format!(
        "<p><b>Type</b> Exception Report</p><p><b>Message</b> {message}</p><p><b>Exception</b></p>\
         <pre>javax.servlet.ServletException: {message}\n\
         \twfr.web.ExternalRulesServlet.doGet(ExternalRulesServlet.java:1)\n</pre>"
    );
    page(500, "Internal Server Error", &exception)
}

fn tomcat_page(status: u16, reason: &str) -> SimulatedResponse {
    page(status, reason, "<p><b>Type</b> Status Report</p>")
}

fn page(status: u16, reason: &str, report: &str) -> SimulatedResponse {
    let title = format!("HTTP Status {status} – {reason}");
    let mut page = String::new();
    // Writing to a `String` cannot fail.
    let _ = write!(
        page,
        "<!doctype html><html lang=\"en\"><head><title>{title}</title></head><body><h1>{title}</h1>\
         <hr class=\"line\" />{report}<hr class=\"line\" /><h3>Apache Tomcat</h3></body></html>"
    );
    SimulatedResponse::new(status, "text/html;charset=utf-8", page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_torn_to_the_byte_as_a_real_server_tears_it() {
        // Capitals and typographic quotes are torn, small letters and a key's accent are not.
        let answer = json!({"conexão": "CONCEIÇÃO “VILA” ção"});
        let response = json_response(answer, &Quirks::new());
        let expected: &[u8] = b"{\"conex\xC3\xA3o\":\"CONCEI\xC3\\u0087\xC3\\u0083O \
            \xE2\\u0080\\u009CVILA\xE2\\u0080\\u009D \xC3\xA7\xC3\xA3o\"}";
        assert_eq!(&response.body[..], expected);
    }

    #[test]
    fn the_expired_token_comes_with_its_row_as_a_number_or_as_text() {
        let expired = || Refusal::Token(123_456, "Token expirado.");
        let body = expired().into_response(&Quirks::new()).body;
        assert!(body.starts_with(b"{\"CodToken\":123456,"));
        let body = expired().into_response(&Quirks::new().numbers_as_text(true)).body;
        assert!(body.starts_with(b"{\"CodToken\":\"123456\","));
    }
}
