//! PIX "copia e cola": the Central Bank's BR Code.

mod builder;
pub(crate) mod crc;
mod error;
mod tlv;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::money::Money;
pub(super) use crc::crc16;
use tlv::{Fields, Unit};

pub use builder::PixBuilder;
pub use error::PixError;

/// Says that a merchant account is PIX's; compared without case.
const GUI: &str = "br.gov.bcb.pix";
/// Stands for "no txid".
const NO_TXID: &str = "***";
/// The checksum field: id, length and four hexadecimal digits.
const CHECKSUM_LENGTH: usize = 8;
const LONGEST_AMOUNT: usize = 13;

/// Ids of the fields, those of accounts and additional data by their own level.
mod id {
    pub(super) const FORMAT: u8 = 0;
    pub(super) const INITIATION: u8 = 1;
    pub(super) const ACCOUNTS_FIRST: u8 = 26;
    pub(super) const ACCOUNTS_LAST: u8 = 51;
    pub(super) const CATEGORY: u8 = 52;
    pub(super) const CURRENCY: u8 = 53;
    pub(super) const AMOUNT: u8 = 54;
    pub(super) const COUNTRY: u8 = 58;
    pub(super) const NAME: u8 = 59;
    pub(super) const CITY: u8 = 60;
    pub(super) const ADDITIONAL: u8 = 62;

    pub(super) const GUI: u8 = 0;
    pub(super) const ACCOUNT_KEY: u8 = 1;
    pub(super) const ACCOUNT_URL: u8 = 25;

    pub(super) const TXID: u8 = 5;
}

/// A PIX code whose checksum and structure are right: the text of the QR code, which payers also
/// copy and paste.
///
/// A *static* code holds the payee's key; a *dynamic* one an address where the payer's bank fetches
/// the charge. Two codes are equal when their texts are.
///
/// [`FromStr`] ignores white space around the text and the case of the checksum's digits, and keeps
/// the text as it is. It demands the currency real (53 = 986), the country BR (58), merchant name
/// and city, and either key or address. Lengths are read as EMV defines them, in characters, and
/// when the text is not ASCII and does not fit so, in UTF-8 bytes, as some generators write them.
///
/// `Display` is the text; `Debug` shows the amount and whether the code is dynamic only, because a
/// key may be a person's CPF, phone or e-mail.
///
/// ```
/// use isp_core::brazil::{Money, PixCode};
///
/// let code: PixCode = "00020126410014br.gov.bcb.pix0119teste15@example.com520400005303986\
///                      54041.005802BR5914PROVEDOR TESTE6008CURITIBA62070503***6304FB63"
///     .parse()?;
/// assert_eq!(code.key(), Some("teste15@example.com"));
/// assert_eq!(code.amount(), Some(Money::from_centavos(100)));
/// assert_eq!(code.txid(), None);
/// # Ok::<(), isp_core::brazil::PixError>(())
/// ```
#[doc(alias("copia e cola", "pix copia e cola", "brcode"))]
#[derive(Clone)]
pub struct PixCode {
    text: String,
    payee: Payee,
    amount: Option<Money>,
    merchant_name: String,
    merchant_city: String,
    txid: Option<String>,
}

#[derive(Clone)]
enum Payee {
    Key(String),
    Url(String),
}

impl PixCode {
    /// Begins a static code: `key` is a CPF, CNPJ, e-mail, phone (`+55…`) or random key, up to 77
    /// characters; `merchant_name` has up to 25 and `merchant_city` up to 15.
    ///
    /// ```
    /// use isp_core::brazil::{Money, PixCode};
    ///
    /// let code = PixCode::for_key("teste15@example.com", "PROVEDOR TESTE", "CURITIBA")
    ///     .amount(Money::from_centavos(12_990))
    ///     .txid("Fatura42")
    ///     .build()?;
    /// assert_eq!(code.text().parse(), Ok(code));
    /// # Ok::<(), isp_core::brazil::PixError>(())
    /// ```
    pub fn for_key(key: &str, merchant_name: &str, merchant_city: &str) -> PixBuilder {
        let payee = Payee::Key(key.to_owned());
        PixBuilder::new(payee, merchant_name.to_owned(), merchant_city.to_owned())
    }

    /// Begins a dynamic code: `url` is the charge's address without `https://`, up to 77 characters;
    /// `merchant_name` has up to 25 and `merchant_city` up to 15.
    pub fn for_url(url: &str, merchant_name: &str, merchant_city: &str) -> PixBuilder {
        let payee = Payee::Url(url.to_owned());
        PixBuilder::new(payee, merchant_name.to_owned(), merchant_city.to_owned())
    }

    /// The text that the payer copies and pastes.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The payee's key; `None` for a dynamic code.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match &self.payee {
            Payee::Key(key) => Some(key),
            Payee::Url(_) => None,
        }
    }

    /// The charge's address, without `https://`; `None` for a static code.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match &self.payee {
            Payee::Key(_) => None,
            Payee::Url(url) => Some(url),
        }
    }

    /// Whether the charge is fetched from an address rather than contained in the code.
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        matches!(self.payee, Payee::Url(_))
    }

    /// The amount in reais; `None` when there is none or it is zero. In a dynamic code what is
    /// charged is what the address answers, not this.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.amount
    }

    /// The payee's name.
    #[must_use]
    pub fn merchant_name(&self) -> &str {
        &self.merchant_name
    }

    /// The payee's city.
    #[must_use]
    pub fn merchant_city(&self) -> &str {
        &self.merchant_city
    }

    /// The identifier that comes back with the payment; `None` for `***`.
    #[must_use]
    pub fn txid(&self) -> Option<&str> {
        self.txid.as_deref()
    }
}

