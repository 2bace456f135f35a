//! Whether an API crate shows a secret or a personal datum: a server that echoes every request, in every
//! way in which servers write, and every kind of failure.

use std::fmt;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::Asked;
use crate::http::{
    BaseUrl, ClientOptions, OperationSpec, ReqwestTransport, RetryPolicy, Transport,
};
use crate::loopback::{
    Echo, EchoServer, InjectedFault, LoopbackServer, SimulatedRequest, SimulatedResponse, Spelling,
};
use crate::testing::{LeakFinder, LeakSearch, LogBuffer};

/// Where nobody listens. A port that was free a moment ago may be another test's by now.
const NOBODY: &str = "http://127.0.0.1:1";

/// In every secret and every text, before and after its awkward characters, so that half of one is
/// found too.
pub const STEM: &str = "Qzxjw7";

/// A secret or text of that kind, with every awkward character.
#[must_use]
pub fn marked(kind: &str) -> String {
    format!("{STEM}{kind} <é\"'&%+/\\~*>?ç=À {STEM}{kind}")
}

/// The echoes that every API may give.
#[must_use]
pub fn common_echoes() -> Vec<Echo> {
    vec![
        Echo::new(500, "text/html", "<html><b>Message</b> {text}</p><b>Report</b>{text}</html>"),
        Echo::new(418, "text/plain", "{text}"),
        Echo::new(200, "text/{text}", "<html>{text}"),
        Echo::new(302, "text/html", "")
            .with_header("location", "/elsewhere?token={text}")
            .with_header("set-cookie", "{text}"),
        Echo::new(200, "text/plain", "{text}"),
        Echo::new(503, "text/plain", "{text}").with_header("retry-after", "{text}"),
    ]
}

/// How a client of the test is built. It makes one attempt.
#[derive(Clone)]
#[non_exhaustive]
pub struct ClientSettings {
    /// The address of everything.
    pub address: String,
    transport: Arc<dyn Transport>,
    /// Whether drift is an error.
    pub strict: bool,
    /// The limit of a call.
    pub timeout: Duration,
    /// One attempt.
    pub retry: RetryPolicy,
}

impl ClientSettings {
    /// How requests are sent.
    #[must_use]
    pub fn transport(&self) -> Arc<dyn Transport> {
        Arc::clone(&self.transport)
    }
}

impl fmt::Debug for ClientSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientSettings").field("address", &self.address).finish_non_exhaustive()
    }
}

/// An API crate, as the search needs it.
pub struct LeakTest {
    /// Its operations.
    pub operations: Vec<&'static OperationSpec>,
    /// What is looked for.
    pub finder: fn() -> LeakFinder,
    /// The forms of answers, each of which repeats the request somewhere. Every operation meets the first
    /// in every spelling, and each of the others in one.
    pub echoes: Vec<Echo>,
    /// The answer to the login of the tested client, and to no other request.
    pub login: fn(&SimulatedRequest) -> Option<SimulatedResponse>,
    /// The calls of an operation by a new client; more than one where not all parameters go together.
    pub calls: fn(&OperationSpec, &ClientSettings) -> Vec<Asked>,
    /// The documented answer of an operation, where there is one.
    pub documented: fn(&OperationSpec) -> Option<Value>,
    /// The mark to put into a text member with this name in lower case, where its value is secret or
    /// personal.
    pub mark: fn(&str) -> Option<String>,
}

/// What was read of documented answers with marks in them.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Models {
    /// How many answers were read.
    pub read: usize,
    /// How many marks were in them.
    pub marks: usize,
    /// The operations whose answer was not read, and why.
    pub unread: Vec<String>,
}

impl fmt::Debug for LeakTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LeakTest").finish_non_exhaustive()
    }
}

