//! The rest of the vendor's catalogue: what this crate's client changes, it reads afterwards.

use isp_core::{ConnectionStatus, ContractStatus, ErrorKind, InvoiceStatus, Money, Outcome};
use jiff::civil::date;
use mk_webservices::operations::contratos::{
    MudancaDePlano, MudancaDeStatus, OperacaoContrato, StatusContrato,
};

use super::start;

#[tokio::test]
async fn a_contract_is_suspended_with_its_connections_and_reactivated() {
    let (erp, mk) = start().await;
    let mut change = MudancaDeStatus::new(OperacaoContrato::Suspender, 20_567);
    change.bloquear_conexao = Some(true);
    let done = mk.contrato_alterar_status(change).await.unwrap();
    assert_eq!(done.mensagem.as_deref(), Some("Contrato 20567 suspenso com sucesso."));
    let blocked = erp.world().with(|world| {
        let known = world.connections.by_id("30111").unwrap();
        known.connection.status == ConnectionStatus::Blocked
    });
    assert!(blocked);

    let again = MudancaDeStatus::new(OperacaoContrato::Ativar, 20_567);
    let active = mk.contrato_alterar_status(again).await.unwrap();
    assert!(active.primeira_parcela.is_some());
    let states = mk.contratos_por_cliente_v2(10_123).await.unwrap();
    let own = states.iter().find(|row| row.codcontrato == 20_567).unwrap();
    assert_eq!(own.status_contrato, Some(StatusContrato::Ativo));

    let refused = mk.ativar_contrato(20_567).await.unwrap_err();
    assert_eq!((refused.kind(), refused.outcome()), (ErrorKind::Refused, Outcome::NotDone));
}

#[tokio::test]
async fn a_plan_is_changed_with_the_postings_that_were_read_for_it_and_no_others() {
    let (erp, mk) = start().await;
    let postings = mk.consultar_contas_contrato_alterar_plano(20_567).await.unwrap().contas;
    assert!(!postings.is_empty());
    let change = MudancaDePlano::new(postings.clone(), Money::from_centavos(7990));
    mk.alterar_plano_contas_contrato(20_567, 42, change.clone()).await.unwrap();
    let monthly = erp.world().with(|world| world.contracts.by_id("20567").unwrap().monthly);
    assert_eq!(monthly, Some(Money::from_centavos(7990)));

    let other = mk.alterar_plano_contas_contrato(20_600, 42, change).await.unwrap_err();
    assert_eq!((other.kind(), other.outcome()), (ErrorKind::InvalidInput, Outcome::NotDone));
    mk.alterar_regra_vencimento(postings, 5, 20_567, "ok", false).await.unwrap();
}

#[tokio::test]
async fn a_crm_product_is_changed_and_its_confirmation_read_from_the_text() {
    let (_erp, mk) = start().await;
    let read = mk.consultar_contas_contrato_alterar_produto_crm(20_567).await.unwrap();
    let change = MudancaDePlano::new(read.contas, Money::from_centavos(7990));
    let done = mk.alterar_prod_crm(change).await.unwrap();
    assert_eq!((done.cd_lead, done.status.as_deref()), (Some(3448), Some("OK")));
}

#[tokio::test]
async fn a_contract_moves_with_its_connections() {
    let (_erp, mk) = start().await;
    mk.alteracao_titularidade(20_567, 10_124).await.unwrap();
    let moved = mk.conexoes_por_cliente(10_124).await.unwrap().conexoes;
    assert!(moved.iter().any(|row| row.codconexao == 30_111));
}

#[tokio::test]
async fn images_and_token_arrive_in_the_form_and_a_refusal_in_its_wrapper_is_one() {
    let (_erp, mk) = start().await;
    let image = b"\x89PNG\r\n\x1a\n".to_vec();
    let accept = |contract| mk.aceite_selfie_assinatura(contract, image.clone(), image.clone());
    assert_eq!(accept(20_567).await.unwrap().response.codigo_contrato, 20_567);
    let refused = accept(1).await.unwrap_err();
    assert_eq!((refused.kind(), refused.outcome()), (ErrorKind::Refused, Outcome::NotDone));
    assert_eq!(refused.vendor_message(), Some("Contrato sem aceite pendente."));
}

