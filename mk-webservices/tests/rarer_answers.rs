//! Answers that a further search found: other spellings, all states of a service order, a refusal by
//! HTTP status.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use isp_core::Outcome;
use jiff::civil::date;
use mk_webservices::operations::atendimentos::OperacaoResgate;
use mk_webservices::operations::contratos::StatusContrato;

use support::{Server, fixture, fixture_text};

#[tokio::test]
async fn the_state_of_a_contract_is_read_in_any_spelling_and_an_unknown_or_absent_one_is_kept() {
    let server = Server::new();
    let file = "WSMKContratosPorClienteV2.ok.grafias.json";
    server.answer("WSMKContratosPorClienteV2", &fixture(file));
    let contracts = server.client().contratos_por_cliente_v2(301).await.unwrap();
    let states: Vec<_> = contracts.into_iter().map(|row| row.status_contrato).collect();
    assert_eq!(
        states,
        [
            Some(StatusContrato::Ativo),
            Some(StatusContrato::Suspenso),
            Some(StatusContrato::Cancelado),
            Some(StatusContrato::Unknown("Situação não prevista".into())),
            None,
        ]
    );
}

#[tokio::test]
async fn service_orders_of_every_state_are_read() {
    let server = Server::new();
    let file = "WSMKConsultaOrdemAgendamento.ok.tres-situacoes.json";
    server.answer("WSMKConsultaOrdemAgendamento", &fixture(file));
    let day = date(2026, 1, 12);
    let orders = server.client().consulta_ordem_agendamento(day).await.unwrap().agendas;
    let scheduled: Vec<_> =
        orders.iter().map(|order| (order.codos, order.data_agendamento)).collect();
    let on = |day| Some(date(2026, 1, day));
    assert_eq!(scheduled, [(8001, None), (8002, on(15)), (8003, on(13))]);
}

#[tokio::test]
async fn a_ticket_that_somebody_else_holds_is_not_released_and_the_reason_is_kept() {
    let server = Server::new();
    let body = fixture_text("WSMKAtendimentoResgate.erro.json");
    server.status("WSMKAtendimentoResgate", 400, body);
    let release = server.client().atendimento_resgate("2601.36", OperacaoResgate::Liberar, 77);
    let refused = release.await.unwrap_err();
    assert_eq!(refused.outcome(), Outcome::NotDone);
    assert!(refused.vendor_message().unwrap().contains("resgatado por outro operador"));
}