impl LeakTest {
    /// Asks everything and searches all that is shown; `log` is what the subscriber of `tracing` writes
    /// to, and `of_client` what a client of these settings shows of itself.
    pub async fn run(
        &self,
        log: &LogBuffer,
        of_client: impl FnOnce(&ClientSettings) -> String,
    ) -> Result<LeakSearch, String> {
        let (echo, server, settings) = self.server().await?;
        let mut search = LeakSearch::new((self.finder)(), log.clone());
        search.text("client", &of_client(&settings))?;
        self.echoed(&mut search, &echo, &settings).await?;
        self.failing(&mut search, &server, &settings).await?;
        for served in server.served() {
            let request = &served.request;
            if request.header("referer").or(request.header("cookie")).is_some() {
                return Err("a request has a referer or a cookie".to_owned());
            }
            if request.path.contains("elsewhere") {
                return Err("a redirect was followed".to_owned());
            }
        }
        self.unanswered(&mut search, &settings).await?;
        search.log("the end")?;
        for (text, whose) in [("isp.call", "our spans"), ("hyper", "the libraries' lines")] {
            if !search.has_logged(text) {
                return Err(format!("{whose} are not captured"));
            }
        }
        Ok(search)
    }

    async fn server(&self) -> Result<(EchoServer, LoopbackServer, ClientSettings), String> {
        let echo = EchoServer::new(self.login);
        let server =
            LoopbackServer::start(echo.clone()).await.map_err(|error| error.to_string())?;
        let address = server.base_url();
        let base = BaseUrl::parse(&address).map_err(|error| error.to_string())?;
        let transport = ReqwestTransport::to(&[&base], &ClientOptions::default());
        let transport = transport.map_err(|error| error.to_string())?;
        let retry = RetryPolicy { max_attempts: 1, ..RetryPolicy::default() };
        let (transport, timeout) = (Arc::new(transport), Duration::from_secs(30));
        Ok((echo, server, ClientSettings { address, transport, strict: false, timeout, retry }))
    }

    /// Every operation with every answer of the server, in every spelling.
    async fn echoed(
        &self,
        search: &mut LeakSearch,
        server: &EchoServer,
        settings: &ClientSettings,
    ) -> Result<(), String> {
        for (number, spec) in self.operations.iter().enumerate() {
            // Each has clients of its own, since a refused token stops others.
            for (at, echo) in self.echoes.iter().enumerate() {
                let one = (number + at) % Spelling::ALL.len();
                for (place, spelling) in Spelling::ALL.into_iter().enumerate() {
                    if at == 0 || place == one {
                        server.answer(echo, spelling);
                        let place = format!("{} {spelling:?} {echo:?}", spec.name);
                        ask(search, &place, (self.calls)(spec, settings), settings).await?;
                    }
                }
            }
            let as_keys = (self.documented)(spec).map(echoed_as_keys);
            for (at, spelling) in Spelling::ALL.into_iter().enumerate() {
                let Some(echo) = &as_keys else { break };
                server.answer(echo, spelling);
                let strict = (number + at) % 2 == 0;
                let settings = ClientSettings { strict, ..settings.clone() };
                let place = format!("{} {spelling:?} as keys", spec.name);
                ask(search, &place, (self.calls)(spec, &settings), &settings).await?;
            }
            search.log(spec.name)?;
        }
        Ok(())
    }

    /// Every operation with every failure of the connection.
    async fn failing(
        &self,
        search: &mut LeakSearch,
        server: &LoopbackServer,
        settings: &ClientSettings,
    ) -> Result<(), String> {
        let faults = [
            InjectedFault::CloseBefore,
            InjectedFault::CutAfter(3),
            InjectedFault::Busy { status: 429, retry_after: marked("wait").replace('é', "") },
            InjectedFault::Redirect(format!("{}/elsewhere?token=x", settings.address)),
            InjectedFault::Body { content_type: "text/plain", body: vec![0xFF, 0xFE, 0, 0x80] },
        ];
        for spec in &self.operations {
            for fault in &faults {
                let place = format!("{} {fault:?}", spec.name);
                for call in (self.calls)(spec, settings) {
                    server.faults().clear();
                    server.faults().inject(path_of(spec), fault.clone());
                    ask(search, &place, vec![call], settings).await?;
                }
            }
            search.log(spec.name)?;
        }
        server.faults().clear();
        Ok(())
    }

