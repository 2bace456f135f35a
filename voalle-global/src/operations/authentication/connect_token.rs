//! Token of the integrator user.

use isp_core::Secret;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::kinds::Word;
use crate::operation::operation;

operation! {
    /// Token of the integrator user.
    ///
    /// The client calls it by itself.
    ///
    /// Three grants exclude each other: [`of_client`](Self::of_client), which the
    /// vendor recommends, [`of_user`](Self::of_user) and
    /// [`of_refresh_token`](Self::of_refresh_token).
    ConnectToken = POST "/connect/token" -> AccessToken {
        effect: Login,
        evidence: Observed,
        required: {
            /// The grant.
            grant_type: Word(&'static str) in Form,
            /// The integrator's client id; `synauth` with the older grants.
            client_id: SecretText(&Secret) in Form,
            /// The integrator's client secret; with the older grants the one that the vendor publishes.
            client_secret: SecretText(&Secret) in Form,
        }
        optional: {
            /// What the token is for.
            scope: Word(&'static str) in Form,
            /// Token of the installation.
            syndata: SecretText(&Secret) in Form,
            /// Name of a user.
            username: SecretText(&Secret) in Form,
            /// Its password.
            password: SecretText(&Secret) in Form,
            /// Refresh token of an earlier login.
            refresh_token: SecretText(&Secret) in Form,
        }
        new: private,
    }
}

/// The client of the older grants.
const OLDER_CLIENT: &str = "synauth";

impl ConnectToken {
    /// The grant `client_credentials`.
    pub fn of_client(client_id: &Secret, client_secret: &Secret, syndata: &Secret) -> Self {
        Self::new("client_credentials", client_id, client_secret).scope("syngw").syndata(syndata)
    }

    /// The older grant `password`, with the client secret that the vendor publishes.
    pub fn of_user(
        client_secret: &Secret,
        username: &Secret,
        password: &Secret,
        syndata: &Secret,
    ) -> Self {
        let mut login = Self::new("password", &OLDER_CLIENT.into(), client_secret)
            .scope("syngw synpaygw offline_access")
            .syndata(syndata);
        login.username = Some(username.into());
        login.password = Some(password.into());
        login
    }

    /// The grant `refresh_token`. The token is used up, and the answer has the next one.
    pub fn of_refresh_token(client_secret: &Secret, refresh_token: &Secret) -> Self {
        let mut login = Self::new("refresh_token", &OLDER_CLIENT.into(), client_secret);
        login.refresh_token = Some(refresh_token.into());
        login
    }
}

/// A token.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AccessToken {
    /// Bearer token of all other operations. It is a JWT whose claims hold the integrator's name, tax
    /// id and e-mail, and `syndata`.
    pub access_token: Secret,
    /// Its life in seconds: 3600 for `client_credentials`, 28800 for `password`.
    pub expires_in: Option<u64>,
    /// `Bearer`.
    pub token_type: Option<String>,
    /// What the token is for; known from two clients.
    pub scope: Option<String>,
    /// The next refresh token; absent in some answers.
    pub refresh_token: Option<Secret>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, fault, request};
    use isp_core::ErrorKind;

    fn recommended() -> ConnectToken {
        ConnectToken::of_client(&"1_ab".into(), &"s&c".into(), &"d+t".into())
    }

    #[test]
    fn the_requests_of_the_three_grants_are_exact() {
        let login = |body: &str| format!("POST /connect/token\n{body}");
        assert_eq!(
            request(&recommended()),
            login(
                "grant_type=client_credentials&client_id=1_ab&client_secret=s%26c&scope=syngw\
                 &syndata=d%2Bt"
            )
        );
        let older = ConnectToken::of_user(
            &"fixed".into(),
            &"integrador".into(),
            &"senha & chave".into(),
            &"data".into(),
        );
        assert_eq!(
            request(&older),
            login(
                "grant_type=password&client_id=synauth&client_secret=fixed\
                 &scope=syngw+synpaygw+offline_access&syndata=data&username=integrador\
                 &password=senha+%26+chave"
            )
        );
        assert_eq!(
            request(&ConnectToken::of_refresh_token(&"fixed".into(), &"r1".into())),
            login(
                "grant_type=refresh_token&client_id=synauth&client_secret=fixed&refresh_token=r1"
            )
        );
    }

    #[test]
    fn it_reads_token_and_life() {
        let token = decoded(&recommended(), "connect_token.client_credentials.ok.json");
        assert_eq!(token.access_token.expose(), "EXAMPLE.GLOBAL.JWT");
        assert_eq!((token.expires_in, token.refresh_token), (Some(3600), None));
        let older = decoded_from(
            &recommended(),
            r#"{"access_token":"T","expires_in":"28800","token_type":"Bearer","refresh_token":"R"}"#,
        );
        assert_eq!(older.expires_in, Some(28_800));
        assert_eq!(older.refresh_token.unwrap().expose(), "R");
    }

    #[test]
    fn an_answer_without_a_token_is_no_login() {
        for body in [
            "{}",
            "[]",
            r#"{"expires_in":3600}"#,
            r#"{"access_token":" "}"#,
            r#"{"access_token":null}"#,
            r#"{"access_token":"T","error":"invalid_client"}"#,
        ] {
            decode_error(&recommended(), body);
        }
    }

    #[test]
    fn a_refusal_is_a_matter_of_credentials() {
        let fault = fault(&recommended(), 400, "connect_token.invalid_client.400.json");
        assert_eq!(fault.kind, ErrorKind::Credential);
        assert_eq!(fault.message.as_deref(), Some("invalid_client"));
    }

    #[test]
    fn debug_shows_neither_token_nor_credentials() {
        let token = decoded(&recommended(), "connect_token.client_credentials.ok.json");
        let text = format!("{token:?} {:?}", recommended());
        assert!(!text.contains("EXAMPLE.GLOBAL") && !text.contains("s&c"), "{text}");
    }
}
