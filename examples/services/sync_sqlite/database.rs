//! What is stored, each time in one transaction with the cursor: if the process is killed at any moment,
//! the tables and the place where the next run continues still belong together.

use std::collections::HashSet;
use std::path::Path;

use isp_core::sweep::SweepCursor;
use isp_core::{Customer, CustomerId, CustomerOverview, Error};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params_from_iter};

use crate::records::{self, CONNECTION, CONTRACT, CUSTOMER, INVOICE, Row, Table};
use crate::tally::{Count, Tally};
use crate::{AnyError, schema};

/// The database.
pub(crate) struct Database(Connection);

/// A pass over the whole base of an ERP, by one process or by several of them, one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    erp: String,
    pub(crate) number: i64,
    /// Where it continues; `None` at its beginning.
    pub(crate) cursor: Option<String>,
}

/// How the list of all customers ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The ERP proves that these were all: another customer is not there any more.
    Proven,
    /// It does not prove it, or the login does not reach all.
    Unproven,
}

impl Database {
    pub(crate) fn open(path: &Path) -> Result<Self, AnyError> {
        schema::open(path).map(Self)
    }

    /// Continues the last run of an ERP, or begins one if the last is finished.
    ///
    /// # Errors
    ///
    /// If the database has records of another server with the same name: mixed with those of this one,
    /// each would seem to lose what the other has.
    pub(crate) fn begin_run(&mut self, erp: &str, place: &str) -> Result<Run, AnyError> {
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let last = transaction
            .query_row(
                "SELECT place, run, cursor, finished FROM erp WHERE name = ?1",
                [erp],
                |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )
            .optional()?;
        let (number, cursor) = match last {
            None => (1, None),
            Some((known, ..)) if known != place => {
                return Err(format!(
                    "the database has records of {erp} at {known}, not at {place}: use another file"
                )
                .into());
            }
            Some((_, number, _, true)) => (number + 1, None),
            Some((_, number, cursor, false)) => (number, cursor),
        };
        transaction.execute(
            "INSERT INTO erp (name, place, run, finished) VALUES (?1, ?2, ?3, 0)
             ON CONFLICT DO UPDATE SET run = excluded.run, cursor = ?4, finished = 0",
            (erp, place, number, &cursor),
        )?;
        transaction.commit()?;
        Ok(Run { erp: erp.to_owned(), number, cursor })
    }

    /// How many customers a run has stored, and how many it will probably store: as many as the last
    /// one, if there was one.
    pub(crate) fn progress(&self, erp: &str) -> Result<(u64, Option<u64>), AnyError> {
        let sql = "SELECT erp.run, erp.finished, count(*) FILTER (WHERE last_run = erp.run),
                 count(*) FILTER (WHERE id IS NOT NULL AND not_listed_since IS NULL)
             FROM erp LEFT JOIN customer ON customer.erp = erp.name
             WHERE erp.name = ?1 GROUP BY erp.name";
        let last = self.0.query_row(sql, [erp], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        });
        Ok(match last.optional()? {
            None => (0, None),
            Some((_, true, _, listed)) => (0, Some(listed)),
            Some((1, false, stored, _)) => (stored, None),
            Some((_, false, stored, listed)) => (stored, Some(listed)),
        })
    }

    /// The customers of whom something could not be read.
    pub(crate) fn unread(&self, erp: &str) -> Result<Vec<CustomerId>, AnyError> {
        let sql = "SELECT DISTINCT customer FROM unread WHERE erp = ?1 ORDER BY customer";
        let mut statement = self.0.prepare(sql)?;
        let ids = statement.query_map([erp], |row| row.get::<_, String>(0))?;
        Ok(ids.map(|id| id.map(CustomerId::from)).collect::<Result<_, _>>()?)
    }

    /// Stores what was read, and where the run continues.
    ///
    /// # Errors
    ///
    /// If another process has continued the run meanwhile. Then nothing is stored.
    pub(crate) fn store(
        &mut self,
        run: &mut Run,
        overviews: &[CustomerOverview],
        cursor: &SweepCursor,
        ended: Option<Ended>,
        now: &str,
    ) -> Result<Tally, AnyError> {
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tally = Tally::default();
        for overview in overviews {
            store_customer(&transaction, run, &overview.customer, &mut tally)?;
            store_parts(&transaction, run, overview, now, &mut tally)?;
        }
        if ended == Some(Ended::Proven) {
            let gone = transaction.execute(
                "UPDATE customer SET not_listed_since = ?1
                 WHERE erp = ?2 AND last_run <> ?3 AND not_listed_since IS NULL",
                (now, &run.erp, run.number),
            )?;
            tally.customers.gone += u64::try_from(gone)?;
            transaction.execute(
                "DELETE FROM unread WHERE erp = ?1 AND customer IN
                     (SELECT id FROM customer WHERE erp = ?1 AND not_listed_since IS NOT NULL)",
                [&run.erp],
            )?;
        }
        let cursor = cursor.to_string();
        let is_ours = transaction.execute(
            "UPDATE erp SET cursor = ?1, finished = ?2
             WHERE name = ?3 AND run = ?4 AND cursor IS ?5 AND NOT finished",
            (&cursor, ended.is_some(), &run.erp, run.number, &run.cursor),
        )?;
        if is_ours != 1 {
            return Err("another sync has written to this database meanwhile: let one run".into());
        }
        transaction.commit()?;
        run.cursor = Some(cursor);
        Ok(tally)
    }

    /// Stores what was read again of customers of whom something could not be read.
    pub(crate) fn store_again(
        &mut self,
        run: &Run,
        overviews: &[CustomerOverview],
        now: &str,
    ) -> Result<Tally, AnyError> {
        let transaction = self.0.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut tally = Tally::default();
        for overview in overviews {
            store_parts(&transaction, run, overview, now, &mut tally)?;
        }
        transaction.commit()?;
        Ok(tally)
    }

    /// For the proof and the tests.
    pub(crate) fn connection(&self) -> &Connection {
        &self.0
    }
}

