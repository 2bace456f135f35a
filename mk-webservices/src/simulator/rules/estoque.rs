//! Stock and equipment. The world has no stock: its rows are always the same.

use isp_core::testing::World;
use serde_json::json;

use super::{Refusal, Reply, Rule, RuleCall};
use crate::simulator::core_api::ordens_servico::order;

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKConsultaProdutoEstoque", produto_estoque)
        .token_name("Token")
        .required(&["cd_setor"]),
    Rule::new("WSMKConsultaPontoImobilizado", ponto_imobilizado),
    Rule::new("WSMKConsultaLocalManutencao", local_manutencao),
    Rule::new("WSMobileTrocaMacOS", troca_mac).required(&["cd_os", "mac_add"]),
];

fn produto_estoque(_: &mut World, call: &RuleCall<'_>) -> Reply {
    let row = json!({
        "CodSetor": call.parameters.required_code("cd_setor")?,
        "cod": 2001,
        "controle_serial": "S",
        "custo_total": 200.0,
        "custo_un": 100.0,
        "descricao": "ROTEADOR EXEMPLO",
        "descricao_setor": "ALMOXARIFADO EXEMPLO",
        "estoque_atual": 2.0,
        "ordem": "1",
        "venda_total": 300.0,
        "venda_un": 150.0,
    });
    Ok(json!({"Códigos:": [row], "status": "OK"}))
}

fn ponto_imobilizado(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = json!({"codigo": 24, "descricao": "TORRE EXEMPLO - End.:  - , "});
    Ok(json!({"Código:": [row], "status": "OK"}))
}

/// The filter is not documented and does nothing.
fn local_manutencao(_: &mut World, _: &RuleCall<'_>) -> Reply {
    let row = json!({
        "bairro": "CENTRO",
        "cep": null,
        "cidade": "CIDADE EXEMPLO",
        "codbairro": 11,
        "codcidade": 7,
        "codestado": 16,
        "codigo": 341,
        "codlogradouro": 1001,
        "logradouro": "RUA DAS ACÁCIAS",
        "nome": "POP EXEMPLO",
        "numero": "1842",
    });
    Ok(json!({"Código:": [row], "status": "OK"}))
}

/// Gives the connections of the service order's contract the MAC address.
fn troca_mac(world: &mut World, call: &RuleCall<'_>) -> Reply {
    let mac = call.parameters.required("mac_add")?.to_owned();
    let known = order(world, call.parameters.required_code("cd_os")?);
    let contract = known.ok_or(Refusal::NOT_FOUND)?.ticket.contract.clone();
    for known in &mut world.connections {
        if contract.is_some() && known.connection.contract == contract {
            known.connection.mac_address = Some(mac.clone());
        }
    }
    Ok(json!({"status": "sucesso"}))
}
