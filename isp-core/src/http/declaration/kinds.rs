//! The kinds of parameter that the vendors' APIs have.

use jiff::civil::{Date, DateTime};
use serde_json::Value;

use super::parameter::{Parameter, Slot};
use crate::brazil::{Cep, Document, Money, Phone, State};
use crate::error::Error;
use crate::secret::Secret;
use crate::wire::TextOrNumber;

/// Digits; a number in JSON.
impl Parameter for u64 {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.number(*self)
    }
}

/// A decimal point; a number in JSON.
impl Parameter for f64 {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.number(*self)
    }
}

/// `true` or `false`; a boolean in JSON.
impl Parameter for bool {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.number(*self)
    }
}

/// JSON, as it is; only in a JSON body.
impl Parameter for Value {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.json(self.clone())
    }
}

/// A secret, unchanged and never stored; only in the query. An empty value is refused.
impl Parameter for Secret {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        if self.expose().trim().is_empty() {
            return Err(slot.refuse("is empty"));
        }
        slot.secret(self)
    }
}

/// CPF or CNPJ without punctuation, never stored.
impl Parameter for Document {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        let plain = self.plain();
        slot.redact(plain.as_str());
        // As a server may write it again.
        slot.redact(self.to_string());
        slot.text(plain)
    }
}

/// Reais with a decimal point and two decimals.
impl Parameter for Money {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.text(self.to_decimal_text())
    }
}

/// Eight digits, never stored.
impl Parameter for Cep {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        slot.redact(self.digits());
        slot.redact(self.to_string());
        slot.text(self.digits())
    }
}

/// Area code and subscriber's number, digits alone, never stored.
impl Parameter for Phone {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        slot.redact(self.national());
        slot.redact(self.to_string());
        slot.text(self.national())
    }
}

/// Two letters.
impl Parameter for State {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        slot.text(self)
    }
}

/// Text as it is, never stored, since it may be a name, an address or an e-mail. Empty text is
/// refused, since ERPs take it for a bad value or for no filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Parameter for Text {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        if self.0.trim().is_empty() {
            return Err(slot.refuse("is empty"));
        }
        slot.redact(self.as_str());
        slot.text(&self.0)
    }
}

/// Text that identifies a person or opens a document: never stored. Empty text is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateText(Secret);

impl From<&str> for PrivateText {
    fn from(text: &str) -> Self {
        Self(Secret::new(text))
    }
}

impl Parameter for PrivateText {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        if self.0.expose().trim().is_empty() {
            return Err(slot.refuse("is empty"));
        }
        slot.redact(self.0.clone());
        slot.text(self.0.expose())
    }
}

/// As it is: text is never stored, and empty text is refused; a number is one in JSON.
impl Parameter for TextOrNumber {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        match self {
            Self::Text(text) => Text::from(text.as_str()).write(slot),
            Self::Number(number) if slot.is_json() => slot.json(Value::Number(number.clone())),
            Self::Number(number) => slot.text(number),
        }
    }
}

/// Declares kinds that hold another type and write it in one vendor's format.
macro_rules! written_as {
    ($($(#[$doc:meta])* $name:ident($inner:ty): |$value:ident| $text:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name($inner);

        impl $name {
            /// The value.
            pub fn get(self) -> $inner {
                self.0
            }
        }

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl Parameter for $name {
            fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
                let $value = self.0;
                slot.text($text)
            }
        }
    )+};
}

written_as! {
    /// `AAAA-MM-DD`.
    IsoDate(Date): |date| date;
    /// `DD/MM/AAAA`.
    BrazilianDate(Date): |date| day_month_year(date);
    /// `DD/MM/AAAA HH:MM:SS`.
    BrazilianDateTime(DateTime): |at| format!("{} {}", day_month_year(at.date()), at.time());
    /// `S` or `N`.
    SimNao(bool): |yes| if yes { "S" } else { "N" };
    /// `True` or `False`.
    TrueFalse(bool): |yes| if yes { "True" } else { "False" };
}

