//! A long answer is parsed and read away from the worker that serves other tasks.

#![allow(clippy::unwrap_used)]

mod support;

use std::thread::{self, ThreadId};

use isp_core::Error;
use isp_core::http::*;
use isp_core::wire::{DecodeError, Decoded, Drift};
use support::*;

/// Tells on which thread its answer was read.
struct WhereRead;

impl Operation for WhereRead {
    type Output = ThreadId;
    const SPEC: OperationSpec = GetThing::SPEC;

    fn write(&self, _: &mut RequestWriter) -> Result<(), Error> {
        Ok(())
    }

    fn read(&self, _: &Answer) -> Result<Decoded<ThreadId>, DecodeError> {
        Ok(Decoded { value: thread::current().id(), drift: Drift::default() })
    }
}

async fn read_on(body: String) -> ThreadId {
    let stage = Stage::scenes([Scene::Answer(200, body)]);
    let options = CallOptions::default();
    pipeline(&stage).call(&Toy::new("toy"), WhereRead, &options).await.unwrap().into_value()
}

#[tokio::test]
async fn only_a_long_answer_is_read_on_another_thread() {
    let here = thread::current().id();
    let text = |length: usize| format!(r#"{{"n":1,"text":"{}"}}"#, "x".repeat(length));
    assert_eq!(read_on(text(1_000)).await, here);
    assert_ne!(read_on(text(1_000_000)).await, here);
}
