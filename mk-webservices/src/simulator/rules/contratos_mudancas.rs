//! Changes of contracts, and what is read before a change.

use isp_core::testing::{World, WorldInvoice};
use isp_core::{
    ConnectionStatus, Contract, ContractId, ContractStatus, CustomerId, InvoiceStatus, Money,
};
use jiff::ToSpan;
use serde_json::{Value, json};

use super::contratos::{WAITING, row};
use super::pessoas::{document, registration};
use super::planos::plans;
use super::values::{changed, code, customer, is_home, put, sim_nao};
use super::{Refusal, Reply, Rule, RuleCall};

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKAtivarContrato", ativar).required(&["contrato"]),
    Rule::new("WSMKContratoAlterarStatus", alterar_status).required(&["Operacao", "Contrato"]),
    Rule::new("WSMKconsultaContratoDoc", contrato_doc).required(&["doc"]),
    Rule::new("WSMKAlteracaoTitularidade", titularidade)
        .required(&["CodigoContrato", "CodNovoCliente"]),
    Rule::new("WSMKConsultarContasContrato", contas).required(&["cd_contrato"]),
    Rule::new("WSMKConsultarContasContratoAlterarPlano", contas).required(&["cd_contrato"]),
    Rule::new("WSMKConsultarContasContratoAlterarProdutoCRM", contas).required(&["cd_contrato"]),
    Rule::new("WSMKAlterarRegraVencimento", regra_vencimento)
        .required(&["cd_contrato", "codfaturamentoregra"]),
    Rule::new("WSMKAlterarPlanoContasContrato", plano),
    Rule::new("WSMKAlterarProdCRM", produto),
    Rule::new("WSMKAlterarEnderecoCobranca", endereco_cobranca)
        .required(&["cd_pessoa", "igual_residencia"]),
    Rule::new("WSMKAceiteSelfieAssinatura", aceite_selfie).required(&["contrato"]),
];

fn find(world: &mut World, number: u64) -> Result<&mut Contract, Refusal> {
    let id = ContractId::from(number);
    world.contracts.iter_mut().find(|known| known.id == id).ok_or(Refusal::NOT_FOUND)
}

/// Activates a contract that waits for it. The refusal's wording is invented.
fn ativar(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let number = call.parameters.required_code("contrato")?;
    if find(world, number)?.status != ContractStatus::Unknown(WAITING.into()) {
        return Err(Refusal::Uncoded("Contrato não aguarda ativação.".into()));
    }
    activated(world, number)
}

/// The connections are left out of the list: the form of an item is not documented.
fn activated(world: &mut World, number: u64) -> Reply {
    let today = world.today;
    let contract = find(world, number)?;
    contract.status = ContractStatus::Active;
    let contract = contract.clone();
    let owner = world.customer_by_id(&contract.customer);
    let first = today.checked_add(1.month()).ok().map(|day| day.to_string());
    Ok(json!({
        "conexoes": [],
        "mensagem": format!("Contrato {number} ativado com sucesso."),
        "nome_cliente": owner.map(|owner| owner.name.clone()).unwrap_or_default(),
        "plano_acesso": contract.plan.unwrap_or_default(),
        "primeira_parcela": first,
        "status": "OK",
    }))
}

/// Suspends, cancels or reactivates. Assumed: the sentence of a suspension, which is not documented.
fn alterar_status(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let number = sent.required_code("Contrato")?;
    let (status, done) = match sent.required("Operacao")? {
        "ATIVAR" => return activated(world, number),
        "SUSPENDER" => (ContractStatus::Suspended, "suspenso"),
        "CANCELAR" => (ContractStatus::Cancelled, "cancelado"),
        _ => return Err(Refusal::BAD_PARAMETER),
    };
    let contract = find(world, number)?;
    contract.status = status;
    let id = contract.id.clone();
    if sent.text("BloquearConexao") == Some("S") {
        for known in &mut world.connections {
            if known.connection.contract.as_ref() == Some(&id) {
                known.connection.status = ConnectionStatus::Blocked;
                known.connection.block_reason = Some(format!("Contrato {done}"));
            }
        }
    }
    Ok(json!({"mensagem": format!("Contrato {number} {done} com sucesso."), "status": "OK"}))
}

/// The first registration with a document, its contracts in force and its login. The form of further
/// registrations is not documented: they are left out.
fn contrato_doc(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let document = document(call.parameters.required("doc")?)?;
    let user = call.parameters.text("user_sac");
    let login_of = |id: &CustomerId| world.logins.iter().find(|login| login.customer == *id);
    let mut found = world.customers.iter().filter(|known| {
        let login = login_of(&known.id).map(|login| login.username.as_str());
        known.document.as_ref() == Some(&document) && (user.is_none() || login == user)
    });
    let customer = found.next().ok_or(Refusal::Numbered("003", "Documento não localizado."))?;
    let login = login_of(&customer.id);
    let contracts = world.contracts.of_customer(&customer.id);
    let contracts = contracts.filter(|known| known.status.is_in_force() == Some(true));
    let mut answer = registration(customer);
    put(&mut answer, "AcessoSAC", sim_nao(login.is_some()));
    put(&mut answer, "ContratosAtivos", contracts.map(row).collect::<Value>());
    put(&mut answer, "Outros", json!([]));
    put(&mut answer, "PassSAC", login.map(|login| login.password.clone()).unwrap_or_default());
    put(&mut answer, "UserSAC", login.map(|login| login.username.clone()).unwrap_or_default());
    put(&mut answer, "status", "OK");
    Ok(answer)
}

