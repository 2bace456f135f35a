//! A refused token: what is refused stops, and nothing else does.

#![allow(clippy::unwrap_used, missing_docs)]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{join, join_all};
use isp_core::http::vendor::Pipeline;
use isp_core::http::{CallOptions, Operation};
use isp_core::{Error, ErrorKind};
use support::*;
use tokio::time::Instant;

async fn call<O: Operation>(pipeline: &Arc<Pipeline>, operation: O) -> Result<O::Output, Error> {
    let reply = pipeline.call(&Toy::new("toy"), operation, &CallOptions::default()).await?;
    Ok(reply.into_value())
}

async fn within<O: Operation>(
    pipeline: &Arc<Pipeline>,
    limit: Duration,
    operation: O,
) -> Result<O::Output, Error> {
    let mut options = CallOptions::default();
    options.timeout = Some(limit);
    let reply = pipeline.call(&Toy::new("toy"), operation, &options).await?;
    Ok(reply.into_value())
}

fn refused() -> Scene {
    Scene::Answer(401, "{}".into())
}

/// Logins succeed, these paths are refused, the rest is answered.
fn refusing(paths: &'static [&'static str]) -> Arc<Stage> {
    Stage::new(move |seen, n| match seen.path.as_str() {
        "/login" => token(&format!("T{n}")),
        path if paths.contains(&path) => refused(),
        _ => ok(),
    })
}

#[tokio::test(start_paused = true)]
async fn one_refused_write_stops_no_healthy_read() {
    let stage = refusing(&["/w"]);
    let pipeline = pipeline(&stage);
    assert!(call(&pipeline, WriteW).await.unwrap_err().is_credential());
    for _ in 0..20 {
        call(&pipeline, ReadA).await.unwrap();
    }
    assert!(call(&pipeline, WriteW).await.unwrap_err().is_credential());
    assert_eq!((stage.count("/w"), stage.count("/a"), stage.count("/login")), (2, 20, 2));
}

#[tokio::test(start_paused = true)]
async fn a_thousand_tasks_at_a_refused_operation_make_one_new_login() {
    let stage = refusing(&["/a"]);
    let pipeline = pipeline(&stage);
    call(&pipeline, ReadB).await.unwrap();
    for _ in 0..3 {
        let calls = (0..1000).map(|n| {
            let pipeline = Arc::clone(&pipeline);
            async move {
                if n % 10 == 0 {
                    call(&pipeline, ReadB).await
                } else {
                    call(&pipeline, ReadA).await
                }
            }
        });
        let results = join_all(calls).await;
        for (n, result) in results.into_iter().enumerate() {
            match result {
                Ok(_) => assert_eq!(n % 10, 0),
                Err(error) => assert!(error.is_credential() && n % 10 != 0, "{error}"),
            }
        }
    }
    assert_eq!(stage.count("/login"), 2);
    assert_eq!(stage.count("/a"), 2 * 900, "remembered after the first thousand");
}

