//! A toy vendor over a scripted transport, under stopped time.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::struct_field_names,
    clippy::new_ret_no_self
)]

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use isp_core::http::vendor::*;
use isp_core::http::*;
use isp_core::wire::{DecodeError, Decoded, Drift, TextEncoding};
use isp_core::{Error, ErrorKind, Secret, async_trait};
use serde::Deserialize;

/// How the scripted server treats one request.
#[derive(Debug, Clone)]
pub enum Scene {
    Answer(u16, String),
    AnswerWith(u16, Vec<(&'static str, String)>, String),
    Late(Duration, u16, String),
    NoConnection,
    Broken,
    Never,
}

pub fn ok() -> Scene {
    Scene::Answer(200, r#"{"n":1}"#.into())
}

pub fn token(text: &str) -> Scene {
    Scene::Answer(200, format!(r#"{{"token":"{text}","seconds":3600}}"#))
}

/// One request as the transport saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub path: String,
    pub token: String,
}

type Script = Box<dyn Fn(&Seen, usize) -> Scene + Send + Sync>;

/// Answers by script; counts what is under way.
pub struct Stage {
    script: Script,
    pub seen: Mutex<Vec<Seen>>,
    pub under_way: AtomicUsize,
    pub most_under_way: AtomicUsize,
    pub started_at: Mutex<Vec<tokio::time::Instant>>,
}

impl Stage {
    pub fn new(script: impl Fn(&Seen, usize) -> Scene + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self {
            script: Box::new(script),
            seen: Mutex::default(),
            under_way: AtomicUsize::new(0),
            most_under_way: AtomicUsize::new(0),
            started_at: Mutex::default(),
        })
    }

    /// Scenes for `/thing` in order, then `ok`; logins always succeed with a new token.
    pub fn scenes(scenes: impl IntoIterator<Item = Scene>) -> Arc<Self> {
        let scenes = Mutex::new(scenes.into_iter().collect::<VecDeque<_>>());
        Self::new(move |seen, n| {
            if seen.path == "/login" {
                return token(&format!("T{n}"));
            }
            scenes.lock().unwrap().pop_front().unwrap_or_else(ok)
        })
    }

    pub fn count(&self, path: &str) -> usize {
        self.seen.lock().unwrap().iter().filter(|seen| seen.path == path).count()
    }

    /// When the requests of this path were sent.
    pub fn started(&self, path: &str) -> Vec<tokio::time::Instant> {
        let (seen, started) = (self.seen.lock().unwrap(), self.started_at.lock().unwrap());
        let both = seen.iter().zip(started.iter());
        both.filter(|(seen, _)| seen.path == path).map(|(_, at)| *at).collect()
    }

    pub fn tokens(&self, path: &str) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|seen| seen.path == path).map(|seen| seen.token.clone()).collect()
    }
}

/// The transport end of a stage.
pub struct Wire(pub Arc<Stage>);

#[async_trait]
impl Transport for Wire {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let stage = &self.0;
        let url = url::Url::parse(&request.url).unwrap();
        let query = |name: &str| {
            url.query_pairs()
                .find(|(key, _)| key == name)
                .map(|(_, v)| v.into_owned())
                .unwrap_or_default()
        };
        let seen = Seen { path: url.path().to_owned(), token: query("token") };
        let n = {
            let mut all = stage.seen.lock().unwrap();
            all.push(seen.clone());
            all.len()
        };
        stage.started_at.lock().unwrap().push(tokio::time::Instant::now());
        let now = stage.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        stage.most_under_way.fetch_max(now, Ordering::SeqCst);
        let scene = (stage.script)(&seen, n);
        // A moment on the way, so that calls really overlap.
        tokio::time::sleep(Duration::from_millis(10)).await;
        let broken = |kind, what: &str| Err(TransportError::new(kind, what));
        let result = match scene {
            Scene::Answer(status, body) => Ok(HttpResponse::ready(status, vec![], body)),
            Scene::AnswerWith(status, headers, body) => {
                let headers: Vec<_> = headers.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
                Ok(HttpResponse::ready(status, headers, body))
            }
            Scene::Late(delay, status, body) => {
                tokio::time::sleep(delay).await;
                Ok(HttpResponse::ready(status, vec![], body))
            }
            Scene::NoConnection => broken(TransportErrorKind::Connect, "no connection"),
            Scene::Broken => broken(TransportErrorKind::Broken, "the connection broke"),
            Scene::Never => std::future::pending().await,
        };
        stage.under_way.fetch_sub(1, Ordering::SeqCst);
        result
    }
}

#[derive(Debug, Deserialize)]
pub struct Thing {
    pub n: u64,
}

/// A read, and the same as a write: without known proof, to be repeated at will, and with proof.
pub struct GetThing;
pub struct MakeThing;
pub struct SetThing;
pub struct ProveThing;

/// Reads and a write at addresses of their own.
pub struct ReadA;
pub struct ReadB;
pub struct ReadC;
pub struct WriteW;

