//! The faults, and what each must look like to the caller.

use std::time::Duration;

use isp_core::ErrorKind::{
    self, Configuration, Credential, InvalidInput, NotUnderstood, Overloaded, ServerFault, Timeout,
    TooLarge, Unreachable,
};
use isp_core::Outcome::{self, NotDone, PerhapsDone};
use isp_core::http::{AnswerFormat, Effect, OperationSpec};

use super::server::{Act, Answer, End, Script, When};

/// The limits under which a fault is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// The server answers at once: no limit is ever reached.
    Quick,
    /// Nothing ends by itself: the client's limits, which are short here, must end it.
    Endless,
}

/// How often the request of the operation may arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrivals {
    /// Once, whatever it does.
    Once,
    /// As often as the client may try; a write that must not be repeated only once.
    Repeated,
    /// As before, where the time may be over sooner.
    AtMostRepeated,
    /// Never.
    Never,
    /// Once, and again with a new token.
    TwiceByToken,
    /// Once, again with a new token, then as `Repeated`.
    AfterNewToken,
}

/// A fault and what is expected.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) script: Script,
    pub(crate) pace: Pace,
    /// The server stops listening before the call.
    pub(crate) refuses_connections: bool,
    /// The client has no token when the call begins, so that it logs in while the fault is on.
    pub(crate) begins_with_login: bool,
    pub(crate) kinds: &'static [ErrorKind],
    /// The class for MK's rules, where they say more.
    pub(crate) kind_of_rules: Option<ErrorKind>,
    /// The outcome of a write. That of a read is always `NotDone`.
    pub(crate) outcomes: &'static [Outcome],
    pub(crate) arrivals: Arrivals,
    /// The server asks for at least this long a pause before each repetition.
    pub(crate) pause: Duration,
    /// A file may look like this, where nobody knows the file's format.
    pub(crate) may_be_file: bool,
    /// The body is empty, which an undocumented answer to a write may be.
    pub(crate) is_empty: bool,
}

const NOT: &[Outcome] = &[NotDone];
const PERHAPS: &[Outcome] = &[PerhapsDone];
const EITHER: &[Outcome] = &[NotDone, PerhapsDone];

impl Row {
    fn new(
        name: &str,
        operation: Act,
        kinds: &'static [ErrorKind],
        outcomes: &'static [Outcome],
        arrivals: Arrivals,
    ) -> Self {
        let script = Script {
            first: None,
            operation,
            login: None,
            keeps_connections: false,
            closes_idle: false,
        };
        Self {
            name: name.to_owned(),
            script,
            pace: Pace::Quick,
            refuses_connections: false,
            begins_with_login: false,
            kinds,
            kind_of_rules: None,
            outcomes,
            arrivals,
            pause: Duration::ZERO,
            may_be_file: false,
            is_empty: false,
        }
    }

    fn endless(mut self) -> Self {
        self.pace = Pace::Endless;
        self
    }

    fn kept(mut self) -> Self {
        self.script.keeps_connections = true;
        self
    }

    fn may_be_file(mut self) -> Self {
        self.may_be_file = true;
        self
    }

    fn empty(mut self) -> Self {
        self.is_empty = true;
        self
    }

    fn of_rules(mut self, kind: ErrorKind) -> Self {
        self.kind_of_rules = Some(kind);
        self
    }