#[tokio::test(start_paused = true)]
async fn a_refused_operation_is_tried_again_after_a_while() {
    let stage = Stage::new(|seen, n| match seen.path.as_str() {
        "/login" => token(&format!("T{n}")),
        "/a" if n < 6 => refused(),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    assert!(call(&pipeline, ReadA).await.is_err());
    tokio::time::advance(Duration::from_millis(900)).await;
    assert!(call(&pipeline, ReadA).await.is_err());
    assert_eq!(stage.count("/a"), 2);
    tokio::time::advance(Duration::from_millis(200)).await;
    call(&pipeline, ReadA).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_new_token_that_is_revoked_at_once_stops_calls_for_a_second_not_for_thirty() {
    let stage = Stage::new(|seen, n| match (seen.path.as_str(), seen.token.as_str()) {
        ("/login", _) => token(&format!("T{n}")),
        (_, "T1" | "T3") => refused(),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    for _ in 0..2 {
        assert!(call(&pipeline, ReadA).await.unwrap_err().is_credential());
        assert!(call(&pipeline, ReadB).await.unwrap_err().is_credential());
    }
    assert_eq!(stage.count("/login"), 2);
    tokio::time::advance(Duration::from_millis(1001)).await;
    call(&pipeline, ReadA).await.unwrap();
    call(&pipeline, ReadB).await.unwrap();
    assert_eq!(stage.count("/login"), 3);
}

#[tokio::test(start_paused = true)]
async fn an_operation_that_is_always_refused_logs_in_ever_more_rarely() {
    let stage = refusing(&["/a"]);
    let pipeline = pipeline(&stage);
    call(&pipeline, ReadB).await.unwrap();
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(130) {
        assert!(call(&pipeline, ReadA).await.unwrap_err().is_credential());
        tokio::time::advance(Duration::from_millis(100)).await;
    }
    let logins = stage.started("/login");
    let pauses: Vec<u64> =
        logins.windows(2).skip(1).map(|pair| (pair[1] - pair[0]).as_secs()).collect();
    assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30, 30]);
}

#[tokio::test(start_paused = true)]
async fn an_operation_refused_for_some_arguments_goes_on_for_others() {
    let denied = Arc::new(AtomicBool::new(false));
    let stage = {
        let denied = Arc::clone(&denied);
        Stage::new(move |seen, n| match seen.path.as_str() {
            "/login" => token(&format!("T{n}")),
            _ if denied.load(Ordering::SeqCst) => refused(),
            _ => ok(),
        })
    };
    let pipeline = pipeline(&stage);
    call(&pipeline, ReadA).await.unwrap();
    for _ in 0..10 {
        denied.store(true, Ordering::SeqCst);
        assert!(call(&pipeline, ReadA).await.unwrap_err().is_credential());
        denied.store(false, Ordering::SeqCst);
        call(&pipeline, ReadA).await.unwrap();
    }
    assert_eq!(stage.count("/login"), 2, "one new login for all refusals");
}

#[tokio::test(start_paused = true)]
async fn a_login_under_which_everything_is_refused_is_repeated_once_for_all_operations() {
    let stage = refusing(&["/a", "/b", "/c", "/w"]);
    let pipeline = pipeline(&stage);
    for _ in 0..3 {
        assert!(call(&pipeline, ReadA).await.unwrap_err().is_credential());
        assert!(call(&pipeline, ReadB).await.unwrap_err().is_credential());
        assert!(call(&pipeline, ReadC).await.unwrap_err().is_credential());
        assert!(call(&pipeline, WriteW).await.unwrap_err().is_credential());
    }
    assert_eq!(stage.count("/login"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_success_allows_the_next_refused_operation_its_new_login() {
    let stage = Stage::new(|seen, n| match seen.path.as_str() {
        "/login" => token(&format!("T{n}")),
        "/a" => refused(),
        "/c" if n < 8 => refused(),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    assert!(call(&pipeline, ReadA).await.is_err());
    call(&pipeline, ReadB).await.unwrap();
    call(&pipeline, ReadC).await.unwrap();
    assert_eq!(stage.count("/login"), 3);
}

#[tokio::test(start_paused = true)]
async fn while_the_login_after_a_refusal_hangs_the_others_keep_their_token() {
    let stage = Stage::new(|seen, n| match (seen.path.as_str(), n) {
        ("/login", 1) => token("T"),
        ("/login", _) => Scene::Never,
        ("/a", _) => refused(),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    let healthy = async {
        call(&pipeline, ReadB).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        for _ in 0..20 {
            within(&pipeline, Duration::from_secs(2), ReadB).await.unwrap();
        }
    };
    let (refused, ()) = join(call(&pipeline, ReadA), healthy).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!((stage.count("/b"), stage.count("/login")), (21, 2));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_without_time_for_a_new_login_is_not_remembered() {
    let stage = Stage::new(|seen, n| match (seen.path.as_str(), n) {
        ("/login", _) => token("T"),
        (_, 0..3) => Scene::Late(Duration::from_secs(1), 401, "{}".into()),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    assert!(within(&pipeline, Duration::from_millis(1020), ReadA).await.is_err());
    call(&pipeline, ReadA).await.unwrap();
}

/// A login with a token of 3600 s, then logins that hang.
fn hanging_renewals() -> Arc<Stage> {
    Stage::new(|seen, n| match (seen.path.as_str(), n) {
        ("/login", 1) => token("T"),
        ("/login", _) => Scene::Never,
        _ => ok(),
    })
}

#[tokio::test(start_paused = true)]
async fn a_hanging_renewal_delays_one_call_and_fails_none() {
    for (limit, left) in [(2, 10), (60, 10), (2, 200), (60, 200)] {
        let stage = hanging_renewals();
        let pipeline = pipeline(&stage);
        call(&pipeline, ReadA).await.unwrap();
        tokio::time::advance(Duration::from_secs(3600 - left)).await;
        let started = Instant::now();
        for n in 0..20 {
            let result = within(&pipeline, Duration::from_secs(limit), ReadA).await;
            assert!(result.is_ok(), "call {n} of at most {limit} s, {left} s before the end");
        }
        assert_eq!((stage.count("/a"), stage.count("/login")), (21, 2));
        assert!(started.elapsed() < Duration::from_secs(6), "{:?}", started.elapsed());
        assert!(stage.tokens("/a").iter().all(|token| token == "T"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_renewal_abandoned_with_its_caller_is_not_tried_again_at_once() {
    let stage = hanging_renewals();
    let pipeline = pipeline(&stage);
    call(&pipeline, ReadA).await.unwrap();
    tokio::time::advance(Duration::from_secs(3600 - 200)).await;
    let moment = Duration::from_millis(30);
    assert!(tokio::time::timeout(moment, call(&pipeline, ReadA)).await.is_err(), "abandoned");
    for _ in 0..20 {
        tokio::time::timeout(moment, call(&pipeline, ReadA)).await.unwrap().unwrap();
    }
    assert_eq!(stage.count("/login"), 2);
    tokio::time::advance(Duration::from_secs(15)).await;
    call(&pipeline, ReadA).await.unwrap();
    assert_eq!(stage.count("/login"), 3, "tried again after a pause");
}

#[tokio::test(start_paused = true)]
async fn a_forbidden_operation_does_not_take_the_token_from_the_others() {
    let stage = Stage::new(|seen, n| match (seen.path.as_str(), n) {
        ("/login", 1) => token("T"),
        ("/login" | "/a", _) => Scene::Answer(403, "{}".into()),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    call(&pipeline, ReadB).await.unwrap();
    tokio::time::advance(Duration::from_secs(120)).await;
    assert!(call(&pipeline, ReadA).await.unwrap_err().is_credential());
    for _ in 0..20 {
        call(&pipeline, ReadB).await.unwrap();
    }
    assert_eq!(stage.count("/login"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_write_waits_for_the_new_login_rather_than_carry_a_token_that_was_refused() {
    let stage = Stage::new(|seen, n| match (seen.path.as_str(), n) {
        ("/login", 1) => token("old"),
        ("/login", _) => {
            let token = r#"{"token":"new","seconds":3600}"#;
            Scene::Late(Duration::from_secs(1), 200, token.into())
        }
        (_, 3..) if seen.token == "old" => refused(),
        _ => ok(),
    });
    let pipeline = pipeline(&stage);
    call(&pipeline, ReadA).await.unwrap();
    let write = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        call(&pipeline, WriteW).await
    };
    let (read, write) = join(call(&pipeline, ReadA), write).await;
    assert!(read.is_ok() && write.is_ok());
    assert_eq!(stage.tokens("/w"), ["new"]);
    assert_eq!(stage.count("/login"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_perhaps_ended_is_renewed_by_the_next_call_unless_it_succeeds_before() {
    for succeeds_before in [false, true] {
        let stage = Stage::new(|seen, n| match seen.path.as_str() {
            "/login" => token(&format!("T{n}")),
            "/w" => Scene::Answer(403, "{}".into()),
            "/b" => Scene::Late(Duration::from_secs(1), 200, r#"{"n":1}"#.into()),
            _ => ok(),
        });
        let pipeline = pipeline(&stage);
        call(&pipeline, ReadA).await.unwrap();
        tokio::time::advance(Duration::from_secs(120)).await;
        let slow = async {
            if succeeds_before {
                call(&pipeline, ReadB).await.unwrap();
            }
        };
        let (refused, ()) = join(call(&pipeline, WriteW), slow).await;
        assert!(refused.unwrap_err().is_credential());
        call(&pipeline, ReadA).await.unwrap();
        assert_eq!(stage.count("/login"), if succeeds_before { 1 } else { 2 });
    }
}
