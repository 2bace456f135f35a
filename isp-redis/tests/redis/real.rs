//! A real Redis, where there is one: `redis-server` (or `valkey-server`) on the `PATH`, else the one at
//! `REDIS_URL`.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::Stdio;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::sleep;

pub struct RealRedis {
    pub url: String,
    /// Ends with the test.
    _process: Option<Child>,
}

impl RealRedis {
    /// `None`, and a line that says so, where there is none.
    pub async fn find() -> Option<Self> {
        for program in ["redis-server", "valkey-server"] {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            let process = Command::new(program)
                .args(["--bind", "127.0.0.1", "--port", &port.to_string()])
                .args(["--save", "", "--appendonly", "no", "--daemonize", "no"])
                .stdout(Stdio::null())
                .kill_on_drop(true)
                .spawn();
            let process = match process {
                Ok(process) => process,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => panic!("{program} cannot be started: {error}"),
            };
            for _ in 0..100 {
                if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                    let url = format!("redis://127.0.0.1:{port}/");
                    return Some(Self { url, _process: Some(process) });
                }
                sleep(Duration::from_millis(100)).await;
            }
            panic!("{program} does not listen");
        }
        let url = std::env::var("REDIS_URL").ok();
        if url.is_none() {
            println!("SKIPPED with a real Redis: no redis-server on the PATH, no REDIS_URL");
        }
        url.map(|url| Self { url, _process: None })
    }
}
