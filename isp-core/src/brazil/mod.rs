//! Formats of Brazil: no I/O, no panic on any input.
//!
//! | what | type |
//! |---|---|
//! | CPF, CNPJ (alphanumeric since July 2026), either | [`Cpf`], [`Cnpj`], [`Document`] |
//! | amounts, in centavos | [`Money`] |
//! | phone numbers, postal codes, states, city codes | [`Phone`], [`Cep`], [`State`], [`IbgeCityCode`] |
//! | bank boleto: barcode and digitable line | [`Boleto`], [`due_factor`] |
//! | collection slip (`arrecadação`): barcode and line | [`CollectionSlip`] |
//! | whichever of the two a text is | [`PaymentLine`] |
//! | PIX copy-and-paste text (BR Code) | [`PixCode`] |
//!
//! Everything parses with `FromStr`, shows itself with `Display` and is text in JSON,
//! amounts excepted. No error quotes its input, and
//! `Debug` masks what identifies a person.

mod as_text;
mod boleto;
mod cep;
mod check_digit;
mod cnpj;
mod collection_slip;
mod cpf;
mod document;
pub mod due_factor;
mod ibge;
mod money;
mod payment_digits;
mod payment_line;
mod phone;
pub(crate) mod pix;
mod state;

#[cfg(test)]
mod documents_properties;
#[cfg(test)]
mod payment_properties;

pub use boleto::{Boleto, BoletoError};
pub use cep::{Cep, CepError};
pub use cnpj::{Cnpj, CnpjError};
pub use collection_slip::{CollectionSlip, CollectionSlipError};
pub use cpf::{Cpf, CpfError};
pub use document::{Document, DocumentError};
pub use ibge::{IbgeCityCode, IbgeCityCodeError};
pub use money::{Money, MoneyError};
pub use payment_line::{PaymentLine, PaymentLineError};
pub use phone::{Phone, PhoneError, PhoneKind};
pub use pix::{PixBuilder, PixCode, PixError};
pub use state::{State, StateError};