macro_rules! thing {
    ($name:ident, $path:literal, $effect:ident, $proof:expr) => {
        impl Operation for $name {
            type Output = Thing;
            const SPEC: OperationSpec = OperationSpec::get(stringify!($name), $path)
                .with_effect(Effect::$effect)
                .with_proof($proof);
            fn write(&self, _: &mut RequestWriter) -> Result<(), Error> {
                Ok(())
            }
            fn read(&self, answer: &Answer) -> Result<Decoded<Thing>, DecodeError> {
                answer.decode()
            }
        }
    };
}
thing!(GetThing, "/thing", Read, Proof::Unshown);
thing!(MakeThing, "/thing", Once, Proof::Unshown);
thing!(SetThing, "/thing", Idempotent, Proof::Unshown);
thing!(ProveThing, "/thing", Once, Proof::Member("id"));
thing!(ReadA, "/a", Read, Proof::Unshown);
thing!(ReadB, "/b", Read, Proof::Unshown);
thing!(ReadC, "/c", Read, Proof::Unshown);
thing!(WriteW, "/w", Once, Proof::Unshown);

#[derive(Debug, Deserialize)]
pub struct LoginAnswer {
    token: String,
    seconds: Option<u64>,
    uses: Option<u64>,
}

struct LogIn;

impl Operation for LogIn {
    type Output = LoginAnswer;
    const SPEC: OperationSpec = OperationSpec::get("LogIn", "/login").with_effect(Effect::Login);
    fn write(&self, _: &mut RequestWriter) -> Result<(), Error> {
        Ok(())
    }
    fn read(&self, answer: &Answer) -> Result<Decoded<LoginAnswer>, DecodeError> {
        answer.decode()
    }
}

/// What a login answers besides the token.
struct Facts(Secret);

pub struct Toy {
    base: BaseUrl,
    pub name: &'static str,
}

impl Toy {
    pub fn new(name: &'static str) -> Arc<dyn Dialect> {
        Arc::new(Self { base: BaseUrl::parse("https://toy.example.com").unwrap(), name })
    }

    /// At another address, without login.
    pub fn open(base: BaseUrl) -> Arc<dyn Dialect> {
        Arc::new(Self { base, name: "open" })
    }
}

#[async_trait]
impl Dialect for Toy {
    fn system(&self) -> &'static str {
        "Toy"
    }
    fn base_url(&self, _: &OperationSpec) -> &BaseUrl {
        &self.base
    }
    fn token_key(&self, spec: &OperationSpec) -> Option<TokenKey> {
        (spec.name != "LogIn" && self.name != "open")
            .then(|| TokenKey::new([Secret::new(self.name)]))
    }
    fn account(&self) -> Option<TokenKey> {
        Some(TokenKey::new([Secret::new(self.base.to_string())]))
    }
    fn write_facts(&self, token: &Token) -> Option<Secret> {
        token.facts::<Facts>().map(|facts| facts.0.clone())
    }
    fn read_facts(&self, token: Token, facts: Option<&Secret>) -> Option<Token> {
        Some(token.with_facts(Facts(facts?.clone())))
    }
    fn authorise(&self, _: &OperationSpec, token: &Token) -> Result<(), Error> {
        assert!(token.facts::<Facts>().is_some(), "the facts of a login are kept with its token");
        Ok(())
    }
    async fn login(&self, _: &'static OperationSpec, login: &Login) -> Result<Token, Error> {
        let answer = login.run(LogIn).await?.into_value();
        Ok(Token::new(Secret::new(answer.token))
            .valid_for(answer.seconds.map(Duration::from_secs))
            .good_for(answer.uses)
            .with_facts(Facts(Secret::new("of the login"))))
    }
    fn sign(&self, token: Option<&Token>, request: &mut RequestSigner<'_>) {
        if let Some(token) = token {
            request.secret_query("token", token.secret());
        }
    }
    fn encoding(&self) -> TextEncoding {
        TextEncoding::Utf8
    }
    fn classify(&self, spec: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
        if spec.name == "LogIn" && answer.status == 403 {
            return Err(Fault::new(ErrorKind::Credential, "wrong password"));
        }
        if let Some(fault) = Fault::from_status(answer).or_else(|| Fault::not_json(answer)) {
            return Err(fault);
        }
        let proven = answer.json().is_ok_and(|json| spec.proof.holds(json, false));
        if spec.proof.is_shown() && !proven {
            return Err(Fault::new(ErrorKind::NotUnderstood, "no proof").perhaps_done());
        }
        Ok(Drift::default())
    }
    fn secrets(&self) -> Vec<Secret> {
        Vec::new()
    }
}

pub fn pipeline(stage: &Arc<Stage>) -> Arc<Pipeline> {
    pipeline_with(stage, |options| options.max_in_flight = 2000)
}

pub fn pipeline_with(stage: &Arc<Stage>, change: impl FnOnce(&mut ClientOptions)) -> Arc<Pipeline> {
    let mut options = ClientOptions::default();
    change(&mut options);
    Arc::new(Pipeline::new(Arc::new(Wire(Arc::clone(stage))), &options))
}

pub async fn get(pipeline: &Arc<Pipeline>) -> Result<Reply<Thing>, Error> {
    pipeline.call(&Toy::new("toy"), GetThing, &CallOptions::default()).await
}

pub async fn prove(pipeline: &Arc<Pipeline>) -> Result<Reply<Thing>, Error> {
    pipeline.call(&Toy::new("toy"), ProveThing, &CallOptions::default()).await
}

pub async fn make(pipeline: &Arc<Pipeline>) -> Result<Reply<Thing>, Error> {
    pipeline.call(&Toy::new("toy"), MakeThing, &CallOptions::default()).await
}
