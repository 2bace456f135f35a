//! Customers.

use isp_core::testing::World;
use isp_core::wire::fold;
use isp_core::{Customer, Document, RegistrationStatus};
use serde_json::{Value, json};

use super::words::{cep, code, coordinates, put};
use super::{Refusal, Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKConsultaDoc", consulta_doc).of_service(6).requires(&["doc"]),
    Rule::new("WSMKConsultaClientes", consulta_clientes),
];

/// A wide range of codes is cut off in silence; windows of this width are known to work.
const MOST_ROWS: usize = 500;

/// The first registration at the root, the others under `Outros`. The document is not echoed.
fn consulta_doc(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let document = document(call.parameters.required("doc")?)?;
    let same = |known: &&Customer| known.document.as_ref() == Some(&document);
    let mut found = world.customers.iter().filter(same).map(registration);
    let first = found.next();
    let mut root = first.ok_or(Refusal::Numbered("003", "Documento não localizado."))?;
    put(&mut root, "Outros", found.collect::<Value>());
    put(&mut root, "status", "OK");
    Ok(root)
}

/// Every client sends digits only, so whether a mask would be taken is unknown: here it is refused.
fn document(text: &str) -> Result<Document, Refusal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let read = text.parse().ok().filter(|_| plain);
    read.ok_or(Refusal::Numbered("002", "Documento inválido."))
}

fn registration(customer: &Customer) -> Value {
    let (latitude, longitude) = coordinates(customer.location, "0");
    let address = customer.address.clone().unwrap_or_default();
    json!({
        "CEP": cep(&address),
        "CodigoPessoa": code(customer.id.to_number()),
        "Email": customer.email.clone().unwrap_or_default(),
        "Endereco": address.to_string(),
        "Fone": customer.phones.first().cloned().unwrap_or_default(),
        "Latitude": latitude,
        "Longitude": longitude,
        "Nome": customer.name,
        "Situacao": situation(customer),
    })
}

fn situation(customer: &Customer) -> &str {
    match &customer.status {
        RegistrationStatus::Active => "Ativo",
        RegistrationStatus::Inactive => "Inativo",
        RegistrationStatus::Unknown(raw) => raw,
        _ => "",
    }
}

/// Filters that narrow the list. The two dates of change count as filters but select nothing: on a
/// real server they did not work. A district's code selects nobody, because this world has none.
fn consulta_clientes(world: &mut World, call: &RuleCall<'_>) -> Reply {
    const FILTERS: [&str; 8] = [
        "doc",
        "codigo_bairro",
        "nome_cliente",
        "data_alteracao_inicio",
        "data_alteracao_fim",
        "cd_cliente_inicio",
        "cd_cliente_fim",
        "cd_cliente",
    ];
    let sent = call.parameters;
    if FILTERS.iter().all(|name| sent.text(name).is_none()) {
        return Err(Refusal::MissingParameter);
    }
    let one = sent.optional_code("cd_cliente")?;
    let first = sent.optional_code("cd_cliente_inicio")?;
    let last = sent.optional_code("cd_cliente_fim")?;
    let by_document = sent.text("doc").map(document).transpose()?;
    let name = sent.text("nome_cliente").map(fold);
    let district = sent.text("codigo_bairro");
    let wanted = |customer: &&Customer| {
        let number = customer.id.to_number().unwrap_or_default();
        one.is_none_or(|one| number == one)
            && first.is_none_or(|first| number >= first)
            && last.is_none_or(|last| number <= last)
            && (by_document.is_none() || customer.document == by_document)
            && name.as_ref().is_none_or(|name| fold(&customer.name).contains(name))
            && district.is_none()
    };
    let mut found: Vec<&Customer> = world.customers.iter().filter(wanted).collect();
    found.sort_by_key(|customer| customer.id.to_number());
    let rows: Value = found.into_iter().take(MOST_ROWS).map(row).collect();
    if call.quirks.clientes_wrapper {
        return Ok(json!({"Clientes": rows, "status": "OK"}));
    }
    Ok(rows)
}

fn row(customer: &Customer) -> Value {
    let (latitude, longitude) = coordinates(customer.location, "0");
    json!({
        "CPF_CNPJ": customer.document.as_ref().map(Document::plain).unwrap_or_default(),
        "CodigoPessoa": code(customer.id.to_number()),
        "Email": customer.email.clone().unwrap_or_default(),
        "Fone": customer.phones.first().cloned().unwrap_or_default(),
        "InscricaoEstadual": "",
        "InscricaoMunicipal": "",
        "Latitude": latitude,
        "Longitude": longitude,
        "Nome": customer.name,
        "Situacao": situation(customer),
        // The list is known to be incomplete and the shape of its items is not known.
        "contratos": [],
        "endereco": [address(customer, "INSTALACAO"), address(customer, "COBRANCA")],
    })
}

fn address(customer: &Customer, kind: &str) -> Value {
    let address = customer.address.clone().unwrap_or_default();
    let number = address.number.as_ref().and_then(|number| number.parse().ok());
    let cep = cep(&address);
    json!({
        "bairro": address.district.unwrap_or_default(),
        "cep": cep,
        "cidade": address.city.unwrap_or_default(),
        "complemento": address.complement,
        "estado": address.state.unwrap_or_default(),
        "logradouro": address.street.unwrap_or_default(),
        "numero": code(number),
        "tipo": kind,
    })
}
