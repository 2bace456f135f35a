//! Whether a subscriber's user name and password are right.

use serde::{Deserialize, Serialize};

use super::Customer;

/// The ERP's answer to a subscriber's user name and password. Where the answer says neither, the
/// result is an error.
#[doc(alias("autenticação do assinante", "autenticacao do assinante"))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SubscriberAuthentication {
    /// They are right, and this is the customer, as far as the answer names one: id and name.
    /// [`Isp::customer`](crate::Isp::customer) has the rest.
    Confirmed(Box<Customer>),
    /// The ERP says that they are not right.
    Refused,
}

impl SubscriberAuthentication {
    /// The customer whose login it is; `None` for a refused one.
    pub fn customer(&self) -> Option<&Customer> {
        match self {
            Self::Confirmed(customer) => Some(customer),
            Self::Refused => None,
        }
    }
}
