//! Customers.

use isp_core::testing::{PortalLogin, World};
use isp_core::wire::fold;
use isp_core::{Address, ConnectionStatus, Customer, Document, GeoPoint, RegistrationStatus};
use serde_json::{Value, json};

use super::values::{cep, code, coordinates, put, sim_nao};
use super::{Refusal, Reply, Rule, RuleCall};
use crate::simulator::answers;

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKUserSenhaSAC", user_senha_sac).service(4).required(&["user_sac", "pass_sac"]),
    Rule::new("WSMKConsultaDoc", consulta_doc).service(6).required(&["doc"]),
    Rule::new("WSMKConsultaClientes", consulta_clientes),
    Rule::new("WSMKAlterarSenhaSac", alterar_senha_sac).required(&["contrato_ativos"]),
    Rule::new("WSMKNovaPessoa", nova_pessoa).required(&[
        "doc",
        "nome",
        "cep",
        "cd_uf",
        "cd_cidade",
        "cd_bairro",
        "cd_logradouro",
        "numero",
        "email",
        "fone",
    ]),
];

/// Real servers truncate a wide range of codes without a notice; ranges of this width are known to work.
const MOST_ROWS: usize = 500;

/// Validates a customer's login. The refusal is not documented: error 003 is assumed.
fn user_senha_sac(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let (user, password) =
        (call.parameters.required("user_sac")?, call.parameters.required("pass_sac")?);
    let matches = |login: &&PortalLogin| login.username == user && login.password == password;
    let login = world.logins.iter().find(matches).ok_or(Refusal::NOT_FOUND)?;
    let customer = world.customer_by_id(&login.customer).ok_or(Refusal::NOT_FOUND)?;
    Ok(json!({
        "AcessoSAC": sim_nao(true),
        "CodigoPessoa": code(customer.id.to_number()),
        "Nome": customer.name,
        "status": "OK",
    }))
}

/// The first registration at the root, the others under `Outros`. The answer does not repeat the
/// document.
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

/// A document without punctuation: all known clients send it so. Assumed: with punctuation it is refused.
pub(super) fn document(text: &str) -> Result<Document, Refusal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let read = text.parse().ok().filter(|_| plain);
    read.ok_or(Refusal::Numbered("002", "Documento inválido."))
}

pub(super) fn registration(customer: &Customer) -> Value {
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

/// Customers that match all filters. The two dates of change count as filters but select all customers,
/// because they did not work on a real server. The world has no district codes, so that filter selects
/// nobody.
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
        // The items of this list are not documented.
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

/// Resets the passwords of the selected logins and sends each customer a text message. Nobody has shown
/// the answer. How the parameters select logins is assumed; nobody in this world has a tag.
fn alterar_senha_sac(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let with_contract = sent.required("contrato_ativos")? == "S";
    let with_connection = sent.text("conexao_ativa") == Some("S");
    let only: Option<Vec<&str>> = sent.text("cd_clientes").map(|codes| codes.split('|').collect());
    let is_selected = |login: &&mut PortalLogin| {
        let owner = &login.customer;
        let has_contract = || {
            let mut own = world.contracts.iter().filter(|known| known.customer == *owner);
            own.any(|known| known.status.is_in_force() == Some(true))
        };
        let has_connection = || {
            let mut all = world.connections.iter().map(|known| &known.connection);
            all.any(|known| known.customer == *owner && known.status == ConnectionStatus::Active)
        };
        sent.text("tag").is_none()
            && only.as_ref().is_none_or(|only| only.contains(&owner.as_str()))
            && (!with_contract || has_contract())
            && (!with_connection || has_connection())
    };
    for login in world.logins.iter_mut().filter(is_selected) {
        // As documented: at least eight characters, with digits and letters of both cases.
        login.password = format!("NovaSenha{}", login.customer);
        call.sent_messages.add();
    }
    Ok(answers::undocumented())
}

/// Registers a customer. Nobody has shown the answer.
fn nova_pessoa(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let document = document(sent.required("doc")?)?;
    for name in ["cd_uf", "cd_cidade", "cd_bairro", "cd_logradouro"] {
        sent.required_code(name)?;
    }
    let taken = world.customers.iter().filter_map(|known| known.id.to_number()).max();
    let number = taken.unwrap_or_default() + 1;
    let mut new = Customer::new(number, sent.required("nome")?);
    new.status = RegistrationStatus::Active;
    new.document = Some(document);
    new.email = Some(sent.required("email")?.to_owned());
    new.phones = vec![sent.required("fone")?.to_owned()];
    // The world has no codes of states, cities, districts and streets.
    let mut home = Address::default();
    home.number = Some(sent.required("numero")?.to_owned());
    home.postal_code = sent.required("cep")?.parse().ok();
    new.address = Some(home);
    new.location = GeoPoint::from_texts(sent.text("lat"), sent.text("lon"));
    world.customers.push(new);
    Ok(answers::undocumented())
}
