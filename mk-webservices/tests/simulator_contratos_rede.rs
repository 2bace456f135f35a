//! The simulator's contracts, plans, unlocks and outages, as the client sees them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use isp_core::ErrorKind;
use isp_core::testing::{SharedWorld, World};
use mk_webservices::Client;
use mk_webservices::operations::contratos::{NovoContratoParameters, StatusContrato};
use mk_webservices::operations::planos::{PlanoAcesso, TipoPlano};
use mk_webservices::operations::rede::StatusParada;
use mk_webservices::simulator::Simulator;

async fn started() -> (Simulator, Client) {
    let erp = Simulator::start(SharedWorld::new(World::example())).await.unwrap();
    let builder = Client::builder(erp.base_url());
    let builder = builder.credentials(erp.user_token(), erp.profile_password());
    let mk = builder.allow_plaintext_http().build().unwrap();
    (erp, mk)
}

/// Code of a plan by the beginning of its name.
async fn plan(mk: &Client, name: &str) -> u64 {
    let plans = mk.planos_acessos_descricao(name).await.unwrap();
    plans.value()[0]["id"].as_u64().unwrap()
}

#[tokio::test]
async fn contracts_come_in_every_state_or_in_one() {
    let (_erp, mk) = started().await;
    let all = mk.contratos_por_cliente_v2(10_123).await.unwrap();
    let cancelled = mk.contratos_por_cliente_v2(10_123).status("Cancelado").await.unwrap();
    assert_eq!((all.len(), cancelled.len()), (3, 1));
    assert_eq!(cancelled[0].status_contrato, Some(StatusContrato::Cancelado));
    assert!(mk.contratos_por_cliente_v2(10_456).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_new_contract_is_there_afterwards() {
    let (_erp, mk) = started().await;
    let fibra = plan(&mk, "FIBRA 500").await;
    let offer = |plan| {
        mk.novo_contrato(NovoContratoParameters {
            codigo_cliente: 10_123,
            codigo_tipo_plano: TipoPlano::Internet,
            codigo_plano_acesso: plan,
            codigo_regra_vencimento: 1,
            codigo_regra_bloqueio: 1,
            codigo_forma_pagamento: 3,
            codigo_profile_pagamento: 1,
            codigo_metodo_faturamento: 1,
            codigo_plano_contas: "7.00.04.00.00".into(),
        })
    };
    let active = offer(fibra).await.unwrap().codcontrato().unwrap();
    let waiting = offer(fibra).aguarda_ativacao(true).await.unwrap().codcontrato().unwrap();
    assert!(offer(999).await.unwrap_err().vendor_message().is_some());

    let codes = |waits| {
        let call = mk.planos_acesso(fibra, false, false, waits);
        async move {
            let contracts = call.await.unwrap().contratos;
            contracts.iter().map(|contract| contract.codcontrato).collect::<Vec<_>>()
        }
    };
    assert_eq!(codes(false).await, [20_567, active]);
    assert_eq!(codes(true).await, [waiting]);
}

#[tokio::test]
async fn a_plan_that_nobody_has_any_more_is_inactive_and_has_no_contracts() {
    let (_erp, mk) = started().await;
    let plans = mk.lista_plano_acesso(TipoPlano::Internet).await.unwrap().planos;
    let inactive = |plan: &&PlanoAcesso| plan.inativo().is_some_and(|inactive| inactive.is_yes());
    let inactive: Vec<_> = plans.iter().filter(inactive).map(PlanoAcesso::codplano).collect();
    let radio = plan(&mk, "rádio").await;
    assert_eq!(inactive, [Some(radio)]);
    let none = mk.planos_acesso(radio, false, false, false).await.unwrap();
    assert!(none.contratos.is_empty());
    let telephony = mk.lista_plano_acesso(TipoPlano::Telefonia).await.unwrap();
    assert!(telephony.planos.is_empty());
}

#[tokio::test]
async fn plans_and_products_are_told_apart_by_their_parameters() {
    let (erp, mk) = started().await;
    let today = erp.world().with(|world| world.today);
    let plans = mk.consulta_planos(today).ativo(true).nome_plano("FIBRA").await.unwrap();
    assert_eq!(plans.rows().len(), 3);
    let products = mk.consulta_planos_produto().codigo_produto_inicio(1).ativo(false);
    assert_eq!(products.await.unwrap().rows().len(), 1);
}

#[tokio::test]
async fn only_the_second_unlock_knows_reduced_speed() {
    let (_erp, mk) = started().await;
    assert_eq!(mk.auto_desbloqueio(30_333).await.unwrap_err().kind(), ErrorKind::Refused);
    let unlocked = mk.auto_desbloqueio_v2(30_333).await.unwrap();
    assert_eq!(unlocked.username.as_deref(), Some("otica.aguia"));
    assert_eq!(mk.auto_desbloqueio_v2(30_333).await.unwrap_err().kind(), ErrorKind::Refused);
    assert!(mk.auto_desbloqueio_v2(30_222).await.unwrap().limite_excecao.is_some());
}

#[tokio::test]
async fn connections_are_filtered_by_what_blocks_them() {
    let (_erp, mk) = started().await;
    let of = |blocked| mk.conexoes_por_cliente_v2(10_123).bloqueada(blocked);
    let code =
        |answer: &isp_core::wire::Untyped| answer.value()["Conexoes"][0]["codconexao"].clone();
    assert_eq!(code(&of(true).motivo_bloqueio(1).await.unwrap()), 30_222);
    assert_eq!(code(&of(false).await.unwrap()), 30_111);
}

#[tokio::test]
async fn the_outage_that_is_running_hits_who_is_offline() {
    let (_erp, mk) = started().await;
    let running = mk.notificacoes_status(StatusParada::EmAndamento).await.unwrap();
    let over = mk.notificacoes_status(StatusParada::Finalizada).await.unwrap();
    assert_eq!(running[0].nome_do_servidor(), Some("CONCENTRADOR EXEMPLO"));
    assert!(running[0].data_inicio > over[0].data_inicio);

    for (outage, connections) in [
        (running[0].cod, vec![30_222, 30_444, 30_551, 30_552]),
        (over[0].cod, vec![30_111, 30_333]),
    ] {
        let hit = mk.notificacoes_conexoes_afetadas(outage).await.unwrap();
        assert_eq!(hit.iter().map(|line| line.codconexao).collect::<Vec<_>>(), connections);
    }
    let orders = mk.notificacoes_os_abertas(running[0].cod).await.unwrap();
    let tickets = mk.notificacoes_atendimentos_abertos(running[0].cod).await.unwrap();
    assert_eq!((orders.len(), tickets.len()), (1, 1));
    assert_eq!((orders[0].codconexao, tickets[0].codconexao), (Some(30_222), Some(30_222)));
    assert!(mk.notificacoes_os_abertas(over[0].cod).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_unknown_outage_has_empty_lists() {
    let (_erp, mk) = started().await;
    assert!(mk.notificacoes_conexoes_afetadas(1).await.unwrap().is_empty());
    assert!(mk.notificacoes_os_abertas(1).await.unwrap().is_empty());
    assert!(mk.notificacoes_atendimentos_abertos(1).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_network_is_one_concentrator_with_one_access_point() {
    let (_erp, mk) = started().await;
    let code = |answer: isp_core::wire::Untyped| {
        let row = answer.rows()[0].clone();
        row["codigo"].as_u64().unwrap()
    };
    let server = code(mk.conexao_servidor_concentrador().await.unwrap());
    let point = code(mk.conexao_ponto_acesso().await.unwrap());
    assert_eq!(mk.conexao_plano_acesso(server).await.unwrap().rows().len(), 4);
    assert_eq!(mk.conexao_lista_ip(point, server).await.unwrap().rows().len(), 2);
    assert!(mk.conexao_lista_ip(point, 99).await.unwrap_err().is_not_found());
}
