//! What an ISP can do, known before calling.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// What an [`Isp`](crate::Isp) can do, per operation, how far it reaches, and the reason where the
/// answer is no.
///
/// ```
/// # fn show(isp: &dyn isp_core::Isp) {
/// let can = isp.capabilities();
/// if !can.trust_unlock.is_supported() {
///     println!("no trust unlock: {}", can.trust_unlock);
/// }
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Capabilities {
    /// [`Isp::customers_by_document`](crate::Isp::customers_by_document)
    pub customers_by_document: Capability,
    /// [`Isp::customer`](crate::Isp::customer)
    pub customer: Capability,
    /// [`Isp::customers_page`](crate::Isp::customers_page)
    pub customers_page: Capability,
    /// [`Isp::authenticate_subscriber`](crate::Isp::authenticate_subscriber)
    pub authenticate_subscriber: Capability,
    /// [`Isp::contracts`](crate::Isp::contracts)
    pub contracts: Capability,
    /// Whether [`Isp::contracts`](crate::Isp::contracts) lists all contracts, also cancelled and ended
    /// ones. Where not, one that is not listed may still exist.
    pub contracts_of_every_state: Capability,
    /// [`Isp::connections`](crate::Isp::connections)
    pub connections: Capability,
    /// [`Isp::invoices`](crate::Isp::invoices)
    pub invoices: Capability,
    /// [`Isp::invoices`](crate::Isp::invoices) with another selection than
    /// [`Unpaid`](crate::InvoiceSelection::Unpaid).
    pub paid_invoices: Capability,
    /// [`Isp::invoices_due`](crate::Isp::invoices_due)
    pub invoices_due: Capability,
    /// [`Isp::payment`](crate::Isp::payment)
    pub payment: Capability,
    /// [`Isp::tickets`](crate::Isp::tickets)
    pub tickets: Capability,
    /// [`Isp::ticket_kinds`](crate::Isp::ticket_kinds)
    pub ticket_kinds: Capability,
    /// [`Isp::open_ticket`](crate::Isp::open_ticket)
    pub open_ticket: Capability,
    /// [`Isp::trust_unlock`](crate::Isp::trust_unlock)
    pub trust_unlock: Capability,
}

impl Capabilities {
    /// Everything supported with one reach; change single fields from there.
    pub fn all(reach: Reach) -> Self {
        Self::each(&Capability::supported(reach))
    }

    /// Nothing supported, for one reason.
    pub fn none(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::each(&Capability::unsupported(reason))
    }

    fn each(capability: &Capability) -> Self {
        Self {
            customers_by_document: capability.clone(),
            customer: capability.clone(),
            customers_page: capability.clone(),
            authenticate_subscriber: capability.clone(),
            contracts: capability.clone(),
            contracts_of_every_state: capability.clone(),
            connections: capability.clone(),
            invoices: capability.clone(),
            paid_invoices: capability.clone(),
            invoices_due: capability.clone(),
            payment: capability.clone(),
            tickets: capability.clone(),
            ticket_kinds: capability.clone(),
            open_ticket: capability.clone(),
            trust_unlock: capability.clone(),
        }
    }

    /// Each capability with its name, in the order of the trait.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Capability)> {
        [
            ("customers_by_document", &self.customers_by_document),
            ("customer", &self.customer),
            ("customers_page", &self.customers_page),
            ("authenticate_subscriber", &self.authenticate_subscriber),
            ("contracts", &self.contracts),
            ("contracts_of_every_state", &self.contracts_of_every_state),
            ("connections", &self.connections),
            ("invoices", &self.invoices),
            ("paid_invoices", &self.paid_invoices),
            ("invoices_due", &self.invoices_due),
            ("payment", &self.payment),
            ("tickets", &self.tickets),
            ("ticket_kinds", &self.ticket_kinds),
            ("open_ticket", &self.open_ticket),
            ("trust_unlock", &self.trust_unlock),
        ]
        .into_iter()
    }
}

/// Nothing supported: the implementation does not say that it can do anything.
impl Default for Capabilities {
    fn default() -> Self {
        Self::none("not declared by this implementation")
    }
}

/// Whether one operation can be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Capability {
    /// Yes.
    Supported {
        /// Whose data it reaches.
        reach: Reach,
        /// What to know about it: a limit, a cost, a licence that only the call can tell.
        note: Option<Cow<'static, str>>,
    },
    /// No.
    Unsupported {
        /// Why.
        reason: Cow<'static, str>,
    },
}

impl Capability {
    /// Supported, without remark.
    pub const fn supported(reach: Reach) -> Self {
        Self::Supported { reach, note: None }
    }

    /// Supported, with a remark.
    pub fn supported_with(reach: Reach, note: impl Into<Cow<'static, str>>) -> Self {
        Self::Supported { reach, note: Some(note.into()) }
    }

    /// Not supported.
    pub fn unsupported(reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Unsupported { reason: reason.into() }
    }

    /// Whether the operation can be called.
    pub const fn is_supported(&self) -> bool {
        matches!(self, Self::Supported { .. })
    }

    /// Whose data it reaches; `None` where it is not supported.
    pub const fn reach(&self) -> Option<Reach> {
        match self {
            Self::Supported { reach, .. } => Some(*reach),
            Self::Unsupported { .. } => None,
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Supported { reach, note: None } => write!(f, "yes, {reach}"),
            Self::Supported { reach, note: Some(note) } => write!(f, "yes, {reach}: {note}"),
            Self::Unsupported { reason } => write!(f, "no: {reason}"),
        }
    }
}

/// Whose data an operation reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reach {
    /// Every customer of the provider.
    WholeBase,
    /// Only the subscriber who is logged in. Others are *out of reach*, never *not there*.
    OneSubscriber,
    /// The subscribers in a directory that the caller keeps, each with a login of their own. Others are *out of
    /// reach*, never *not there*.
    Directory,
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WholeBase => "whole base",
            Self::OneSubscriber => "one subscriber",
            Self::Directory => "the directory's subscribers",
        })
    }
}
