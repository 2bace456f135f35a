//! The trust unlock.

use isp_core::brazil::Document;
use isp_core::{ConnectionId, Error, ErrorKind, Outcome, TrustUnlock, UnlockRefusal};

use super::GlobalIsp;
use super::contracts::contract_of;
use super::customers::{document_of, known};
use super::remembered::{Owner, Place};
use crate::dialect::{SYSTEM, not_understood};
use crate::operations::connections::{ConnectionStatusCode, MapConnection};
use crate::operations::contracts::ContractStatusCode;

impl GlobalIsp {
    pub(super) async fn unlock(&self, id: &ConnectionId) -> Result<TrustUnlock, Error> {
        let number = id.to_number().ok_or_else(no_such_connection)?;
        let (owner, contract, line) = self.connection(number).await?;
        if let Some(refusal) = refusal(&line)? {
            return Ok(TrustUnlock::refused(refusal));
        }
        let rows = self.contract_rows(owner).await?;
        let row = rows.iter().find(|row| row.id == contract);
        let row =
            row.filter(|row| row.contract_status == Some(ContractStatusCode::BloqueioFinanceiro));
        let Some(number_of_contract) = row.and_then(|row| known(row.contract_number.as_ref()))
        else {
            return Err(not_understood(
                "the list of contracts does not confirm number and block of the contract",
            ));
        };
        // Only the states of connection and contract prove the unlock. So they are read again after
        // every answer with a status of success, regardless of the body.
        let failure = match self.client.contracts_unlock(number_of_contract.as_str()).await {
            Ok(_) => None,
            Err(error) if error.is_refused() && error.outcome() == Outcome::NotDone => {
                let words = error.vendor_message().unwrap_or_default().to_owned();
                return Ok(TrustUnlock::refused(UnlockRefusal::Unknown(words)));
            }
            Err(error) if error.status().is_some_and(|status| (200..300).contains(&status)) => {
                Some(error)
            }
            Err(error) => return Err(error),
        };
        let perhaps = |what| not_understood(what).with_outcome(Outcome::PerhapsDone);
        match (self.line(owner, contract, number).await, failure) {
            (Ok(line), _) if is_unlocked(&line) => Ok(TrustUnlock::unlocked(None)),
            (_, Some(failure)) => Err(failure),
            (Ok(_), None) => Err(perhaps(
                "the ERP accepted the request, but the connection is not shown as unblocked",
            )),
            (Err(error), None) => Err(perhaps(
                "the ERP accepted the request, but the state of the connection cannot be read",
            )
            .with_source(error)),
        }
    }

    /// A connection with its customer and contract: where it was seen last, or else where the list of all
    /// connections has it.
    async fn connection(&self, number: u64) -> Result<(Owner, u64, MapConnection), Error> {
        if let Some(place) = self.client.remembered().lines.get(number) {
            match self.connection_at(place, number).await {
                Err(error) if error.is_not_found() => {}
                found => return found,
            }
            // It may be of another contract or customer now.
            self.client.remembered().lines.forget(number);
        }
        let place = self.place(number).await?;
        match self.connection_at(place, number).await {
            Err(error) if error.is_not_found() => {
                let what = "the list of all connections has it, and its contract has not";
                Err(not_understood(what).with_source(error))
            }
            found => found,
        }
    }

    async fn connection_at(
        &self,
        place: Place,
        number: u64,
    ) -> Result<(Owner, u64, MapConnection), Error> {
        let owner = self.owner_of(place.person).await?;
        Ok((owner, place.contract, self.line(owner, place.contract, number).await?))
    }

    /// Customer and contract of a connection, from the list of all, which is read while it arrives. All on
    /// the way are remembered.
    async fn place(&self, line: u64) -> Result<Place, Error> {
        let remembered = self.client.remembered();
        let _one_search = remembered.search_of_lines.lock().await;
        // Another task may have found it in the meantime.
        if let Some(place) = remembered.lines.get(line) {
            return Ok(place);
        }
        let mut rows = self.client.connection_all().rows();
        let mut unread = false;
        while let Some(row) = rows.try_next().await? {
            let Ok(row) = row else {
                unread = true;
                continue;
            };
            let place = place_of(&row);
            if let Ok((place, document)) = place {
                remembered.lines.keep(row.id, place);
                remembered.listed(place.person, document);
            }
            if row.id == line {
                return place.map(|(place, _)| place);
            }
        }
        if unread {
            return Err(not_understood("some connections cannot be read, perhaps this one"));
        }
        Err(no_such_connection())
    }

    async fn line(&self, owner: Owner, contract: u64, line: u64) -> Result<MapConnection, Error> {
        let lines = self.undoubted_lines(owner, &[contract]).await?;
        lines.into_iter().find(|known| known.id == line).ok_or_else(no_such_connection)
    }
}

fn place_of(line: &MapConnection) -> Result<(Place, Document), Error> {
    let client = line.client.as_ref();
    let person = client.and_then(|client| client.id);
    let document = client.and_then(|client| document_of(client.tx_id.as_ref()));
    let contract = contract_of(line).and_then(|contract| contract.id);
    match (person, document, contract) {
        (Some(person), Some(document), Some(contract)) => {
            Ok((Place { person, contract }, document))
        }
        _ => Err(not_understood("the ERP names no customer or contract of the connection")),
    }
}

fn is_unlocked(line: &MapConnection) -> bool {
    let contract = contract_of(line).and_then(|contract| contract.status.as_ref());
    line.status == Some(ConnectionStatusCode::Normal)
        && contract.is_some_and(ContractStatusCode::lets_through)
}

/// Why a connection in this state is not unlocked; `None` for one that is blocked for debt.
fn refusal(line: &MapConnection) -> Result<Option<UnlockRefusal>, Error> {
    use ConnectionStatusCode::{Blocked, Normal};
    use ContractStatusCode as Code;

    // `NotBlocked` is only for a contract in force. For the others the error names the state.
    let beyond = |state: &'static str| {
        let what = format!("a trust unlock does not change the state of the contract: {state}");
        Err(Error::new(ErrorKind::Refused, what).with_system(SYSTEM).with_vendor_message(state))
    };
    let contract = contract_of(line).and_then(|contract| contract.status.as_ref());
    match (contract, &line.status) {
        (Some(Code::BloqueioFinanceiro), Some(Blocked)) => Ok(None),
        (Some(Code::BloqueioAdministrativo), Some(Blocked)) => {
            Ok(Some(UnlockRefusal::BlockedByProvider))
        }
        (Some(Code::Normal | Code::Demonstracao | Code::Cortesia), Some(Normal)) => {
            Ok(Some(UnlockRefusal::NotBlocked))
        }
        (Some(Code::Cancelado), _) => beyond("Cancelado"),
        (Some(Code::Suspenso), _) => beyond("Suspenso"),
        (Some(Code::Encerrado), _) => beyond("Encerrado"),
        _ => Err(not_understood(
            "the states of connection and contract do not say that it is blocked for debt",
        )),
    }
}

fn no_such_connection() -> Error {
    Error::new(ErrorKind::NotFound, "there is no such connection").with_system(SYSTEM)
}