/// Moves a contract and its connections. The world has no service orders, so none is opened.
fn titularidade(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let sent = call.parameters;
    let new = customer(world, sent.required_code("CodNovoCliente")?)?.id.clone();
    let contract = find(world, sent.required_code("CodigoContrato")?)?;
    contract.customer = new.clone();
    let id = contract.id.clone();
    for known in &mut world.connections {
        if known.connection.contract.as_ref() == Some(&id) {
            known.connection.customer = new.clone();
        }
    }
    Ok(json!({
        "Contrato": format!("{} Alterado com sucesso.", id.as_str()),
        "Novo Cliente": code(new.to_number()),
        "status": "OK",
    }))
}

/// What authorises a change of a contract. Real servers make it anew for each question.
fn hash_of(contract: u64) -> String {
    format!("{:032x}.{contract}", u128::from(contract).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C))
}

/// The unpaid invoices of a contract, each as one posting.
fn contas(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let number = call.parameters.required_code("cd_contrato")?;
    let id = find(world, number)?.id.clone();
    let is_own = |known: &&WorldInvoice| {
        known.invoice.status == InvoiceStatus::Open && known.invoice.known_contracts().contains(&id)
    };
    let row = |known: &WorldInvoice| {
        let invoice = known.invoice.id.to_number().unwrap_or_default();
        json!({
            "cd_conta": 700_000 + invoice % 100_000,
            "cd_fatura": invoice,
            "codigo": 3_000_000 + invoice,
            "data_vencimento": known.invoice.due.to_string(),
            "descricao": "Alteração autorizada.",
            "hash": hash_of(number),
            "ok": "Sim",
        })
    };
    let rows: Value = world.invoices.iter().filter(is_own).map(row).collect();
    Ok(json!({"Contas": rows, "status": "OK"}))
}

/// The contract that all postings of a change belong to. Assumed: otherwise it is a bad parameter.
fn authorised(contas: Option<&Value>) -> Result<u64, Refusal> {
    let rows = contas.and_then(Value::as_array).filter(|rows| !rows.is_empty());
    let mut hashes = rows
        .ok_or(Refusal::MissingParameter)?
        .iter()
        .map(|row| row.get("hash").and_then(Value::as_str).unwrap_or_default());
    let first = hashes.next().unwrap_or_default();
    let contract = first.split_once('.').and_then(|(_, contract)| contract.parse().ok());
    let contract: u64 = contract.ok_or(Refusal::BAD_PARAMETER)?;
    let right = first == hash_of(contract) && hashes.all(|hash| hash == first);
    right.then_some(contract).ok_or(Refusal::BAD_PARAMETER)
}

/// The world has no due-date rules, so this only checks.
fn regra_vencimento(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let contract = call.parameters.required_code("cd_contrato")?;
    find(world, contract)?;
    if authorised(call.parameters.body().get("contas"))? != contract {
        return Err(Refusal::BAD_PARAMETER);
    }
    Ok(changed())
}

/// The one item in which the whole change is.
fn change<'a>(call: &'a RuleCall<'_>) -> Result<&'a Value, Refusal> {
    let item = call.parameters.body().get("faturas").and_then(|items| items.get(0));
    item.ok_or(Refusal::MissingParameter)
}

fn new_amount(change: &Value) -> Result<Money, Refusal> {
    let text = change.get("novoValor").and_then(Value::as_str);
    text.and_then(|text| text.parse().ok()).ok_or(Refusal::BAD_PARAMETER)
}

fn plano(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let change = change(call)?;
    let contract = authorised(change.get("Contas"))?;
    let (amount, wanted) = (new_amount(change)?, change.get("novoPlano").and_then(Value::as_u64));
    if change.get("cd_contrato").and_then(Value::as_u64) != Some(contract) {
        return Err(Refusal::BAD_PARAMETER);
    }
    let plan = plans(world).into_iter().find(|plan| Some(plan.code) == wanted);
    let plan = plan.ok_or(Refusal::Numbered("002", "Plano de acesso inválido."))?;
    let contract = find(world, contract)?;
    contract.plan = Some(plan.name);
    contract.monthly = Some(amount);
    Ok(changed())
}

/// The world has no CRM products: only the amount changes. The confirmation is JSON in a text.
fn produto(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let change = change(call)?;
    let contract = authorised(change.get("Contas"))?;
    find(world, contract)?.monthly = Some(new_amount(change)?);
    let confirmation = json!({
        "cd_lead": 3448,
        "gerar_aceite": "N",
        "mensagem": "OK! Contrato alterado com sucesso!",
        "status": "OK",
    });
    Ok(json!({"Status:": confirmation.to_string()}))
}

/// The world has no billing addresses, so this only checks.
fn endereco_cobranca(world: &mut World, call: &RuleCall<'_>) -> Reply {
    customer(world, call.parameters.required_code("cd_pessoa")?)?;
    is_home(call.parameters)?;
    Ok(changed())
}

/// Accepts any contract that is not over, each time. The wrapper and the words of the refusal are
/// documented, not when it is refused.
fn aceite_selfie(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let number = call.parameters.required_code("contrato")?;
    let has_images =
        ["assinatura", "selfie"].iter().all(|name| call.parameters.text(name).is_some());
    let is_over = find(world, number).map_or(true, |known| {
        matches!(known.status, ContractStatus::Cancelled | ContractStatus::Ended)
    });
    if !has_images || is_over {
        let refusal = json!({"mensagem": "Contrato sem aceite pendente.", "status": "ERRO"});
        return Ok(json!({ "response": refusal }));
    }
    Ok(json!({"response": {
        "codigo_contrato": number,
        "mensagem": format!("Contrato {number} aceito com sucesso."),
        "status": "OK",
    }}))
}
