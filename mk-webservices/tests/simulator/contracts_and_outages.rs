//! Contracts, plans, trust unlocks and outages, read and changed by this crate's client.

use isp_core::ErrorKind;
use mk_webservices::Client;
use mk_webservices::operations::contratos::{NovoContratoParameters, StatusContrato};
use mk_webservices::operations::planos::{PlanoAcesso, TipoPlano};
use mk_webservices::operations::rede::StatusParada;

use super::start;

/// The code of a plan. No documented answer lists plans with their codes; the first code is 41.
async fn plan(mk: &Client, name: &str) -> u64 {
    for code in 41.. {
        let plan = mk.planos_acesso(code, false, false, false).await.unwrap();
        if plan.nome_plano.is_some_and(|known| known.starts_with(name)) {
            return code;
        }
    }
    unreachable!()
}

#[tokio::test]
async fn contracts_come_in_every_state_or_in_one() {
    let (_erp, mk) = start().await;
    let all = mk.contratos_por_cliente_v2(10_123).await.unwrap();
    let cancelled = mk.contratos_por_cliente_v2(10_123).status("Cancelado").await.unwrap();
    assert_eq!((all.len(), cancelled.len()), (3, 1));
    assert_eq!(cancelled[0].status_contrato, Some(StatusContrato::Cancelado));
    assert!(mk.contratos_por_cliente_v2(10_456).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_new_contract_is_there_afterwards() {
    let (_erp, mk) = start().await;
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
    assert_eq!(
        codes(true).await,
        [20_567, active, waiting],
        "`S` is all, not only the waiting ones"
    );
}

#[tokio::test]
async fn a_plan_without_contracts_in_force_is_inactive() {
    let (_erp, mk) = start().await;
    let plans = mk.lista_plano_acesso(TipoPlano::Internet).await.unwrap().planos;
    let is_inactive = |plan: &&PlanoAcesso| plan.inativo().is_some_and(|word| word.is_yes());
    assert_eq!((plans.len(), plans.iter().filter(is_inactive).count()), (5, 1));
    let radio = plan(&mk, "RÁDIO").await;
    let none = mk.planos_acesso(radio, false, false, false).await.unwrap();
    assert!(none.contratos.is_empty());
    let all = mk.planos_acesso(radio, true, false, false).await.unwrap();
    assert!(!all.contratos.is_empty(), "the cancelled ones");
    let telephony = mk.lista_plano_acesso(TipoPlano::Telefonia).await.unwrap();
    assert!(telephony.planos.is_empty());
}

#[tokio::test]
async fn only_the_second_version_of_the_unlock_lifts_reduced_speed() {
    let (_erp, mk) = start().await;
    assert_eq!(mk.auto_desbloqueio(30_333).await.unwrap_err().kind(), ErrorKind::Refused);
    let unlocked = mk.auto_desbloqueio_v2(30_333).await.unwrap();
    assert_eq!(unlocked.username.as_deref(), Some("otica.aguia"));
    assert_eq!(mk.auto_desbloqueio_v2(30_333).await.unwrap_err().kind(), ErrorKind::Refused);
    assert!(mk.auto_desbloqueio_v2(30_222).await.unwrap().limite_excecao.is_some());
}

#[tokio::test]
async fn the_running_outage_affects_the_connections_that_are_offline() {
    let (_erp, mk) = start().await;
    let running = mk.notificacoes_status(StatusParada::EmAndamento).await.unwrap();
    let over = mk.notificacoes_status(StatusParada::Finalizada).await.unwrap();
    assert_eq!(running[0].nome_do_servidor(), Some("CONCENTRADOR EXEMPLO"));
    assert!(running[0].data_inicio > over[0].data_inicio);

    for (outage, connections) in [
        (running[0].cod, vec![30_222, 30_444, 30_551, 30_552]),
        (over[0].cod, vec![30_111, 30_333]),
    ] {
        let affected = mk.notificacoes_conexoes_afetadas(outage).await.unwrap();
        assert_eq!(affected.iter().map(|row| row.codconexao).collect::<Vec<_>>(), connections);
    }
    let orders = mk.notificacoes_os_abertas(running[0].cod).await.unwrap();
    let tickets = mk.notificacoes_atendimentos_abertos(running[0].cod).await.unwrap();
    assert_eq!((orders.len(), tickets.len()), (1, 1));
    assert_eq!((orders[0].codconexao, tickets[0].codconexao), (Some(30_222), Some(30_222)));
    assert!(mk.notificacoes_os_abertas(over[0].cod).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_unknown_outage_has_empty_lists() {
    let (_erp, mk) = start().await;
    assert!(mk.notificacoes_conexoes_afetadas(1).await.unwrap().is_empty());
    assert!(mk.notificacoes_os_abertas(1).await.unwrap().is_empty());
    assert!(mk.notificacoes_atendimentos_abertos(1).await.unwrap().is_empty());
}
