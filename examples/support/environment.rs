//! The environment variables with which the examples use real ERPs.

use isp_core::http::BaseUrl;
use isp_core::{Error, Secret};
use mk_webservices::{Client as Mk, ClientBuilder as MkBuilder, TicketDefaults as MkTickets};
use voalle_global::{
    Client as VoalleGlobal, ClientBuilder as VoalleGlobalBuilder,
    TicketDefaults as VoalleGlobalTickets,
};
use voalle_portal::{
    Client as Voalle, ClientBuilder as VoalleBuilder, Subscriber, TicketDefaults as VoalleTickets,
};

use crate::plaintext;

/// `MK_BASE_URL`, `MK_USER_TOKEN`, `MK_PROFILE_PASSWORD`; and, to open tickets, `MK_TICKET_PROCESS`
/// and `MK_TICKET_CLASSIFICATION`; and, to list all customers, `MK_LAST_CUSTOMER_CODE`.
pub struct MkEnvironment {
    base_url: String,
    user_token: String,
    profile_password: String,
}

/// `VOALLE_BASE_URL`, `VOALLE_VERIFY_TOKEN`, `VOALLE_CLIENT_ID`, `VOALLE_CLIENT_SECRET`,
/// `VOALLE_USERNAME`, `VOALLE_PASSWORD`; and, to open tickets, `VOALLE_TICKET_COMPANY_PLACE`,
/// `VOALLE_TICKET_INCIDENT_TYPE`, `VOALLE_TICKET_SERVICE_LEVEL`.
pub struct VoalleEnvironment {
    base_url: String,
    verify_token: String,
    client_id: String,
    client_secret: String,
    username: String,
    password: String,
}

/// `VOALLE_GLOBAL_BASE_URL`, `VOALLE_GLOBAL_CLIENT_ID`, `VOALLE_GLOBAL_CLIENT_SECRET`,
/// `VOALLE_GLOBAL_SYNDATA`; and, where the login has an address of its own,
/// `VOALLE_GLOBAL_AUTHENTICATION_URL`; and, to open tickets, what [`VoalleEnvironment`] names.
pub struct VoalleGlobalEnvironment {
    base_url: String,
    authentication_url: Option<String>,
    client_id: String,
    client_secret: String,
    syndata: String,
}

impl MkEnvironment {
    /// The values of the variables; `None` if none is set.
    ///
    /// # Errors
    ///
    /// If only some of them are set.
    pub fn read() -> Result<Option<Self>, Error> {
        let Some([base_url, user_token, profile_password]) =
            all_or_none(["MK_BASE_URL", "MK_USER_TOKEN", "MK_PROFILE_PASSWORD"])?
        else {
            return Ok(None);
        };
        Ok(Some(Self { base_url, user_token, profile_password }))
    }

    /// The address, for a heading.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The user token and the profile's password.
    pub fn credentials(&self) -> [Secret; 2] {
        [Secret::new(&*self.user_token), Secret::new(&*self.profile_password)]
    }

    /// A client with these credentials.
    pub fn client(&self) -> Result<Mk, Error> {
        self.builder()?.build()
    }

    /// The same, not built yet.
    pub fn builder(&self) -> Result<MkBuilder, Error> {
        let mut builder =
            Mk::builder(&self.base_url).credentials(&self.user_token, &self.profile_password);
        if plaintext::is_allowed("MK_BASE_URL", &self.base_url)? {
            builder = builder.allow_plaintext_http();
        }
        Ok(builder)
    }

    /// The last code that a customer may have, if it is set.
    pub fn last_customer_code() -> Result<Option<u64>, Error> {
        let Some([last]) = all_or_none(["MK_LAST_CUSTOMER_CODE"])? else { return Ok(None) };
        number("MK_LAST_CUSTOMER_CODE", &last).map(Some)
    }

    /// The codes with which tickets are opened, if they are set.
    pub fn ticket_defaults() -> Result<Option<MkTickets>, Error> {
        let codes = numbers(["MK_TICKET_PROCESS", "MK_TICKET_CLASSIFICATION"])?;
        Ok(codes.map(|[process, classification]| MkTickets::new(process, classification)))
    }
}

