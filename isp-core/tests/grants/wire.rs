//! A transport whose answers arrive when the scheduler lets them, and a clock that it moves.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use isp_core::async_trait;
use isp_core::http::{HttpRequest, HttpResponse, Timing, Transport, TransportError};
use tokio::sync::oneshot;

/// How the server treats a request.
#[derive(Debug, Clone)]
pub enum Treatment {
    Answer(u16, String),
    /// No answer ever comes.
    Hang,
}

/// A request under way.
pub struct UnderWay {
    pub path: String,
    pub token: String,
    /// The caller that sent it.
    pub caller: usize,
    /// `None` for one that hangs.
    answer: Option<(u16, String)>,
    reply: oneshot::Sender<HttpResponse>,
}

impl UnderWay {
    /// Whether nobody waits for the answer any more.
    pub fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    pub fn hangs(&self) -> bool {
        self.answer.is_none()
    }

    pub fn status(&self) -> u16 {
        self.answer.as_ref().map_or(0, |(status, _)| *status)
    }

    /// Lets the answer arrive.
    pub fn arrive(self) {
        if let Some((status, body)) = self.answer {
            let _ = self.reply.send(HttpResponse::ready(status, vec![], body));
        }
    }
}

type Watch = Box<dyn FnMut(&UnderWay, &[UnderWay]) + Send>;
type Server = Box<dyn FnMut(&str, &str) -> Treatment + Send>;

/// The server decides when a request arrives; its answer waits for the scheduler.
pub struct Wire {
    pub server: Mutex<Server>,
    pub under_way: Mutex<Vec<UnderWay>>,
    /// The caller that is polled.
    pub running: Mutex<usize>,
    /// Looks at every request before the server does.
    pub watch: Mutex<Watch>,
}

#[async_trait]
impl Transport for Wire {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let url = url::Url::parse(&request.url).unwrap();
        let token = url.query_pairs().find(|(name, _)| name == "token");
        let token = token.map(|(_, token)| token.into_owned()).unwrap_or_default();
        let path = url.path().to_owned();
        let answer = match (self.server.lock().unwrap())(&path, &token) {
            Treatment::Answer(status, body) => Some((status, body)),
            Treatment::Hang => None,
        };
        let (reply, arrived) = oneshot::channel();
        let caller = *self.running.lock().unwrap();
        let request = UnderWay { path, token, caller, answer, reply };
        {
            let mut under_way = self.under_way.lock().unwrap();
            under_way.retain(|other| !other.is_abandoned());
            (self.watch.lock().unwrap())(&request, &under_way);
            under_way.push(request);
        }
        Ok(arrived.await.unwrap())
    }
}

/// A clock that the scheduler moves.
#[derive(Debug, Clone, Default)]
pub struct Clock(Arc<Mutex<(Duration, Vec<Waker>)>>);

impl Clock {
    pub fn advance(&self, by: Duration) {
        let sleepers = {
            let mut clock = self.0.lock().unwrap();
            clock.0 += by;
            std::mem::take(&mut clock.1)
        };
        sleepers.into_iter().for_each(Waker::wake);
    }
}

struct Sleep {
    clock: Clock,
    until: Duration,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut clock = self.clock.0.lock().unwrap();
        if clock.0 >= self.until {
            return Poll::Ready(());
        }
        clock.1.push(context.waker().clone());
        Poll::Pending
    }
}

impl Timing for Clock {
    fn now(&self) -> jiff::Timestamp {
        "2031-02-10T12:00:00Z".parse().unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.0.lock().unwrap().0
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let until = self.elapsed().saturating_add(duration);
        Box::pin(Sleep { clock: self.clone(), until })
    }

    fn jitter(&self) -> f64 {
        0.5
    }
}
