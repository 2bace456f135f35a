//! Customers.

use isp_core::testing::{PortalLogin, World};
use isp_core::wire::fold;
use isp_core::{Address, ConnectionStatus, Customer, Document, GeoPoint, RegistrationStatus};
use serde_json::{Value, json};

use super::words::{cep, code, coordinates, put, sim_nao};
use super::{Refusal, Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKUserSenhaSAC", user_senha_sac).of_service(4).requires(&["user_sac", "pass_sac"]),
    Rule::new("WSMKConsultaDoc", consulta_doc).of_service(6).requires(&["doc"]),
    Rule::new("WSMKConsultaNome", consulta_nome).of_service(17).requires(&["nome"]),
    Rule::new("WSMKConsultaClientes", consulta_clientes),
    Rule::new("WSMKAlterarSenhaSac", alterar_senha_sac).requires(&["contrato_ativos"]),
    Rule::new("WSMKNovaPessoa", nova_pessoa).requires(&[
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

/// A wide range of codes is cut off in silence; windows of this width are known to work.
const MOST_ROWS: usize = 500;

/// Whose login it is. What a wrong one answers is assumed.
fn user_senha_sac(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let (user, password) =
        (call.parameters.required("user_sac")?, call.parameters.required("pass_sac")?);
    let right = |login: &&PortalLogin| login.username == user && login.password == password;
    let login = world.logins.iter().find(right).ok_or(Refusal::NOT_FOUND)?;
    let customer = world.customer_by_id(&login.customer).ok_or(Refusal::NOT_FOUND)?;
    Ok(json!({
        "AcessoSAC": sim_nao(true),
        "CodigoPessoa": code(customer.id.to_number()),
        "Nome": customer.name,
        "status": "OK",
    }))
}

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

/// Nobody shows the shape: that of its sister by document, in a list, is assumed.
fn consulta_nome(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let name = fold(call.parameters.required("nome")?);
    let named = |known: &&Customer| fold(&known.name).contains(&name);
    let rows: Value = world.customers.iter().filter(named).map(registration).collect();
    Ok(json!({"Pessoas": rows, "status": "OK"}))
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

/// New passwords for the logins that fit, each texted to its customer. Which parameters narrow what,
/// and the answer, are assumed; nobody in this world has a tag.
fn alterar_senha_sac(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let with_contract = sent.required("contrato_ativos")? == "S";
    let with_connection = sent.text("conexao_ativa") == Some("S");
    let only: Option<Vec<&str>> = sent.text("cd_clientes").map(|codes| codes.split('|').collect());
    let fits = |login: &&mut PortalLogin| {
        let owner = &login.customer;
        let under_contract = || {
            let mut own = world.contracts.iter().filter(|known| known.customer == *owner);
            own.any(|known| known.status.is_in_force() == Some(true))
        };
        let connected = || {
            let mut lines = world.connections.iter().map(|known| &known.connection);
            lines.any(|line| line.customer == *owner && line.status == ConnectionStatus::Active)
        };
        sent.text("tag").is_none()
            && only.as_ref().is_none_or(|only| only.contains(&owner.as_str()))
            && (!with_contract || under_contract())
            && (!with_connection || connected())
    };
    let mut changed = 0;
    for login in world.logins.iter_mut().filter(fits) {
        login.password = format!("nova-senha-{}", login.customer);
        call.outside.text_customer();
        changed += 1;
    }
    Ok(json!({"Mensagem": format!("{changed} senhas alteradas."), "status": "OK"}))
}

/// Registers somebody. The answer is assumed, and so is that a known document is refused.
fn nova_pessoa(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let document = document(sent.required("doc")?)?;
    for name in ["cd_uf", "cd_cidade", "cd_bairro", "cd_logradouro", "numero"] {
        sent.required_code(name)?;
    }
    if world.customers.iter().any(|known| known.document.as_ref() == Some(&document)) {
        return Err(Refusal::Uncoded("Documento já cadastrado.".into()));
    }
    let taken = world.customers.iter().filter_map(|known| known.id.to_number()).max();
    let number = taken.unwrap_or_default() + 1;
    let mut new = Customer::new(number, sent.required("nome")?);
    new.status = RegistrationStatus::Active;
    new.document = Some(document);
    new.email = Some(sent.required("email")?.to_owned());
    new.phones = vec![sent.required("fone")?.to_owned()];
    // The codes of the address stand for nothing in this world.
    let mut home = Address::default();
    home.number = Some(sent.required("numero")?.to_owned());
    home.postal_code = sent.required("cep")?.parse().ok();
    new.address = Some(home);
    new.location = GeoPoint::from_texts(sent.text("lat"), sent.text("lon"));
    world.customers.push(new);
    Ok(json!({"CodigoPessoa": number, "status": "OK"}))
}
