//! Making PIX codes.

use std::fmt;

use super::super::money::Money;
use super::crc::crc16;
use super::tlv::field;
use super::{GUI, NO_TXID, Payee, PixCode, PixError, id};

const LONGEST_NAME: usize = 25;
const LONGEST_CITY: usize = 15;
const LONGEST_TXID: usize = 25;
/// What remains of an account's 99 characters beside [`GUI`] and two headers.
const LONGEST_PAYEE: usize = 99 - 4 - GUI.len() - 4;
/// Thirteen characters: `9999999999.99`.
const LARGEST_AMOUNT: i64 = 999_999_999_999;

/// Makes a [`PixCode`]; see [`PixCode::for_key`] and [`PixCode::for_url`].
///
/// Lengths are written in characters. Nothing is folded: accents stay, only over-length is refused.
#[derive(Clone)]
#[must_use]
pub struct PixBuilder {
    payee: Payee,
    merchant_name: String,
    merchant_city: String,
    amount: Option<Money>,
    txid: Option<String>,
}

impl PixBuilder {
    pub(super) fn new(payee: Payee, merchant_name: String, merchant_city: String) -> Self {
        Self { payee, merchant_name, merchant_city, amount: None, txid: None }
    }

    /// Sets the amount, R$ 0,01 to R$ 9.999.999.999,99. Without it the payer types one.
    pub fn amount(mut self, amount: Money) -> Self {
        self.amount = Some(amount);
        self
    }

    /// Sets the identifier that comes back with the payment: 1 to 25 ASCII letters and digits.
    /// Without it, and with `***`, there is none.
    pub fn txid(mut self, txid: &str) -> Self {
        self.txid = Some(txid.to_owned());
        self
    }

    /// The finished code.
    ///
    /// # Errors
    ///
    /// [`PixError::Missing`] when name, city or txid is empty, [`PixError::NeitherKeyNorUrl`] when
    /// the key or address is, [`PixError::TooLong`] when the name is over 25 characters, the city
    /// over 15, the key or address over 77 (its account over 99), the txid over 25;
    /// [`PixError::Txid`], [`PixError::Amount`].
    pub fn build(self) -> Result<PixCode, PixError> {
        let (payee_id, payee, dynamic) = match &self.payee {
            Payee::Key(key) => (id::ACCOUNT_KEY, key, false),
            Payee::Url(url) => (id::ACCOUNT_URL, url, true),
        };
        let payee_field = if dynamic { "address" } else { "key" };
        limit(payee, payee_field, LONGEST_PAYEE)?;
        required(&self.merchant_name, "merchant name", LONGEST_NAME)?;
        required(&self.merchant_city, "merchant city", LONGEST_CITY)?;
        let txid = match self.txid.as_deref() {
            None | Some(NO_TXID) => NO_TXID,
            Some(txid) => checked_txid(txid)?,
        };
        let amount = self.amount.map(amount_text).transpose()?;

        let account = [(id::GUI, GUI), (payee_id, payee)];
        let additional = [(id::TXID, txid)];
        let mut text = List::default();
        text.push(id::FORMAT, "01");
        if dynamic {
            text.push(id::INITIATION, "12");
        }
        text.push(id::ACCOUNTS_FIRST, &List::of(&account));
        text.push(id::CATEGORY, "0000");
        text.push(id::CURRENCY, "986");
        if let Some(amount) = &amount {
            text.push(id::AMOUNT, amount);
        }
        text.push(id::COUNTRY, "BR");
        text.push(id::NAME, &self.merchant_name);
        text.push(id::CITY, &self.merchant_city);
        text.push(id::ADDITIONAL, &List::of(&additional));
        let mut text = text.0;
        text.push_str("6304");
        let crc = crc16(text.as_bytes());
        // Read again, so that building and parsing stay consistent.
        format!("{text}{crc:04X}").parse()
    }
}

/// Shows the amount and whether the code is dynamic only, as [`PixCode`] does.
impl fmt::Debug for PixBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PixBuilder")
            .field("amount", &self.amount)
            .field("dynamic", &matches!(self.payee, Payee::Url(_)))
            .finish_non_exhaustive()
    }
}

/// A list of fields under construction. The limits checked before keep every value within 99.
#[derive(Default)]
struct List(String);

impl List {
    fn of(fields: &[(u8, &str)]) -> String {
        let mut list = Self::default();
        for (id, value) in fields {
            list.push(*id, value);
        }
        list.0
    }

    fn push(&mut self, id: u8, value: &str) {
        self.0.extend(field(id, value));
    }
}

fn limit(value: &str, field: &'static str, limit: usize) -> Result<(), PixError> {
    if value.chars().count() > limit {
        return Err(PixError::TooLong { field, limit });
    }
    Ok(())
}

