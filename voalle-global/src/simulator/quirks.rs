//! How an installation is configured.

use std::time::Duration;

/// How an installation is configured.
///
/// ```
/// use std::time::Duration;
///
/// use voalle_global::simulator::Quirks;
///
/// let quirks = Quirks::new().largest_page(20).token_lifetime(Duration::from_secs(60));
/// assert_eq!(quirks.largest_page, Some(20));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quirks {
    /// How long a token is valid, in whole seconds. One hour by default.
    pub token_lifetime: Duration,
    /// The most rows of a page, however many are asked for. Unlimited by default.
    pub largest_page: Option<usize>,
}

impl Default for Quirks {
    fn default() -> Self {
        Self { token_lifetime: Duration::from_secs(3600), largest_page: None }
    }
}

impl Quirks {
    /// The default quirks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`token_lifetime`](Self#structfield.token_lifetime).
    pub fn token_lifetime(mut self, token_lifetime: Duration) -> Self {
        self.token_lifetime = token_lifetime;
        self
    }

    /// Sets [`largest_page`](Self#structfield.largest_page).
    pub fn largest_page(mut self, rows: usize) -> Self {
        self.largest_page = Some(rows);
        self
    }
}
