//! What can be asked of an installation, as far as that is known without a call.

use isp_core::{Capabilities, Capability, Reach};

use super::MkIsp;
use super::unlock::UnlockRule;

impl MkIsp {
    pub(super) fn known_capabilities(&self) -> Capabilities {
        let all = self.of_a_profile();
        if !self.client.is_operator() {
            return all;
        }
        let mut can = Capabilities::none(
            "MK opens only its specific rules to operators; use credentials(…) of a web-service profile",
        );
        (can.open_ticket, can.trust_unlock) = (all.open_ticket, all.trust_unlock);
        can
    }

    fn of_a_profile(&self) -> Capabilities {
        let whole = Reach::WholeBase;
        let mut can = Capabilities::all(whole);
        can.authenticate_subscriber = Capability::supported_with(
            whole,
            "how MK answers to a wrong login is not documented, so that is an error rather than a \
             refusal; the name and code of the customer",
        );
        can.contracts = Capability::supported_with(
            whole,
            "in every state if the installation has WSMKContratosPorClienteV2, otherwise only \
             active ones; a contract whose connections are blocked is active; no amounts",
        );
        if !self.needs_every_state {
            can.contracts_of_every_state = Capability::unsupported(
                "an installation without WSMKContratosPorClienteV2 lists active ones alone; call \
                 with_contracts_of_every_state() to make that an error",
            );
        }
        can.connections = Capability::supported_with(
            whole,
            if self.asks_sessions {
                "online or unknown, with one more call for each connection; no plan"
            } else {
                "no plan; never known to be online unless with_sessions() is set"
            },
        );
        can.customers_page = Capability::supported_with(
            whole,
            if self.customer_codes.1.is_some() {
                "by windows of 500 codes up to the last one that was named"
            } else {
                "by windows of 500 codes; ends without a proof after 20 empty ones in a row unless \
                 with_customer_codes(…) names the last code"
            },
        );
        can.paid_invoices = Capability::supported_with(
            whole,
            "by WSMKFaturas, which is licensed separately, so whether it works is known only after \
             a call; of the last ten years, or since the first day of a longer period",
        );
        can.invoices_due = Capability::supported_with(
            whole,
            "one call for each day; since release 72, so whether it works is known only after a \
             call; no contracts",
        );
        can.payment = Capability::supported_with(
            whole,
            if self.line_by_sms_rule {
                "PDF, PIX if licensed, and the digitable line by a rule that may text the \
                 customer; each call creates a file on the server"
            } else {
                "PDF, and PIX if licensed; no digitable line unless with_line_by_sms_rule() is \
                 set; each call creates a file on the server"
            },
        );
        can.tickets = Capability::supported_with(
            whole,
            "reads all customers' tickets of the period, by default the last 90 days; a ticket is \
             either closed or in an unknown state; no protocols",
        );
        can.ticket_kinds = Capability::supported_with(
            whole,
            "each process with each classification that is for more than closing, the same for all \
             customers",
        );
        can.open_ticket = Capability::supported_with(
            whole,
            if self.ticket_defaults.is_some() {
                "licensed separately; whether it works is known only after a call"
            } else {
                "of a kind from ticket_kinds(…): one that names none needs with_ticket_defaults(…); \
                 licensed separately; whether it works is known only after a call"
            },
        );
        can.trust_unlock = Capability::supported_with(
            whole,
            match self.unlock_rule {
                UnlockRule::Newest => {
                    "for blocked connections, and for reduced ones where the release has \
                     WSMKAutoDesbloqueioV2; licensed separately; whether it works is known only \
                     after a call"
                }
                UnlockRule::Second => {
                    "for blocked or reduced connections; licensed separately; whether it works is \
                     known only after a call"
                }
                UnlockRule::First => {
                    "for blocked connections, not reduced ones; licensed separately; whether it \
                     works is known only after a call"
                }
            },
        );
        can
    }
}
