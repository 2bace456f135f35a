//! People. The world has the names of cities and streets, not their codes: the codes are invented.

use isp_core::brazil::Cep;
use isp_core::testing::World;
use isp_core::wire::fold;
use isp_core::{Customer, CustomerId, Document};
use serde_json::{Value, json};

use super::{BAD_REQUEST, CoreCall, NOT_FOUND, Reply, Resource};

pub(super) const RESOURCES: &[Resource] = &[
    Resource::get("pessoas/id", by_code),
    Resource::get("pessoas/nome", by_name),
    Resource::put("pessoas", change),
];

/// The code of the provider's only company.
const COMPANY: u64 = 1;

/// State, city, district, street: who changes one must send the next one too.
const HOME: [&str; 4] = ["estadoId", "cidadeId", "bairroId", "logradouroId"];
const BILLING: [&str; 4] =
    ["estadoCobrancaId", "cidadeCobrancaId", "bairroCobrancaId", "logradouroCobrancaId"];

/// The other members of a change.
const OTHERS: [&str; 10] = [
    "tipo",
    "email",
    "classificacao",
    "nascimento",
    "fone",
    "numero",
    "numeroCobranca",
    "cep",
    "cepCobranca",
    "revendaId",
];

fn by_code(world: &mut World, call: &CoreCall) -> Reply {
    Ok(person(known(world, call)?))
}

/// Only name and phone are known of a row.
fn by_name(world: &mut World, call: &CoreCall) -> Reply {
    let name = fold(call.text("nome")?);
    let found = world.customers.iter().filter(|known| fold(&known.name).contains(&name));
    Ok(found.map(|known| json!({"nome": known.name, "fone": known.phones.first()})).collect())
}

/// Changes those values that the world has, and answers the person with all values that were sent.
/// Assumed: an incomplete address and an empty change are bad requests.
fn change(world: &mut World, call: &CoreCall) -> Reply {
    let sent = |name: &str| call.member(name).is_ok();
    let is_incomplete = |pair: &[&str]| matches!(pair, [one, next] if sent(one) && !sent(next));
    let all = HOME.into_iter().chain(BILLING).chain(OTHERS);
    if HOME.windows(2).chain(BILLING.windows(2)).any(is_incomplete) || !all.clone().any(sent) {
        return Err(BAD_REQUEST);
    }
    let id = known(world, call)?.id.clone();
    let found = world.customers.iter_mut().find(|known| known.id == id);
    let customer = found.ok_or(NOT_FOUND)?;
    if let Some(email) = text(call, "email") {
        customer.email = Some(email.to_owned());
    }
    if let Some(phone) = text(call, "fone") {
        customer.phones = vec![phone.to_owned()];
    }
    let mut home = customer.address.clone().unwrap_or_default();
    if let Ok(number) = call.member("numero") {
        (home.number, home.line) = (Some(number.to_string()), None);
    }
    if let Some(cep) = text(call, "cep") {
        (home.postal_code, home.line) = (cep.parse().ok(), None);
    }
    customer.address = Some(home).filter(|home| !home.is_empty());
    let mut answer = person(customer);
    if let Some(answer) = answer.as_object_mut() {
        let changed = all.filter_map(|name| Some((name, call.member(name).ok()?)));
        answer.extend(changed.map(|(name, value)| (name.to_owned(), value.clone())));
        answer.extend(
            text(call, "nascimento").map(|day| ("nascimento".to_owned(), midnight(day).into())),
        );
    }
    Ok(answer)
}

fn known<'w>(world: &'w World, call: &CoreCall) -> Result<&'w Customer, (u16, &'static str)> {
    let id = CustomerId::from(call.code("id")?);
    world.customer_by_id(&id).ok_or(NOT_FOUND)
}

fn text<'c>(call: &'c CoreCall, name: &str) -> Option<&'c str> {
    call.member(name).ok().and_then(Value::as_str)
}

/// A local day, written as if it were midnight in UTC.
fn midnight(day: &str) -> String {
    format!("{day}T00:00:00.000Z")
}

fn person(known: &Customer) -> Value {
    let home = known.address.clone().unwrap_or_default();
    let number: Option<u64> = home.number.as_ref().and_then(|number| number.parse().ok());
    let cep = home.postal_code.as_ref().map(Cep::digits);
    let natural = matches!(known.document, Some(Document::Cpf(_)));
    json!({
        "id": known.id.to_number(),
        "dataCadastro": midnight("2024-03-18"),
        "nome": known.name,
        "cpf": known.document.as_ref().map(ToString::to_string),
        "email": known.email,
        "classificacao": "Cliente",
        "nascimento": null,
        "tipo": if natural { "Física" } else { "Jurídica" },
        "fone": known.phones.first(),
        "estadoId": 16,
        "cidadeId": 7,
        "bairroId": 11,
        "logradouroId": 1001,
        "numero": number,
        "cep": cep,
        "estadoCobrancaId": 16,
        "cidadeCobrancaId": 7,
        "bairroCobrancaId": 11,
        "logradouroCobrancaId": 1001,
        "numeroCobranca": number,
        "cepCobranca": cep,
        "provedorEmpresaId": COMPANY,
        "provedorEmpresa": {
            "id": COMPANY,
            "nome": "PROVEDOR EXEMPLO LTDA",
            "cnpj": "11.222.333/0001-81",
            "ie": "0000000000",
            "endereco": "Rua Exemplo, 1",
            "municipio": "Cidade Exemplo",
            "uf": "PR",
            "cep": "12345000",
            "fone": "4130000000",
        },
    })
}
