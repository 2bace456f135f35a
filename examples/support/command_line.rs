//! How an example begins and ends: its arguments and its exit code.

use std::error::Error;
use std::process::ExitCode;

/// The arguments, or the exit code of an example that was asked for help or cannot read them. Help,
/// and what is wrong, are printed.
pub fn arguments_or_exit<A>(
    arguments: Result<Option<A>, String>,
    usage: &str,
) -> Result<A, ExitCode> {
    match arguments {
        Ok(Some(arguments)) => Ok(arguments),
        Ok(None) => {
            println!("{usage}");
            Err(ExitCode::SUCCESS)
        }
        Err(what) => {
            eprintln!("{what}\n{usage}");
            Err(ExitCode::from(2))
        }
    }
}

/// The exit code of an example that says whether all went well. An error is printed.
pub fn exit_code(all_went_well: Result<bool, Box<dyn Error>>) -> ExitCode {
    match all_went_well {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
