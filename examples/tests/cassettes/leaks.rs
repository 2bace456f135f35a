//! What of a world must not be in a cassette.

use isp_core::testing::{LeakFinder, LeakSearch, LogBuffer, World};

/// A search for the data of a world and for these secrets.
pub(crate) fn search(world: &World, secrets: &[String]) -> LeakSearch {
    let mut data: Vec<(&'static str, String)> = Vec::new();
    for customer in &world.customers {
        data.push(("name", customer.name.clone()));
        data.push(("id of a customer", customer.id.to_string()));
        data.extend(customer.email.iter().map(|email| ("e-mail", email.clone())));
        data.extend(customer.phones.iter().map(|phone| ("telephone", phone.clone())));
        data.extend(customer.phones.iter().map(|phone| ("telephone", phone[4..].to_owned())));
        if let Some(document) = customer.document {
            data.push(("document", document.to_string()));
            data.push(("document", document.plain()));
        }
        if let Some(address) = &customer.address {
            data.extend(address.street.iter().map(|street| ("street", street.clone())));
            data.extend(address.district.iter().map(|district| ("district", district.clone())));
            data.extend(address.city.iter().map(|city| ("city", city.clone())));
            data.extend(
                address.postal_code.iter().map(|cep| ("CEP", cep.to_string().replace('-', ""))),
            );
        }
        if let Some(place) = customer.location {
            data.push(("latitude", place.latitude.to_string()));
            data.push(("longitude", place.longitude.to_string()));
        }
    }
    for contract in &world.contracts {
        data.push(("id of a contract", contract.id.to_string()));
        data.extend(contract.plan.iter().map(|plan| ("plan", plan.clone())));
    }
    for known in &world.connections {
        data.push(("id of a connection", known.connection.id.to_string()));
        data.push(("PPPoE password", known.password.clone()));
        data.push(("Wi-Fi password", known.wifi_password.clone()));
        data.extend(known.connection.username.iter().map(|name| ("PPPoE login", name.clone())));
        data.extend(known.connection.mac_address.iter().map(|mac| ("MAC", mac.clone())));
    }
    for known in &world.invoices {
        data.push(("id of an invoice", known.invoice.id.to_string()));
        if let Some(line) = &known.line {
            data.push(("line", line.line()));
            data.push(("barcode", line.barcode()));
            data.push(("free field", line.barcode()[19..].to_owned()));
        }
        // The rest of a PIX text is its form.
        data.extend(known.pix.iter().map(|pix| ("payee", pix.merchant_name().to_owned())));
        data.extend(known.pix.iter().filter_map(|pix| Some(("PIX key", pix.key()?.to_owned()))));
    }
    for known in &world.tickets {
        data.extend(known.ticket.title.iter().map(|title| ("title of a ticket", title.clone())));
    }
    for login in &world.logins {
        data.push(("user name", login.username.clone()));
        data.push(("password", login.password.clone()));
    }
    data.extend(secrets.iter().map(|secret| ("credential", secret.clone())));
    let operations = names_of_operations();
    let pieces: Vec<(&'static str, &str)> = data
        .iter()
        .flat_map(|(name, datum)| {
            let pieces = datum.split(|c: char| !c.is_ascii_alphanumeric());
            let is_number = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
            let long = move |piece: &&str| {
                if is_number(piece) {
                    piece.trim_start_matches('0').len() >= 4
                } else {
                    piece.len() > 4
                }
            };
            // Such as the `CONEX` of `CONEXÃO`, the `secret` of the simulator's `portal-secret`.
            let is_other = |piece: &&str| !operations.contains(&piece.to_lowercase());
            pieces.filter(long).filter(is_other).map(|piece| (*name, piece))
        })
        .collect();
    assert!(pieces.len() > 10, "there is something to look for");
    LeakSearch::new(LeakFinder::new(pieces), LogBuffer::new())
}

/// The paths of all operations, which a cassette keeps, and names of parameters and members that are
/// also words of the data.
fn names_of_operations() -> String {
    let names = "client_id client_secret username password syndata token cidade ".to_owned();
    let paths: String = mk_webservices::operations::all()
        .chain(voalle_portal::operations::all())
        .chain(voalle_global::operations::all())
        .map(|spec| spec.path.to_lowercase())
        .collect();
    names + &paths
}