impl VoalleEnvironment {
    /// The values of the variables; `None` if none is set.
    ///
    /// # Errors
    ///
    /// If only some of them are set.
    pub fn read() -> Result<Option<Self>, Error> {
        let Some([base_url, verify_token, client_id, client_secret, username, password]) =
            all_or_none([
                "VOALLE_BASE_URL",
                "VOALLE_VERIFY_TOKEN",
                "VOALLE_CLIENT_ID",
                "VOALLE_CLIENT_SECRET",
                "VOALLE_USERNAME",
                "VOALLE_PASSWORD",
            ])?
        else {
            return Ok(None);
        };
        Ok(Some(Self { base_url, verify_token, client_id, client_secret, username, password }))
    }

    /// The address, for a heading.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// A handle for the subscriber with these credentials.
    pub fn subscriber(&self) -> Result<Subscriber, Error> {
        Ok(self.builder()?.build()?.subscriber(&self.username, &self.password))
    }

    /// The subscriber's user name and password.
    pub fn login(&self) -> (&str, &str) {
        (&self.username, &self.password)
    }

    /// A client with these credentials, not built yet.
    pub fn builder(&self) -> Result<VoalleBuilder, Error> {
        let mut builder = Voalle::builder(&self.base_url).credentials(
            &self.verify_token,
            &self.client_id,
            &self.client_secret,
        );
        if plaintext::is_allowed("VOALLE_BASE_URL", &self.base_url)? {
            builder = builder.allow_plaintext_http();
        }
        Ok(builder)
    }

    /// The codes with which tickets are opened, if they are set.
    pub fn ticket_defaults() -> Result<Option<VoalleTickets>, Error> {
        let codes = voalle_ticket_codes()?;
        Ok(codes.map(|[place, kind, level]| VoalleTickets::new(place, kind, level)))
    }
}

impl VoalleGlobalEnvironment {
    /// The values of the variables; `None` if none is set.
    ///
    /// # Errors
    ///
    /// If only some of them are set.
    pub fn read() -> Result<Option<Self>, Error> {
        let authentication_url = value("VOALLE_GLOBAL_AUTHENTICATION_URL");
        let names = [
            "VOALLE_GLOBAL_BASE_URL",
            "VOALLE_GLOBAL_CLIENT_ID",
            "VOALLE_GLOBAL_CLIENT_SECRET",
            "VOALLE_GLOBAL_SYNDATA",
        ];
        let Some([base_url, client_id, client_secret, syndata]) = all_or_none(names)? else {
            return match authentication_url {
                Some(_) => Err(incomplete("VOALLE_GLOBAL_AUTHENTICATION_URL", &names)),
                None => Ok(None),
            };
        };
        Ok(Some(Self { base_url, authentication_url, client_id, client_secret, syndata }))
    }

    /// The address, for a heading.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The address of the login, whose port is the client's to choose unless it is set.
    pub fn authentication_url(&self) -> &str {
        self.authentication_url.as_deref().unwrap_or(&self.base_url)
    }

    /// A client with these credentials.
    pub fn client(&self) -> Result<VoalleGlobal, Error> {
        self.builder()?.build()
    }

    /// The same, not built yet.
    pub fn builder(&self) -> Result<VoalleGlobalBuilder, Error> {
        let mut plain = plaintext::is_allowed("VOALLE_GLOBAL_BASE_URL", &self.base_url)?;
        let mut builder = match &self.authentication_url {
            Some(authentication) => VoalleGlobal::builder_at(authentication, &self.base_url),
            None => VoalleGlobal::builder(host(&self.base_url)?),
        }
        .credentials(&self.client_id, &self.client_secret, &self.syndata);
        if let Some(address) = &self.authentication_url {
            plain |= plaintext::is_allowed("VOALLE_GLOBAL_AUTHENTICATION_URL", address)?;
        }
        if plain {
            builder = builder.allow_plaintext_http();
        }
        Ok(builder)
    }

    /// The codes with which tickets are opened, if they are set.
    pub fn ticket_defaults() -> Result<Option<VoalleGlobalTickets>, Error> {
        let codes = voalle_ticket_codes()?;
        Ok(codes.map(|[place, kind, level]| VoalleGlobalTickets::new(place, kind, level)))
    }
}

