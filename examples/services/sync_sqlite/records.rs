//! The SDK's records as rows.

use isp_core::{Connection, Contract, Customer, Invoice, Money};
use rusqlite::types::Value;
use serde::Serialize;

/// A table of records of an ERP: `erp`, `id` and these columns.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
}

pub(crate) const CUSTOMER: Table = Table {
    name: "customer",
    columns: &["name", "document", "status", "status_words", "email", "phones", "address"],
};

pub(crate) const CONTRACT: Table = Table {
    name: "contract",
    columns: &[
        "customer",
        "number",
        "plan",
        "status",
        "status_words",
        "first_day",
        "last_day",
        "monthly",
    ],
};

pub(crate) const CONNECTION: Table = Table {
    name: "connection",
    columns: &[
        "customer",
        "contract",
        "username",
        "status",
        "status_words",
        "block_reason",
        "reduced",
        "online",
        "plan",
    ],
};

pub(crate) const INVOICE: Table = Table {
    name: "invoice",
    columns: &[
        "customer",
        "contracts",
        "due",
        "amount",
        "status",
        "status_words",
        "number",
        "description",
    ],
};

/// A record's id and the values of its table's columns.
pub(crate) type Row = (String, Vec<Value>);

pub(crate) fn customer(found: &Customer) -> Row {
    let [status, words] = status(&found.status);
    let values = vec![
        found.name.clone().into(),
        found.document.map(|document| document.plain()).into(),
        status,
        words,
        found.email.clone().into(),
        json(&found.phones).into(),
        found.address.as_ref().map(ToString::to_string).into(),
    ];
    (found.id.to_string(), values)
}

pub(crate) fn contract(found: &Contract) -> Row {
    let [status, words] = status(&found.status);
    let values = vec![
        found.customer.to_string().into(),
        found.number.clone().into(),
        found.plan.clone().into(),
        status,
        words,
        found.start.map(|day| day.to_string()).into(),
        found.end.map(|day| day.to_string()).into(),
        found.monthly.map(Money::centavos).into(),
    ];
    (found.id.to_string(), values)
}

pub(crate) fn connection(found: &Connection) -> Row {
    let [status, words] = status(&found.status);
    let values = vec![
        found.customer.to_string().into(),
        found.contract.as_ref().map(ToString::to_string).into(),
        found.username.clone().into(),
        status,
        words,
        found.block_reason.clone().into(),
        found.reduced.into(),
        found.online.into(),
        found.plan.clone().into(),
    ];
    (found.id.to_string(), values)
}

pub(crate) fn invoice(found: &Invoice) -> Row {
    let [status, words] = status(&found.status);
    let values = vec![
        found.customer.to_string().into(),
        found.contracts.as_ref().map(|contracts| json(contracts)).into(),
        found.due.to_string().into(),
        found.amount.centavos().into(),
        status,
        words,
        found.number.clone().into(),
        found.description.clone().into(),
    ];
    (found.id.to_string(), values)
}

/// One word, and the ERP's own word where the model has none for it: the model serializes
/// `{"unknown": "Em análise"}`.
fn status(status: &impl Serialize) -> [Value; 2] {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(word)) => [word.into(), Value::Null],
        Ok(other) => {
            let words = other.get("unknown").and_then(|words| words.as_str());
            ["unknown".to_owned().into(), words.map(str::to_owned).into()]
        }
        Err(_) => ["unknown".to_owned().into(), Value::Null],
    }
}

fn json(list: &[impl Serialize]) -> String {
    serde_json::json!(list).to_string()
}

#[cfg(test)]
mod tests {
    use isp_core::ContractStatus;

    use super::*;

    #[test]
    fn a_status_is_one_word_and_an_unknown_one_keeps_the_words_of_the_erp() {
        let text = |text: &str| Value::Text(text.into());
        assert_eq!(
            status(&ContractStatus::BlockedForDebt),
            [text("blocked_for_debt"), Value::Null]
        );
        let unknown = ContractStatus::Unknown("Em análise".into());
        assert_eq!(status(&unknown), [text("unknown"), text("Em análise")]);
    }
}
