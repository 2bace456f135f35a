//! A connection and what it refers to.

use isp_core::record;
use isp_core::wire::DocumentText;
use serde::{Deserialize, Serialize};

use super::ConnectionStatusCode;
use crate::answers::codes::code_as_number;
use crate::operations::contracts::ContractStatusCode;

/// A connection.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MapConnection {
    /// Connection id.
    pub id: u64,
    /// PPPoE or hotspot login.
    pub user: Option<String>,
    /// Code of the integration.
    pub integration_code: Option<String>,
    /// Service tag, letters and digits; of a deleted connection it may be the tag's id.
    pub service_tag: Option<String>,
    /// Serial number of the customer's equipment.
    pub equipment_serial_number: Option<String>,
    /// MAC address of the customer's equipment.
    pub mac: Option<String>,
    /// Code of the map's integration.
    pub integration_code_map: Option<String>,
    /// State; absent for a deleted connection.
    #[serde(serialize_with = "code_as_number")]
    pub status: Option<ConnectionStatusCode>,
    /// Customer.
    pub client: Option<ConnectionClient>,
    /// Address of the installation.
    pub address: Option<MapAddress>,
    /// Optical splitter.
    pub splitter: Option<ConnectionSplitter>,
    /// Contract.
    pub contract: Option<ConnectionContract>,
    /// OLT or radio access point.
    pub authentication_access_point: Option<ConnectionAccessPoint>,
}

/// The customer of a connection.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConnectionClient {
    /// Person id.
    pub id: Option<u64>,
    /// Name.
    pub name: Option<String>,
    /// CPF or CNPJ.
    pub tx_id: Option<DocumentText>,
}

/// An address of the map.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MapAddress {
    /// Street.
    pub street: Option<String>,
    /// CEP.
    pub postal_code: Option<String>,
    /// House number.
    pub number: Option<String>,
    /// District.
    pub neighborhood: Option<String>,
    /// City.
    pub city: Option<String>,
    /// IBGE code of the city.
    pub code_city_id: Option<u64>,
    /// State, two letters.
    pub state: Option<String>,
    /// Latitude as text.
    pub latitude: Option<String>,
    /// Longitude as text.
    pub longitude: Option<String>,
    /// Complement.
    pub address_complement: Option<String>,
}

/// The optical splitter of a connection.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConnectionSplitter {
    /// Splitter id.
    pub id: Option<u64>,
    /// Label.
    pub title: Option<String>,
    /// Code.
    pub code: Option<String>,
    /// Code of the integration.
    pub integration_code: Option<String>,
    /// Port.
    pub port: Option<i64>,
    /// Connection id.
    pub authentication_contract_id: Option<u64>,
    /// Its OLT.
    pub olt: Option<SplitterOlt>,
}

/// The OLT of a splitter.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SplitterOlt {
    /// Code, that of the OLT in the list of OLTs.
    pub code: Option<String>,
    /// Label.
    pub description: Option<String>,
    /// Code of the integration.
    pub integration_code: Option<String>,
}

/// The contract of a connection.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConnectionContract {
    /// Contract id.
    pub id: Option<u64>,
    /// State.
    #[serde(serialize_with = "code_as_number")]
    pub status: Option<ContractStatusCode>,
    /// The same in words.
    pub status_description: Option<String>,
    /// Stage: 1 Pré-contrato, 2 Em aprovação, 3 Aprovado, 4 Rejeitado, 5 Cancelado.
    pub stage: Option<i64>,
    /// The same in words.
    pub stage_description: Option<String>,
}

/// The access point of a connection.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ConnectionAccessPoint {
    /// Access point id.
    pub id: Option<u64>,
    /// Code.
    pub code: Option<String>,
    /// Label.
    pub title: Option<String>,
    /// Code of the map's integration.
    pub integration_code_map: Option<String>,
    /// PON port of the OLT.
    pub port_olt: Option<i64>,
    /// Slot of the OLT.
    pub slot_olt: Option<i64>,
}
