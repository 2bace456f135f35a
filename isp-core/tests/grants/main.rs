//! Tokens under contention: the callers of one login in every order of events.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub
)]

mod choices;
mod scheduler;
#[path = "../support/mod.rs"]
mod support;
mod wire;

use std::collections::HashMap;
use std::time::Duration;

use choices::{Choices, every, random};
use scheduler::Does::{self, A, B, W};
use scheduler::{Ended, Events, Scheduler, ok, refused};
use wire::Treatment;

const HOUR: &str = r#","seconds":3600"#;

/// Every order of events for these few callers, then some orders for these many.
fn explore(few: &[&[Does]], many: &[Does], run: impl Fn(&mut Choices, &[Does])) {
    for callers in few {
        let orders = every(100_000, |choices| run(choices, callers));
        println!("{callers:?}: {orders} orders");
        assert!(orders > 1);
    }
    random(500, |choices| run(choices, many));
}

fn all_succeeded(ended: &Ended) {
    for result in ended.results.iter().flatten() {
        assert!(result.is_ok(), "{result:?}");
    }
}

/// Tokens of an hour; revoked ones are refused.
fn honest() -> Scheduler {
    Scheduler::new(false, |state, path, token| match path {
        "/login" => state.log_in(HOUR),
        _ if state.is_valid(token) => ok(),
        _ => refused(),
    })
}

#[test]
fn callers_without_a_token_share_one_login() {
    explore(&[&[A, A], &[A, B, W]], &[A, A, B, B, W, W], |choices, callers| {
        let ended = honest().run(choices, callers, Events::default());
        all_succeeded(&ended);
        assert_eq!(ended.server.logins, 1);
    });
}

#[test]
fn a_token_revoked_at_any_moment_costs_one_login_and_no_call() {
    let events = Events { revocations: 1, ..Events::default() };
    let servers: [fn() -> Scheduler; 2] = [honest, || honest().after(A, Duration::from_secs(60))];
    for server in servers {
        explore(&[&[A, A], &[A, W]], &[A, A, B, W, W], |choices, callers| {
            let ended = server().run(choices, callers, events);
            all_succeeded(&ended);
            assert!(ended.server.logins <= 2);
        });
    }
}

#[test]
fn an_operation_that_is_refused_whatever_the_token_stops_no_other() {
    fn server() -> Scheduler {
        Scheduler::new(false, |state, path, _| match path {
            "/login" => state.log_in(HOUR),
            "/w" => refused(),
            _ => ok(),
        })
    }
    let servers: [fn() -> Scheduler; 2] = [server, || server().after(A, Duration::from_secs(60))];
    for server in servers {
        explore(&[&[W, B], &[W, W]], &[W, W, W, A, B, B], |choices, callers| {
            let ended = server().run(choices, callers, Events::default());
            for (does, result) in callers.iter().zip(&ended.results) {
                match result.as_ref().unwrap() {
                    Ok(()) => assert_ne!(*does, W),
                    Err(error) => assert!(*does == W && error.is_credential(), "{error}"),
                }
            }
            assert_eq!(ended.server.logins, 2);
        });
    }
}