#[tokio::test]
async fn invoices_are_settled_once_and_for_the_right_amount() {
    let (erp, mk) = start().await;
    let asked = mk.pedido_liquidacao(10_123, &[900_101, 900_103]).await.unwrap();
    let codes: Vec<_> = asked.faturas_detalhes.iter().map(|row| row.codfatura).collect();
    assert_eq!(codes, [900_101, 900_103]);
    let day = date(2031, 2, 10);
    let settle = |amount| mk.liquidacao_faturas_v2(&asked.id_pagamento, 101, "47", amount, day);
    let less = asked.valor_total.checked_sub(Money::from_centavos(1)).unwrap();
    assert_eq!(settle(less).await.unwrap_err().outcome(), Outcome::NotDone);
    settle(asked.valor_total).await.unwrap();
    assert_eq!(settle(asked.valor_total).await.unwrap_err().kind(), ErrorKind::NotFound);
    let paid =
        erp.world().with(|world| world.invoices.by_id("900101").unwrap().invoice.status.clone());
    assert_eq!(paid, InvoiceStatus::Paid);
    let unknown = mk.pedido_liquidacao(10_124, &[900_103]).await.unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_suspended_invoice_is_not_pending_until_it_is_resumed() {
    let (_erp, mk) = start().await;
    let pending = async || {
        let rows = mk.faturas_pendentes(10_123).await.unwrap().faturas_pendentes;
        rows.iter().any(|row| row.codfatura == 900_103)
    };
    let changed = mk.altera_status_faturas(true, &[900_103]).await.unwrap();
    assert!(changed.da_fatura(900_103).is_some());
    assert!(!pending().await);
    mk.altera_status_faturas(false, &[900_103]).await.unwrap();
    assert!(pending().await);
}

#[tokio::test]
async fn a_connection_gets_another_password_and_is_blocked() {
    let (erp, mk) = start().await;
    let secret = "senha & nova".into();
    let changed = mk.alterar_conexao(30_111).senha_conexao(&secret).bloquear("S").await.unwrap();
    assert!(changed.status_da_conexao.unwrap().contains("bloqueada"));
    assert_eq!(changed.senha.unwrap().expose(), "senha & nova");
    let (password, status) = erp.world().with(|world| {
        let known = world.connections.by_id("30111").unwrap();
        (known.password.clone(), known.connection.status.clone())
    });
    assert_eq!((password.as_str(), status), ("senha & nova", ConnectionStatus::Blocked));
}

#[tokio::test]
async fn the_stock_rule_takes_its_token_under_another_name() {
    let (erp, mk) = start().await;
    let products = mk.consulta_produto_estoque(12).await.unwrap().produtos;
    assert_eq!(products[0].cod_setor, Some(12));
    let served = erp.server().served();
    let request = &served.last().unwrap().request;
    assert!(request.parameter("Token").is_some() && request.parameter("token").is_none());
}

#[tokio::test]
async fn a_contract_that_waits_is_activated() {
    let (erp, mk) = start().await;
    erp.world().with(|world| {
        let waiting = ContractStatus::Unknown("Aguardando ativação".into());
        let contract = world.contracts.iter_mut().find(|known| known.id.as_str() == "20700");
        contract.unwrap().status = waiting;
    });
    let active = mk.ativar_contrato(20_700).await.unwrap();
    assert_eq!(active.mensagem.as_deref(), Some("Contrato 20700 ativado com sucesso."));
    let contracts = mk.contratos_por_cliente(10_130).await.unwrap().contratos_ativos;
    assert!(contracts.iter().any(|row| row.codcontrato == 20_700));
}
