//! Whether both APIs are of the same ERP: an id of one ERP is another customer's in the next.

use std::sync::atomic::{AtomicBool, Ordering};

use isp_core::brazil::Document;
use isp_core::wire::fold;
use isp_core::{Customer, CustomerId, Error, ErrorKind, Isp};

use super::SYSTEM;
use crate::isp::GlobalIsp;

/// Whether it has been confirmed.
#[derive(Debug, Default)]
pub(super) struct SameErp(AtomicBool);

impl SameErp {
    /// Confirms it by id and document of a customer whose login the portal has.
    pub(super) async fn confirm_by_customer(
        &self,
        global: &GlobalIsp,
        portal: &dyn Isp,
        id: &CustomerId,
    ) -> Result<(), Error> {
        if self.is_confirmed() {
            return Ok(());
        }
        let customer = portal.customer(id).await?;
        let document = customer.and_then(|customer| customer.document);
        let document = document.ok_or_else(|| {
            not_confirmed("the portal shows no document of the customer to compare")
        })?;
        let found = global.customers_by_document(&document).await?;
        self.confirm_if(found.iter().any(|found| found.id == *id))
    }

    /// Confirms it by a customer who has just logged in: by id and document where the user name is one,
    /// or else by id and name, since the login tells no document.
    pub(super) async fn confirm_by_login(
        &self,
        global: &GlobalIsp,
        customer: &Customer,
        username: Option<Document>,
    ) -> Result<(), Error> {
        if self.is_confirmed() {
            return Ok(());
        }
        if let Some(document) = username {
            let found = global.customers_by_document(&document).await?;
            if found.iter().any(|found| found.id == customer.id) {
                return self.confirm_if(true);
            }
        }
        let found = global.customer(&customer.id).await?;
        self.confirm_if(found.is_some_and(|found| same_name(&found.name, &customer.name)))
    }

    fn is_confirmed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn confirm_if(&self, is_same: bool) -> Result<(), Error> {
        if !is_same {
            return Err(not_confirmed(
                "the portal and the provider-wide API do not show the same customer under one id",
            ));
        }
        self.0.store(true, Ordering::Relaxed);
        Ok(())
    }
}

fn same_name(one: &str, other: &str) -> bool {
    let words = |name: &str| fold(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    !one.is_empty() && one == other
}

fn not_confirmed(what: &'static str) -> Error {
    Error::new(ErrorKind::Configuration, what).with_system(SYSTEM).with_advice(
        "give both APIs the address and credentials of one provider; confirm_same_erp(…) compares a \
         customer's document",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_whatever_its_accents_and_spaces_and_never_an_empty_one() {
        assert!(same_name("José  da Silva ", "JOSE DA SILVA"));
        assert!(!same_name("José da Silva", "José da Silva Filho"));
        assert!(!same_name("", " "));
    }
}
