//! Dates without a time, in every form these ERPs write, and the serde adapter for such a field.
//!
//! ```
//! use jiff::civil::Date;
//!
//! #[derive(serde::Deserialize, serde::Serialize)]
//! struct Fatura {
//!     #[serde(with = "isp_core::wire::date")]
//!     data_vencimento: Date,
//!     #[serde(default, with = "isp_core::wire::date::option")]
//!     data_liquidacao: Option<Date>,
//! }
//!
//! let fatura: Fatura =
//!     serde_json::from_str(r#"{"data_vencimento": "10/02/2031", "data_liquidacao": ""}"#)?;
//! assert_eq!(fatura.data_vencimento, jiff::civil::date(2031, 2, 10));
//! assert_eq!(fatura.data_liquidacao, None);
//! assert_eq!(
//!     serde_json::to_string(&fatura)?,
//!     r#"{"data_vencimento":"2031-02-10","data_liquidacao":null}"#
//! );
//! # Ok::<(), serde_json::Error>(())
//! ```

use jiff::civil::{Date, DateTime};
use serde::{Deserializer, Serializer};

use super::{
    calendar,
    date_error::DateError,
    php_datetime::PhpDateTime,
    temporal::{self, Temporal},
};

pub(super) const REQUIRED: &str = "$isp::Date";
pub(super) const OPTIONAL: &str = "$isp::Date?";
pub(super) const EXPECTED: &str = "a date";

/// Reads a date: `DD/MM/YYYY`, `DD-MM-YYYY`, `YYYY-MM-DD`, `YYYY/MM/DD`, `YYYYMMDD`, each perhaps
/// followed by a time, which is checked and ignored together with its zone, or 12 to 13 digits of
/// milliseconds since 1970 as in [`date_from_integer`]. Never month first.
///
/// `None` for what these ERPs write when there is no date: blank, `"0"`, `00/00/0000`,
/// `0000-00-00`, `-0001-11-30`, which is how PHP writes that, and `0001-01-01`, which .NET writes.
///
/// # Errors
///
/// [`DateError::Format`] and [`DateError::Calendar`].
///
/// ```
/// use isp_core::wire::parse_date;
/// use jiff::civil::date;
///
/// assert_eq!(parse_date("05/03/2031"), Ok(Some(date(2031, 3, 5))));
/// assert_eq!(parse_date("2026-01-28T00:00:00.000Z"), Ok(Some(date(2026, 1, 28))));
/// assert_eq!(parse_date("0000-00-00"), Ok(None));
/// assert!(parse_date("03/25/2031").is_err());
/// ```
pub fn parse_date(text: &str) -> Result<Option<Date>, DateError> {
    Ok(calendar::read(text)?.map(|reading| reading.date))
}

/// Reads a date sent as a number: `YYYYMMDD`, or milliseconds since 1970 (between 1973 and 2286,
/// or as long before 1970).
///
/// Milliseconds at midnight UTC mean that calendar day; any others are an instant, and the day is
/// the one in São Paulo. `None` for 0.
///
/// # Errors
///
/// [`DateError::Format`] and [`DateError::Calendar`].
///
/// ```
/// use isp_core::wire::date_from_integer;
/// use jiff::civil::date;
///
/// assert_eq!(date_from_integer(20_260_210), Ok(Some(date(2026, 2, 10))));
/// assert_eq!(date_from_integer(1_768_003_200_000), Ok(Some(date(2026, 1, 10))));
/// ```
pub fn date_from_integer(number: i64) -> Result<Option<Date>, DateError> {
    Ok(calendar::from_integer(number)?.map(|reading| reading.date))
}

impl Temporal for Date {
    const REQUIRED: &'static str = REQUIRED;
    const OPTIONAL: &'static str = OPTIONAL;
    const EXPECTED: &'static str = EXPECTED;

    fn from_text(text: &str) -> Result<Option<Self>, DateError> {
        parse_date(text)
    }

    fn from_integer(number: i64) -> Result<Option<Self>, DateError> {
        date_from_integer(number)
    }

    fn from_dump(dump: &PhpDateTime) -> Option<Self> {
        dump.local().map(DateTime::date)
    }

    fn to_integer(&self) -> i128 {
        i128::from(self.year()) << 16 | i128::from(self.month()) << 8 | i128::from(self.day())
    }

    fn of_integer(packed: i128) -> Option<Self> {
        let part = |shift: u32| i8::try_from(packed >> shift & 0xFF).ok();
        Self::new(i16::try_from(packed >> 16).ok()?, part(8)?, part(0)?).ok()
    }
}

/// Writes `YYYY-MM-DD`.
///
/// # Errors
///
/// Those of the serialiser.
pub fn serialize<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}

