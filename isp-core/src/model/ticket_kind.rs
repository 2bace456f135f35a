//! The kinds of ticket that an ERP offers.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::native::has_native;
use super::{Native, TicketKindId};

/// A kind of ticket to choose from, for [`NewTicket::of_kind`](crate::NewTicket::of_kind).
#[doc(alias("tipo de atendimento", "processo", "classificação", "classificacao"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TicketKind {
    /// The kind's id. It depends on the installation, so it is chosen from the list by name and never
    /// written into a program.
    pub id: TicketKindId,
    /// What it belongs to. MK: the process. Voalle: the kind of incident, where there is a service of
    /// the catalogue too.
    pub category: Option<String>,
    /// Its name. MK: the classification. Voalle: the service of the catalogue, or the kind of incident.
    pub name: Option<String>,
    /// The vendor's own record.
    #[serde(skip)]
    pub native: Native,
}

has_native!(TicketKind);

impl TicketKind {
    /// A kind of which only the id is known.
    pub fn new(id: impl Into<TicketKindId>) -> Self {
        Self { id: id.into(), category: None, name: None, native: Native::none() }
    }
}

impl fmt::Display for TicketKind {
    /// Category and name, or the id of a kind without either.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.category, &self.name) {
            (Some(category), Some(name)) => write!(f, "{category}: {name}"),
            (Some(only), None) | (None, Some(only)) => f.write_str(only),
            (None, None) => self.id.fmt(f),
        }
    }
}

impl From<&TicketKind> for TicketKindId {
    fn from(kind: &TicketKind) -> Self {
        kind.id.clone()
    }
}