fn day_month_year(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// Codes joined by a vertical bar. An empty list is refused, since it would not filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes(Vec<u64>);

impl From<&[u64]> for Codes {
    fn from(codes: &[u64]) -> Self {
        Self(codes.to_vec())
    }
}

impl Parameter for Codes {
    fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
        if self.0.is_empty() {
            return Err(slot.refuse("is empty"));
        }
        slot.text(self.0.iter().map(u64::to_string).collect::<Vec<_>>().join("|"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Place;
    use crate::http::{BaseUrl, Body, FormValue, OperationSpec, RequestWriter};
    use jiff::civil::date;
    use serde_json::json;

    const SPEC: OperationSpec = OperationSpec::get("Rule", "/rule/{x}");

    fn written(parameter: &impl Parameter, place: Place) -> Result<String, Error> {
        let base = BaseUrl::parse("https://erp.example.com").unwrap();
        let mut request = RequestWriter::new(&base, &SPEC);
        parameter.write(Slot::new(&mut request, "x", &[place]))?;
        request.path_parameter("x", "-");
        let request = request.finish()?.unsigned();
        Ok(match request.body {
            Body::Empty => {
                request.url.trim_start_matches("https://erp.example.com/rule/").to_owned()
            }
            Body::Json(body) | Body::Form(body) => body,
            Body::Multipart(fields) => {
                let text =
                    |(name, value): &(_, FormValue)| format!("{name}: {:?}", value.as_text());
                fields.iter().map(text).collect()
            }
        })
    }

    fn in_query(parameter: &impl Parameter) -> String {
        written(parameter, Place::Query).unwrap()
    }

    #[test]
    fn each_kind_has_its_form_in_the_query() {
        let day = date(2031, 2, 5);
        assert_eq!(in_query(&7_u64), "-?x=7");
        assert_eq!(in_query(&2.5), "-?x=2.5");
        assert_eq!(in_query(&true), "-?x=true");
        assert_eq!(in_query(&Text::from("São João")), "-?x=S%C3%A3o+Jo%C3%A3o");
        assert_eq!(in_query(&PrivateText::from("hash")), "-?x=hash");
        assert_eq!(in_query(&Secret::new("s")), "-?x=s");
        assert_eq!(in_query(&"529.982.247-25".parse::<Document>().unwrap()), "-?x=52998224725");
        assert_eq!(in_query(&Money::from_centavos(9990)), "-?x=99.90");
        assert_eq!(in_query(&"12345-000".parse::<Cep>().unwrap()), "-?x=12345000");
        assert_eq!(in_query(&"+55 11 90000-0001".parse::<Phone>().unwrap()), "-?x=11900000001");
        assert_eq!(in_query(&State::SP), "-?x=SP");
        assert_eq!(in_query(&IsoDate::from(day)), "-?x=2031-02-05");
        assert_eq!(in_query(&BrazilianDate::from(day)), "-?x=05%2F02%2F2031");
        let at = day.at(8, 5, 0, 0);
        assert_eq!(in_query(&BrazilianDateTime::from(at)), "-?x=05%2F02%2F2031+08%3A05%3A00");
        assert_eq!(in_query(&SimNao::from(true)), "-?x=S");
        assert_eq!(in_query(&TrueFalse::from(false)), "-?x=False");
        assert_eq!(in_query(&Codes::from(&[1, 2][..])), "-?x=1%7C2");
    }

    #[test]
    fn numbers_are_numbers_in_json_and_text_is_text() {
        assert_eq!(written(&7_u64, Place::Json).unwrap(), r#"{"x":7}"#);
        assert_eq!(written(&SimNao::from(true), Place::Json).unwrap(), r#"{"x":"S"}"#);
        assert_eq!(written(&json!([1]), Place::Json).unwrap(), r#"{"x":[1]}"#);
        assert_eq!(written(&7_u64, Place::PathAndJson).unwrap(), r#"{"x":7}"#);
        assert_eq!(written(&Text::from("a b"), Place::Form).unwrap(), "x=a+b");
        assert_eq!(written(&Text::from("a"), Place::Multipart).unwrap(), r#"x: Some("a")"#);
        let both = written(&7_u64, Place::QueryAndMultipart);
        assert_eq!(both.unwrap(), r#"x: Some("7")"#);
        assert_eq!(written(&Text::from("a"), Place::Signature).unwrap(), "-");
    }

    #[test]
    fn a_file_is_a_field_of_a_multipart_form_and_of_nothing_else() {
        #[derive(Clone)]
        struct File;

        impl Parameter for File {
            fn write(&self, slot: Slot<'_>) -> Result<(), Error> {
                slot.file(crate::http::FilePart::new("a.pdf", "%PDF"))
            }
        }

        assert_eq!(written(&File, Place::Multipart).unwrap(), "x: None");
        assert!(written(&File, Place::Json).unwrap_err().to_string().contains("`x`"));
    }

    #[test]
    fn what_cannot_be_sent_is_refused_by_the_parameters_name() {
        for refused in [
            written(&Text::from(" "), Place::Query),
            written(&PrivateText::from(""), Place::Query),
            written(&Codes::from(&[][..]), Place::Query),
            written(&json!(1), Place::Query),
            written(&Secret::new("s"), Place::Json),
        ] {
            assert!(refused.unwrap_err().to_string().contains("`x`"));
        }
    }
}
