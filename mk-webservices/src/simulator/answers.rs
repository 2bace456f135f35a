//! How answers are written: JSON as torn bytes, error envelopes, HTML pages.

use std::fmt::Write as _;

use isp_core::loopback::SimulatedResponse;
use serde_json::{Value, json};

use super::quirks::Quirks;

/// The body of every undocumented answer, of rules and of the core-api: this text and no
/// more.
///
/// ```
/// use mk_webservices::simulator::UNDOCUMENTED_ANSWER;
///
/// let text = r#"{"simulator":"the answer of this operation is undocumented","status":"OK"}"#;
/// assert_eq!(UNDOCUMENTED_ANSWER, text);
/// ```
pub const UNDOCUMENTED_ANSWER: &str =
    r#"{"simulator":"the answer of this operation is undocumented","status":"OK"}"#;

/// [`UNDOCUMENTED_ANSWER`] as JSON.
pub(super) fn undocumented() -> Value {
    json!({"simulator": "the answer of this operation is undocumented", "status": "OK"})
}

/// The content type of every text, whatever its bytes are.
const CONTENT_TYPE: &str = "text/plain;charset=iso-8859-1";

/// A refusal. MK has several error envelopes and pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `{Mensagem, "Num. ERRO", status}`.
    Numbered(&'static str, &'static str),
    /// The same with the token's row number; 0 if the row no longer exists.
    Token(u64, &'static str),
    /// `{CODIGO_ERRO, Mensagem, status}`: a parameter is missing.
    MissingParameter,
    /// `{codigo_erro, mensagem, status}`.
    LowerCase(&'static str, &'static str),
    /// `{mensagem, status}`: refused by a business rule.
    Uncoded(String),
    /// HTTP 500 with Tomcat's page and an exception of the rule servlet.
    Servlet(&'static str),
    /// HTTP 404 with Tomcat's page.
    NoSuchRule,
    /// HTTP 405 with Tomcat's page.
    NoSuchMethod,
}

impl Refusal {
    /// A look-up by a code that does not exist.
    pub(super) const NOT_FOUND: Self = Self::Numbered("003", "Dados não localizados.");
    /// A token that was never issued or has been revoked.
    pub(super) const BAD_TOKEN: Self = Self::Numbered("001", "Token inválido.");
    /// A parameter whose value cannot be read. The wording is invented.
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

/// An answer of a rule.
pub(super) fn json_response(mut answer: Value, quirks: &Quirks) -> SimulatedResponse {
    if quirks.numbers_as_text {
        write_numbers_as_text(&mut answer);
    }
    let text = answer.to_string();
    let body = if quirks.clean_utf8 { text.into_bytes() } else { torn(&text) };
    SimulatedResponse::new(200, CONTENT_TYPE, body)
}

/// MK reads its own UTF-8 as Latin-1 and escapes the bytes that are control characters there.
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

/// The login page of a reverse proxy.
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
    fn text_is_torn_byte_for_byte_as_on_real_servers() {
        // Capitals and typographic quotes are torn; small letters are not, also in a key.
        let answer = json!({"conexão": "CONCEIÇÃO “VILA” ção"});
        let response = json_response(answer, &Quirks::new());
        let expected: &[u8] = b"{\"conex\xC3\xA3o\":\"CONCEI\xC3\\u0087\xC3\\u0083O \
            \xE2\\u0080\\u009CVILA\xE2\\u0080\\u009D \xC3\xA7\xC3\xA3o\"}";
        assert_eq!(&response.body[..], expected);
    }

    #[test]
    fn the_undocumented_answer_is_sent_as_documented() {
        let response = json_response(undocumented(), &Quirks::new());
        assert_eq!(&response.body[..], UNDOCUMENTED_ANSWER.as_bytes());
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