    fn pausing(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// The first request of the operation is answered that its token is refused.
    fn after_refusal(mut self) -> Self {
        self.script.first = Some(response("401 Unauthorized", "", ""));
        self
    }

    /// Logins meet this.
    fn login(mut self, act: Act) -> Self {
        self.script.login = Some(act);
        self
    }

    /// Whether the fault concerns tokens, which a login does not have.
    pub(crate) fn is_about_tokens(&self) -> bool {
        self.script.first.is_some()
            || self.script.login.is_some()
            || self.begins_with_login
            || self.arrivals == Arrivals::TwiceByToken
    }

    /// The requests that a client makes at the most, if it may repeat the operation.
    pub(crate) fn most_attempts(&self) -> u32 {
        if self.script.first.is_some() { 3 } else { 2 }
    }

    /// How often the request may arrive.
    pub(crate) fn allowed_arrivals(&self, spec: &OperationSpec) -> std::ops::RangeInclusive<usize> {
        let most = usize::try_from(self.most_attempts()).unwrap();
        let repeated = if spec.effect.is_repeatable() { most } else { 1 };
        match self.arrivals {
            Arrivals::Never => 0..=0,
            Arrivals::Once => 1..=1,
            Arrivals::Repeated => repeated..=repeated,
            Arrivals::AtMostRepeated => 0..=repeated,
            Arrivals::TwiceByToken => 2..=2,
            Arrivals::AfterNewToken => {
                let most = if spec.effect.is_repeatable() { most } else { 2 };
                let least = if self.pace == Pace::Endless { 0 } else { most };
                least..=most
            }
        }
    }

    pub(crate) fn allows_success(&self, spec: &OperationSpec) -> bool {
        let is_file = spec.answer == AnswerFormat::Bytes;
        self.is_empty && spec.may_answer_nothing() || self.may_be_file && is_file
    }

    pub(crate) fn allows_kind(&self, spec: &OperationSpec, kind: ErrorKind) -> bool {
        // A login of MK is a rule, whatever needs it.
        let is_rule = spec.path.starts_with("/mk/")
            || self.begins_with_login && spec.path.starts_with("/core-api/");
        match self.kind_of_rules {
            Some(own) if is_rule => own == kind,
            _ => self.kinds.contains(&kind),
        }
    }

    pub(crate) fn allows_outcome(&self, spec: &OperationSpec, outcome: Outcome) -> bool {
        match spec.effect {
            Effect::Read | Effect::Login => outcome == NotDone,
            _ => self.outcomes.contains(&outcome),
        }
    }
}

/// A whole answer.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn json(status: &str, body: &str) -> Act {
    answer(response(status, "content-type: application/json\r\n", body))
}

fn page(status: &str) -> Act {
    let body = "<!DOCTYPE html><html><head><title>Erro</title></head><body>Falha</body></html>";
    answer(response(status, "content-type: text/html;charset=utf-8\r\n", body))
}

fn bare(status: &str, headers: &str) -> Act {
    answer(response(status, headers, ""))
}

fn answer(bytes: Vec<u8>) -> Act {
    Act { when: When::Read, answer: Answer::Bytes(bytes), end: End::Close }
}

/// These bytes, then the end.
fn torn(bytes: &str, end: End) -> Act {
    Act { when: When::Read, answer: Answer::Bytes(bytes.into()), end }
}

fn dynamic(answer: Answer) -> Act {
    Act { when: When::Read, answer, end: End::Close }
}

fn at(when: When, end: End) -> Act {
    Act { when, answer: Answer::Bytes(Vec::new()), end }
}

fn again(piece: impl Into<Vec<u8>>, pause: u64) -> End {
    End::Repeat(piece.into(), Duration::from_millis(pause))
}

const HALF: &str = r#"{"status":"OK","data":[{"id":1,"nome":"Maria"},{"id":2,"no"#;
const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/// Every fault.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = connections();
    rows.extend(not_http());
    rows.extend(without_end());
    rows.extend(answers());
    rows.extend(redirects());
    rows.extend(waits());
    rows.extend(tokens());
    rows.extend(logins());
    rows
}

/// The connection is refused, reset or closed.
fn connections() -> Vec<Row> {
    use Arrivals::{Never, Once, Repeated};

    let lost = |name: &str, act: Act| Row::new(name, act, &[Unreachable], PERHAPS, Repeated);
    let half_body = format!("{HEAD}content-length: 400\r\n\r\n{HALF}");
    let bad_chunk = format!("{HEAD}transfer-encoding: chunked\r\n\r\nZZ\r\n{{}}\r\n0\r\n\r\n");
    let half_chunks = format!("{HEAD}transfer-encoding: chunked\r\n\r\n3a\r\n{HALF}\r\n");
    let mut refused = Row::new("refused", at(When::Read, End::Close), &[Unreachable], NOT, Never);
    refused.refuses_connections = true;
    let mut idle = Row::new(
        "kept connection closed before the request",
        bare("422 Unprocessable", ""),
        &[InvalidInput, Unreachable],
        EITHER,
        Arrivals::AtMostRepeated,
    )
    .kept();
    idle.script.closes_idle = true;
    let before = at(When::Connected, End::Reset);
    vec![
        refused,
        Row::new("reset before the request", before, &[Unreachable], EITHER, Never),
        lost("reset during the request", at(When::FirstByte, End::Reset)),
        lost("reset after the request", at(When::Read, End::Reset)),
        lost("closed after the request", at(When::Read, End::Close)),
        lost("closed in the status line", torn("HTTP/1.1 20", End::Close)),
        lost("reset in the status line", torn("HTTP/1.1 20", End::Reset)),
        lost("closed in the headers", torn(HEAD, End::Close)),
        lost("reset in the headers", torn(HEAD, End::Reset)),
        lost("closed in the body", torn(&half_body, End::Close)),
        lost("reset in the body", torn(&half_body, End::Reset)),
        lost("closed in a chunked body", torn(&half_chunks, End::Close)),
        lost("reset in a chunked body", torn(&half_chunks, End::Reset)),
        lost("a chunk without a length", torn(&bad_chunk, End::Close)),
        lost("kept connection reset during the request", at(When::FirstByte, End::Reset)).kept(),
        lost("kept connection reset after the request", at(When::Read, End::Reset)).kept(),
        lost("kept connection closed after the request", at(When::Read, End::Close)).kept(),
        idle,
        Row::new("half a JSON", json("200 OK", HALF), &[NotUnderstood], PERHAPS, Once),
        Row::new(
            "half a JSON without a length",
            torn(&format!("{HEAD}connection: close\r\n\r\n{HALF}"), End::Close),
            &[NotUnderstood],
            PERHAPS,
            Once,
        ),
    ]
}

