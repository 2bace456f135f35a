//! A call, which is sent only when awaited.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::call_options::CallOptions;
use super::download::Download;
use super::operation::Operation;
use super::reply::Reply;
use super::rows::Rows;
use super::rows_operation::RowsOperation;
use super::vendor::dialect::Dialect;
use super::vendor::pipeline::{Pipeline, Run, UnsentCall};
use crate::error::Error;

/// An operation bound to a pipeline and a dialect. API crates wrap it with
/// [`call_type!`](crate::call_type).
#[derive(Clone)]
#[must_use = "a call does nothing until awaited"]
pub struct Call<O> {
    /// The operation with its arguments.
    pub operation: O,
    /// The options of this call.
    pub options: CallOptions,
    pipeline: Arc<Pipeline>,
    dialect: Arc<dyn Dialect>,
}

impl<O: Operation> Call<O> {
    /// A call of `operation`.
    pub fn new(pipeline: Arc<Pipeline>, dialect: Arc<dyn Dialect>, operation: O) -> Self {
        Self { operation, options: CallOptions::default(), pipeline, dialect }
    }

    /// Sends it.
    #[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
    pub fn send(self) -> impl Future<Output = Result<Reply<O::Output>, Error>> + Send {
        async move { self.pipeline.call(&self.dialect, self.operation, &self.options).await }
    }

    /// Sends it and gives the value alone.
    #[doc(hidden)]
    #[allow(clippy::manual_async_fn, reason = "an `async fn` keeps its arguments twice")]
    pub fn value(self) -> impl Future<Output = Result<O::Output, Error>> + Send {
        async move {
            let reply = self.pipeline.call(&self.dialect, self.operation, &self.options).await?;
            Ok(reply.value)
        }
    }

    /// The call with its request, to be sent later.
    fn unsent(&self) -> UnsentCall {
        UnsentCall {
            written: Run::new(&self.pipeline, &self.dialect, &O::SPEC, &self.options)
                .write(&self.operation),
            pipeline: Arc::clone(&self.pipeline),
            dialect: Arc::clone(&self.dialect),
            spec: &O::SPEC,
            options: self.options,
        }
    }
}

impl<O: RowsOperation> Call<O> {
    /// The rows of the answer, each as soon as it has arrived. Nothing is sent until they are
    /// polled.
    pub fn rows(self) -> Rows<O::Row> {
        Rows::new(self.unsent(), self.operation)
    }
}

impl<O: Operation<Output = Bytes>> Call<O> {
    /// Sends it, and gives the file while it arrives. It is not checked by [`Operation::read`].
    pub async fn download(self) -> Result<Download, Error> {
        Ok(Download::new(self.unsent().open().await?))
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &O::SPEC.name).finish_non_exhaustive()
    }
}

/// Declares an API crate's own `Call`, so that the crate can add each operation's setters to it.
///
/// The type has the options that every call has (`with_…`), [`send`](Call::send) for the whole
/// [`Reply`], and `.await` for the value alone.
#[macro_export]
macro_rules! call_type {
    ($(#[$doc:meta])* $vis:vis struct $name:ident;) => {
        $(#[$doc])*
        #[must_use = "a call does nothing until awaited"]
        $vis struct $name<O>(pub(crate) $crate::http::Call<O>);

        impl<O: $crate::http::Operation> $name<O> {
            /// A time limit for the whole call.
            $vis fn with_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.0.options.timeout = Some(limit);
                self
            }

            /// A time limit for each attempt.
            $vis fn with_attempt_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.0.options.attempt_timeout = Some(limit);
                self
            }

            /// The largest number of requests; 1 turns retries off.
            $vis fn with_max_attempts(mut self, attempts: u32) -> Self {
                self.0.options.max_attempts = Some(attempts);
                self
            }

            /// The largest body, in bytes.
            $vis fn with_max_body(mut self, bytes: usize) -> Self {
                self.0.options.max_body = Some(bytes);
                self
            }

            /// Whether anything unexpected in the answer is an error.
            $vis fn with_strict(mut self, strict: bool) -> Self {
                self.0.options.strict = Some(strict);
                self
            }

            /// Sends it and returns the value with status, headers, attempts and drift.
            $vis async fn send(
                self,
            ) -> ::std::result::Result<$crate::http::Reply<O::Output>, $crate::Error> {
                self.0.send().await
            }
        }

        impl<O: $crate::http::RowsOperation> $name<O> {
            /// The rows of the answer, each as soon as it has arrived: for lists that are too long
            /// to be held at once. Nothing is sent until they are polled.
            $vis fn rows(self) -> $crate::http::Rows<O::Row> {
                self.0.rows()
            }
        }

        impl<O: $crate::http::Operation + 'static> ::std::future::IntoFuture for $name<O> {
            type Output = ::std::result::Result<O::Output, $crate::Error>;
            type IntoFuture = ::std::pin::Pin<
                ::std::boxed::Box<dyn ::std::future::Future<Output = Self::Output> + Send>,
            >;

            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(self.0.value())
            }
        }

        impl<O: $crate::http::Operation> ::std::fmt::Debug for $name<O> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
