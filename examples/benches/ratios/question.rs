//! What both sides ask the server for.

use std::str::FromStr;

/// One of the questions.
#[derive(Clone, Copy)]
pub(crate) enum Question {
    /// A customer's three invoices.
    Invoices,
    /// `{"status":"OK"}`: with next to nothing to decode, the cost of the call itself.
    Status,
}

impl Question {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Invoices => "invoices",
            Self::Status => "status",
        }
    }
}

impl FromStr for Question {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = [Self::Invoices, Self::Status];
        let found = known.into_iter().find(|question| question.as_str() == name);
        found.ok_or_else(|| format!("there is no question `{name}`"))
    }
}