/// What is no HTTP, or contradicts itself.
fn not_http() -> Vec<Row> {
    let lengths = format!("{HEAD}content-length: 5\r\ncontent-length: 7\r\n\r\n{{}}");
    [
        ("another protocol", torn("SSH-2.0-OpenSSH_9.6\r\n", End::Close)),
        ("a body without a head", torn("{\"status\":\"OK\"}\r\n\r\n", End::Close)),
        ("a TLS alert", torn("\u{15}\u{3}\u{1}\0\u{2}\u{2}\n", End::Close)),
        ("two lengths", torn(&lengths, End::Close)),
        (
            "a length that is no number",
            torn("HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n", End::Close),
        ),
        ("headers without end", torn("HTTP/1.1 200 OK\r\n", again("x-h: 1\r\n".repeat(8192), 0))),
        ("a header without end", torn("HTTP/1.1 200 OK\r\nx-h: ", again("x".repeat(65536), 0))),
        ("switching protocols", bare("101 Switching Protocols", "")),
    ]
    .map(|(name, act)| Row::new(name, act, &[NotUnderstood], PERHAPS, Arrivals::Once))
    .into()
}

/// What goes on until the client's limits end it.
fn without_end() -> Vec<Row> {
    let slow = |name: &str, act: Act| {
        Row::new(name, act, &[Timeout], PERHAPS, Arrivals::AtMostRepeated).endless()
    };
    let large = |name: &str, head: &str, piece: String| {
        let act = torn(&format!("{HEAD}{head}\r\n"), again(piece, 0));
        Row::new(name, act, &[TooLarge], PERHAPS, Arrivals::Once)
    };
    let chunk = format!("8000\r\n{}\r\n", " ".repeat(0x8000));
    vec![
        slow("no first byte", at(When::Read, End::Hold)),
        slow(
            "nothing after the headers",
            torn(&format!("{HEAD}content-length: 9\r\n\r\n"), End::Hold),
        ),
        slow(
            "nothing after half a body",
            torn(&format!("{HEAD}content-length: 900\r\n\r\n{HALF}"), End::Hold),
        ),
        slow("headers that drip", torn("HTTP/1.1 200 OK\r\nx-h: ", again("x", 5))),
        slow(
            "a body that drips",
            torn(&format!("{HEAD}content-length: 9000\r\n\r\n"), again(" ", 5)),
        ),
        slow(
            "a chunked body that drips",
            torn(&format!("{HEAD}transfer-encoding: chunked\r\n\r\n"), again("1\r\n \r\n", 5)),
        ),
        slow("100 Continue without end", torn("", again("HTTP/1.1 100 Continue\r\n\r\n", 2))),
        slow(
            "103 Early Hints without end",
            torn("", again("HTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n", 2)),
        ),
        slow("a kept connection falls silent", at(When::Read, End::Hold)).kept(),
        large("a chunked body without end", "transfer-encoding: chunked\r\n", chunk),
        large("a body without length and without end", "", " ".repeat(0x8000)),
        large("a body of a petabyte", "content-length: 1125899906842624\r\n", " ".repeat(0x8000)),
    ]
}