/// `VOALLE_GLOBAL_BASE_URL`, unless it names a port from which that of the login does not follow.
fn host(base_url: &str) -> Result<&str, Error> {
    match BaseUrl::parse(base_url)?.port() {
        None | Some(45_700 | 45_715) => Ok(base_url),
        Some(port) => Err(Error::invalid_input(format!(
            "VOALLE_GLOBAL_BASE_URL names the port {port}, so where the login is must be said too"
        ))
        .with_advice("also set VOALLE_GLOBAL_AUTHENTICATION_URL, or leave the port out")),
    }
}

/// Branch, kind and service level, which are the same in both APIs of Voalle.
fn voalle_ticket_codes() -> Result<Option<[u64; 3]>, Error> {
    numbers([
        "VOALLE_TICKET_COMPANY_PLACE",
        "VOALLE_TICKET_INCIDENT_TYPE",
        "VOALLE_TICKET_SERVICE_LEVEL",
    ])
}

/// A text of the libraries for an example's user, who sets variables where it names a method.
pub fn naming_variables(text: &(impl ToString + ?Sized)) -> String {
    let text = text.to_string();
    let variables = [
        ("with_customer_codes", "MK_LAST_CUSTOMER_CODE"),
        ("with_ticket_defaults", "the variables with _TICKET_ in their names"),
    ];
    match variables.iter().find(|(method, _)| text.contains(method)) {
        Some((_, names)) => format!("{text}; in the examples: set {names}"),
        None => text,
    }
}

/// The value of a variable; one without a value is not set.
fn value(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// The values of the variables; `None` if none is set, an error if only some are.
fn all_or_none<const N: usize>(names: [&'static str; N]) -> Result<Option<[String; N]>, Error> {
    let values = names.map(value);
    if values.iter().all(Option::is_none) {
        return Ok(None);
    }
    let missing: Vec<_> =
        names.iter().zip(&values).filter(|(_, value)| value.is_none()).map(|(n, _)| *n).collect();
    if !missing.is_empty() {
        let set = names.iter().find(|name| !missing.contains(name)).unwrap_or(&"");
        return Err(incomplete(set, &missing));
    }
    Ok(Some(values.map(Option::unwrap_or_default)))
}

fn incomplete(set: &str, missing: &[&str]) -> Error {
    let missing = missing.join(", ");
    Error::invalid_input(format!("{set} is set, but not {missing}"))
        .with_advice(format!("also set {missing}, or unset {set}"))
}

/// The numbers that the variables are; `None` if none is set, an error if only some are.
fn numbers<const N: usize>(names: [&'static str; N]) -> Result<Option<[u64; N]>, Error> {
    let Some(values) = all_or_none(names)? else { return Ok(None) };
    let mut numbers = [0; N];
    for ((slot, name), value) in numbers.iter_mut().zip(names).zip(&values) {
        *slot = number(name, value)?;
    }
    Ok(Some(numbers))
}

fn number(name: &str, text: &str) -> Result<u64, Error> {
    text.parse().map_err(|_| Error::invalid_input(format!("{name} must be a whole number")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_names_its_variable_and_what_to_do() {
        let error = incomplete("MK_TICKET_PROCESS", &["MK_TICKET_CLASSIFICATION"]).to_string();
        assert_eq!(
            error,
            "invalid input: MK_TICKET_PROCESS is set, but not MK_TICKET_CLASSIFICATION; also set \
             MK_TICKET_CLASSIFICATION, or unset MK_TICKET_PROCESS"
        );
        let error = number("MK_LAST_CUSTOMER_CODE", "many").unwrap_err().to_string();
        assert!(error.contains("MK_LAST_CUSTOMER_CODE must be a whole number"), "{error}");
    }

    #[test]
    fn advice_that_names_a_method_names_the_variable_too() {
        let text = naming_variables("name the codes in use by with_customer_codes(…)");
        assert!(text.ends_with("; in the examples: set MK_LAST_CUSTOMER_CODE"), "{text}");
        assert_eq!(naming_variables("try again later"), "try again later");
    }

    #[test]
    fn an_address_with_another_port_asks_for_that_of_the_login() {
        for address in ["https://erp.example.com.br", "https://erp.example.com.br:45715"] {
            assert_eq!(host(address).unwrap(), address);
        }
        let error = host("https://erp.example.com.br:8443").unwrap_err().to_string();
        assert!(error.contains("port 8443"), "{error}");
        assert!(error.contains("VOALLE_GLOBAL_AUTHENTICATION_URL"), "{error}");
    }
}
