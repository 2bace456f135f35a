//! Change a connection, and overwrite its password.

use isp_core::Secret;

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Change a connection, and overwrite its password.
    ///
    /// # The password is overwritten
    ///
    /// `password` is mandatory, and the ERP stores what is sent: **with any other than the current PPPoE
    /// password the customer is offline until the equipment is changed too.** Send the current one to keep it.
    /// This API has no operation that tells it; the portal's list of connections does.
    ///
    /// Only what is set is sent besides, since empty values may clear what is stored.
    UpdateConnection = PUT "/external/integrations/thirdparty/updateconnection/{connectionId}" -> Response<bool> {
        effect: Idempotent,
        proof: Proof::StatusWord,
        evidence: Observed,
        required: {
            /// Connection id.
            "connectionId" connection_id: u64 in Path,
            /// The same id in the body.
            id: u64 in Json,
            /// The PPPoE password that the connection has afterwards.
            password: SecretText(&Secret) in Json,
        }
        optional: {
            /// MAC address of the ONU.
            "fiberMac" fiber_mac: Text(&str) in Json,
            /// MAC address of the router.
            "mac" mac: Text(&str) in Json,
            /// Kind of equipment; its codes are the provider's.
            "equipmentType" equipment_type: u64 in Json,
            /// OLT id.
            "oltId" olt_id: u64 in Json,
            /// Slot of the OLT.
            "slotOlt" slot_olt: u64 in Json,
            /// PON port of the OLT.
            "portOlt" port_olt: u64 in Json,
            /// Serial number of the ONU.
            "equipmentSerialNumber" equipment_serial_number: Text(&str) in Json,
            /// How the IP is assigned.
            "ipType" ip_type: u64 in Json,
            /// User name of the equipment's administrator.
            "equipmentUser" equipment_user: Text(&str) in Json,
            /// Its password.
            "equipmentPassword" equipment_password: SecretText(&Secret) in Json,
            /// Splitter id.
            "authenticationSplitterId" authentication_splitter_id: u64 in Json,
            /// Port of the splitter.
            "port" port: u64 in Json,
            /// Name of the Wi-Fi network.
            "wifiName" wifi_name: Text(&str) in Json,
            /// Its password.
            "wifiPassword" wifi_password: SecretText(&Secret) in Json,
            /// Technology; 8 and 16 are in use.
            "technologyType" technology_type: u64 in Json,
            /// Access point id.
            "authenticationAccessPointId" authentication_access_point_id: u64 in Json,
            /// Whether the equipment is told of the change; the only source does not say more.
            "updateConnectionParameter" update_connection_parameter: Flag(bool) in Json,
            /// Whether the MAC address changes.
            "shouldMacUpdate" should_mac_update: Flag(bool) in Json,
            /// PPPoE login.
            "user" user: Text(&str) in Json,
            /// Whether the connection is IPoE and has no PPPoE login.
            "isIPoE" is_ipoe: Flag(bool) in Json,
            /// Complement of the installation's address.
            "complement" complement: Text(&str) in Json,
        }
        new: private,
    }
}

impl UpdateConnection {
    /// Changes of a connection, which has `password` as its PPPoE password afterwards: **it is
    /// overwritten**, see the [type](Self).
    pub fn overwriting_password(connection_id: u64, password: &Secret) -> Self {
        Self::new(connection_id, connection_id, password)
    }
}

impl crate::Client {
    /// Change a connection, and overwrite its password.
    ///
    /// **`password` becomes the connection's PPPoE password**: with any other than the current one the
    /// customer is offline. See [`UpdateConnection`].
    ///
    /// `PUT /external/integrations/thirdparty/updateconnection/{connectionId}`
    #[doc(alias = "updateconnection")]
    pub fn updateconnection_overwriting_password(
        &self,
        connection_id: u64,
        password: &Secret,
    ) -> Call<UpdateConnection> {
        self.call(UpdateConnection::overwriting_password(connection_id, password))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::fault_of;
    use crate::operations::testing::{decode_error, decoded, refusal, request, signed_with};
    use serde_json::json;

    fn operation() -> UpdateConnection {
        UpdateConnection::overwriting_password(810_001, &"s3nh4".into())
    }

    #[test]
    fn the_request_holds_id_password_and_what_was_set() {
        let path = "PUT /external/integrations/thirdparty/updateconnection/810001";
        let body = json!({"id": 810_001, "password": "s3nh4"});
        assert_eq!(request(&operation()), signed_with(path, &body));
        let changed = operation()
            .wifi_name("rede")
            .wifi_password(&"w1f1".into())
            .authentication_splitter_id(895_001)
            .port(4)
            .is_ipoe(false);
        let body = json!({"id": 810_001, "password": "s3nh4", "wifiName": "rede",
            "wifiPassword": "w1f1", "authenticationSplitterId": 895_001, "port": 4, "isIPoE": false});
        assert_eq!(request(&changed), signed_with(path, &body));
    }

    #[test]
    fn an_empty_password_is_refused() {
        for blank in ["", " "] {
            let text = refusal(&UpdateConnection::overwriting_password(1, &blank.into()));
            assert!(text.contains("`password`"), "{text}");
        }
    }

    #[test]
    fn it_reads_the_sentence_of_a_success() {
        let answer = decoded(&operation(), "updateconnection.ok.json");
        assert!(answer.response);
        assert_eq!(answer.data_response_type.as_deref(), Some("Conexão atualizada com sucesso."));
    }

    #[test]
    fn nothing_but_true_is_a_success() {
        for payload in ["false", "null", "{}", "[]"] {
            decode_error(&operation(), &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
        let refused = r#"{"success":false,"messages":[{"message":"Senha não informada.","code":null,"type":"Error"}],"response":null}"#;
        let fault = fault_of(&operation(), 200, refused);
        assert_eq!(fault.kind, isp_core::ErrorKind::Refused);
        assert_eq!(fault.outcome, isp_core::Outcome::NotDone);
    }

    #[test]
    fn debug_shows_no_password() {
        assert!(!format!("{:?}", operation()).contains("s3nh4"));
    }
}
