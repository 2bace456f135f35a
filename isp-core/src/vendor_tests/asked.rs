//! A call, with all that it shows of itself and of its answer.

use std::fmt::{self, Debug};
use std::future::Future;
use std::pin::Pin;

use serde::Serialize;

use crate::error::Error;
use crate::http::Reply;

type Answer = Pin<Box<dyn Future<Output = Result<Answered, Error>> + Send>>;

/// A call that is not sent yet.
pub struct Asked {
    /// `Debug` of the call.
    pub shown: String,
    /// Sends it.
    pub answer: Answer,
}

/// What a reply shows of its answer.
#[derive(Debug)]
pub struct Answered {
    /// `Debug` of the reply, and the drift.
    pub reply: String,
    /// `Debug` of the value, plain and pretty.
    pub value: String,
    /// The value as JSON.
    pub json: String,
}

impl Asked {
    /// A call, and its future.
    pub fn new<T: Debug + Serialize + Send + 'static>(
        shown: String,
        reply: impl Future<Output = Result<Reply<T>, Error>> + Send + 'static,
    ) -> Self {
        Self::reading(shown, reply, |value| {
            // What cannot be JSON is not shown as JSON.
            (format!("{value:?} {value:#?}"), serde_json::to_string(value).unwrap_or_default())
        })
    }

    /// A call for a file, which is the caller's: only the reply is looked at.
    pub fn file<T: Send + 'static>(
        shown: String,
        reply: impl Future<Output = Result<Reply<T>, Error>> + Send + 'static,
    ) -> Self {
        Self::reading(shown, reply, |_| <(String, String)>::default())
    }

    fn reading<T: Send + 'static>(
        shown: String,
        reply: impl Future<Output = Result<Reply<T>, Error>> + Send + 'static,
        read: fn(&T) -> (String, String),
    ) -> Self {
        let answer = async move {
            let reply = reply.await?;
            let (value, json) = read(&reply.value);
            let reply = format!("{reply:?} {reply:#?} {}", reply.drift());
            Ok(Answered { reply, value, json })
        };
        Self { shown, answer: Box::pin(answer) }
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked").finish_non_exhaustive()
    }
}
