//! What a sweep does: units of work, page by page.

use futures_util::future::BoxFuture;

use crate::error::Error;
use crate::model::{CustomerCursor, NextPage};

/// A unit of work, such as one customer or one due date.
pub(super) struct Unit<'a, T> {
    /// Its name in a cursor: the id of the customer, or the date.
    pub(super) key: Box<str>,
    /// Gives its parts. Nothing is sent before it is polled. An error ends the sweep.
    pub(super) work: BoxFuture<'a, Result<Vec<Part<T>>, Error>>,
}

/// An item of a sweep, as a part of its unit.
pub(super) struct Part<T> {
    /// Its name in a cursor, different from those of the other parts of the unit.
    pub(super) key: Box<str>,
    pub(super) item: T,
}

impl<T> Part<T> {
    /// The only part of its unit.
    pub(super) fn only(item: T) -> Vec<Self> {
        vec![Self { key: Box::default(), item }]
    }
}

/// A page of units.
pub(super) struct UnitPage<'a, T> {
    pub(super) units: Vec<Unit<'a, T>>,
    pub(super) next: NextPage,
}

/// Reads the page after a cursor.
pub(super) type ReadPage<'a, T> = Box<
    dyn FnMut(Option<CustomerCursor>) -> BoxFuture<'a, Result<UnitPage<'a, T>, Error>> + Send + 'a,
>;
