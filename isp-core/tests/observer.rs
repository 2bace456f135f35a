//! What an observer hears: every attempt, login, drift and finished call, and no secret.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use isp_core::http::vendor::*;
use isp_core::http::*;
use isp_core::{ErrorKind, Outcome};
use support::*;

/// Keeps the `Debug` text of every event, and the facts that the tests compare.
#[derive(Default)]
struct Ears {
    printed: Mutex<Vec<String>>,
    attempts: Mutex<Vec<Attempt>>,
    logins: Mutex<Vec<LoginAttempt>>,
    drifts: Mutex<Vec<(&'static str, usize)>>,
    finished: Mutex<Vec<FinishedCall>>,
}

impl Observer for Ears {
    fn attempt(&self, attempt: &Attempt) {
        self.printed.lock().unwrap().push(format!("{attempt:?}"));
        self.attempts.lock().unwrap().push(attempt.clone());
    }
    fn login(&self, login: &LoginAttempt) {
        self.printed.lock().unwrap().push(format!("{login:?}"));
        self.logins.lock().unwrap().push(login.clone());
    }
    fn drift(&self, drift: &ObservedDrift<'_>) {
        self.printed.lock().unwrap().push(format!("{drift:?}"));
        self.drifts.lock().unwrap().push((drift.operation, drift.drift.len()));
    }
    fn finished(&self, call: &FinishedCall) {
        self.printed.lock().unwrap().push(format!("{call:?}"));
        self.finished.lock().unwrap().push(call.clone());
    }
}

impl Ears {
    /// Of each attempt: operation, number, status, failure.
    fn attempts(&self) -> Vec<(&'static str, u32, Option<u16>, Option<ErrorKind>)> {
        let attempts = self.attempts.lock().unwrap();
        attempts.iter().map(|a| (a.operation, a.number, a.status, a.failure)).collect()
    }

    /// Of each finished call but logins: operation, attempts, status, failure, outcome.
    #[allow(clippy::type_complexity)]
    fn calls(&self) -> Vec<(&'static str, u32, Option<u16>, Option<ErrorKind>, Option<Outcome>)> {
        let finished = self.finished.lock().unwrap();
        let calls = finished.iter().filter(|call| call.effect != Effect::Login);
        calls.map(|c| (c.operation, c.attempts, c.status, c.failure, c.outcome)).collect()
    }

    fn logins(&self) -> Vec<(&'static str, Option<ErrorKind>)> {
        self.logins.lock().unwrap().iter().map(|login| (login.operation, login.failure)).collect()
    }