/// Reads a date that must be there; see [`parse_date`] for the forms.
///
/// # Errors
///
/// If it is not a date, or an empty one.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    temporal::required(from)
}

/// The adapter for a field that is `Option<Date>`; give it `default` as well, since old releases
/// leave fields out.
pub mod option {
    use super::{Date, Deserializer, Serializer, temporal};

    /// Writes `YYYY-MM-DD` or null.
    ///
    /// # Errors
    ///
    /// Those of the serialiser.
    #[allow(clippy::ref_option, reason = "serde's `with` prescribes the signature")]
    pub fn serialize<S: Serializer>(date: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => super::serialize(date, to),
            None => to.serialize_none(),
        }
    }

    /// Reads a date; null, blank and the zero date are `None`.
    ///
    /// # Errors
    ///
    /// If it is not a date.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        temporal::optional(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn every_known_form_is_read() {
        let day = Ok(Some(date(2031, 2, 9)));
        for text in [
            "09/02/2031",
            "9/2/2031",
            "09-02-2031",
            "2031-02-09",
            "2031/02/09",
            "20310209",
            " 09/02/2031 ",
            "09/02/2031 23:59:59",
            "09/02/2031 23:59",
            "2031-02-09 10:13:22",
            "2031-02-09T00:00:00",
            "2031-02-09T00:00:00.000Z",
            "2031-02-09T09:18:33.325+00:00",
            "2031-02-09 10:12:14.0000000",
        ] {
            assert_eq!(parse_date(text), day, "{text}");
        }
    }

    #[test]
    fn no_date_is_not_a_bad_date() {
        for text in [
            "",
            "  ",
            "0",
            "00/00/0000",
            "0000-00-00",
            "00000000",
            "0000-00-00 00:00:00",
            "-0001-11-30T00:00:00-03:06",
            "0001-01-01",
            "01/01/0001",
            "0001-01-01T00:00:00",
        ] {
            assert_eq!(parse_date(text), Ok(None), "{text:?}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "hoje",
            "10/02/26",
            "10/02",
            "2026-02",
            "10/02-2026",
            "10.02.2026",
            "+10/02/2026",
            "10/02/2026 lixo",
            "10/02/2026 12",
            "2026-02-10T",
            "12026-02-10",
            "20260210153000",
            "1768003200",
            "١٠/٠٢/٢٠٢٦",
            "éééé",
        ] {
            assert_eq!(parse_date(text), Err(DateError::Format), "{text}");
        }
    }

    #[test]
    fn the_day_comes_before_the_month_always() {
        assert_eq!(parse_date("05/03/2031"), Ok(Some(date(2031, 3, 5))));
        assert_eq!(parse_date("03/25/2031"), Err(DateError::Calendar));
        assert_eq!(parse_date("31/02/2026"), Err(DateError::Calendar));
        assert_eq!(parse_date("00/02/2026"), Err(DateError::Calendar));
    }

    #[test]
    fn numbers_are_read_as_compact_dates_or_milliseconds() {
        assert_eq!(date_from_integer(20_310_209), Ok(Some(date(2031, 2, 9))));
        assert_eq!(date_from_integer(1_763_856_000_000), Ok(Some(date(2025, 11, 23))));
        assert_eq!(parse_date("1763856000000"), Ok(Some(date(2025, 11, 23))));
        // one second after midnight UTC it is still the day before in São Paulo
        assert_eq!(date_from_integer(1_763_856_001_000), Ok(Some(date(2025, 11, 22))));
        assert_eq!(date_from_integer(0), Ok(None));
        assert_eq!(date_from_integer(20_311_309), Err(DateError::Calendar));
        for number in [1, -1, 1_763_856_000, 20_260_210_153_000, i64::MAX, i64::MIN] {
            assert_eq!(date_from_integer(number), Err(DateError::Format), "{number}");
        }
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(text in any::<String>()) {
            let _ = parse_date(&text);
        }

        #[test]
        fn no_almost_date_causes_a_panic(text in "[-+0-9/: TZ.,é]{0,30}") {
            let _ = parse_date(&text);
        }

        #[test]
        fn no_number_causes_a_panic(number in any::<i64>()) {
            let _ = date_from_integer(number);
        }

        #[test]
        fn every_day_survives_writing_and_reading(days in -25_000_i32..=100_000) {
            let day = date(1970, 1, 1) + jiff::Span::new().days(days);
            prop_assert_eq!(parse_date(&day.to_string()), Ok(Some(day)));
            let brazilian = day.strftime("%d/%m/%Y").to_string();
            prop_assert_eq!(parse_date(&brazilian), Ok(Some(day)));
        }
    }
}
