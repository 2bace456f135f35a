//! Values in MK's format, and the look-ups that several rules use.

use isp_core::brazil::Cep;
use isp_core::testing::{World, WorldInvoice};
use isp_core::{Address, Customer, CustomerId, GeoPoint, InvoiceId, InvoiceStatus, Money};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Refusal;
use crate::simulator::parameters::Parameters;

/// The customer with a code. Assumed: an unknown code is error 003, not an empty list.
pub(super) fn customer(world: &World, code: u64) -> Result<&Customer, Refusal> {
    let found = world.customer_by_id(&CustomerId::from(code));
    found.ok_or(Refusal::NOT_FOUND)
}

/// The invoice with a code, if it is open. Assumed: a paid one is not found.
pub(super) fn payable_invoice(world: &World, code: u64) -> Option<&WorldInvoice> {
    let found = world.invoice_by_id(&InvoiceId::from(code));
    found.filter(|known| known.invoice.status == InvoiceStatus::Open)
}

pub(super) fn s_n(yes: bool) -> &'static str {
    if yes { "S" } else { "N" }
}

pub(super) fn sim_nao(yes: bool) -> &'static str {
    if yes { "Sim" } else { "Não" }
}

/// `DD/MM/YYYY`.
pub(super) fn day_month_year(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

/// A JSON number in reais: `99.9`, `250`.
pub(super) fn reais(amount: Money) -> Value {
    let centavos = amount.centavos();
    if centavos % 100 == 0 {
        return json!(centavos / 100);
    }
    // Parsed from decimal text, so that it is written with the same decimals.
    json!(amount.to_decimal_text().parse::<f64>().unwrap_or_default())
}

/// Latitude and longitude as text; `unset` if there is no location.
pub(super) fn coordinates(place: Option<GeoPoint>, unset: &str) -> (String, String) {
    match place {
        Some(place) => (place.latitude.to_string(), place.longitude.to_string()),
        None => (unset.to_owned(), unset.to_owned()),
    }
}

/// Eight digits, or an empty text.
pub(super) fn cep(address: &Address) -> String {
    let known = address.postal_code.as_ref();
    known.map(Cep::digits).unwrap_or_default()
}

/// A code as a number, or null.
pub(super) fn code(number: Option<u64>) -> Value {
    number.map_or(Value::Null, Value::from)
}

/// Adds a member to an object.
pub(super) fn put(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value.into());
    }
}

/// The confirmation of a change that several rules answer.
pub(super) fn changed() -> Value {
    json!({"mensagem": "OK! Alterações aplicadas com sucesso.", "status": "OK"})
}

/// Whether a change of address names the customer's home; otherwise its codes are required.
pub(super) fn is_home(sent: &Parameters) -> Result<bool, Refusal> {
    match sent.required("igual_residencia")? {
        "S" => Ok(true),
        "N" => {
            for name in ["cep", "cd_estado", "cd_cidade", "cd_bairro", "cd_logradouro"] {
                sent.required(name)?;
            }
            Ok(false)
        }
        _ => Err(Refusal::BAD_PARAMETER),
    }
}
