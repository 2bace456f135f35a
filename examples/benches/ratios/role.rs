//! What a process of the bench does: the first process prints the table and starts the others.

use crate::question::Question;
use crate::{Result, hostile, instructions, server};

/// The argument behind which a role stands.
pub(crate) const FLAG: &str = "--role";

/// The part of a process that another process of the bench has started.
pub(crate) enum Role {
    /// Serves both sides until its input ends.
    Server,
    /// Makes this many calls with a client of this kind: under callgrind.
    Calls { client: String, address: String, question: Question, calls: u32 },
    /// Reads this many hostile answers at once and prints what that cost.
    Hostile { address: String, at_once: u32 },
}

impl Role {
    /// The role among the arguments, if there is one.
    pub(crate) fn of(arguments: &[String]) -> Result<Option<Self>> {
        let mut rest =
            arguments.iter().map(String::as_str).skip_while(|text| *text != FLAG).skip(1);
        let role = match (rest.next(), rest.next(), rest.next(), rest.next(), rest.next()) {
            (None, ..) => return Ok(None),
            (Some("server"), ..) => Self::Server,
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
            Self::Calls { client, address, question, calls } => {
                instructions::make(&client, &address, question, calls)
            }
            Self::Hostile { address, at_once } => hostile::read(&address, at_once),
        }
    }
}
