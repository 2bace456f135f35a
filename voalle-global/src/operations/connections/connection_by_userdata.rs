//! Connections by contract, user or service tag.

use isp_core::Error;

use super::MapConnection;
use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Connections by contract, user or service tag.
    ///
    /// How several criteria are combined is undocumented: give one. The answer is in groups.
    ConnectionByUserData = POST "/external/map/connection/by/userdata", fn connection_by_userdata -> Response<Vec<Vec<MapConnection>>> {
        effect: Read,
        evidence: Observed,
        optional: {
            /// Contract ids.
            "contractIds" contract_ids: Numbers(&[u64]) in Json,
            /// PPPoE or hotspot logins.
            users: Texts(&[&str]) in Json,
            /// Service tags.
            "serviceTags" service_tags: Texts(&[&str]) in Json,
        }
        check: ConnectionByUserData::has_a_criterion,
    }
}

impl ConnectionByUserData {
    fn has_a_criterion(&self) -> Result<(), Error> {
        if self.has_no_option() {
            let what = "no criterion: give contract ids, users or service tags";
            return Err(Error::invalid_input(what));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::contracts::ContractStatusCode;
    use crate::operations::testing::{
        decode_error, decoded, fixture, refusal, request, signed_with,
    };
    use serde_json::json;

    fn operation() -> ConnectionByUserData {
        ConnectionByUserData::new().contract_ids(&[830_001])
    }

    #[test]
    fn the_request_is_that_of_the_sample() {
        let sample =
            serde_json::from_str(&fixture("map_connection_by_userdata.request.json")).unwrap();
        let all = operation().users(&["cliente.um"]).service_tags(&["EXMPL001"]);
        assert_eq!(
            request(&all),
            signed_with("POST /external/map/connection/by/userdata", &sample)
        );
        let one = json!({"contractIds": [830_001]});
        assert_eq!(
            request(&operation()),
            signed_with("POST /external/map/connection/by/userdata", &one)
        );
        assert!(refusal(&ConnectionByUserData::new()).contains("criterion"));
        assert!(refusal(&operation().users(&[])).contains("users"));
        assert!(refusal(&operation().users(&[" "])).contains("users"));
    }

    #[test]
    fn it_reads_the_groups_of_the_sample() {
        let groups = decoded(&operation(), "map_connection_by_userdata.ok.json").response;
        let ids: Vec<_> = groups.iter().flatten().map(|line| line.id).collect();
        assert_eq!(ids, [810_001, 810_002]);
        let blocked = groups[1][0].contract.as_ref().unwrap();
        assert_eq!(blocked.status, Some(ContractStatusCode::BloqueioFinanceiro));
    }

    #[test]
    fn a_list_without_groups_or_none_at_all_is_an_error() {
        for payload in ["null", "{}", r#"[{"user":"x"}]"#, "[null]"] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}
