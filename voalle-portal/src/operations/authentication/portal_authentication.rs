//! Login of one subscriber.

use isp_core::record;
use isp_core::{Error, Secret};
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Login of one subscriber.
    ///
    /// The client calls it by itself.
    ///
    /// Despite `client_credentials` the token is bound to the person. Everything travels in the
    /// URL.
    PortalAuthentication = GET "/portal_authentication" -> Authenticated {
        effect: Login,
        evidence: Observed,
        required: {
            /// The provider's verify token.
            verify_token: Secret(&Secret),
            /// The provider's client id.
            client_id: Secret(&Secret),
            /// The provider's client secret.
            client_secret: Secret(&Secret),
            /// The subscriber's user name, often the digits of the CPF or CNPJ.
            username: Secret(&Secret),
            /// The subscriber's password.
            password: Secret(&Secret),
        }
        always: {
            "grant_type" = "client_credentials",
        }
        check: PortalAuthentication::has_credentials,
    }
}

impl PortalAuthentication {
    /// Refuses a subscriber's typing mistake before anything is sent.
    fn has_credentials(&self) -> Result<(), Error> {
        Secret::configured("username", self.username.expose())?;
        Secret::configured("password", self.password.expose())?;
        Ok(())
    }
}

/// A token and whose it is.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Authenticated {
    /// Bearer token of all other operations.
    pub access_token: Secret,
    /// Its life in seconds, 14400 as a rule.
    pub expires_in: Option<u64>,
    /// `"bearer"`.
    pub token_type: Option<String>,
    /// Null in every known answer.
    pub scope: Option<serde_json::Value>,
    /// Who logged in.
    pub person: Option<LoggedPerson>,
    /// Another place of `person`, known from one client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<Validation>,
}

impl Authenticated {
    /// Who logged in, from either place.
    pub fn person(&self) -> Option<&LoggedPerson> {
        self.person.as_ref().or_else(|| self.validation.as_ref()?.person.as_ref())
    }
}

/// Another place of [`Authenticated::person`].
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Validation {
    /// Who logged in.
    pub person: Option<LoggedPerson>,
}

/// The subscriber as the login names him.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LoggedPerson {
    /// Person id, the `personId` of the paths.
    pub id: u64,
    /// Name.
    pub name: Option<String>,
    /// Name for lists.
    #[serde(rename = "nameList")]
    pub name_list: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, decoded, decoded_from, fault, refusal, request,
    };
    use isp_core::ErrorKind;

    fn with(username: &str, password: &str) -> PortalAuthentication {
        let [verify, id, secret] = ["v+t", "12_ab", "s&c"].map(Secret::new);
        PortalAuthentication::new(&verify, &id, &secret, &username.into(), &password.into())
    }

    fn operation() -> PortalAuthentication {
        with("52998224725", "senha & chave")
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /portal_authentication?verify_token=v%2Bt&client_id=12_ab&client_secret=s%26c\
             &username=52998224725&password=senha+%26+chave&grant_type=client_credentials"
        );
    }

    #[test]
    fn credentials_that_cannot_be_right_are_refused_without_being_shown() {
        assert!(refusal(&with("", "x")).contains("username"));
        assert!(refusal(&with("maria", "")).contains("password"));
        let text = refusal(&with("maria", "s3nh4\n"));
        assert!(text.contains("line break") && !text.contains("s3nh4"), "{text}");
    }

    #[test]
    fn it_reads_token_life_and_person() {
        let login = decoded(&operation(), "portal_authentication.ok.json");
        assert_eq!(login.access_token.expose(), "EXAMPLE-PORTAL-ACCESS-TOKEN");
        assert_eq!(login.expires_in, Some(14_400));
        assert_eq!(login.person().unwrap().id, 700_101);
        assert_eq!(login.person().unwrap().name_list.as_deref(), Some("Cliente Exemplo Um"));
    }

    #[test]
    fn the_person_may_stand_in_another_place_or_nowhere() {
        let elsewhere = decoded_from(
            &operation(),
            r#"{"access_token":"T","expires_in":"3600","validation":{"person":{"id":"7"}}}"#,
        );
        assert_eq!(elsewhere.person().map(|person| person.id), Some(7));
        assert_eq!(elsewhere.expires_in, Some(3600));
        assert_eq!(decoded_from(&operation(), r#"{"access_token":"T"}"#).person(), None);
        assert!(decode_error(&operation(), r#"{"expires_in":1}"#).contains("access_token"));
    }

    #[test]
    fn a_refusal_is_a_matter_of_credentials() {
        let fault = fault(&operation(), 403, "portal_authentication.bad_credentials.403.json");
        assert_eq!(fault.kind, ErrorKind::Credential);
        assert_eq!(fault.message.as_deref(), Some("Bad Credentials (2)"));
    }

    #[test]
    fn debug_shows_neither_token_nor_credentials() {
        let login = decoded(&operation(), "portal_authentication.ok.json");
        let text = format!("{login:?} {:?}", operation());
        assert!(!text.contains("EXAMPLE-PORTAL") && !text.contains("529982"), "{text}");
    }
}
