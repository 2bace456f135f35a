//! Whether a subscriber's login to the customer area is right.

use isp_core::wire::YesNo;
use isp_core::{Customer, Error, Native, Secret, SubscriberAuthentication};

use super::{MkIsp, is_from_mk, not_understood, reports_success};

const UNDOCUMENTED: &str = "how MK answers to a wrong user name or password is not documented: this \
    may be such an answer";

impl MkIsp {
    pub(super) async fn login_of(
        &self,
        login: &str,
        password: &Secret,
    ) -> Result<SubscriberAuthentication, Error> {
        // The rule is a read, but each request is an attempt that MK may count.
        let attempt = self.client.user_senha_sac(&Secret::new(login), password);
        let reply = match attempt.with_max_attempts(1).send().await {
            Ok(reply) => reply,
            Err(error) if is_from_mk(&error) && (error.is_refused() || error.is_not_found()) => {
                return Err(error.with_advice(UNDOCUMENTED));
            }
            Err(error) => return Err(error),
        };
        let unclear = |what| Err(not_understood(what).with_operation("WSMKUserSenhaSAC"));
        // Nobody may be let in by an answer of another form than the known one.
        if !reports_success(reply.value.status.as_deref(), reply.drift()) {
            return unclear("the answer does not report success in the known form");
        }
        let found = reply.into_value();
        match found.acesso_sac {
            YesNo::Unknown(_) => unclear("the answer does not say whether the login is right"),
            YesNo::No => Ok(SubscriberAuthentication::Refused),
            YesNo::Yes if found.codigo_pessoa == 0 => unclear("the answer names no customer"),
            YesNo::Yes => {
                let name = found.nome.clone().unwrap_or_default();
                let mut customer = Customer::new(found.codigo_pessoa, name);
                customer.native = Native::of(found);
                Ok(SubscriberAuthentication::Confirmed(Box::new(customer)))
            }
        }
    }
}
