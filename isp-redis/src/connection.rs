//! The connection to Redis: made when it is needed, shared by all calls, dropped when it fails.

use std::time::Duration;

use isp_core::http::TokenStoreError;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, ErrorKind, FromRedisValue, RedisError};
use tokio::sync::Mutex;

/// Together less than the second that a client gives its token store: then the error comes from here,
/// where the connection is dropped.
const CONNECT_LIMIT: Duration = Duration::from_millis(450);
const ANSWER_LIMIT: Duration = Duration::from_millis(450);

pub(crate) struct Connection {
    client: Client,
    /// The connection and its number.
    open: Mutex<(Option<MultiplexedConnection>, u64)>,
}

impl Connection {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, open: Mutex::default() }
    }

    /// Sends a command.
    pub(crate) async fn ask<T: FromRedisValue>(
        &self,
        command: &redis::Cmd,
    ) -> Result<T, TokenStoreError> {
        let (mut connection, number) = self.open().await.map_err(|error| explain(&error))?;
        let answer = command.query_async(&mut connection).await;
        self.judge(answer, number).await
    }

    /// Runs a script, which Redis is given where it does not know it.
    pub(crate) async fn run<T: FromRedisValue>(
        &self,
        script: &redis::ScriptInvocation<'_>,
    ) -> Result<T, TokenStoreError> {
        let (mut connection, number) = self.open().await.map_err(|error| explain(&error))?;
        let answer = script.invoke_async(&mut connection).await;
        self.judge(answer, number).await
    }

    async fn open(&self) -> Result<(MultiplexedConnection, u64), RedisError> {
        let mut open = self.open.lock().await;
        if let (Some(connection), number) = &*open {
            return Ok((connection.clone(), *number));
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_LIMIT))
            .set_response_timeout(Some(ANSWER_LIMIT));
        let connection = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        *open = (Some(connection.clone()), open.1 + 1);
        Ok((connection, open.1))
    }

    async fn judge<T>(
        &self,
        answer: Result<T, RedisError>,
        number: u64,
    ) -> Result<T, TokenStoreError> {
        let error = match answer {
            Ok(answer) => return Ok(answer),
            Err(error) => error,
        };
        // Also after a mere refusal: a server that became a read-only replica is left only so.
        let mut open = self.open.lock().await;
        if open.1 == number {
            open.0 = None;
        }
        Err(explain(&error))
    }
}

fn is_code(text: &str) -> bool {
    text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The class of the error and the code of the server. Its own text may hold an address or an argument.
fn explain(error: &RedisError) -> TokenStoreError {
    let what = match error.kind() {
        _ if error.is_timeout() => "Redis did not answer in time".to_owned(),
        _ if error.is_connection_refusal() => "Redis refused the connection".to_owned(),
        ErrorKind::AuthenticationFailed => "Redis refused the user name or password".to_owned(),
        ErrorKind::Io => "no connection to Redis".to_owned(),
        kind => match error.code().filter(|code| is_code(code)) {
            Some(code) => format!("Redis answered {code}"),
            None => format!("Redis: {kind:?}"),
        },
    };
    TokenStoreError::unavailable(what)
}
