//! How an installation is configured.

use std::time::Duration;

/// How an installation is configured.
///
/// ```
/// use std::time::Duration;
///
/// use voalle_portal::simulator::Quirks;
///
/// let quirks = Quirks::new().page_size(20).token_lifetime(Duration::from_secs(60));
/// assert_eq!(quirks.page_size, Some(20));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quirks {
    /// How long a token is valid, in whole seconds. Four hours by default.
    pub token_lifetime: Duration,
    /// How many tickets or fiscal notes a page has if the request has no `limit`. By default there is
    /// one page with all rows.
    pub page_size: Option<usize>,
}

impl Default for Quirks {
    fn default() -> Self {
        Self { token_lifetime: Duration::from_secs(14_400), page_size: None }
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

    /// Sets [`page_size`](Self#structfield.page_size).
    pub fn page_size(mut self, page_size: usize) -> Self {
        self.page_size = Some(page_size);
        self
    }
}
