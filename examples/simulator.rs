//! Runs both simulators, for clients in any language.
//!
//! ```text
//! cargo run --example simulator -- --mk 127.0.0.1:8080 --voalle 127.0.0.1:8081
//! ```
//!
//! Prints the environment variables with which the other examples use them, one `NAME=value` a line,
//! and runs until Ctrl-C. Without an option a simulator listens on a free port.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;

use isp_core::testing::{SharedWorld, World};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\nusage: simulator [--mk ADDRESS:PORT] [--voalle ADDRESS:PORT]");
            ExitCode::from(2)
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let mut mk_address = SocketAddr::from(([127, 0, 0, 1], 0));
    let mut voalle_address = mk_address;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let address = match word.as_str() {
            "--mk" => &mut mk_address,
            "--voalle" => &mut voalle_address,
            _ => return Err("unknown argument".into()),
        };
        *address = words.next().ok_or("an address is missing")?.parse()?;
    }

    // Both show the same world, as if a provider used two ERPs.
    let world = SharedWorld::new(World::example());
    let subscriber =
        world.with(|world| world.logins.first().cloned()).ok_or("no subscriber has a login")?;
    let mk = mk_webservices::simulator::Simulator::builder();
    let mk = mk.start_at(mk_address, world.clone()).await?;
    let voalle = voalle_portal::simulator::Simulator::builder();
    let voalle = voalle.start_at(voalle_address, world).await?;
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
    // The codes with which tickets are opened.
    println!("MK_TICKET_PROCESS=3\nMK_TICKET_CLASSIFICATION=12");
    println!("VOALLE_TICKET_COMPANY_PLACE=1\nVOALLE_TICKET_INCIDENT_TYPE=1011");
    println!("VOALLE_TICKET_SERVICE_LEVEL=11");
    if !(mk_address.ip().is_loopback() && voalle_address.ip().is_loopback()) {
        println!("{}=yes", examples::plaintext::CONSENT);
    }
    tokio::signal::ctrl_c().await?;
    Ok(())
}
