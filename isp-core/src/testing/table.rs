//! The rows of one kind in a world, found by their ids without a search.

use std::collections::HashMap;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::slice;
use std::sync::OnceLock;

use super::world::{WorldConnection, WorldInvoice};
use crate::model::{Contract, Customer, CustomerId};

/// A list that finds its rows by id and by customer, however many there are. Otherwise it is a
/// [`Vec`].
///
/// The index is made when it is first needed, and again after any change.
pub struct Table<T> {
    rows: Vec<T>,
    index: OnceLock<Index>,
}

#[derive(Default)]
struct Index {
    by_id: HashMap<Box<str>, usize>,
    by_customer: HashMap<Box<str>, Vec<usize>>,
}

/// What a [`Table`] finds a row by.
pub trait TableRow {
    /// The row's id.
    fn id(&self) -> &str;
    /// The id of the customer to whom it belongs.
    fn customer(&self) -> &str;
}

impl<T: TableRow> Table<T> {
    /// The first row with an id.
    pub fn by_id(&self, id: &str) -> Option<&T> {
        self.index().by_id.get(id).and_then(|place| self.rows.get(*place))
    }

    /// The rows of a customer, in their order.
    pub fn of_customer(&self, customer: &CustomerId) -> impl Iterator<Item = &T> {
        let places = self.index().by_customer.get(customer.as_str());
        places.into_iter().flatten().filter_map(|place| self.rows.get(*place))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for (place, row) in self.rows.iter().enumerate() {
                index.by_id.entry(row.id().into()).or_insert(place);
                index.by_customer.entry(row.customer().into()).or_default().push(place);
            }
            index
        })
    }
}

impl<T> Deref for Table<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.rows
    }
}

impl<T> DerefMut for Table<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        self.index.take();
        &mut self.rows
    }
}

impl<T> From<Vec<T>> for Table<T> {
    fn from(rows: Vec<T>) -> Self {
        Self { rows, index: OnceLock::new() }
    }
}

impl<T, const N: usize> From<[T; N]> for Table<T> {
    fn from(rows: [T; N]) -> Self {
        Vec::from(rows).into()
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: Clone> Clone for Table<T> {
    fn clone(&self) -> Self {
        self.rows.clone().into()
    }
}

impl<T: fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Table<T> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

macro_rules! rows {
    ($($row:ty: |$this:ident| $id:expr, $customer:expr;)+) => {$(
        impl TableRow for $row {
            fn id(&self) -> &str {
                let $this = self;
                $id.as_str()
            }

            fn customer(&self) -> &str {
                let $this = self;
                $customer.as_str()
            }
        }
    )+};
}

rows! {
    Customer: |row| row.id, row.id;
    Contract: |row| row.id, row.customer;
    WorldConnection: |row| row.connection.id, row.connection.customer;
    WorldInvoice: |row| row.invoice.id, row.invoice.customer;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ContractStatus;

    fn contracts(table: &Table<Contract>, customer: u64) -> Vec<&str> {
        table.of_customer(&customer.into()).map(|contract| contract.id.as_str()).collect()
    }

    #[test]
    fn every_change_is_found() {
        let contract = |id: u64, customer: u64| Contract::new(id, customer, ContractStatus::Active);
        let mut table = Table::from([contract(1, 7), contract(2, 8)]);
        assert_eq!(contracts(&table, 7), ["1"]);

        table.push(contract(3, 7));
        assert_eq!(contracts(&table, 7), ["1", "3"]);

        for row in &mut table {
            row.customer = 9.into();
        }
        assert_eq!(contracts(&table, 7), [] as [&str; 0]);
        assert_eq!(contracts(&table, 9), ["1", "2", "3"]);

        table[0].id = 4.into();
        assert!(table.by_id("1").is_none());
        assert!(table.by_id("4").is_some());
        assert_eq!(contracts(&table.clone(), 9), ["4", "2", "3"]);
    }
}