    /// Every operation that never gets an answer, and every operation without a server.
    async fn unanswered(
        &self,
        search: &mut LeakSearch,
        settings: &ClientSettings,
    ) -> Result<(), String> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let silent = listener.local_addr().map_err(|error| error.to_string())?;
        for address in [format!("http://{silent}"), NOBODY.to_owned()] {
            let timeout = Duration::from_millis(300);
            let settings = ClientSettings { address: address.clone(), timeout, ..settings.clone() };
            // At the same time, since each waits for its own limit.
            let mut under_way = tokio::task::JoinSet::new();
            for spec in &self.operations {
                for call in (self.calls)(spec, &settings) {
                    let name = spec.name;
                    under_way.spawn(async move { (name, call.answer.await) });
                }
            }
            while let Some(ended) = under_way.join_next().await {
                let (name, answer) = ended.map_err(|error| error.to_string())?;
                match answer {
                    Ok(_) => return Err(format!("{name}: nobody has answered")),
                    Err(error) => search.error(name, &error, &address)?,
                }
            }
        }
        Ok(())
    }

    /// Reads every documented answer with a mark in place of each secret and document: none of them may
    /// be in the `Debug` of the model, and no secret in its JSON, into which documents belong.
    pub async fn models(&self) -> Result<Models, String> {
        let (_, server, settings) = self.server().await?;
        let (finder, secrets) = ((self.finder)(), LeakFinder::new([("password or token", STEM)]));
        let mut models = Models::default();
        for spec in &self.operations {
            let Some(mut answer) = (self.documented)(spec) else { continue };
            let marks = self.put_marks(&mut answer);
            let body = InjectedFault::Body {
                content_type: "application/json",
                body: answer.to_string().into_bytes(),
            };
            for call in (self.calls)(spec, &settings) {
                server.faults().clear();
                server.faults().inject(path_of(spec), body.clone());
                let answered = match call.answer.await {
                    Ok(answered) => answered,
                    Err(error) => {
                        models.unread.push(format!("{}: {error}", spec.name));
                        continue;
                    }
                };
                let shown = answered.reply + &answered.value;
                if let Some(found) = finder.find(&shown).or(secrets.find(&answered.json)) {
                    return Err(format!("{} shows {found:?}", spec.name));
                }
                models.read += 1;
                models.marks += marks;
            }
        }
        Ok(models)
    }

    fn put_marks(&self, answer: &mut Value) -> usize {
        match answer {
            Value::Array(items) => items.iter_mut().map(|item| self.put_marks(item)).sum(),
            Value::Object(members) => members
                .iter_mut()
                .map(|(name, value)| match (self.mark)(&name.to_lowercase()) {
                    Some(mark) if value.is_string() => {
                        *value = mark.into();
                        1
                    }
                    _ => self.put_marks(value),
                })
                .sum(),
            _ => 0,
        }
    }
}

/// The beginning of the operation's path that all its requests have.
fn path_of(spec: &OperationSpec) -> &'static str {
    spec.path.split('{').next().unwrap_or(spec.path)
}

async fn ask(
    search: &mut LeakSearch,
    place: &str,
    calls: Vec<Asked>,
    settings: &ClientSettings,
) -> Result<(), String> {
    for call in calls {
        search.text(place, &call.shown)?;
        match call.answer.await {
            Ok(answered) => search.text(place, &answered.reply)?,
            Err(error) => search.error(place, &error, &settings.address)?,
        }
    }
    Ok(())
}

/// The documented answer, with what was sent as a key that no type knows.
fn echoed_as_keys(mut answer: Value) -> Echo {
    const KEY: &str = "key that no type knows";
    fn add_key(answer: &mut Value) {
        match answer {
            Value::Array(items) => items.iter_mut().for_each(add_key),
            Value::Object(members) => {
                members.values_mut().for_each(add_key);
                members.insert(KEY.to_owned(), 1.into());
            }
            _ => {}
        }
    }
    add_key(&mut answer);
    Echo::new(200, "application/json", answer.to_string().replace(KEY, "{json}"))
}
