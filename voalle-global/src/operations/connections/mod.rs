//! Connections and the network.

mod access_point_status;
mod connection_all;
mod connection_all_deleted;
mod connection_all_deleted_paged;
mod connection_by_userdata;
mod connection_status_code;
mod connection_update_integrationcode;
mod connection_vinculate;
mod getaccesspointstatusbyclient;
mod getaccesspointstatusbycontract;
mod map_connection;
mod olt_all;
mod splitter;
mod splitter_all;
mod splitter_all_paged;
mod traffic;
mod updateconnection;

pub use access_point_status::AccessPointStatus;
pub use connection_all::ConnectionAll;
pub use connection_all_deleted::ConnectionAllDeleted;
pub use connection_all_deleted_paged::ConnectionAllDeletedPaged;
pub use connection_by_userdata::ConnectionByUserData;
pub use connection_status_code::ConnectionStatusCode;
pub use connection_update_integrationcode::ConnectionUpdateIntegrationCode;
pub use connection_vinculate::ConnectionVinculate;
pub use getaccesspointstatusbyclient::GetAccessPointStatusByClient;
pub use getaccesspointstatusbycontract::GetAccessPointStatusByContract;
pub use map_connection::{
    ConnectionAccessPoint, ConnectionClient, ConnectionContract, ConnectionSplitter, MapAddress,
    MapConnection, SplitterOlt,
};
pub use olt_all::{Olt, OltAll};
pub use splitter::{NetworkBox, Splitter};
pub use splitter_all::SplitterAll;
pub use splitter_all_paged::SplitterAllPaged;
pub use traffic::{RecordedTraffic, Traffic, TrafficParameters};
pub use updateconnection::UpdateConnection;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    ConnectionAll::SPEC,
    ConnectionAllDeleted::SPEC,
    ConnectionAllDeletedPaged::SPEC,
    ConnectionByUserData::SPEC,
    UpdateConnection::SPEC,
    GetAccessPointStatusByClient::SPEC,
    GetAccessPointStatusByContract::SPEC,
    Traffic::SPEC,
    ConnectionVinculate::SPEC,
    ConnectionUpdateIntegrationCode::SPEC,
    SplitterAll::SPEC,
    SplitterAllPaged::SPEC,
    OltAll::SPEC,
];
