//! The few commands of Redis that the store uses, in this process. It runs no Lua: each script is known
//! by its first line.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

/// How the server treats commands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Treats {
    Well,
    Hangs,
    Refuses(&'static str),
}

#[derive(Clone)]
enum Value {
    Text(Vec<u8>),
    Hash(HashMap<String, Vec<u8>>),
}

struct State {
    treats: Treats,
    values: HashMap<Vec<u8>, (Value, Option<Instant>)>,
    /// The code of each loaded script, by its SHA-1.
    scripts: HashMap<String, String>,
    /// Everything that was received.
    received: Vec<u8>,
}

pub struct FakeRedis {
    state: Arc<Mutex<State>>,
    port: u16,
    server: JoinHandle<()>,
}

impl FakeRedis {
    pub async fn start() -> Self {
        Self::start_at(0).await
    }

    pub async fn start_at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State {
            treats: Treats::Well,
            values: HashMap::new(),
            scripts: HashMap::new(),
            received: Vec::new(),
        }));
        let of_server = Arc::clone(&state);
        let server = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                connections.spawn(serve(socket, Arc::clone(&of_server)));
            }
        });
        Self { state, port, server }
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/", self.port)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn treat(&self, treats: Treats) {
        self.state.lock().unwrap().treats = treats;
    }

    pub fn received(&self) -> Vec<u8> {
        self.state.lock().unwrap().received.clone()
    }

    /// Ends the server and its connections.
    pub async fn stop(self) {
        self.server.abort();
        let _ = self.server.await;
    }
}

async fn serve(socket: TcpStream, state: Arc<Mutex<State>>) {
    let mut socket = BufReader::new(socket);
    while let Some(command) = read_command(&mut socket).await {
        let treats = {
            let mut state = state.lock().unwrap();
            state.received.extend(command.concat());
            state.treats
        };
        let reply = match treats {
            Treats::Hangs => {
                sleep(Duration::from_secs(3600)).await;
                return;
            }
            Treats::Refuses(error) => format!("-{error}\r\n").into_bytes(),
            Treats::Well => state.lock().unwrap().run(&command),
        };
        if socket.write_all(&reply).await.is_err() {
            return;
        }
    }
}

/// `*2\r\n$3\r\nGET\r\n$1\r\nk\r\n`
async fn read_command(socket: &mut BufReader<TcpStream>) -> Option<Vec<Vec<u8>>> {
    let mut parts = Vec::new();
    for _ in 0..read_number(socket, '*').await? {
        let length = read_number(socket, '$').await?;
        let mut part = vec![0; length + 2];
        socket.read_exact(&mut part).await.ok()?;
        part.truncate(length);
        parts.push(part);
    }
    Some(parts)
}

async fn read_number(socket: &mut BufReader<TcpStream>, prefix: char) -> Option<usize> {
    let mut line = String::new();
    socket.read_line(&mut line).await.ok()?;
    line.trim_end().strip_prefix(prefix)?.parse().ok()
}

fn bulk(value: Option<&[u8]>) -> Vec<u8> {
    match value {
        None => b"$-1\r\n".to_vec(),
        Some(value) => [format!("${}\r\n", value.len()).as_bytes(), value, b"\r\n"].concat(),
    }
}

fn integer(value: u64) -> Vec<u8> {
    format!(":{value}\r\n").into_bytes()
}

impl State {
    fn run(&mut self, command: &[Vec<u8>]) -> Vec<u8> {
        let now = Instant::now();
        self.values.retain(|_, (_, until)| until.is_none_or(|until| now < until));
        let texts: Vec<_> = command.iter().map(|part| String::from_utf8_lossy(part)).collect();
        match (&*texts[0], texts.get(1).map(|text| &**text)) {
            ("CLIENT", _) => b"+OK\r\n".to_vec(),
            ("HMGET", _) => {
                let fields = texts[2..].iter().map(|field| bulk(self.field(&command[1], field)));
                let fields: Vec<u8> = fields.flatten().collect();
                [format!("*{}\r\n", texts.len() - 2).as_bytes(), &fields].concat()
            }
            ("SCRIPT", Some("LOAD")) => {
                let hash = redis::Script::new(&texts[2]).get_hash().to_owned();
                self.scripts.insert(hash.clone(), texts[2].to_string());
                bulk(Some(hash.as_bytes()))
            }
            ("EVALSHA", Some(hash)) => match self.scripts.get(hash).cloned() {
                None => b"-NOSCRIPT No matching script.\r\n".to_vec(),
                Some(code) => {
                    let keys: usize = texts[2].parse().unwrap();
                    let (keys, arguments) = command[3..].split_at(keys);
                    integer(self.run_script(&code, keys, arguments))
                }
            },
            other => panic!("the store uses another command: {other:?}"),
        }
    }

    fn run_script(&mut self, code: &str, keys: &[Vec<u8>], arguments: &[Vec<u8>]) -> u64 {
        let after = |millis: &[u8]| Some(Instant::now() + Duration::from_millis(number(millis)));
        match code.lines().next().unwrap() {
            "-- isp-redis: lock" => {
                let [lock, fence, token] = keys else { panic!() };
                if self.values.contains_key(lock) {
                    return 0;
                }
                let kept = self.field(token, "fence").map_or(0, number);
                let next = self.text(fence).map_or(0, number).max(kept) + 1;
                let text = Value::Text(next.to_string().into_bytes());
                self.values.insert(fence.clone(), (text.clone(), after(&arguments[1])));
                self.values.insert(lock.clone(), (text, after(&arguments[0])));
                next
            }
            "-- isp-redis: save" => {
                let [lock, token] = keys else { panic!() };
                let [fence, key, nonce, ciphertext, ttl] = arguments else { panic!() };
                self.release(lock, fence);
                if self.field(token, "fence").is_some_and(|kept| number(kept) > number(fence)) {
                    return 0;
                }
                let fields =
                    [("fence", fence), ("key", key), ("nonce", nonce), ("ciphertext", ciphertext)];
                let fields = fields.map(|(name, value)| (name.to_owned(), value.clone()));
                self.values.insert(token.clone(), (Value::Hash(fields.into()), after(ttl)));
                1
            }
            "-- isp-redis: unlock" => u64::from(self.release(&keys[0], &arguments[0])),
            other => panic!("the store uses another script: {other}"),
        }
    }

    fn release(&mut self, lock: &[u8], fence: &[u8]) -> bool {
        self.text(lock) == Some(fence) && self.values.remove(lock).is_some()
    }

    fn text(&self, key: &[u8]) -> Option<&[u8]> {
        match self.values.get(key)? {
            (Value::Text(text), _) => Some(text),
            (Value::Hash(_), _) => panic!("WRONGTYPE"),
        }
    }

    fn field(&self, key: &[u8], field: &str) -> Option<&[u8]> {
        match self.values.get(key)? {
            (Value::Hash(fields), _) => fields.get(field).map(Vec::as_slice),
            (Value::Text(_), _) => panic!("WRONGTYPE"),
        }
    }
}

fn number(text: &[u8]) -> u64 {
    std::str::from_utf8(text).unwrap().parse().unwrap()
}