fn required(value: &str, field: &'static str, longest: usize) -> Result<(), PixError> {
    if value.is_empty() {
        return Err(PixError::Missing { field });
    }
    limit(value, field, longest)
}

fn checked_txid(txid: &str) -> Result<&str, PixError> {
    required(txid, "txid", LONGEST_TXID)?;
    if txid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        Ok(txid)
    } else {
        Err(PixError::Txid)
    }
}

fn amount_text(amount: Money) -> Result<String, PixError> {
    if (1..=LARGEST_AMOUNT).contains(&amount.centavos()) {
        Ok(amount.to_decimal_text())
    } else {
        Err(PixError::Amount)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DYNAMIC, STATIC, STATIC_63};
    use super::*;

    fn provider() -> PixBuilder {
        PixCode::for_key("teste15@example.com", "PROVEDOR TESTE", "CURITIBA")
    }

    #[test]
    fn builds_the_vectors() {
        let key = "123e4567-e12b-12d1-a456-426655440000";
        let code = PixCode::for_key(key, "Fulano de Tal", "BRASILIA").build();
        assert_eq!(code.unwrap().text(), STATIC);
        let url = "pix.example.com/qr/93598be0-1bd0-4997-8318-81776a1d8a99";
        let code = PixCode::for_url(url, "EMPRESA", "SAO PAULO").build();
        let upper_gui = code.unwrap().text().replace(GUI, &GUI.to_uppercase());
        assert_eq!(upper_gui[..upper_gui.len() - 4], DYNAMIC[..DYNAMIC.len() - 4]);
        let code = provider().amount(Money::from_centavos(100)).build();
        assert_eq!(code.unwrap().text(), STATIC_63);
    }

    #[test]
    fn txids() {
        let code = provider().txid("Fatura42").build().unwrap();
        assert_eq!(code.txid(), Some("Fatura42"));
        assert_eq!(provider().txid("***").build().unwrap().txid(), None);
        assert_eq!(provider().txid("a-b").build(), Err(PixError::Txid));
        assert_eq!(provider().txid("é").build(), Err(PixError::Txid));
        let missing = PixError::Missing { field: "txid" };
        assert_eq!(provider().txid("").build(), Err(missing));
    }

    #[test]
    fn amounts() {
        let build = |centavos| provider().amount(Money::from_centavos(centavos)).build();
        for centavos in [1, 10, 12_990, LARGEST_AMOUNT] {
            let amount = Some(Money::from_centavos(centavos));
            assert_eq!(build(centavos).unwrap().amount(), amount);
        }
        for centavos in [i64::MIN, -1, 0, LARGEST_AMOUNT + 1, i64::MAX] {
            assert_eq!(build(centavos), Err(PixError::Amount));
        }
    }

    #[test]
    fn limits_are_in_characters() {
        let build = |key: usize, name: usize, city: usize, txid: usize| {
            let repeated = |count| "é".repeat(count);
            PixCode::for_key(&repeated(key), &repeated(name), &repeated(city))
                .txid(&"x".repeat(txid))
                .build()
        };
        let too_long = |field, limit| Err::<PixCode, _>(PixError::TooLong { field, limit });
        assert!(build(77, 25, 15, 25).is_ok());
        assert_eq!(build(78, 25, 15, 25), too_long("key", 77));
        assert_eq!(build(77, 26, 15, 25), too_long("merchant name", 25));
        assert_eq!(build(77, 25, 16, 25), too_long("merchant city", 15));
        assert_eq!(build(77, 25, 15, 26), too_long("txid", 25));
        assert_eq!(
            PixError::TooLong { field: "merchant city", limit: 15 }.to_string(),
            "merchant city has over 15 characters"
        );
        let url = PixCode::for_url(&"u".repeat(78), "a", "b").build();
        assert_eq!(url, Err(PixError::TooLong { field: "address", limit: 77 }));
    }

    #[test]
    fn nothing_may_be_empty() {
        let missing = |field| Err(PixError::Missing { field });
        let build = |key, name, city| PixCode::for_key(key, name, city).build();
        assert_eq!(build("k", "", "c"), missing("merchant name"));
        assert_eq!(build("k", "n", ""), missing("merchant city"));
        assert_eq!(build("", "n", "c"), Err(PixError::NeitherKeyNorUrl));
        let url = PixCode::for_url("", "n", "c").build();
        assert_eq!(url, Err(PixError::NeitherKeyNorUrl));
    }

    #[test]
    fn debug_shows_no_payee() {
        let debug = format!("{:?}", provider());
        assert!(!debug.contains("example") && !debug.contains("TESTE"), "{debug}");
    }
}
