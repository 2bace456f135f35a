//! How an installation is configured, and what is wrong with it.

use std::time::Duration;

use jiff::civil::Date;

/// Two days: the only lifetime that anybody has observed.
const DEFAULT_LIFETIME: Duration = Duration::from_secs(2 * 24 * 60 * 60);

/// The service codes that are known, all of them granted by default.
pub(super) const KNOWN_SERVICES: [u32; 13] = [1, 4, 6, 7, 8, 9, 10, 11, 16, 17, 20, 21, 22];

/// How an installation is configured and what is wrong with it. Each switch stands for something that
/// was seen on a real server or that the manual describes.
///
/// ```
/// use mk_webservices::simulator::Quirks;
///
/// let quirks = Quirks::new().single_use_tokens(true).not_licensed(["WSMKNovoAtendimento"]);
/// assert!(quirks.single_use_tokens);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Quirks {
    /// The profile has `Invalidar = Sim`: the second use of a token is error 999 with `CodToken` 0.
    pub single_use_tokens: bool,
    /// `LimiteUso`: for how many calls a token is valid; 0 for any number.
    pub limite_uso: u64,
    /// How long a token is valid. Two days by default.
    pub token_lifetime: Duration,
    /// Service codes that the profile grants. A rule of another service answers an HTML error page; a
    /// rule whose code is not known is always granted.
    pub services: Vec<u32>,
    /// First and last day on which MK lists the operator for the specific rules; `None` for every day.
    /// Outside of them the login and the operator's token are refused.
    pub operator_days: Option<(Date, Date)>,
    /// Rules that are not licensed: they answer an HTML error page.
    pub not_licensed: Vec<String>,
    /// Rules that this release does not have: they answer the HTML page of HTTP 404.
    pub missing: Vec<String>,
    /// A reverse proxy answers every request with HTTP 200 and its login page.
    pub proxy_login: bool,
    /// Text is clean UTF-8 instead of torn ISO-8859-1.
    pub clean_utf8: bool,
    /// Every number is sent as text.
    pub numbers_as_text: bool,
    /// `WSMKConsultaClientes` puts its list under `Clientes`.
    pub clientes_wrapper: bool,
    /// `WSMKConsultaConexaoAutenticada` answers a list named `Agendas`.
    pub agendas_variant: bool,
    /// A release without `tecnologia` in `WSMKConexoesPorCliente`.
    pub older_release: bool,
    /// `WSMKFaturasAbertas` repeats its first row. On by default.
    pub repeated_invoices: bool,
    /// The core-api is installed. On by default.
    pub core_api: bool,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            single_use_tokens: false,
            limite_uso: 0,
            token_lifetime: DEFAULT_LIFETIME,
            services: KNOWN_SERVICES.to_vec(),
            operator_days: None,
            not_licensed: Vec::new(),
            missing: Vec::new(),
            proxy_login: false,
            clean_utf8: false,
            numbers_as_text: false,
            clientes_wrapper: false,
            agendas_variant: false,
            older_release: false,
            repeated_invoices: true,
            core_api: true,
        }
    }
}

macro_rules! switches {
    ($($(#[$doc:meta])* $name:ident: $kind:ty,)+) => {$(
        $(#[$doc])*
        pub fn $name(mut self, $name: $kind) -> Self {
            self.$name = $name;
            self
        }
    )+};
}

impl Quirks {
    /// The default quirks.
    pub fn new() -> Self {
        Self::default()
    }

    switches! {
        /// Sets [`single_use_tokens`](Self#structfield.single_use_tokens).
        single_use_tokens: bool,
        /// Sets [`limite_uso`](Self#structfield.limite_uso).
        limite_uso: u64,
        /// Sets [`token_lifetime`](Self#structfield.token_lifetime).
        token_lifetime: Duration,
        /// Sets [`proxy_login`](Self#structfield.proxy_login).
        proxy_login: bool,
        /// Sets [`clean_utf8`](Self#structfield.clean_utf8).
        clean_utf8: bool,
        /// Sets [`numbers_as_text`](Self#structfield.numbers_as_text).
        numbers_as_text: bool,
        /// Sets [`clientes_wrapper`](Self#structfield.clientes_wrapper).
        clientes_wrapper: bool,
        /// Sets [`agendas_variant`](Self#structfield.agendas_variant).
        agendas_variant: bool,
        /// Sets [`older_release`](Self#structfield.older_release).
        older_release: bool,
        /// Sets [`repeated_invoices`](Self#structfield.repeated_invoices).
        repeated_invoices: bool,
        /// Sets [`core_api`](Self#structfield.core_api).
        core_api: bool,
    }

    /// Sets [`services`](Self#structfield.services).
    pub fn services(mut self, granted: impl IntoIterator<Item = u32>) -> Self {
        self.services = granted.into_iter().collect();
        self
    }

    /// Sets [`operator_days`](Self#structfield.operator_days).
    pub fn operator_days(mut self, first: Date, last: Date) -> Self {
        self.operator_days = Some((first, last));
        self
    }

    /// Whether MK lists the operator on this day.
    pub(super) fn lists_the_operator_on(&self, today: Date) -> bool {
        self.operator_days.is_none_or(|(first, last)| (first..=last).contains(&today))
    }

    /// Sets [`not_licensed`](Self#structfield.not_licensed).
    pub fn not_licensed(mut self, rules: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.not_licensed = rules.into_iter().map(Into::into).collect();
        self
    }

    /// Sets [`missing`](Self#structfield.missing).
    pub fn missing(mut self, rules: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.missing = rules.into_iter().map(Into::into).collect();
        self
    }
}
