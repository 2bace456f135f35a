//! Addresses and rules of billing, asked of the simulator by the client.

#![allow(clippy::unwrap_used, missing_docs)]

use isp_core::brazil::State;
use isp_core::testing::World;
use isp_core::wire::{Unconfirmed, Untyped};
use mk_webservices::Client;
use mk_webservices::simulator::Simulator;

async fn started() -> (Simulator, Client) {
    let erp = Simulator::start(World::example()).await.unwrap();
    let mk = Client::builder(erp.base_url())
        .credentials(erp.user_token(), erp.profile_password())
        .allow_plaintext_http()
        .build()
        .unwrap();
    (erp, mk)
}

#[tokio::test]
async fn the_lists_of_addresses_have_rows() {
    let (_erp, mk) = started().await;
    for answer in [
        mk.lista_estrutura_enderecos().await.unwrap(),
        mk.lista_estados().await.unwrap(),
        mk.lista_bairros(7).await.unwrap(),
        mk.lista_condominios().await.unwrap(),
        mk.cidades_uf(State::PR).await.unwrap(),
    ] {
        assert!(!answer.rows().is_empty(), "{answer:?}");
    }
    assert_eq!(mk.lista_bairros(8).await.unwrap().rows_under("Bairros").unwrap().len(), 0);
    assert!(mk.cidades_uf(State::AC).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn the_address_structure_is_a_service_that_must_be_granted() {
    let (erp, mk) = started().await;
    erp.change_quirks(|quirks| quirks.services.retain(|service| *service != 16));
    assert!(mk.lista_estrutura_enderecos().await.unwrap_err().is_configuration());
    assert!(mk.lista_estados().await.is_ok());
}

#[tokio::test]
async fn written_addresses_come_back_with_their_code() {
    let (_erp, mk) = started().await;
    let code =
        |answer: &Unconfirmed| Untyped::integer(answer.answer().value().as_object().unwrap(), "id");
    for (answer, id) in [
        (mk.criar_logradouro("RUA A", "12345000".parse().unwrap(), 9, 7).await, 11),
        (mk.alterar_logradouro(12).cep("12345001".parse().unwrap()).await, 12),
        (mk.criar_bairro("CENTRO", 7).await, 9),
        (mk.alterar_bairro(8, "CENTRO").await, 8),
        (mk.criar_cidade("CIDADE EXEMPLO", 4_100_000, 16).await, 7),
        (mk.alterar_cidade(6).ibge(4_100_000).await, 6),
    ] {
        assert_eq!(code(&answer.unwrap()), Some(id));
    }
}

#[tokio::test]
async fn every_list_of_billing_has_rows() {
    let (_erp, mk) = started().await;
    assert_eq!(mk.lista_regra_vencimento().await.unwrap().regras_vencimento.len(), 2);
    assert_eq!(mk.lista_tabela_sla().await.unwrap().tabela_sla.len(), 1);
    assert_eq!(mk.lista_regra_bloqueio().await.unwrap().regra_bloqueio.len(), 1);
    assert_eq!(mk.lista_desconto().await.unwrap().regras_desconto.len(), 1);
    assert_eq!(mk.plano_contas().await.unwrap().plano_contas.len(), 1);
    let profiles = mk.lista_profile_pagamento();
    assert_eq!(profiles.await.unwrap().profiles_pagamento.len(), 1);
    let others = mk.lista_profile_pagamento().codigo_forma_pagamento(5);
    assert!(others.await.unwrap().profiles_pagamento.is_empty());
}
