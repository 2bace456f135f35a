//! Both simulators on chosen ports, for clients in any language.
//!
//! ```text
//! cargo run --example simulator -- --mk 127.0.0.1:8080 --voalle 127.0.0.1:8081
//! ```
//!
//! Prints the environment by which the other examples find them, one `NAME=value` a line, and serves
//! until Ctrl-C. Ports that are not chosen are free ones.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "examples talk to people")]

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;

use isp_core::testing::{SharedWorld, World};

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\nusage: simulator [--mk ADDRESS:PORT] [--voalle ADDRESS:PORT]");
            ExitCode::from(2)
        }
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let mut mk_at = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut voalle_at = mk_at;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let at = match word.as_str() {
            "--mk" => &mut mk_at,
            "--voalle" => &mut voalle_at,
            _ => return Err("an unknown argument".into()),
        };
        *at = words.next().ok_or("an address is missing")?.parse()?;
    }

    // One world behind both, as if a provider ran two ERPs side by side.
    let world = SharedWorld::new(World::example());
    let subscriber =
        world.with(|world| world.logins.first().cloned()).ok_or("nobody can log in")?;
    let mk = mk_webservices::simulator::Simulator::builder().start_at(mk_at, world.clone()).await?;
    let voalle = voalle_portal::simulator::Simulator::start_at(voalle_at, world).await?;
    println!("MK_BASE_URL={}", mk.base_url());
    println!("MK_USER_TOKEN={}", mk.user_token());
    println!("MK_PROFILE_PASSWORD={}", mk.profile_password());
    println!("VOALLE_BASE_URL={}", voalle.base_url());
    println!("VOALLE_VERIFY_TOKEN={}", voalle.verify_token());
    println!("VOALLE_CLIENT_ID={}", voalle.client_id());
    println!("VOALLE_CLIENT_SECRET={}", voalle.client_secret());
    println!("VOALLE_USERNAME={}", subscriber.username);
    println!("VOALLE_PASSWORD={}", subscriber.password);
    println!("EXAMPLE_DOCUMENT=52998224725");
    // Where new tickets go: needed only by whoever opens some.
    println!("MK_TICKET_PROCESS=3\nMK_TICKET_CLASSIFICATION=12");
    println!("VOALLE_TICKET_COMPANY_PLACE=1\nVOALLE_TICKET_INCIDENT_TYPE=1011");
    println!("VOALLE_TICKET_SERVICE_LEVEL=11");
    tokio::signal::ctrl_c().await?;
    Ok(())
}