fn store_customer(
    transaction: &Transaction<'_>,
    run: &Run,
    customer: &Customer,
    tally: &mut Tally,
) -> Result<(), AnyError> {
    put(transaction, &CUSTOMER, &run.erp, records::customer(customer), &mut tally.customers)?;
    let sql = "UPDATE customer SET last_run = ?1 WHERE erp = ?2 AND id = ?3";
    transaction.prepare_cached(sql)?.execute((run.number, &run.erp, customer.id.as_str()))?;
    Ok(())
}

/// A part that could not be read leaves what was read of it before.
fn store_parts(
    transaction: &Transaction<'_>,
    run: &Run,
    overview: &CustomerOverview,
    now: &str,
    tally: &mut Tally,
) -> Result<(), AnyError> {
    let of = Part { transaction, erp: &run.erp, customer: overview.customer.id.as_str(), now };
    let contracts = rows(&overview.contracts, records::contract);
    of.store(&CONTRACT, contracts, &mut tally.contracts)?;
    let connections = rows(&overview.connections, records::connection);
    of.store(&CONNECTION, connections, &mut tally.connections)?;
    let invoices = rows(&overview.invoices, |known| records::invoice(&known.invoice));
    of.store(&INVOICE, invoices, &mut tally.invoices)
}

fn rows<T>(list: &Result<Vec<T>, Error>, row: impl Fn(&T) -> Row) -> Result<Vec<Row>, &Error> {
    list.as_ref().map(|list| list.iter().map(row).collect())
}

/// The records of one customer.
struct Part<'a> {
    transaction: &'a Transaction<'a>,
    erp: &'a str,
    customer: &'a str,
    now: &'a str,
}

impl Part<'_> {
    /// Stores one table's records of the customer, or why they could not be read.
    fn store(
        &self,
        table: &Table,
        rows: Result<Vec<Row>, &Error>,
        count: &mut Count,
    ) -> Result<(), AnyError> {
        // The name of the part is that of the list in the overview.
        let part = format!("{}s", table.name);
        let rows = match rows {
            Ok(rows) => rows,
            Err(error) => return self.cannot_read(&part, error),
        };
        let mut listed = HashSet::new();
        for (id, values) in rows {
            listed.insert(id.clone());
            put(self.transaction, table, self.erp, (id, values), count)?;
        }
        count.gone += self.mark_those_not_listed(table, &listed)?;
        let sql = "DELETE FROM unread WHERE erp = ?1 AND customer = ?2 AND part = ?3";
        self.transaction.prepare_cached(sql)?.execute((self.erp, self.customer, &part))?;
        Ok(())
    }

    fn cannot_read(&self, part: &str, error: &Error) -> Result<(), AnyError> {
        let sql = "INSERT INTO unread VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?6)
             ON CONFLICT DO UPDATE SET kind = excluded.kind, error = excluded.error,
                 attempts = attempts + 1, last_failed = excluded.last_failed";
        let kind = error.kind().to_string();
        let values = (self.erp, self.customer, part, kind, error.to_string(), self.now);
        self.transaction.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    fn mark_those_not_listed(
        &self,
        table: &Table,
        listed: &HashSet<String>,
    ) -> Result<u64, AnyError> {
        let name = table.name;
        let sql = format!(
            "SELECT id FROM {name} WHERE erp = ?1 AND customer = ?2 AND not_listed_since IS NULL"
        );
        let mut known = self.transaction.prepare_cached(&sql)?;
        let known = known.query_map((self.erp, self.customer), |row| row.get::<_, String>(0))?;
        let sql = format!("UPDATE {name} SET not_listed_since = ?1 WHERE erp = ?2 AND id = ?3");
        let mut mark = self.transaction.prepare_cached(&sql)?;
        let mut marked = 0;
        for id in known.collect::<Result<Vec<_>, _>>()? {
            if !listed.contains(&id) {
                mark.execute((self.now, self.erp, &id))?;
                marked += 1;
            }
        }
        Ok(marked)
    }
}

/// Stores a record that the ERP lists, and counts what that changed.
fn put(
    transaction: &Transaction<'_>,
    table: &Table,
    erp: &str,
    (id, values): Row,
    count: &mut Count,
) -> Result<(), AnyError> {
    let (name, columns) = (table.name, table.columns.join(", "));
    let places: Vec<_> = (0..table.columns.len()).map(|at| format!("?{}", at + 3)).collect();
    let places = places.join(", ");
    let key = [Value::from(erp.to_owned()), Value::from(id)];
    let parameters = || params_from_iter(key.iter().chain(&values));
    let insert = format!(
        "INSERT INTO {name} (erp, id, {columns}) VALUES (?1, ?2, {places}) ON CONFLICT DO NOTHING"
    );
    if transaction.prepare_cached(&insert)?.execute(parameters())? == 1 {
        count.new += 1;
        return Ok(());
    }
    let update = format!(
        "UPDATE {name} SET ({columns}) = ({places}), not_listed_since = NULL
         WHERE erp = ?1 AND id = ?2
             AND (not_listed_since IS NOT NULL OR ({columns}) IS NOT ({places}))"
    );
    match transaction.prepare_cached(&update)?.execute(parameters())? {
        0 => count.unchanged += 1,
        _ => count.changed += 1,
    }
    Ok(())
}
