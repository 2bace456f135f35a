//! What a process of the bench does: the first process prints the table and starts the others.

use crate::question::Question;
use crate::{Result, bulk, hostile, instructions, rows, server};

/// The argument behind which a role stands.
pub(crate) const FLAG: &str = "--role";

/// The part of a process that another process of the bench has started.
pub(crate) enum Role {
    /// Serves both sides until its input ends.
    Server,
    /// The simulator of MK, with a delay before each answer, until its input ends.
    Simulator,
    /// Makes this many calls with a client of this kind: under callgrind.
    Calls { client: String, address: String, question: Question, calls: u32 },
    /// Reads this many hostile answers at once and prints what that cost.
    Hostile { address: String, at_once: u32 },
    /// Reads a list row by row and prints what that cost.
    Rows { address: String, megabytes: u64 },
}

impl Role {
    /// The role among the arguments, if there is one.
    pub(crate) fn of(arguments: &[String]) -> Result<Option<Self>> {
        let mut rest =
            arguments.iter().map(String::as_str).skip_while(|text| *text != FLAG).skip(1);
        let role = match (rest.next(), rest.next(), rest.next(), rest.next(), rest.next()) {
            (None, ..) => return Ok(None),
            (Some("server"), ..) => Self::Server,
            (Some("simulator"), ..) => Self::Simulator,
            (Some("calls"), Some(client), Some(address), Some(question), Some(calls)) => {
                Self::Calls {
                    client: client.to_owned(),
                    address: address.to_owned(),
                    question: question.parse()?,
                    calls: calls.parse()?,
                }
            }
            (Some("hostile"), Some(address), Some(at_once), ..) => {
                Self::Hostile { address: address.to_owned(), at_once: at_once.parse()? }
            }
            (Some("rows"), Some(address), Some(megabytes), ..) => {
                Self::Rows { address: address.to_owned(), megabytes: megabytes.parse()? }
            }
            (Some(other), ..) => {
                return Err(format!("`{other}` is no role, or lacks an argument").into());
            }
        };
        Ok(Some(role))
    }

    /// Does what the role asks.
    pub(crate) fn run(self) -> Result<()> {
        match self {
            Self::Server => server::serve(),
            Self::Simulator => bulk::serve_simulator(),
            Self::Calls { client, address, question, calls } => {
                instructions::make(&client, &address, question, calls)
            }
            Self::Hostile { address, at_once } => hostile::read(&address, at_once),
            Self::Rows { address, megabytes } => rows::read(&address, megabytes),
        }
    }
}
