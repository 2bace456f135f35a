//! A page of the list of all customers, and how the list goes on.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Customer;

/// Some of the provider's customers, as [`Isp::customers_page`](crate::Isp::customers_page) gives
/// them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CustomerPage {
    /// The customers of this page. It may be empty although others follow: only
    /// [`next`](Self::next) says whether the list is over.
    pub customers: Vec<Customer>,
    /// How the list goes on.
    pub next: NextPage,
}

impl CustomerPage {
    /// A page.
    pub fn new(customers: Vec<Customer>, next: NextPage) -> Self {
        Self { customers, next }
    }
}

/// What follows after a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NextPage {
    /// There may be more: ask again with this cursor.
    After(CustomerCursor),
    /// The ERP proves that there are no more.
    End,
    /// The search was ended without a proof that there are no more.
    Unproven {
        /// Continues the search.
        cursor: CustomerCursor,
        /// How far it went.
        reason: Cow<'static, str>,
    },
}

/// Where the list of all customers goes on: text that only the same kind of [`Isp`](crate::Isp)
/// understands. It is meant to be saved, and holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CustomerCursor(Box<str>);

impl CustomerCursor {
    /// A cursor of an implementation's own form.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CustomerCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Any text is read; whether it is a cursor shows when it is used.
impl FromStr for CustomerCursor {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::new(text))
    }
}