/// Answers that are not what was asked for.
fn answers() -> Vec<Row> {
    use Arrivals::{Once, Repeated};

    let not_understood =
        |name: &str, act: Act| Row::new(name, act, &[NotUnderstood], PERHAPS, Once);
    let with_type = |kind: &str, body: &str| {
        answer(response("200 OK", &format!("content-type: {kind}\r\n"), body))
    };
    vec![
        Row::new(
            "500 with a page",
            page("500 Internal Server Error"),
            &[ServerFault],
            PERHAPS,
            Once,
        )
        .of_rules(Configuration),
        Row::new(
            "500 with JSON",
            json("500 Internal Server Error", "{}"),
            &[ServerFault],
            PERHAPS,
            Once,
        ),
        Row::new("502 with a page", page("502 Bad Gateway"), &[Overloaded], PERHAPS, Repeated),
        Row::new("504 with a page", page("504 Gateway Timeout"), &[Overloaded], PERHAPS, Repeated),
        Row::new("408 with a page", page("408 Request Timeout"), &[Timeout], PERHAPS, Repeated),
        Row::new("400 with a page", page("400 Bad Request"), &[InvalidInput], NOT, Once),
        Row::new("403 with a page", page("403 Forbidden"), &[Credential], NOT, Once),
        not_understood("999", bare("999 Unknown", "")),
        not_understood("200 with a page", page("200 OK")),
        not_understood("200 with nothing", bare("200 OK", "")).empty(),
        not_understood("200 with blanks", json("200 OK", " \r\n\t")).empty(),
        not_understood(
            "204",
            answer(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_vec()),
        )
        .empty(),
        not_understood("200 with words", with_type("application/json", "Service unavailable"))
            .may_be_file(),
        not_understood(
            "200 with a picture",
            with_type("image/png", "\u{89}PNG\r\n\u{1a}\n\0\0\0\rIHDR"),
        )
        .may_be_file(),
        not_understood(
            "200 with what is called gzip",
            answer(response("200 OK", "content-encoding: gzip\r\n", "\u{1f}\u{8b}\u{8}\0\0\0")),
        )
        .may_be_file(),
    ]
}

/// Redirects: none is followed.
fn redirects() -> Vec<Row> {
    let row = |name: String, answer: Answer| {
        Row::new(&name, dynamic(answer), &[Configuration], PERHAPS, Arrivals::Once)
    };
    let mut rows: Vec<_> = [301, 302, 303, 307, 308]
        .into_iter()
        .map(|status| row(format!("{status} to another host"), Answer::RedirectElsewhere(status)))
        .collect();
    let same_host = response("307 Moved", "location: /elsewhere\r\n", "");
    rows.push(row("307 to the same host".into(), Answer::Bytes(same_host)));
    rows.push(row("302 to itself".into(), Answer::RedirectToItself));
    rows.push(row("302 to nowhere".into(), Answer::Bytes(response("302 Found", "", ""))));
    rows
}

/// 429 and 503 with every kind of `Retry-After`.
fn waits() -> Vec<Row> {
    use Arrivals::{Once, Repeated};

    let mut rows = Vec::new();
    for (status, outcomes) in [("429 Too Many Requests", NOT), ("503 Unavailable", PERHAPS)] {
        let nines = "9".repeat(400);
        let second = Duration::from_secs(1);
        for (value, arrivals, pause) in [
            ("0", Repeated, Duration::ZERO),
            ("1", Repeated, second),
            (" 1 ", Repeated, second),
            ("3600", Once, Duration::ZERO),
            ("1180591620717411303424", Once, Duration::ZERO),
            (&nines, Once, Duration::ZERO),
            ("-1", Repeated, Duration::ZERO),
            ("1.5", Repeated, Duration::ZERO),
            ("0x10", Repeated, Duration::ZERO),
            ("", Repeated, Duration::ZERO),
            ("soon", Repeated, Duration::ZERO),
            ("\u{e9}\u{1f600}", Repeated, Duration::ZERO),
            ("Wed, 32 Foo 2031 99:99:99 GMT", Repeated, Duration::ZERO),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Repeated, Duration::ZERO),
            ("Fri, 31 Dec 9999 23:59:59 GMT", Once, Duration::ZERO),
        ] {
            let shown: String = value.chars().take(32).collect();
            let name = format!("{} with Retry-After {shown:?}", &status[..3]);
            let act = bare(status, &format!("retry-after: {value}\r\n"));
            rows.push(Row::new(&name, act, &[Overloaded], outcomes, arrivals).pausing(pause));
        }
        let act = bare(status, "");
        let name = format!("{} without Retry-After", &status[..3]);
        rows.push(Row::new(&name, act, &[Overloaded], outcomes, Repeated));
    }
    for (status, outcomes) in [(429, NOT), (503, PERHAPS)] {
        let name = format!("{status} with Retry-After in two seconds, as a date");
        let act = dynamic(Answer::RetryAt(status, 2));
        rows.push(
            Row::new(&name, act, &[Overloaded], outcomes, Repeated)
                // The date has no fractions of a second.
                .pausing(Duration::from_millis(990)),
        );
    }
    rows
}

