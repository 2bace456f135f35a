//! The formats in JSON, except [`Money`](super::Money), which `wire` reads and writes: text, checked when it is read. No error quotes it.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Boleto, Cep, Cnpj, CollectionSlip, Cpf, Document, IbgeCityCode, PaymentLine, Phone, PixCode,
    State,
};

macro_rules! as_text {
    ($($(#[$doc:meta])+ $name:ident: $write:expr, $read:expr;)+) => {$(
        $(#[$doc])+
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&$write(self))
            }
        }

        $(#[$doc])+
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $read(text.as_str()).map_err(D::Error::custom)
            }
        }
    )+};
}

as_text! {
    /// Eleven digits.
    Cpf: Cpf::digits, str::parse::<Self>;
    /// Fourteen characters.
    Cnpj: Cnpj::characters, str::parse::<Self>;
    /// The number without punctuation.
    Document: Document::plain, str::parse::<Self>;
    /// Eight digits with a hyphen: `"01310-100"`.
    Cep: Cep::to_string, str::parse::<Self>;
    /// E.164: `"+5511987654321"`.
    Phone: Phone::e164, str::parse::<Self>;
    /// Two letters.
    State: State::to_string, str::parse::<Self>;
    /// Seven digits.
    IbgeCityCode: IbgeCityCode::to_string, str::parse::<Self>;
    /// The 47 digits of the line.
    Boleto: Boleto::line, str::parse::<Self>;
    /// The 48 digits of the line.
    CollectionSlip: CollectionSlip::line, str::parse::<Self>;
    /// The digits of the line: 47 of a boleto, 48 of a slip.
    PaymentLine: PaymentLine::line, str::parse::<Self>;
    /// The text to copy and paste.
    PixCode: PixCode::text, str::parse::<Self>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::DeserializeOwned;
    use std::fmt::Debug;

    fn is_written<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: &str) {
        assert_eq!(serde_json::to_string(value).unwrap(), json);
        assert_eq!(serde_json::from_str::<T>(json).unwrap(), *value);
    }

    #[test]
    fn every_format_is_text_that_reads_back() {
        is_written(&"529.982.247-25".parse::<Cpf>().unwrap(), "\"52998224725\"");
        is_written(&"11.222.333/0001-81".parse::<Cnpj>().unwrap(), "\"11222333000181\"");
        is_written(&"12.ABC.345/01DE-35".parse::<Document>().unwrap(), "\"12ABC34501DE35\"");
        is_written(&"01310100".parse::<Cep>().unwrap(), "\"01310-100\"");
        is_written(&"(11) 98765-4321".parse::<Phone>().unwrap(), "\"+5511987654321\"");
        is_written(&"SP".parse::<State>().unwrap(), "\"SP\"");
        is_written(&"3550308".parse::<IbgeCityCode>().unwrap(), "\"3550308\"");
        let slip = "846200000012299000012029609100000007001234500005";
        is_written(&slip.parse::<PaymentLine>().unwrap(), &format!("{slip:?}"));
        is_written(&slip.parse::<CollectionSlip>().unwrap(), &format!("{slip:?}"));
        let boleto = "99991234596789012345767890123457615650000012990";
        is_written(&boleto.parse::<PaymentLine>().unwrap(), &format!("{boleto:?}"));
        is_written(&boleto.parse::<Boleto>().unwrap(), &format!("{boleto:?}"));
    }

    #[test]
    fn what_fails_its_check_digits_is_refused_without_being_quoted() {
        let error = serde_json::from_str::<Document>("\"52998224724\"").unwrap_err().to_string();
        assert!(error.contains("check digit") && !error.contains("5299"), "{error}");
    }
}