#[test]
fn tokens_for_one_or_two_calls_are_given_to_no_more() {
    for uses in [1, 2] {
        let members = if uses == 1 { r#","uses":1"# } else { r#","uses":2"# };
        explore(&[&[A, A], &[A, B]], &[A, A, A, B, B, W], |choices, callers| {
            let server = Scheduler::new(uses == 1, |state, path, _| match path {
                "/login" => state.log_in(members),
                _ => ok(),
            });
            let ended = server.run(choices, callers, Events::default());
            all_succeeded(&ended);
            let mut sent = HashMap::new();
            for (_, token) in ended.sent {
                *sent.entry(token).or_insert(0) += 1;
            }
            assert!(sent.values().all(|times| *times <= uses), "{sent:?}");
            assert_eq!(ended.server.logins, callers.len().div_ceil(uses));
        });
    }
}

#[test]
fn single_use_tokens_revoked_at_any_moment_cost_no_call() {
    let events = Events { revocations: 1, ..Events::default() };
    explore(&[&[A, A], &[A, B]], &[A, A, A, A, B, W], |choices, callers| {
        let server = Scheduler::new(true, |state, path, token| match path {
            "/login" => state.log_in(r#","uses":1"#),
            _ if state.is_valid(token) => ok(),
            _ => refused(),
        });
        let ended = server.run(choices, callers, events);
        all_succeeded(&ended);
        assert_eq!(ended.sent.len(), ended.server.logins, "every token is sent once");
    });
}

/// A token with 200 s left, and logins from then on as given.
fn renewed_by(login: fn() -> Option<Treatment>) -> Scheduler {
    let server = Scheduler::new(false, move |state, path, _| match (path, state.logins) {
        ("/login", 0) => state.log_in(HOUR),
        ("/login", _) => match login() {
            None => state.log_in(HOUR),
            Some(other) => {
                state.logins += 1;
                other
            }
        },
        _ => ok(),
    });
    server.after(A, Duration::from_secs(3400))
}

#[test]
fn a_renewal_that_succeeds_fails_or_hangs_costs_no_call() {
    let logins: [fn() -> Option<Treatment>; 4] = [
        || None,
        || Some(Treatment::Hang),
        || Some(Treatment::Answer(500, String::new())),
        || Some(Treatment::Answer(403, "{}".into())),
    ];
    for events in [
        Events::default(),
        Events { advances: (1, Duration::from_secs(3)), ..Events::default() },
        Events { cancellations: 1, ..Events::default() },
    ] {
        for login in logins {
            explore(&[&[A, A], &[A, B]], &[A, A, B, B, W], |choices, callers| {
                let ended = renewed_by(login).run(choices, callers, events);
                all_succeeded(&ended);
                assert!(ended.server.logins <= 2, "one try, then a pause");
                assert!(ended.elapsed <= Duration::from_secs(10), "{:?}", ended.elapsed);
            });
        }
    }
}

#[test]
fn an_ended_token_is_renewed_once_and_never_sent() {
    explore(&[&[A, A], &[A, B]], &[A, A, B, B, W], |choices, callers| {
        let server = honest().after(A, Duration::from_secs(3595));
        let ended = server.run(choices, callers, Events::default());
        all_succeeded(&ended);
        assert_eq!(ended.server.logins, 2);
        assert!(ended.sent[1..].iter().all(|(_, token)| token == "T2"), "{:?}", ended.sent);
    });
}

#[test]
fn cancelled_callers_leave_the_others_unharmed() {
    let one = Events { cancellations: 1, ..Events::default() };
    explore(&[&[A, A], &[A, B]], &[A, A, B, B, W], |choices, callers| {
        let ended = honest().run(choices, callers, one);
        all_succeeded(&ended);
        assert!(ended.server.logins <= 2, "one more for each abandoned");
    });
    // With a revocation besides: too many orders for all of them.
    let both = Events { cancellations: 2, revocations: 1, ..Events::default() };
    random(2_000, |choices| {
        let ended = honest().run(choices, &[A, A, B, W], both);
        all_succeeded(&ended);
        assert!(ended.server.logins <= 4, "one more for each abandoned");
    });
}

#[test]
fn a_login_that_fails_is_asked_once() {
    for status in [403, 500] {
        explore(&[&[A, A], &[A, B, W]], &[A, A, B, B, W], |choices, callers| {
            let server = Scheduler::new(false, move |state, _, _| {
                state.logins += 1;
                Treatment::Answer(status, "{}".into())
            });
            let ended = server.run(choices, callers, Events::default());
            for result in ended.results.iter().flatten() {
                assert_eq!(result.as_ref().unwrap_err().status(), Some(status));
            }
            assert_eq!((ended.server.logins, ended.sent.len()), (1, 0));
        });
    }
}

#[test]
fn replicas_without_a_token_share_one_login() {
    explore(&[&[A, A], &[A, B, W]], &[A, A, B, B, W, W], |choices, callers| {
        let ended = honest().with_replicas(2).run(choices, callers, Events::default());
        all_succeeded(&ended);
        assert_eq!(ended.server.logins, 1);
        assert!(ended.elapsed <= Duration::from_secs(2), "{:?}", ended.elapsed);
    });
}

#[test]
fn a_token_revoked_at_any_moment_costs_all_replicas_one_login_and_no_call() {
    let events = Events { revocations: 1, ..Events::default() };
    let servers: [fn() -> Scheduler; 2] = [
        || honest().with_replicas(2),
        || honest().with_replicas(2).after(A, Duration::from_secs(60)),
    ];
    for server in servers {
        explore(&[&[A, A], &[A, W]], &[A, A, B, W, W], |choices, callers| {
            let ended = server().run(choices, callers, events);
            all_succeeded(&ended);
            assert!(ended.server.logins <= 2);
        });
    }
}

#[test]
fn cancelled_callers_leave_other_replicas_unharmed() {
    let one = Events { cancellations: 1, ..Events::default() };
    explore(&[&[A, A], &[A, B]], &[A, A, B, B, W], |choices, callers| {
        let ended = honest().with_replicas(2).run(choices, callers, one);
        all_succeeded(&ended);
        assert!(ended.server.logins <= 2, "one more for each abandoned");
        // An abandoned lock ends after 22 s.
        assert!(ended.elapsed <= Duration::from_secs(24), "{:?}", ended.elapsed);
    });
}
