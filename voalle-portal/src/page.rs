//! The portal's two envelopes.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::rest::Envelope;

/// A list: `{data: […], count, filtered, total}`.
///
/// Without `data` there is no list: that is an error, never an empty one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Page<T> {
    /// The rows of this page.
    pub data: Vec<T>,
    /// Rows in this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Rows that match the filters, on all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filtered: Option<u64>,
    /// All rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// How many rows there are on all pages, where the portal tells.
    pub fn expected(&self) -> Option<u64> {
        self.filtered.or(self.total)
    }

    /// Whether the portal says that there are more rows than these.
    pub fn is_partial(&self) -> bool {
        let here = u64::try_from(self.data.len()).unwrap_or(u64::MAX);
        self.expected().is_some_and(|expected| expected > here)
    }
}

/// A single thing: `{data: {…}}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Single<T> {
    /// The thing.
    pub data: T,
}

impl<T: DeserializeOwned> Envelope<T> for Page<T> {
    fn records(&mut self) -> &mut [T] {
        &mut self.data
    }
}

impl<T: DeserializeOwned> Envelope<T> for Single<T> {
    fn records(&mut self) -> &mut [T] {
        std::slice::from_mut(&mut self.data)
    }
}
