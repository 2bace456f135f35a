//! Contracts and connections.

use isp_core::wire::plausible;
use isp_core::{
    Address, Connection, ConnectionStatus, Contract, ContractStatus, CustomerId, Error, GeoPoint,
    Native,
};

use super::GlobalIsp;
use super::customers::{document_of, known};
use super::remembered::{Owner, Place};
use super::rows::{distinct, whole};
use crate::dialect::not_understood;
use crate::operations::connections::{
    ConnectionContract, ConnectionStatusCode, MapAddress, MapConnection,
};
use crate::operations::contracts::{ContractRow, ContractStatusCode};

/// The most rows of a page about one customer; 100 is known to work.
const PAGE_SIZE: u64 = 100;

impl GlobalIsp {
    /// All contracts of a customer. A row of another customer is an error: the filter was ignored.
    pub(super) async fn contract_rows(&self, owner: Owner) -> Result<Vec<ContractRow>, Error> {
        let page = |number| async move {
            let call = self.client.contract_getpaged().tx_id(owner.document);
            let call = call.only_active_contracts(false).page(number).page_size(PAGE_SIZE);
            Ok(call.await?.response)
        };
        let rows = whole(|row: &ContractRow| row.id, page).await?;
        let is_own = |row: &ContractRow| {
            let client = row.client_information.as_ref();
            let document = client.and_then(|client| document_of(client.client_tx_id.as_ref()));
            document == Some(owner.document)
        };
        if !rows.iter().all(is_own) {
            return Err(not_understood("a contract does not name this customer's document"));
        }
        Ok(rows)
    }

    /// The connections of these contracts of a customer.
    pub(super) async fn lines(
        &self,
        owner: Owner,
        contracts: &[u64],
    ) -> Result<Vec<MapConnection>, Error> {
        if contracts.is_empty() {
            return Ok(Vec::new());
        }
        let answer = self.client.connection_by_userdata().contract_ids(contracts).await?;
        self.own_lines(answer.response, owner, contracts)
    }

    /// The same, if the answer has nothing unexpected beside them. A trust unlock is decided by this
    /// answer alone, so it must not be ambiguous.
    pub(super) async fn undoubted_lines(
        &self,
        owner: Owner,
        contracts: &[u64],
    ) -> Result<Vec<MapConnection>, Error> {
        let call = self.client.connection_by_userdata().contract_ids(contracts);
        let reply = call.send().await?;
        let beside = |path: &str| !path.starts_with("$.response");
        if !reply.value.messages.is_empty()
            || reply.drift().iter().any(|deviation| beside(&deviation.path))
        {
            return Err(not_understood("the ERP sent something unexpected with the connections"));
        }
        self.own_lines(reply.into_value().response, owner, contracts)
    }

    /// The connections, all of which must be of this customer and these contracts.
    fn own_lines(
        &self,
        groups: Vec<Vec<MapConnection>>,
        owner: Owner,
        contracts: &[u64],
    ) -> Result<Vec<MapConnection>, Error> {
        let lines =
            distinct(groups.into_iter().flatten().collect(), |line: &MapConnection| line.id)?;
        for line in &lines {
            let client = line.client.as_ref();
            let contract = contract_of(line).and_then(|contract| contract.id);
            let contract = contract.filter(|contract| contracts.contains(contract));
            let Some(contract) =
                contract.filter(|_| client.is_some_and(|client| client.id == Some(owner.person)))
            else {
                return Err(not_understood(
                    "a connection is not of the contract that was asked for",
                ));
            };
            self.client.remembered().lines.keep(line.id, Place { person: owner.person, contract });
        }
        Ok(lines)
    }

    pub(super) async fn lines_of(&self, owner: Owner) -> Result<Vec<MapConnection>, Error> {
        let contracts: Vec<_> = self.contract_rows(owner).await?.iter().map(|row| row.id).collect();
        self.lines(owner, &contracts).await
    }
}

