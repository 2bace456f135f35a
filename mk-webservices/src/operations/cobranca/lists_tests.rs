//! Lists for which only the key is documented: the exact request of each; any row is kept; a missing
//! list is an error.

use isp_core::http::Operation;

use super::{
    Registro, WSMKListaDesconto, WSMKListaProfilePagamento, WSMKListaRegraBloqueio,
    WSMKListaRegraVencimento, WSMKListaTabelaSLA, WSMKPlanoContas,
};
use crate::operations::testing::{decode_error, decoded, decoded_from, request};

/// What holds for the list under `key`, of which `empty` is an answer without rows.
fn check<O: Operation<Output: serde::Serialize>>(
    operation: &O,
    key: &str,
    empty: &str,
    rows: fn(O::Output) -> Vec<Registro>,
) {
    let name = O::SPEC.name;
    assert_eq!(request(operation), format!("GET /mk/{name}.rule?sys=MK0&token=TOKEN"));

    let body = format!(r#"{{"{key}":[{{"codigo":"7.00","Descrição":"X"}}],"status":"OK"}}"#);
    let [row] = &rows(decoded_from(operation, &body))[..] else { panic!("{name}") };
    assert_eq!(
        (row.text("codigo"), row.text("descricao")),
        (Some("7.00".into()), Some("X".into()))
    );

    assert!(rows(decoded(operation, empty)).is_empty(), "{name}");
    for missing in [r#"{"status":"OK"}"#.to_owned(), format!(r#"{{"{key}":null,"status":"OK"}}"#)] {
        assert!(decode_error(operation, &missing).contains(key), "{name}: {missing}");
    }
}

#[test]
fn each_list_asks_keeps_any_row_and_fails_where_it_is_missing() {
    check(&WSMKListaDesconto::new(), "RegrasDesconto", "WSMKListaDesconto.vazio.json", |list| {
        list.regras_desconto
    });
    check(
        &WSMKListaProfilePagamento::new(),
        "ProfilesPagamento",
        "WSMKListaProfilePagamento.vazio.json",
        |list| list.profiles_pagamento,
    );
    check(
        &WSMKListaRegraBloqueio::new(),
        "RegraBloqueio",
        "WSMKListaRegraBloqueio.vazio.json",
        |list| list.regra_bloqueio,
    );
    check(
        &WSMKListaRegraVencimento::new(),
        "RegrasVencimento",
        "WSMKListaRegraVencimento.vazio.json",
        |list| list.regras_vencimento,
    );
    check(&WSMKListaTabelaSLA::new(), "TabelaSLA", "WSMKListaTabelaSLA.vazio.json", |list| {
        list.tabela_sla
    });
    check(&WSMKPlanoContas::new(), "PlanoContas", "WSMKPlanoContas.vazio.json", |list| {
        list.plano_contas
    });
}

#[test]
fn the_profiles_of_one_means_of_payment_may_be_asked_for() {
    assert_eq!(
        request(&WSMKListaProfilePagamento::new().codigo_forma_pagamento(3)),
        "GET /mk/WSMKListaProfilePagamento.rule?sys=MK0&token=TOKEN&CodigoFormaPagamento=3"
    );
}
