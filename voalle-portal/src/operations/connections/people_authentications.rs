//! Connections of a person, all on one page.

use std::net::IpAddr;

use isp_core::Secret;
use isp_core::brazil::State;
use isp_core::record;
use isp_core::wire::{ParsedText, TextOrNumber, WireDateTime};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{BoundIp, ConnectionContract, EquipmentType, IpType, ServiceTagReference, Splitter};
use crate::codes::code_as_number;
use crate::operation::operation;
use crate::operations::people::PeopleAddress;
use crate::operations::{Described, Titled};
use crate::pages::Page;
use isp_core::wire::Kept;

operation! {
    /// Connections of a person, all on one page.
    ///
    /// The portal sends their passwords in clear text.
    ///
    /// Several rows may have the same service tag.
    PeopleAuthentications = GET "/api/people/{personId}/authentications",
    fn people_authentications -> Page<Authentication> {
        effect: Read,
        evidence: Observed,
        required: {
            /// Person id.
            "personId" person_id: u64 in Path,
        }
    }
}

/// A connection.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Authentication {
    /// Connection id.
    pub id: u64,
    /// PPPoE or hotspot login.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// MAC address of the customer's equipment.
    pub mac: Option<String>,
    /// Password of authentication by MAC address.
    pub mac_password: Option<Secret>,
    /// Network address of the public block routed to the customer.
    pub valid_lan_ip: Option<ParsedText<IpAddr>>,
    /// Prefix length of that block; the portal writes text or a number.
    pub valid_lan_ip_class: Option<TextOrNumber>,
    /// Presumably the fixed IP; null in every known answer.
    pub authentication_ip: Option<Value>,
    /// How the IP is assigned.
    #[serde(serialize_with = "code_as_number")]
    pub ip_type: Option<IpType>,
    /// The same in words.
    pub ip_type_as_text: Option<String>,
    /// Kind of the customer's equipment.
    #[serde(serialize_with = "code_as_number")]
    pub equipment_type: Option<EquipmentType>,
    /// The same in words.
    pub equipment_type_as_text: Option<String>,
    /// User name of the equipment's administrator.
    pub equipment_user: Option<String>,
    /// Its password.
    pub equipment_password: Option<Secret>,
    /// Port of the equipment's administration, as text.
    pub equipment_port: Option<String>,
    /// Whether several sessions may be up at once. Misspelt on the wire, so here too.
    pub simultane_connection: Option<bool>,
    /// CEP of the installation.
    pub postal_code: Option<String>,
    /// House number of the installation.
    pub street_number: Option<String>,
    /// District of the installation.
    pub neighborhood: Option<String>,
    /// Street of the installation.
    pub street: Option<String>,
    /// City of the installation.
    pub city: Option<String>,
    /// State of the installation.
    pub state: Option<ParsedText<State>>,
    /// Latitude as text.
    pub lat: Option<String>,
    /// Longitude as text.
    pub lng: Option<String>,
    /// Id of the contract's service tag.
    pub service_tag_id: Option<u64>,
    /// 1 to 4; their meaning is unknown.
    pub connection_type: Option<i64>,
    /// Complement of the installation's address.
    pub complement: Option<String>,
    /// Whether the connection is in use. Any other value than true or false is kept as it came.
    pub active: Option<Kept<bool>>,
    /// Whether the coordinates are made up. Any other value than true or false is kept as it came.
    pub lat_lng_mocked: Option<Kept<bool>>,
    /// Accuracy of the coordinates; the unit is unknown.
    pub lat_lng_accuracy: Option<f64>,
    /// When it was created, local time.
    pub created: Option<WireDateTime>,
    /// When it was last changed, local time.
    pub modified: Option<WireDateTime>,
    /// ERP user id.
    pub created_by: Option<u64>,
    /// ERP user id.
    pub modified_by: Option<u64>,
    /// The contract, with its state and its trust unlocks. `None` also where it cannot be read: then
    /// nothing is known of a block.
    pub contract: Option<ConnectionContract>,
    /// The plan.
    pub service_product: Option<Titled>,
    /// Presumably a second IP; null in every known answer.
    pub authentication_ip2: Option<Value>,
    /// Concentrator (BNG).
    pub authentication_concentrator: Option<Titled>,
    /// Firewall list: `"Normal"`, or one of the provider's for blocked lines. One that cannot be read
    /// is kept.
    pub authentication_address_list: Option<Kept<Titled>>,
    /// OLT or radio access point.
    pub authentication_access_point: Option<Titled>,
    /// Optical splitter; the portal often leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_splitter: Option<Splitter>,
    /// IP bound to the connection.
    pub ip_authentication: Option<BoundIp>,
    /// The contract's item.
    pub contract_item: Option<Described>,
    /// The contract's service tag.
    pub contract_service_tag: Option<ServiceTagReference>,
    /// Address of the person's record, not of the installation.
    pub people_address: Option<PeopleAddress>,
    /// 0, 2 or 4; their meaning is unknown.
    pub provision_status: Option<i64>,
    /// Null in every known answer.
    pub management_ip_id: Option<Value>,
    /// Slot of the OLT.
    pub slot_olt: Option<i64>,
    /// PON port of the OLT.
    pub port_olt: Option<i64>,
    /// Serial number of the ONU.
    pub equipment_serial_number: Option<String>,
    /// Name of the Wi-Fi network.
    pub wifi_name: Option<String>,
    /// Its password.
    pub wifi_password: Option<Secret>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::contracts::ContractStatusCode;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, fixture, request, signed,
    };

    const SAMPLE: &str = "people_authentications.sample_shape.json";

    fn operation() -> PeopleAuthentications {
        PeopleAuthentications::new(700_101)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/people/700101/authentications"));
    }

    #[test]
    fn it_reads_every_field_of_the_sample() {
        let page = decoded(&operation(), SAMPLE);
        assert_eq!((page.count, page.filtered, page.total), (Some(1), Some(1), Some(1)));
        let line = &page.data[0];
        let contract = line.contract.as_ref().unwrap();
        assert_eq!(contract.contract_number.as_deref(), Some("0001001"));
        assert_eq!(contract.status, Some(ContractStatusCode::Normal));
        assert_eq!(contract.remaining_unblock_attempts, Some(2));
        assert_eq!(line.password.as_ref().unwrap().expose(), "senha-exemplo");
        assert_eq!(line.simultane_connection, Some(false));
        assert_eq!(
            (line.ip_type.clone(), line.equipment_type.clone()),
            (Some(IpType::PeloCe), Some(EquipmentType::NaoInformado))
        );
        assert_eq!(line.state.as_ref().and_then(ParsedText::get), Some(&State::RS));
        let list = line.authentication_address_list.as_ref().unwrap().get().unwrap();
        assert_eq!(list.title.as_deref(), Some("Normal"));
        let zone = isp_core::wire::sao_paulo();
        let created = line.created.as_ref().unwrap().to_zoned(&zone).unwrap();
        assert_eq!(created.timestamp().to_string(), "2024-03-10T13:13:22Z");
        let address = line.people_address.as_ref().unwrap();
        assert_eq!(address.code_city_id.as_deref(), Some("9999999"));
    }

    #[test]
    fn what_the_sample_has_as_null_is_read_as_clients_of_real_servers_saw_it() {
        let line = decoded_from(
            &operation(),
            r#"{"data":[{"id":"1","user":null,"mac":"00:00:5E:00:53:01","validLanIpClass":29,"lat":"-10.5",
                "slotOlt":1,"portOlt":4,"equipmentSerialNumber":"","wifiName":"rede","wifiPassword":"senha",
                "contract":null,"serviceProduct":null,"ipAuthentication":{"id":1,"ip":"192.0.2.7"},
                "authenticationSplitter":{"id":2,"title":"CTO 1","port":null}}]}"#,
        );
        let line = &line.data[0];
        assert_eq!(line.valid_lan_ip_class.as_ref().unwrap().to_i64(), Some(29));
        assert_eq!((line.slot_olt, line.port_olt), (Some(1), Some(4)));
        assert_eq!(line.equipment_serial_number, None);
        let ip = line.ip_authentication.as_ref().and_then(|bound| bound.ip.as_ref()).unwrap();
        assert_eq!(ip.get(), Some(&IpAddr::from([192, 0, 2, 7])));
        assert_eq!(line.authentication_splitter.as_ref().unwrap().port, None);
        assert!(line.contract.is_none() && line.active.is_none());
    }

    #[test]
    fn an_unknown_contract_status_is_kept() {
        let answer =
            decoded_from(&operation(), r#"{"data":[{"id":1,"contract":{"id":2,"status":12}}]}"#);
        let status = answer.data[0].contract.as_ref().unwrap().status.clone();
        assert_eq!(status, Some(ContractStatusCode::Unknown("12".into())));
    }

    #[test]
    fn an_unknown_kind_of_ip_or_equipment_is_kept_as_its_number() {
        let answer =
            decoded_from(&operation(), r#"{"data":[{"id":1,"ipType":1,"equipmentType":15}]}"#);
        let line = &answer.data[0];
        assert_eq!(line.ip_type, Some(IpType::Unknown("1".into())));
        let written = serde_json::to_value(line).unwrap();
        assert_eq!((&written["ipType"], &written["equipmentType"]), (&1.into(), &15.into()));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for body in
            ["{}", r#"{"data":null,"count":0}"#, r#"{"data":""}"#, "[]", "null", r#"{"count":0}"#]
        {
            decode_error(&operation(), body);
        }
        assert!(decoded_from(&operation(), r#"{"data":[],"count":0}"#).data.is_empty());
        assert!(decode_error(&operation(), r#"{"data":[{"user":"x"}]}"#).contains("id"));
    }

    #[test]
    fn neither_debug_nor_json_shows_a_password() {
        let body = fixture(SAMPLE)
            .replace("\"macPassword\": null", "\"macPassword\": \"mac-secreta\"")
            .replace("\"wifiPassword\": null", "\"wifiPassword\": \"wifi-secreta\"");
        let page = decoded_from(&operation(), &body);
        let text = format!("{page:?} {}", serde_json::to_string(&page).unwrap());
        for secret in ["senha-exemplo", "000000\"", "mac-secreta", "wifi-secreta"] {
            assert!(!text.contains(secret), "{secret}");
        }
    }
}
