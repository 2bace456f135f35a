//! Optical splitters.

use super::Splitter;
use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Optical splitters.
    SplitterAll = GET "/external/map/splitter/all", fn splitter_all -> Response<Vec<Splitter>> {
        effect: Read,
        evidence: Manual,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = SplitterAll::new();
        assert_eq!(request(&operation), signed("GET /external/map/splitter/all"));
        let splitter = decoded(&operation, "map_splitter_all.partial.ok.json").response.remove(0);
        assert_eq!((splitter.id, splitter.out_ports), (895_001, Some(8)));
        assert_eq!(splitter.r#type.unwrap().text.as_deref(), Some("Atendimento"));
        assert_eq!(splitter.olt.unwrap()["code"], "20");
        decode_error(&operation, "[]");
    }
}
