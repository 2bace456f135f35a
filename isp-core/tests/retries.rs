//! What is repeated, how patiently, and what never is.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    missing_docs
)]

mod support;

use std::time::Duration;

use isp_core::http::{CallOptions, Limits};
use isp_core::{ErrorKind, Outcome};
use support::*;
use tokio::time::Instant;

fn busy(status: u16, retry_after: &str) -> Scene {
    Scene::AnswerWith(status, vec![("retry-after", retry_after.into())], "{}".into())
}

/// Everything that can go wrong on the way, and whether nothing can have happened.
fn accidents() -> Vec<(&'static str, Scene, bool)> {
    vec![
        ("no connection", Scene::NoConnection, true),
        ("broken", Scene::Broken, false),
        ("never an answer", Scene::Never, false),
        ("408", Scene::Answer(408, "{}".into()), false),
        ("502", Scene::Answer(502, "<html>".into()), false),
        ("503", Scene::Answer(503, "{}".into()), false),
        ("504", Scene::Answer(504, "{}".into()), false),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_time_limit_of_zero_is_named_and_nothing_is_sent() {
    let stage = Stage::scenes([]);
    let mut options = CallOptions::default();
    options.timeout = Some(Duration::ZERO);
    let called = pipeline(&stage).call(&Toy::new("toy"), MakeThing, &options).await;
    let error = called.unwrap_err();
    assert!(error.to_string().contains("limit of the call is zero"), "{error}");
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::Timeout, Outcome::NotDone));
    assert!(stage.seen.lock().unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_read_survives_any_single_accident() {
    for (name, scene, _) in accidents() {
        let stage = Stage::scenes([scene]);
        let reply = get(&pipeline(&stage)).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!((reply.attempts, stage.count("/thing")), (2, 2), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_is_sent_twice_only_if_it_surely_never_left() {
    for (name, scene, never_left) in accidents() {
        let stage = Stage::scenes([scene]);
        let result = make(&pipeline(&stage)).await;
        if never_left {
            assert_eq!(result.unwrap().attempts, 2, "{name}");
        } else {
            let error = result.unwrap_err();
            assert_eq!(error.outcome(), Outcome::PerhapsDone, "{name}: {error}");
            assert_eq!(stage.count("/thing"), 1, "{name}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_repeated_write_stays_perhaps_done_whatever_its_last_attempt_says() {
    let stage = Stage::scenes([Scene::Broken, Scene::NoConnection, Scene::NoConnection]);
    let options = CallOptions::default();
    let call = pipeline(&stage);
    let error = call.call(&Toy::new("toy"), SetThing, &options).await.unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (3, Outcome::PerhapsDone), "{error}");
}

#[tokio::test(start_paused = true)]
async fn endless_limits_and_lifetimes_do_not_overflow() {
    let stage = Stage::new(|seen, _| match seen.path.as_str() {
        "/login" => Scene::Answer(200, format!(r#"{{"token":"T","seconds":{}}}"#, u64::MAX)),
        _ => ok(),
    });
    let mut limits = Limits::default();
    (limits.total, limits.attempt, limits.login) = (Duration::MAX, Duration::MAX, Duration::MAX);
    let pipeline = pipeline_with(&stage, |options| {
        options.limits = limits;
        options.min_spacing = Duration::MAX;
    });
    get(&pipeline).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_write_turned_away_with_429_is_not_done_and_not_repeated() {
    let stage = Stage::scenes([busy(429, "1")]);
    let error = make(&pipeline(&stage)).await.unwrap_err();
    assert_eq!((error.kind(), stage.count("/thing")), (ErrorKind::Overloaded, 1));
}

#[tokio::test(start_paused = true)]
async fn a_write_whose_answer_cannot_be_read_is_done_only_if_the_answer_proves_it() {
    let answering = |body: &str| Stage::scenes([Scene::Answer(200, body.into())]);
    let stage = answering(r#"{"id":5}"#);
    let error = prove(&pipeline(&stage)).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome()), (ErrorKind::NotUnderstood, Outcome::Done));
    assert_eq!(stage.count("/thing"), 1);

    for body in
        [r#"{"n":1}"#, r#"{"id":0,"n":1}"#, "{}", "[]", r#""Service unavailable""#, "", "<html>"]
    {
        let stage = answering(body);
        let error = prove(&pipeline(&stage)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), stage.count("/thing")),
            (ErrorKind::NotUnderstood, Outcome::PerhapsDone, 1),
            "{body}"
        );
    }

    // The proof of success is undocumented for this one.
    for body in [r#"{"m":1}"#, r#"{"n":"#, "{}", "[]"] {
        let stage = answering(body);
        let error = make(&pipeline(&stage)).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome(), stage.count("/thing")),
            (ErrorKind::NotUnderstood, Outcome::PerhapsDone, 1),
            "{body}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn of_all_statuses_only_401_repeats_a_write_and_only_once() {
    let statuses = (300..=308).chain(400..=431).chain([451, 499]).chain(500..=511).chain([599]);
    for status in statuses {
        for body in ["{}", "", r#"{"status":"ERRO","Mensagem":"Token expirado."}"#, "<html><body>x"]
        {
            let stage = Stage::scenes([Scene::Answer(status, body.into())]);
            let result = make(&pipeline(&stage)).await;
            let (sent, logins) = (stage.count("/thing"), stage.count("/login"));
            if status == 401 {
                assert_eq!((result.unwrap().attempts, sent, logins), (2, 2, 2), "{status} {body}");
                continue;
            }
            assert_eq!((sent, logins), (1, 1), "{status} {body}");
            let outcome = result.unwrap_err().outcome();
            let expected = match status {
                300..=399 | 500..=599 | 408 => Some(Outcome::PerhapsDone),
                403 | 404 | 429 => Some(Outcome::NotDone),
                _ => None,
            };
            assert!(expected.is_none_or(|expected| outcome == expected), "{status}: {outcome:?}");
            assert_ne!(outcome, Outcome::Done, "{status} {body}");
        }
    }
    let stage = Stage::new(|seen, n| {
        if seen.path == "/login" {
            token(&format!("T{n}"))
        } else {
            Scene::Answer(401, "{}".into())
        }
    });
    assert!(make(&pipeline(&stage)).await.unwrap_err().is_credential());
    assert_eq!((stage.count("/thing"), stage.count("/login")), (2, 2), "not a third time");
}

#[tokio::test(start_paused = true)]
async fn an_old_token_that_meets_403_is_dropped_but_the_write_is_not_repeated() {
    let stage = Stage::scenes([ok(), Scene::Answer(403, "{}".into())]);
    let pipeline = pipeline(&stage);
    get(&pipeline).await.unwrap();
    tokio::time::advance(Duration::from_secs(120)).await;
    let error = make(&pipeline).await.unwrap_err();
    assert_eq!((error.outcome(), stage.count("/thing")), (Outcome::NotDone, 2));
}

#[tokio::test(start_paused = true)]
async fn what_is_final_is_not_repeated() {
    for (scene, kind) in [
        (Scene::Answer(400, "{}".into()), ErrorKind::InvalidInput),
        (Scene::Answer(404, "{}".into()), ErrorKind::NotFound),
        (Scene::Answer(500, "{}".into()), ErrorKind::ServerFault),
        (Scene::Answer(302, String::new()), ErrorKind::Configuration),
        (Scene::Answer(200, String::new()), ErrorKind::NotUnderstood),
        (Scene::Answer(200, "<html><body>Login".into()), ErrorKind::NotUnderstood),
        (Scene::Answer(200, r#"{"n":[1"#.into()), ErrorKind::NotUnderstood),
    ] {
        let stage = Stage::scenes([scene.clone()]);
        let error = get(&pipeline(&stage)).await.unwrap_err();
        assert_eq!((error.kind(), stage.count("/thing")), (kind, 1), "{scene:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_in_both_forms() {
    let stage = Stage::scenes([busy(503, "7")]);
    let started = Instant::now();
    get(&pipeline(&stage)).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(7));

    let in_a_while = jiff::Timestamp::now() + Duration::from_secs(20);
    let date = jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&in_a_while)
        .unwrap();
    let stage = Stage::scenes([busy(429, &date)]);
    let started = Instant::now();
    get(&pipeline(&stage)).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(15), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_wait_longer_than_the_deadline_is_told_at_once() {
    let stage = Stage::scenes([busy(503, "3600")]);
    let started = Instant::now();
    let error = get(&pipeline(&stage)).await.unwrap_err();
    assert!(error.to_string().contains("3600 s"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(1));
}

#[tokio::test(start_paused = true)]
async fn a_wait_too_long_to_be_a_number_is_longer_than_the_deadline() {
    for wait in ["18446744073709551615", "18446744073709551616", "99999999999999999999999999"] {
        for status in [429, 503] {
            let stage = Stage::scenes([busy(status, wait)]);
            let error = get(&pipeline(&stage)).await.unwrap_err();
            assert_eq!((error.kind(), stage.count("/thing")), (ErrorKind::Overloaded, 1), "{wait}");
            assert!(error.to_string().contains("longer than this call may take"), "{error}");
        }
    }
    for junk in ["-99999999999999999999", "1e30", "a while"] {
        let stage = Stage::scenes([busy(503, junk)]);
        get(&pipeline(&stage)).await.unwrap();
        assert_eq!(stage.count("/thing"), 2, "{junk}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_deadline_bounds_all_attempts_and_the_login() {
    let stage = Stage::new(|_, _| Scene::Never);
    let mut options = CallOptions::default();
    options.timeout = Some(Duration::from_secs(5));
    let started = Instant::now();
    let error = pipeline(&stage).call(&Toy::new("t"), GetThing, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(started.elapsed().as_secs(), 5);

    let stage = Stage::new(|seen, _| if seen.path == "/login" { token("T") } else { Scene::Never });
    options.attempt_timeout = Some(Duration::from_secs(2));
    let started = Instant::now();
    let error = pipeline(&stage).call(&Toy::new("t"), GetThing, &options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.attempts() > 1 && started.elapsed() <= Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn when_the_shared_quota_is_spent_calls_fail_at_once() {
    let stage = Stage::new(|seen, _| {
        if seen.path == "/login" { token("T") } else { Scene::Answer(503, "{}".into()) }
    });
    let pipeline = pipeline(&stage);
    for _ in 0..50 {
        get(&pipeline).await.unwrap_err();
    }
    assert_eq!(stage.count("/thing"), 50 + 20, "one each, and twenty repetitions in all");
}

#[tokio::test(start_paused = true)]
async fn no_more_calls_than_allowed_are_under_way_and_they_keep_their_distance() {
    let stage = Stage::scenes([]);
    let spacing = Duration::from_millis(100);
    let pipeline = pipeline_with(&stage, |options| {
        options.max_in_flight = 3;
        options.min_spacing = spacing;
    });
    let calls = (0..20).map(|_| get(&pipeline));
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    assert!(stage.most_under_way.load(std::sync::atomic::Ordering::SeqCst) <= 3);
    let starts = stage.started_at.lock().unwrap().clone();
    let things = &starts[1..];
    assert!(things.windows(2).skip(1).all(|pair| pair[1] - pair[0] >= spacing), "{things:?}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_finds_no_free_slot_in_time_says_so() {
    let stage = Stage::new(|seen, _| {
        if seen.path == "/login" {
            token("T")
        } else {
            Scene::Late(Duration::from_secs(20), 200, r#"{"n":1}"#.into())
        }
    });
    let pipeline = pipeline_with(&stage, |options| options.max_in_flight = 1);
    let mut hasty = CallOptions::default();
    hasty.timeout = Some(Duration::from_secs(2));
    let toy = Toy::new("t");
    let (first, second) =
        futures_util::future::join(get(&pipeline), pipeline.call(&toy, GetThing, &hasty)).await;
    assert!(first.is_ok());
    let error = second.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts(), error.outcome()),
        (ErrorKind::Timeout, 0, Outcome::NotDone)
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_beyond_the_limit_is_not_read() {
    let stage =
        Stage::scenes([Scene::Answer(200, format!(r#"{{"n":1,"x":"{}"}}"#, "x".repeat(5000)))]);
    let pipeline = pipeline_with(&stage, |options| options.limits.max_body = 1000);
    let error = get(&pipeline).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[tokio::test(start_paused = true)]
async fn drift_is_reported_and_in_strict_mode_refused() {
    let drifted = || Scene::Answer(200, r#"{"n":"1","neu":true}"#.into());
    let stage = Stage::scenes([drifted(), drifted()]);
    let pipeline = pipeline(&stage);
    let reply = get(&pipeline).await.unwrap();
    assert_eq!((reply.value.n, reply.drift().len()), (1, 2));
    let mut strict = CallOptions::default();
    strict.strict = Some(true);
    let error = pipeline.call(&Toy::new("toy"), GetThing, &strict).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotUnderstood);
    assert!(error.to_string().contains("$.n"), "{error}");
}
