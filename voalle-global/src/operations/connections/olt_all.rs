//! OLTs.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// OLTs.
    OltAll = GET "/external/map/olt/all", fn olt_all -> Response<Vec<Olt>> {
        effect: Read,
        evidence: Manual,
    }
}

/// An OLT. Two clients of one provider show different members: what is not here is in `extra()`.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Olt {
    /// OLT id.
    pub id: u64,
    /// Code, the `olt.code` of a splitter.
    pub code: Option<String>,
    /// Label.
    pub title: Option<String>,
    /// Address of its administration.
    pub ip: Option<String>,
    /// Number of slots.
    pub slots_number: Option<i64>,
    /// Number of ports.
    pub ports_number: Option<i64>,
    /// Number of the first port.
    pub ports_first_number: Option<i64>,
    /// Whether it is active.
    pub active: Option<bool>,
    /// Code of the map's integration.
    pub integration_code_map: Option<String>,
    /// CEP.
    pub postal_code: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// House number.
    pub street_number: Option<String>,
    /// District.
    pub neighborhood: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, two letters.
    pub uf: Option<String>,
    /// Latitude, as text; the server may send a number.
    pub lat: Option<String>,
    /// Longitude, as text; the server may send a number.
    pub lng: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = OltAll::new();
        assert_eq!(request(&operation), signed("GET /external/map/olt/all"));
        let olt = decoded(&operation, "map_olt_all.partial.ok.json").response.remove(0);
        assert_eq!((olt.id, olt.ports_first_number), (897_001, Some(0)));
        assert_eq!(olt.lat.as_deref(), Some("-10.0000000"));
        let body = r#"{"success":true,"response":[{"id":1,"lat":-10.5,"type":{"value":1}}]}"#;
        let olt = decoded_from(&operation, body).response.remove(0);
        assert_eq!(olt.lat.as_deref(), Some("-10.5"));
        assert_eq!(olt.extra().get("type").unwrap().to_value()["value"], 1);
    }
}
