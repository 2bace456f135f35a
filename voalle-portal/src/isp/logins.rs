//! Whether a subscriber's login to the portal is right.

use isp_core::wire::{fold, plausible};
use isp_core::{Customer, Error, Native, SubscriberAuthentication};

use crate::dialect::not_understood;
use crate::operations::authentication::LoggedPerson;
use crate::subscriber::Subscriber;

/// The status and words of the only refusal that is known. A wrong secret of the provider may be
/// refused in other words.
const REFUSED: (u16, &str) = (403, "Bad Credentials (2)");

/// Whether a deviation at this place leaves it open whether the answer is a success: the whole answer
/// has another form, or it has a member that reports an error.
fn is_doubtful(path: &str) -> bool {
    const REPORTS: [&str; 7] =
        ["status", "message", "mensagem", "error", "erro", "success", "sucesso"];
    path == "$" || path.strip_prefix("$.").is_some_and(|name| REPORTS.contains(&&*fold(name)))
}

/// Logs in once. The token of the answer is thrown away, and no held token is used or replaced.
pub(crate) async fn authenticate(
    subscriber: &Subscriber,
) -> Result<SubscriberAuthentication, Error> {
    let reply = match subscriber.portal_authentication().with_max_attempts(1).send().await {
        Ok(reply) => reply,
        Err(error) => {
            let words = error.vendor_message().unwrap_or_default();
            let is_refusal = (error.status(), words) == (Some(REFUSED.0), REFUSED.1);
            return if is_refusal { Ok(SubscriberAuthentication::Refused) } else { Err(error) };
        }
    };
    // Nobody may be let in by an answer of another form than the known one.
    if reply.drift().iter().any(|deviation| is_doubtful(&deviation.path)) {
        return Err(not_understood("the answer to the login has an unknown form"));
    }
    let Some(person) = reply.value.person().filter(|person| person.id > 0).cloned() else {
        return Err(not_understood("the portal does not say who logged in"));
    };
    let names = [&person.name, &person.name_list];
    let name = names.into_iter().flatten().find_map(|name| plausible::text(name));
    let mut customer = Customer::new(person.id, name.unwrap_or_default());
    customer.native = Native::of::<LoggedPerson>(person);
    Ok(SubscriberAuthentication::Confirmed(Box::new(customer)))
}
