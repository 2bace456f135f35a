//! What is to be charged by a receivable title. The portal has no field for its state.

use isp_core::{Error, ErrorKind, Money};
use jiff::civil::Date;

use super::ReceivableTitle;
use crate::dialect::SYSTEM;
use isp_core::wire::Kept;

/// State of a receivable title on a day, derived from balance, `finished` and due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TitleSituation {
    /// Nothing is owed: finished, or without a balance.
    Settled,
    /// Owed, its due date not yet past.
    Open,
    /// Owed, its due date past.
    Overdue,
}

impl ReceivableTitle {
    /// Whether nothing is owed: it is finished, or its balance is not above zero.
    ///
    /// A title with neither is an error: it might be owed, and a missing field must not mean "paid". So is
    /// one whose `finished` is neither true nor false: it might be paid, and be paid again.
    pub fn is_settled(&self) -> Result<bool, Error> {
        match (self.finished.as_ref().map(Kept::as_bool), self.balance) {
            (Some(Some(true)), _) => Ok(true),
            (None | Some(Some(false)), Some(balance)) => {
                Ok(balance.is_zero() || balance.is_negative())
            }
            (None | Some(Some(false)), None) => {
                Err(not_understood("a title has no balance and is not said to be finished"))
            }
            (Some(None), _) => Err(not_understood("`finished` of a title has an unknown value")),
        }
    }

    /// What is to be charged, in BRL: the balance; zero for a settled title.
    pub fn amount_to_charge(&self) -> Result<Money, Error> {
        if self.is_settled()? { Ok(Money::ZERO) } else { Ok(self.balance.unwrap_or(Money::ZERO)) }
    }

    /// Settled, overdue or open on the day `today`. On the due date itself it is open. An unpaid
    /// title without due date is an error.
    ///
    /// ```
    /// # fn show(title: &voalle_portal::operations::invoices::ReceivableTitle) -> Result<(), isp_core::Error> {
    /// use isp_core::jiff::civil::date;
    /// use voalle_portal::operations::invoices::TitleSituation;
    ///
    /// if title.situation(date(2026, 9, 10))? == TitleSituation::Overdue {
    ///     println!("{} is to be paid", title.amount_to_charge()?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn situation(&self, today: Date) -> Result<TitleSituation, Error> {
        if self.is_settled()? {
            return Ok(TitleSituation::Settled);
        }
        let overdue = self.due_date()? < today;
        Ok(if overdue { TitleSituation::Overdue } else { TitleSituation::Open })
    }

    /// The due date, which an unpaid title must have.
    pub(crate) fn due_date(&self) -> Result<Date, Error> {
        self.expiration_date.ok_or_else(|| not_understood("an unpaid title has no due date"))
    }
}

fn not_understood(what: &'static str) -> Error {
    Error::new(ErrorKind::NotUnderstood, what).with_system(SYSTEM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::{Value, json};

    fn title(json: Value) -> ReceivableTitle {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn balance_finished_and_due_date_tell_the_situation() {
        let today = date(2024, 6, 10);
        for (json, situation) in [
            (json!({"id": 1, "balance": 10, "expirationDate": "2024-06-10"}), TitleSituation::Open),
            (
                json!({"id": 1, "balance": 10, "expirationDate": "2024-06-09"}),
                TitleSituation::Overdue,
            ),
            (
                json!({"id": 1, "balance": 10, "expirationDate": "2024-06-09", "finished": true}),
                TitleSituation::Settled,
            ),
            (json!({"id": 1, "balance": 0}), TitleSituation::Settled),
            (json!({"id": 1, "balance": -1}), TitleSituation::Settled),
            (json!({"id": 1, "finished": true}), TitleSituation::Settled),
        ] {
            assert_eq!(title(json.clone()).situation(today).unwrap(), situation, "{json}");
        }
    }

    #[test]
    fn what_does_not_tell_is_an_error_never_settled() {
        let today = date(2024, 6, 10);
        for json in [
            json!({"id": 1, "expirationDate": "2024-06-09"}),
            json!({"id": 1, "expirationDate": "2024-06-09", "finished": false}),
            json!({"id": 1, "balance": 10}),
            json!({"id": 1, "balance": 10, "expirationDate": "2024-06-09", "finished": "talvez"}),
            json!({"id": 1, "balance": 0, "finished": "Aberto"}),
            json!({"id": 1, "balance": 0, "finished": []}),
        ] {
            assert!(
                title(json.clone()).situation(today).unwrap_err().is_not_understood(),
                "{json}"
            );
        }
    }

    #[test]
    fn the_balance_is_charged_and_not_the_amount_of_the_document() {
        let partly_paid =
            title(json!({"id": 1, "balance": 40.5, "titleAmount": 89.9, "documentAmount": 89.9}));
        assert_eq!(partly_paid.amount_to_charge().unwrap().centavos(), 4050);
        let settled = title(json!({"id": 1, "balance": 40.5, "finished": true}));
        assert!(settled.amount_to_charge().unwrap().is_zero());
        assert!(title(json!({"id": 1, "documentAmount": 89.9})).amount_to_charge().is_err());
    }
}
