//! Where something is.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::brazil::Cep;

/// A postal address. ERPs give it in parts, in one line, or both.
#[doc(alias("endereço", "endereco"))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Address {
    /// The whole address in one line, where the ERP writes it so.
    pub line: Option<String>,
    /// Street with its kind, such as `RUA DAS ACÁCIAS`.
    pub street: Option<String>,
    /// House number as text; `S/N` occurs.
    pub number: Option<String>,
    /// Flat, block, floor.
    pub complement: Option<String>,
    /// District (`bairro`).
    pub district: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, two letters (UF).
    pub state: Option<String>,
    /// CEP, where the ERP gives a well-formed one.
    pub postal_code: Option<Cep>,
}

impl Address {
    /// An address known only as one line of text; `None` when the text is empty.
    pub fn from_line(line: &str) -> Option<Self> {
        let line = line.trim();
        (!line.is_empty()).then(|| Self { line: Some(line.to_owned()), ..Self::default() })
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One line for people: the ERP's own line, else the parts.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = &self.line {
            return f.write_str(line);
        }
        let street = [&self.street, &self.number, &self.complement];
        let place = [&self.district, &self.city, &self.state];
        let joined = |parts: [&Option<String>; 3]| {
            parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
        };
        let (street, place) = (joined(street), joined(place));
        let separator = if street.is_empty() || place.is_empty() { "" } else { " - " };
        write!(f, "{street}{separator}{place}")?;
        match &self.postal_code {
            Some(cep) => write!(f, ", {cep}"),
            None => Ok(()),
        }
    }
}

/// A geographical position, in degrees (WGS 84).
#[doc(alias("coordenadas"))]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Degrees")]
#[non_exhaustive]
pub struct GeoPoint {
    /// −90 to 90, south negative.
    pub latitude: f64,
    /// −180 to 180, west negative.
    pub longitude: f64,
}

/// A point before its check.
#[derive(Deserialize)]
struct Degrees {
    latitude: f64,
    longitude: f64,
}

impl TryFrom<Degrees> for GeoPoint {
    type Error = &'static str;

    fn try_from(degrees: Degrees) -> Result<Self, Self::Error> {
        Self::new(degrees.latitude, degrees.longitude).ok_or("not a place on the globe")
    }
}

impl GeoPoint {
    /// A point; `None` when out of range, not a number, or 0/0, which ERPs write
    /// for "unset".
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_globe = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        let unset = latitude == 0.0 && longitude == 0.0;
        (on_globe && !unset).then_some(Self { latitude, longitude })
    }

    /// A point from two texts such as `"-23.0000001"`; `None` for `""`, `"0"` and anything else
    /// that is no place.
    pub fn from_texts(latitude: Option<&str>, longitude: Option<&str>) -> Option<Self> {
        let degrees = |text: &str| text.trim().replace(',', ".").parse().ok();
        Self::new(latitude.and_then(degrees)?, longitude.and_then(degrees)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unset_coordinates_are_no_place() {
        for (lat, lng) in [("0", "0"), ("", ""), ("x", "1"), ("91", "0"), ("NaN", "1")] {
            assert_eq!(GeoPoint::from_texts(Some(lat), Some(lng)), None, "{lat} {lng}");
        }
        assert!(GeoPoint::from_texts(Some("-23,5"), Some("-46.6")).is_some());
    }

    #[test]
    fn an_address_in_parts_reads_as_one_line() {
        let address = Address {
            street: Some("RUA DAS ACÁCIAS".into()),
            number: Some("123".into()),
            district: Some("CENTRO".into()),
            city: Some("Cidade Exemplo".into()),
            ..Address::default()
        };
        assert_eq!(address.to_string(), "RUA DAS ACÁCIAS, 123 - CENTRO, Cidade Exemplo");
    }
}
