//! One newtype for each kind of id, so that a customer is never mistaken for an invoice.

use std::fmt;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        ///
        /// Text, exactly as the ERP writes it; numbers are written without leading zeros.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// Wraps the ERP's own text.
            pub fn new(text: impl Into<Box<str>>) -> Self {
                Self(text.into())
            }

            /// The ERP's own text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The id as a number, where the ERP numbers things.
            pub fn to_number(&self) -> Option<u64> {
                self.0.parse().ok()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<u64> for $name {
            fn from(number: u64) -> Self {
                Self(number.to_string().into())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }
    )+};
}

id! {
    /// A customer's registration. MK: `CodigoPessoa`, `cd_cliente`. Voalle: `person.id`.
    CustomerId;
    /// A contract. MK: `codcontrato`. Voalle: `contract.id`.
    ContractId;
    /// A connection. MK: `codconexao`. Voalle: the id of an `authentication`.
    ConnectionId;
    /// An invoice. MK: `codfatura`, `cd_fatura`. Voalle: the id of a receivable title.
    InvoiceId;
    /// A ticket. MK: the internal code, not the protocol. Voalle: `assignment.id`, not the protocol.
    TicketId;
    /// A kind of ticket. MK: process and classification, `cd_processo/cd_classificacao_ate`. Voalle:
    /// `incidentTypeId`, or `incidentTypeId/catalogServiceId`.
    TicketKindId;
}
