//! Connections.

use isp_core::wire::{ParsedText, plausible, same_word};
use isp_core::{Address, Connection, ConnectionStatus, CustomerId, GeoPoint, Native};

use super::contracts::flag;
use crate::operations::connections::{Authentication, ConnectionContract};
use crate::operations::contracts::ContractStatusCode;

pub(super) fn connection(line: Authentication, customer: &CustomerId) -> Connection {
    let contract = contract_of(&line);
    let mut connection = Connection::new(line.id, customer.clone(), status(&line));
    connection.contract = contract.map(|contract| contract.id.into());
    connection.username = line.user.as_deref().and_then(plausible::text).map(Into::into);
    connection.block_reason = match contract.and_then(|contract| contract.status.as_ref()) {
        Some(ContractStatusCode::BloqueioFinanceiro) => Some("Bloqueio Financeiro".into()),
        Some(ContractStatusCode::BloqueioAdministrativo) => Some("Bloqueio Administrativo".into()),
        _ => None,
    };
    connection.trust_unlocks_left =
        contract.and_then(|contract| contract.remaining_unblock_attempts);
    let plan = line.service_product.as_ref().and_then(|plan| plan.title.as_deref());
    connection.plan = plan.and_then(plausible::text).map(Into::into);
    connection.mac_address = line.mac.as_deref().and_then(plausible::mac_address).map(Into::into);
    connection.address = address(&line);
    // Made-up coordinates would send a technician to the wrong place.
    if flag(line.lat_lng_mocked.as_ref()) == Some(false) {
        connection.location = GeoPoint::from_texts(line.lat.as_deref(), line.lng.as_deref());
    }
    connection.native = Native::of::<Authentication>(line);
    connection
}

/// The contract of a connection, if the portal names one.
pub(super) fn contract_of(line: &Authentication) -> Option<&ConnectionContract> {
    line.contract.as_ref().filter(|contract| contract.id > 0)
}

/// Checks the contract's block first, then the connection's `active` flag, then the contract's
/// other states, then the firewall list. A connection is active only if all of them agree.
fn status(line: &Authentication) -> ConnectionStatus {
    use ContractStatusCode as Code;

    let unknown = |words: &dyn ToString| ConnectionStatus::Unknown(words.to_string());
    let contract = contract_of(line).and_then(|contract| contract.status.as_ref());
    if contract.is_some_and(Code::is_blocked) {
        return ConnectionStatus::Blocked;
    }
    if flag(line.active.as_ref()) == Some(false) {
        return ConnectionStatus::Inactive;
    }
    match contract {
        None => return unknown(&""),
        Some(Code::Cancelado) => return unknown(&"Cancelado"),
        Some(Code::Suspenso) => return unknown(&"Suspenso"),
        Some(Code::Encerrado) => return unknown(&"Encerrado"),
        Some(code) if !code.lets_through() => return unknown(code),
        Some(_) => {}
    }
    match &line.active {
        None => return unknown(&""),
        Some(active) if active.as_bool() != Some(true) => return unknown(active),
        Some(_) => {}
    }
    let Some(list) = &line.authentication_address_list else { return ConnectionStatus::Active };
    match list.get().and_then(|list| list.title.as_deref()) {
        Some(title) if same_word(title, "Normal") => ConnectionStatus::Active,
        Some(title) => unknown(&title),
        None => unknown(list),
    }
}

fn address(line: &Authentication) -> Option<Address> {
    let known = |text: &Option<String>| text.as_deref().and_then(plausible::text).map(Into::into);
    let mut address = Address::default();
    address.street = known(&line.street);
    address.number = known(&line.street_number);
    address.complement = known(&line.complement);
    address.district = known(&line.neighborhood);
    address.city = known(&line.city);
    let state = line.state.as_ref().map(ParsedText::as_str);
    address.state = state.and_then(plausible::text).map(Into::into);
    address.postal_code = line.postal_code.as_deref().and_then(|text| text.parse().ok());
    (!address.is_empty()).then_some(address)
}