/// The token is refused, and something else goes wrong then.
fn tokens() -> Vec<Row> {
    use Arrivals::{AfterNewToken, TwiceByToken};

    let refused = || bare("401 Unauthorized", "");
    let then = |name: &str, act: Act, kinds, outcomes| {
        let name = format!("token refused, then {name}");
        Row::new(&name, act, kinds, outcomes, AfterNewToken).after_refusal()
    };
    let final_then = |name: &str, act: Act, kinds, outcomes| {
        let mut row = then(name, act, kinds, outcomes);
        row.arrivals = TwiceByToken;
        row
    };
    let no_login = |name: &str, act: Act, kinds, outcomes| {
        let name = format!("token refused, then the login: {name}");
        Row::new(&name, refused(), kinds, outcomes, Arrivals::Once).after_refusal().login(act)
    };
    vec![
        Row::new("every token refused", refused(), &[Credential], NOT, TwiceByToken),
        then("reset", at(When::Read, End::Reset), &[Unreachable], PERHAPS),
        then("closed", at(When::Read, End::Close), &[Unreachable], PERHAPS),
        then("503", bare("503 Unavailable", ""), &[Overloaded], PERHAPS),
        then("429", bare("429 Too Many Requests", ""), &[Overloaded], NOT),
        final_then("half a JSON", json("200 OK", HALF), &[NotUnderstood], PERHAPS),
        // The time may be over before there is any for a new login: then the refusal is the error.
        then("silence", at(When::Read, End::Hold), &[Timeout, Credential], EITHER).endless(),
        no_login("503", bare("503 Unavailable", ""), &[Overloaded], NOT),
        no_login("reset", at(When::Read, End::Reset), &[Unreachable], NOT),
        no_login("200 with a page", page("200 OK"), &[NotUnderstood], NOT),
        no_login("403", json("403 Forbidden", "{}"), &[Credential], NOT),
        {
            let mut row =
                no_login("silence", at(When::Read, End::Hold), &[Timeout, Credential], EITHER);
            row.arrivals = Arrivals::AtMostRepeated;
            row.endless()
        },
    ]
}

/// The first login fails: nothing of the operation is ever sent.
fn logins() -> Vec<Row> {
    let row = |name: &str, act: Act, kinds| {
        let unused = bare("200 OK", "");
        let name = format!("login: {name}");
        let mut row = Row::new(&name, unused, kinds, NOT, Arrivals::Never).login(act);
        row.begins_with_login = true;
        row
    };
    let mut refused = row("refused connection", at(When::Read, End::Close), &[Unreachable]);
    refused.refuses_connections = true;
    vec![
        refused,
        row("reset after the request", at(When::Read, End::Reset), &[Unreachable]),
        row(
            "reset in the body",
            torn(&format!("{HEAD}content-length: 99\r\n\r\n{{"), End::Reset),
            &[Unreachable],
        ),
        row("half a JSON", json("200 OK", HALF), &[NotUnderstood]),
        row("200 with a page", page("200 OK"), &[NotUnderstood]),
        row("200 with nothing", bare("200 OK", ""), &[NotUnderstood]),
        row("500 with a page", page("500 Internal Server Error"), &[ServerFault])
            .of_rules(Configuration),
        row("503", bare("503 Unavailable", ""), &[Overloaded]),
        row(
            "429 for an hour",
            bare("429 Too Many Requests", "retry-after: 3600\r\n"),
            &[Overloaded],
        ),
        row("302 to itself", dynamic(Answer::RedirectToItself), &[Configuration]),
        row("403", json("403 Forbidden", "{}"), &[Credential]),
        row("silence", at(When::Read, End::Hold), &[Timeout]).endless(),
        row(
            "a body that drips",
            torn(&format!("{HEAD}content-length: 9000\r\n\r\n"), again(" ", 5)),
            &[Timeout],
        )
        .endless(),
        row(
            "a body without end",
            torn(&format!("{HEAD}\r\n"), again(" ".repeat(0x8000), 0)),
            &[TooLarge],
        ),
    ]
}