    /// How many steps of a login ended.
    fn login_steps(&self) -> usize {
        let finished = self.finished.lock().unwrap();
        finished.iter().filter(|call| call.effect == Effect::Login).count()
    }
}

fn heard(stage: &Arc<Stage>) -> (Arc<Pipeline>, Arc<Ears>) {
    let ears = Arc::new(Ears::default());
    let pipeline = pipeline_with(stage, |options| options.observer = Some(Arc::clone(&ears) as _));
    (pipeline, ears)
}

#[tokio::test(start_paused = true)]
async fn a_good_call_is_one_login_its_attempts_and_one_end() {
    let stage = Stage::scenes([]);
    let (pipeline, ears) = heard(&stage);
    get(&pipeline).await.unwrap();
    get(&pipeline).await.unwrap();
    assert_eq!(ears.logins(), [("GetThing", None)]);
    let once = ("GetThing", 1, Some(200), None);
    assert_eq!(ears.attempts(), [("LogIn", 1, Some(200), None), once, once]);
    let end = ("GetThing", 1, Some(200), None, None);
    assert_eq!((ears.calls(), ears.login_steps()), (vec![end, end], 1));
    assert!(ears.drifts.lock().unwrap().is_empty());
    let finished = ears.finished.lock().unwrap();
    assert!(finished.iter().all(|call| call.system == "Toy"));
    assert!(finished.iter().all(|call| call.elapsed >= Duration::from_millis(10)));
}

#[tokio::test(start_paused = true)]
async fn every_repetition_is_heard_and_the_call_ends_once() {
    let stage = Stage::scenes([Scene::NoConnection, Scene::Answer(503, "{}".into())]);
    let (pipeline, ears) = heard(&stage);
    get(&pipeline).await.unwrap();
    assert_eq!(
        ears.attempts(),
        [
            ("LogIn", 1, Some(200), None),
            ("GetThing", 1, None, Some(ErrorKind::Unreachable)),
            ("GetThing", 2, Some(503), Some(ErrorKind::Overloaded)),
            ("GetThing", 3, Some(200), None),
        ]
    );
    assert_eq!(ears.calls(), [("GetThing", 3, Some(200), None, None)]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_a_second_login() {
    let stage = Stage::scenes([Scene::Answer(401, "{}".into())]);
    let (pipeline, ears) = heard(&stage);
    make(&pipeline).await.unwrap();
    assert_eq!(ears.logins(), [("MakeThing", None), ("MakeThing", None)]);
    assert_eq!(ears.calls(), [("MakeThing", 2, Some(200), None, None)]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_login_is_heard_once_however_many_wait_for_it() {
    let stage = Stage::new(|_, _| Scene::Answer(403, "{}".into()));
    let (pipeline, ears) = heard(&stage);
    let calls = (0..50).map(|_| get(&pipeline));
    for result in futures_util::future::join_all(calls).await {
        assert!(result.unwrap_err().is_credential());
    }
    assert_eq!(ears.logins(), [("GetThing", Some(ErrorKind::Credential))]);
    let calls = ears.calls();
    assert_eq!(calls.len(), 50);
    let end = ("GetThing", 0, None, Some(ErrorKind::Credential), None);
    assert!(calls.iter().all(|call| *call == end), "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_failed_write_tells_whether_it_may_be_done() {
    for (scene, status, kind, outcome) in [
        (Scene::Broken, None, ErrorKind::Unreachable, Outcome::PerhapsDone),
        (Scene::Answer(504, "{}".into()), Some(504), ErrorKind::Overloaded, Outcome::PerhapsDone),
        (Scene::Answer(400, "{}".into()), Some(400), ErrorKind::InvalidInput, Outcome::NotDone),
        (
            Scene::Answer(200, r#"{"id":5}"#.into()),
            Some(200),
            ErrorKind::NotUnderstood,
            Outcome::Done,
        ),
    ] {
        let stage = Stage::scenes([scene.clone()]);
        let (pipeline, ears) = heard(&stage);
        prove(&pipeline).await.unwrap_err();
        let end = ("ProveThing", 1, status, Some(kind), Some(outcome));
        assert_eq!(ears.calls(), [end], "{scene:?}");
    }
    let stage = Stage::scenes([Scene::Answer(500, "{}".into())]);
    let (pipeline, ears) = heard(&stage);
    get(&pipeline).await.unwrap_err();
    let end = ("GetThing", 1, Some(500), Some(ErrorKind::ServerFault), None);
    assert_eq!(ears.calls(), [end], "a read has no outcome");
}

#[tokio::test(start_paused = true)]
async fn drift_is_heard_and_its_values_are_not() {
    let stage = Stage::scenes([Scene::Answer(200, r#"{"n":"1","segredo":"52998224725"}"#.into())]);
    let (pipeline, ears) = heard(&stage);
    get(&pipeline).await.unwrap();
    assert_eq!(*ears.drifts.lock().unwrap(), [("GetThing", 2)]);
    let printed = ears.printed.lock().unwrap().join("\n");
    assert!(printed.contains("segredo") && !printed.contains("52998224725"), "{printed}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_gets_no_permit_ends_without_an_attempt() {
    let stage = Stage::new(|seen, _| if seen.path == "/login" { token("T") } else { Scene::Never });
    let ears = Arc::new(Ears::default());
    let pipeline = pipeline_with(&stage, |options| {
        options.max_in_flight = 1;
        options.observer = Some(Arc::clone(&ears) as _);
    });
    let mut hasty = CallOptions::default();
    hasty.timeout = Some(Duration::from_secs(2));
    let toy = Toy::new("toy");
    let (first, second) = futures_util::future::join(
        pipeline.call(&toy, GetThing, &hasty),
        pipeline.call(&toy, MakeThing, &hasty),
    )
    .await;
    assert!(first.is_err() && second.is_err());
    let calls = ears.calls();
    let end = ("MakeThing", 0, None, Some(ErrorKind::Timeout), Some(Outcome::NotDone));
    assert!(calls.contains(&end), "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn no_event_holds_a_secret_an_address_or_a_text_of_the_erp() {
    const MESSAGE: &str = "Cliente MARIA nao localizado";
    let failing = |status| Scene::Answer(status, format!(r#"{{"message":"{MESSAGE}"}}"#));
    let scenes = [ok(), failing(404), failing(500), Scene::Broken, failing(401), failing(403)];
    let scenes = Mutex::new(std::collections::VecDeque::from(scenes));
    let stage = Stage::new(move |seen, n| match seen.path.as_str() {
        "/login" => token(&format!("session-token-{n}")),
        _ => scenes.lock().unwrap().pop_front().unwrap_or_else(ok),
    });
    let (pipeline, ears) = heard(&stage);
    for _ in 0..4 {
        let _ = get(&pipeline).await;
        let _ = make(&pipeline).await;
    }
    let printed = ears.printed.lock().unwrap();
    assert!(printed.len() > 20, "{}", printed.len());
    for event in printed.iter() {
        for secret in ["session-token", "toy.example.com", "/thing", MESSAGE, "MARIA"] {
            assert!(!event.contains(secret), "{secret}: {event}");
        }
    }
}
