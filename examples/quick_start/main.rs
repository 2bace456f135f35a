//! The program of the README, word for word: what a customer owes in two ERPs, and how to pay it.
//!
//! ```text
//! cargo run --example quick_start
//! ```
//!
//! It starts its own simulators.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]
#![allow(clippy::disallowed_methods, reason = "a reader's program reads the clock itself")]

use std::process::ExitCode;

use examples::command_line::{exit_code, help_or_exit};

const USAGE: &str = "\
usage: quick_start

Prints the unpaid invoices of a customer in two simulated ERPs, and how to pay
them. Its text is the first program of the README.

  --help  this text";

mod program {
    include!("program.rs");

    pub(super) fn run() -> Result<(), Box<dyn std::error::Error>> {
        main()
    }
}

fn main() -> ExitCode {
    match help_or_exit(USAGE) {
        Ok(()) => exit_code(program::run().map(|()| true)),
        Err(code) => code,
    }
}
