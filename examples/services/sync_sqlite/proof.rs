//! Whether the database holds what the simulated provider has: nothing is missing, nothing is too much.

use std::collections::BTreeSet;

use isp_core::InvoiceStatus;
use isp_core::testing::World;

use crate::AnyError;
use crate::database::Database;

/// What a record is compared by.
type Facts = (String, String, String);

/// What differs, in words; nothing if the database is right. Of the invoices only the open ones are
/// compared, since the ERPs list no others.
pub(crate) fn differences(
    database: &Database,
    erp: &str,
    world: &World,
) -> Result<Vec<String>, AnyError> {
    let customers = world
        .customers
        .iter()
        .map(|known| (known.id.to_string(), known.name.clone(), String::new()))
        .collect();
    let contracts = world
        .contracts
        .iter()
        .map(|known| (known.id.to_string(), known.customer.to_string(), String::new()))
        .collect();
    let connections = world
        .connections
        .iter()
        .map(|known| &known.connection)
        .map(|known| (known.id.to_string(), known.customer.to_string(), String::new()))
        .collect();
    let invoices = world
        .invoices
        .iter()
        .map(|known| &known.invoice)
        .filter(|known| known.status == InvoiceStatus::Open)
        .map(|known| {
            let sum = format!("{} {} open", known.due, known.amount.centavos());
            (known.id.to_string(), known.customer.to_string(), sum)
        })
        .collect();
    let mut found = Vec::new();
    for (what, expected, sql) in [
        ("customer", customers, "SELECT id, name, '' FROM customer"),
        ("contract", contracts, "SELECT id, customer, '' FROM contract"),
        ("connection", connections, "SELECT id, customer, '' FROM connection"),
        (
            "invoice",
            invoices,
            "SELECT id, customer, due || ' ' || amount || ' ' || status FROM invoice",
        ),
    ] {
        compare(database, erp, what, &expected, sql, &mut found)?;
    }
    Ok(found)
}

fn compare(
    database: &Database,
    erp: &str,
    what: &str,
    expected: &BTreeSet<Facts>,
    sql: &str,
    found: &mut Vec<String>,
) -> Result<(), AnyError> {
    let sql = format!("{sql} WHERE erp = ?1 AND not_listed_since IS NULL");
    let mut statement = database.connection().prepare(&sql)?;
    let rows = statement.query_map([erp], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut stored = BTreeSet::new();
    for row in rows {
        let row: Facts = row?;
        if !expected.contains(&row) {
            found.push(format!("{what} {} of the database is not so in the ERP", row.0));
        }
        stored.insert(row);
    }
    let missing = expected.difference(&stored);
    found.extend(missing.map(|(id, ..)| format!("{what} {id} is missing in the database")));
    Ok(())
}
