//! Questions about the logins of subscribers.

use super::{Conformance, Verdict, answer, check, fail, same};
use crate::isp::Isp;
use crate::model::SubscriberAuthentication;
use crate::secret::Secret;
use crate::testing::world::PortalLogin;

impl Conformance {
    pub(super) async fn a_right_login_is_confirmed_as_its_owners(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "the subscriber's own login is confirmed as the subscriber's, each time";
        for login in self.logins().iter().filter(|login| login.customer == self.subject).take(1) {
            for _ in 0..2 {
                let password = Secret::new(&*login.password);
                let answered = isp.authenticate_subscriber(&login.username, &password).await;
                match answer(Q, answered)?.customer() {
                    Some(customer) => same(Q, "customer", &customer.id, &login.customer)?,
                    None => return Err(fail(Q, "refused")),
                }
            }
        }
        Ok(())
    }

    /// An ERP whose answer to a wrong login is undocumented gives an error.
    pub(super) async fn a_wrong_login_is_never_confirmed(&self, isp: &dyn Isp) -> Verdict {
        const Q: &str = "a wrong password or user name is refused or an error, never confirmed";
        let logins = self.logins();
        let own = logins.iter().find(|login| login.customer == self.subject);
        let Some(own) = own else { return Ok(()) };
        let other = logins.iter().find(|login| login.password != own.password);
        let wrong = [
            (&*own.username, "not the password"),
            ("nobody", &*own.password),
            (&*own.username, other.map_or("another password", |login| &*login.password)),
            (&*own.username, ""),
            ("", &*own.password),
        ];
        for (username, password) in wrong {
            let answered = isp.authenticate_subscriber(username, &Secret::new(password)).await;
            let confirmed = matches!(answered, Ok(SubscriberAuthentication::Confirmed(_)));
            check(Q, !confirmed, || "confirmed".into())?;
            let half = username.is_empty() || password.is_empty();
            check(Q, !half || answered.is_err(), || "half a login is no error".into())?;
        }
        Ok(())
    }

    fn logins(&self) -> Vec<PortalLogin> {
        self.world.with(|world| world.logins.clone())
    }
}
