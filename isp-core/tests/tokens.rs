//! Tokens: one login however many wait, early renewal, refusal, single use.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use isp_core::http::CallOptions;
use isp_core::http::vendor::Pipeline;
use isp_core::{Error, ErrorKind};
use support::*;

async fn thousand(pipeline: &Arc<Pipeline>) -> Vec<Result<(), Error>> {
    let tasks = (0..1000).map(|_| {
        let pipeline = Arc::clone(pipeline);
        tokio::spawn(async move { get(&pipeline).await.map(|_| ()) })
    });
    join_all(tasks).await.into_iter().map(Result::unwrap).collect()
}

#[tokio::test(start_paused = true)]
async fn a_thousand_tasks_on_an_empty_cache_make_one_login() {
    let stage = Stage::scenes([]);
    let pipeline = pipeline(&stage);
    assert!(thousand(&pipeline).await.iter().all(Result::is_ok));
    assert_eq!((stage.count("/login"), stage.count("/thing")), (1, 1000));
}

#[tokio::test(start_paused = true)]
async fn with_single_use_tokens_each_call_has_its_own_and_none_is_used_twice() {
    let stage = Stage::new(|seen, n| {
        if seen.path == "/login" {
            return Scene::Answer(200, format!(r#"{{"token":"T{n}","seconds":3600,"uses":1}}"#));
        }
        ok()
    });
    let pipeline = pipeline(&stage);
    assert!(thousand(&pipeline).await.iter().all(Result::is_ok));
    let tokens = stage.tokens("/thing");
    assert_eq!(tokens.len(), 1000);
    assert_eq!(tokens.iter().collect::<HashSet<_>>().len(), 1000, "no token twice");
    assert_eq!(stage.count("/login"), 1000);
}

#[tokio::test(start_paused = true)]
async fn a_token_said_to_serve_no_call_serves_the_one_it_was_obtained_for() {
    let stage = Stage::new(|seen, n| match (&*seen.path, n) {
        ("/login", 0..10) => Scene::Answer(200, format!(r#"{{"token":"T{n}","uses":0}}"#)),
        ("/login", _) => panic!("logins without end"),
        _ => ok(),
    });
    get(&pipeline(&stage)).await.unwrap();
    assert_eq!((stage.count("/login"), stage.count("/thing")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_token_good_for_three_calls_serves_three() {
    let stage = Stage::new(|seen, n| {
        if seen.path == "/login" {
            return Scene::Answer(200, format!(r#"{{"token":"T{n}","uses":3}}"#));
        }
        ok()
    });
    let pipeline = pipeline(&stage);
    for _ in 0..7 {
        get(&pipeline).await.unwrap();
    }
    assert_eq!(stage.count("/login"), 3);
    for token in stage.tokens("/thing").iter().collect::<HashSet<_>>() {
        assert!(stage.tokens("/thing").iter().filter(|t| *t == token).count() <= 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_login_is_asked_once_and_remembered_for_a_while() {
    let stage = Stage::new(|_, _| Scene::Answer(403, "{}".into()));
    let pipeline = pipeline(&stage);
    for result in thousand(&pipeline).await {
        assert!(result.unwrap_err().is_credential());
    }
    assert_eq!(stage.count("/login"), 1);
    tokio::time::advance(Duration::from_secs(31)).await;
    assert!(get(&pipeline).await.is_err());
    assert_eq!((stage.count("/login"), stage.count("/thing")), (2, 0));
}

#[tokio::test(start_paused = true)]
async fn a_login_that_met_a_page_or_a_redirect_is_tried_again_after_a_second() {
    for (status, page) in [(200, "<html></html>"), (302, ""), (500, "<html></html>")] {
        let stage = Stage::new(move |seen, number| match (seen.path.as_str(), number) {
            ("/login", 1) => Scene::Answer(status, page.into()),
            ("/login", _) => token("T"),
            _ => ok(),
        });
        let pipeline = pipeline(&stage);
        for result in thousand(&pipeline).await {
            assert!(!result.unwrap_err().is_credential());
        }
        assert_eq!(stage.count("/login"), 1, "HTTP {status}");
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(get(&pipeline).await.is_ok(), "HTTP {status}");
        assert_eq!(stage.count("/login"), 2, "HTTP {status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_it_ends() {
    let stage = Stage::scenes([]);
    let pipeline = pipeline(&stage);
    get(&pipeline).await.unwrap();
    tokio::time::advance(Duration::from_secs(3600 - 60)).await;
    thousand(&pipeline).await;
    assert_eq!(stage.count("/login"), 2);
    let tokens = stage.tokens("/thing");
    assert_eq!(
        tokens.iter().filter(|t| *t == "T1").count(),
        1000,
        "all but the renewer used the good one"
    );
    get(&pipeline).await.unwrap();
    assert_ne!(stage.tokens("/thing").last().unwrap(), "T1");
}

#[tokio::test(start_paused = true)]
async fn a_failed_early_renewal_keeps_the_good_token() {
    let stage = Stage::new(|seen, n| match (seen.path.as_str(), n) {
        ("/login", 1) => token("good"),
        ("/login", _) => Scene::Answer(500, "{}".into()),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    get(&pipeline).await.unwrap();
    tokio::time::advance(Duration::from_secs(3600 - 60)).await;
    for _ in 0..10 {
        get(&pipeline).await.unwrap();
    }
    assert!(stage.tokens("/thing").iter().all(|token| token == "good"));
    assert_eq!(stage.count("/login"), 2, "one try, then a pause");
}

#[tokio::test(start_paused = true)]
async fn an_ended_token_is_never_sent() {
    let stage = Stage::scenes([]);
    let pipeline = pipeline(&stage);
    get(&pipeline).await.unwrap();
    tokio::time::advance(Duration::from_secs(3600)).await;
    get(&pipeline).await.unwrap();
    assert_eq!(stage.tokens("/thing"), ["T1", "T3"]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_leads_to_one_login_and_one_repetition_for_a_thousand_tasks() {
    let stage = Stage::new(|seen, n| match seen.path.as_str() {
        "/login" => token(if n == 1 { "old" } else { "new" }),
        _ if n > 2 && seen.token == "old" => Scene::Answer(401, "{}".into()),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    get(&pipeline).await.unwrap();
    assert!(thousand(&pipeline).await.iter().all(Result::is_ok));
    assert_eq!(stage.count("/login"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_write_refused_for_its_token_is_repeated_because_nothing_ran() {
    let stage = Stage::scenes([Scene::Answer(401, "{}".into())]);
    let reply = make(&pipeline(&stage)).await.unwrap();
    assert_eq!((reply.attempts, stage.count("/login"), stage.count("/thing")), (2, 2, 2));
}

#[tokio::test(start_paused = true)]
async fn a_new_token_that_is_refused_too_ends_in_credential_without_a_storm() {
    let stage = Stage::new(|seen, n| {
        if seen.path == "/login" {
            token(&format!("T{n}"))
        } else {
            Scene::Answer(401, "{}".into())
        }
    });
    let pipeline = pipeline(&stage);
    assert!(get(&pipeline).await.unwrap_err().is_credential());
    assert_eq!(stage.count("/login"), 2);
    for result in thousand(&pipeline).await {
        assert!(result.unwrap_err().is_credential());
    }
    assert_eq!(stage.count("/login"), 2, "remembered");
}

#[tokio::test(start_paused = true)]
async fn an_ambiguous_403_counts_as_expiry_only_for_an_old_token_and_a_harmless_call() {
    let forbidden = || Scene::Answer(403, "{}".into());
    let stage = Stage::scenes([forbidden()]);
    let pipeline_ = pipeline(&stage);
    assert_eq!(get(&pipeline_).await.unwrap_err().kind(), ErrorKind::Credential);
    assert_eq!(stage.count("/login"), 1, "fresh: it is a matter of rights");

    let stage = Stage::scenes([ok(), forbidden(), ok(), forbidden()]);
    let pipeline_ = pipeline(&stage);
    get(&pipeline_).await.unwrap();
    tokio::time::advance(Duration::from_secs(120)).await;
    get(&pipeline_).await.unwrap();
    assert_eq!(stage.count("/login"), 2, "old: perhaps expired, so log in and repeat");
    tokio::time::advance(Duration::from_secs(120)).await;
    assert!(make(&pipeline_).await.is_err());
    assert_eq!(stage.count("/thing"), 4, "a write is not repeated on a guess");
}

#[tokio::test(start_paused = true)]
async fn a_login_goes_on_for_those_who_still_wait_when_the_first_gives_up() {
    let stage = Stage::new(|seen, _| match seen.path.as_str() {
        "/login" => Scene::Late(Duration::from_secs(5), 200, r#"{"token":"T"}"#.into()),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    let hasty = CallOptions::default();
    let mut impatient = hasty;
    impatient.timeout = Some(Duration::from_secs(1));
    let toy = Toy::new("toy");
    let first = pipeline.call(&toy, GetThing, &impatient);
    let second = get(&pipeline);
    let (first, second) = futures_util::future::join(first, second).await;
    assert_eq!(first.unwrap_err().kind(), ErrorKind::Timeout);
    assert!(second.is_ok());
    assert_eq!(stage.count("/login"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_login_does_not_affect_the_next() {
    let stage = Stage::new(|seen, n| match (seen.path.as_str(), n) {
        ("/login", 1) => Scene::Never,
        ("/login", _) => token("T"),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    let mut impatient = CallOptions::default();
    impatient.timeout = Some(Duration::from_secs(1));
    assert!(pipeline.call(&Toy::new("toy"), GetThing, &impatient).await.is_err());
    tokio::time::advance(Duration::from_secs(3600)).await;
    get(&pipeline).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_number_of_remembered_tokens_is_bounded() {
    let stage = Stage::scenes([]);
    let pipeline = pipeline_with(&stage, |options| options.remembered_tokens = 32);
    for n in 0..200 {
        let name: &'static str = Box::leak(format!("subscriber {n}").into_boxed_str());
        let toy = Toy::new(name);
        pipeline.call(&toy, GetThing, &CallOptions::default()).await.unwrap();
        pipeline.call(&toy, GetThing, &CallOptions::default()).await.unwrap();
        assert!(pipeline.held_tokens() <= 32);
    }
    assert_eq!(stage.count("/login"), 200, "those in use are kept");
}