impl FromStr for PixCode {
    type Err = PixError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        check_checksum(text)?;
        if text.is_ascii() {
            return read(text, Unit::Characters);
        }
        let [first, second] = units_to_try(text);
        read(text, first).or_else(|by_first| {
            read(text, second).map_err(|by_second| match by_first {
                PixError::Structure => by_second,
                other => other,
            })
        })
    }
}

/// Lengths in bytes may happen to fit as characters: a city with two accents then swallows the `62`
/// of the next field, and what follows reads as another field. Its id is out of order.
fn units_to_try(text: &str) -> [Unit; 2] {
    let by_characters = Fields::read(text, Unit::Characters);
    if by_characters.is_some_and(|fields| fields.in_order()) {
        [Unit::Characters, Unit::Bytes]
    } else {
        [Unit::Bytes, Unit::Characters]
    }
}

/// Takes the last eight characters: "63" may well occur before, and in the checksum itself.
fn check_checksum(text: &str) -> Result<(), PixError> {
    let start = text.len().checked_sub(CHECKSUM_LENGTH).ok_or(PixError::TooShort)?;
    let written =
        text.get(start..).and_then(|field| field.strip_prefix("6304")).ok_or(PixError::Checksum)?;
    let before = text.strip_suffix(written).unwrap_or_default();
    let computed = format!("{:04X}", crc16(before.as_bytes()));
    if written.eq_ignore_ascii_case(&computed) { Ok(()) } else { Err(PixError::Checksum) }
}

fn read(text: &str, unit: Unit) -> Result<PixCode, PixError> {
    let fields = Fields::read(text, unit).ok_or(PixError::Structure)?;
    if fields.iter().next() != Some((id::FORMAT, "01")) {
        return Err(PixError::Structure);
    }
    let payee = read_payee(&fields, unit)?;
    if fields.get(id::CURRENCY) != Some("986") {
        return Err(PixError::Currency);
    }
    if fields.get(id::COUNTRY) != Some("BR") {
        return Err(PixError::Country);
    }
    let required = |id, field| fields.get(id).ok_or(PixError::Missing { field });
    let merchant_name = required(id::NAME, "merchant name")?;
    let merchant_city = required(id::CITY, "merchant city")?;
    let amount = fields.get(id::AMOUNT).map(read_amount).transpose()?;
    let txid = match fields.get(id::ADDITIONAL) {
        Some(additional) => {
            Fields::read(additional, unit).ok_or(PixError::Structure)?.get(id::TXID)
        }
        None => None,
    };
    Ok(PixCode {
        text: text.to_owned(),
        payee,
        amount: amount.filter(|amount| amount.centavos() != 0),
        merchant_name: merchant_name.to_owned(),
        merchant_city: merchant_city.to_owned(),
        txid: txid.filter(|txid| !txid.is_empty() && *txid != NO_TXID).map(str::to_owned),
    })
}

/// The first account that is PIX's; those of other arrangements are ignored.
fn read_payee(fields: &Fields<'_>, unit: Unit) -> Result<Payee, PixError> {
    let mut reason = PixError::NoPixAccount;
    for (id, value) in fields.iter() {
        if !(id::ACCOUNTS_FIRST..=id::ACCOUNTS_LAST).contains(&id) {
            continue;
        }
        let Some(account) = Fields::read(value, unit) else {
            reason = PixError::Structure;
            continue;
        };
        let gui = account.get(id::GUI).unwrap_or_default();
        if !gui.eq_ignore_ascii_case(GUI) {
            continue;
        }
        let filled = |id| account.get(id).filter(|value| !value.is_empty());
        return match (filled(id::ACCOUNT_KEY), filled(id::ACCOUNT_URL)) {
            (Some(key), None) => Ok(Payee::Key(key.to_owned())),
            (None, Some(url)) => Ok(Payee::Url(url.to_owned())),
            (None, None) => Err(PixError::NeitherKeyNorUrl),
            (Some(_), Some(_)) => Err(PixError::KeyAndUrl),
        };
    }
    Err(reason)
}

/// Digits with at most one dot and two decimals; EMV allows `98.` as well.
fn read_amount(text: &str) -> Result<Money, PixError> {
    let (reais, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = text.len() <= LONGEST_AMOUNT && !reais.is_empty() && decimals.len() <= 2;
    if !fits || !digits(reais) || !digits(decimals) {
        return Err(PixError::Amount);
    }
    Money::from_decimal_text(&format!("{reais}.{decimals:0<2}")).map_err(|_| PixError::Amount)
}

impl PartialEq for PixCode {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for PixCode {}

impl Hash for PixCode {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl fmt::Display for PixCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for PixCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PixCode")
            .field("amount", &self.amount)
            .field("dynamic", &self.is_dynamic())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