pub(super) fn contract(row: ContractRow, customer: &CustomerId) -> Contract {
    let status = contract_status(row.contract_status.as_ref());
    let mut contract = Contract::new(row.id, customer.clone(), status);
    contract.number = known(row.contract_number.as_ref());
    contract.native = Native::of::<ContractRow>(row);
    contract
}

fn contract_status(code: Option<&ContractStatusCode>) -> ContractStatus {
    use ContractStatusCode as Code;

    match code {
        None => ContractStatus::Unknown(String::new()),
        Some(Code::Unknown(code)) => ContractStatus::Unknown(code.clone()),
        Some(Code::Normal) => ContractStatus::Active,
        Some(Code::Demonstracao) => ContractStatus::Demonstration,
        Some(Code::Cortesia) => ContractStatus::Courtesy,
        Some(Code::Cancelado) => ContractStatus::Cancelled,
        Some(Code::Suspenso) => ContractStatus::Suspended,
        Some(Code::BloqueioFinanceiro) => ContractStatus::BlockedForDebt,
        Some(Code::BloqueioAdministrativo) => ContractStatus::BlockedByProvider,
        Some(Code::Encerrado) => ContractStatus::Ended,
    }
}

/// The contract of a connection, if the ERP names one.
pub(super) fn contract_of(line: &MapConnection) -> Option<&ConnectionContract> {
    line.contract.as_ref().filter(|contract| contract.id.is_some_and(|id| id > 0))
}

pub(super) fn connection(line: MapConnection, customer: &CustomerId) -> Connection {
    let contract = contract_of(&line);
    let mut connection = Connection::new(line.id, customer.clone(), status(&line));
    connection.contract = contract.and_then(|contract| contract.id).map(Into::into);
    connection.username = known(line.user.as_ref());
    connection.block_reason = match contract.and_then(|contract| contract.status.as_ref()) {
        Some(ContractStatusCode::BloqueioFinanceiro) => Some("Bloqueio Financeiro".into()),
        Some(ContractStatusCode::BloqueioAdministrativo) => Some("Bloqueio Administrativo".into()),
        _ => None,
    };
    connection.mac_address = line.mac.as_deref().and_then(plausible::mac_address).map(Into::into);
    if let Some(place) = &line.address {
        connection.address = address(place);
        connection.location =
            GeoPoint::from_texts(place.latitude.as_deref(), place.longitude.as_deref());
    }
    connection.native = Native::of::<MapConnection>(line);
    connection
}

/// A connection is active only if its own state and that of its contract agree on it.
fn status(line: &MapConnection) -> ConnectionStatus {
    use ConnectionStatusCode as Code;

    let contract = contract_of(line).and_then(|contract| contract.status.as_ref());
    match &line.status {
        None => ConnectionStatus::Unknown(String::new()),
        Some(Code::Unknown(code)) => ConnectionStatus::Unknown(code.clone()),
        Some(Code::BlockWarning) => ConnectionStatus::Unknown("block warning".into()),
        Some(Code::MaintenanceWarning) => ConnectionStatus::Unknown("maintenance warning".into()),
        Some(Code::Blocked) => ConnectionStatus::Blocked,
        Some(Code::Normal) if contract.is_some_and(ContractStatusCode::lets_through) => {
            ConnectionStatus::Active
        }
        Some(Code::Normal) => {
            let words = contract_of(line).and_then(|contract| contract.status_description.clone());
            ConnectionStatus::Unknown(words.unwrap_or_default())
        }
    }
}

fn address(place: &MapAddress) -> Option<Address> {
    let mut address = Address::default();
    address.street = known(place.street.as_ref());
    address.number = known(place.number.as_ref());
    address.complement = known(place.address_complement.as_ref());
    address.district = known(place.neighborhood.as_ref());
    address.city = known(place.city.as_ref());
    address.state = known(place.state.as_ref());
    address.postal_code = place.postal_code.as_deref().and_then(|text| text.parse().ok());
    (!address.is_empty()).then_some(address)
}
