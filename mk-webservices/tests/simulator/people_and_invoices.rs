//! People, leads and invoices, read and changed by this crate's client.

use isp_core::brazil::State;
use isp_core::wire::TextOrNumber;
use isp_core::wire::YesNo;
use isp_core::{ErrorKind, GeoPoint, Money};
use jiff::ToSpan;
use mk_webservices::Call;
use mk_webservices::operations::faturas::{StatusFatura, WSMKFaturas};
use mk_webservices::operations::leads::EnderecoLead;
use mk_webservices::operations::pessoas::{CodigoOuNome, NovaPessoaParameters};
use mk_webservices::simulator::Quirks;

use super::{start, start_with};

#[tokio::test]
async fn a_login_opens_the_customer_area_only_with_its_own_password() {
    for quirks in [Quirks::new(), Quirks::new().numbers_as_text(true)] {
        let (_erp, mk) = start_with(quirks).await;
        let maria = "52998224725".into();
        let login = mk.user_senha_sac(&maria, &"senha-da-maria".into()).await.unwrap();
        assert_eq!((&login.acesso_sac, login.codigo_pessoa), (&YesNo::Yes, 10_123));
        let wrong = mk.user_senha_sac(&maria, &"senha-do-joao".into()).await.unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn people_are_found_by_name() {
    let (_erp, mk) = start().await;
    let found = mk.pessoas_nome("conceicao").await.unwrap();
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].nome, "MARIA DA CONCEIÇÃO EXEMPLO");
    assert_eq!(found[0].fone.as_deref(), Some("5511900000001"));
    assert!(mk.pessoas_nome("ninguém").await.unwrap().is_empty());
}

#[tokio::test]
async fn a_person_of_the_core_api_is_there_or_not_found() {
    let (_erp, mk) = start().await;
    let maria = mk.pessoas_id(10_123).send().await.unwrap();
    assert!(maria.drift().is_empty(), "{}", maria.drift());
    let maria = maria.into_value();
    assert_eq!(maria.cpf.as_ref().unwrap().as_str(), "529.982.247-25");
    assert_eq!(maria.tipo, Some(CodigoOuNome::Nome("Física".into())));
    let nobody = mk.pessoas_id(1).await.unwrap_err();
    assert_eq!((nobody.kind(), nobody.status()), (ErrorKind::NotFound, Some(404)));
}

#[tokio::test]
async fn a_change_is_answered_and_stays() {
    let (_erp, mk) = start().await;
    let call = mk.alterar_pessoa(10_123).email("nova@example.com").numero(321).tipo(1);
    let changed = call.bairro_id(12).logradouro_id(1002).await.unwrap();
    assert_eq!(
        (changed.bairro_id, changed.tipo.clone()),
        (Some(12), Some(CodigoOuNome::Codigo(1)))
    );
    let read = mk.pessoas_id(10_123).await.unwrap();
    let number = read.numero.as_ref().and_then(TextOrNumber::to_u64);
    assert_eq!((read.email.as_deref(), number), (Some("nova@example.com"), Some(321)));
    let nobody = mk.alterar_pessoa(1).email("nova@example.com").await.unwrap_err();
    assert_eq!(nobody.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_new_person_is_found_by_document() {
    let (_erp, mk) = start().await;
    let ana = NovaPessoaParameters {
        doc: "390.533.447-05".parse().unwrap(),
        nome: "ANA EXEMPLO".into(),
        cep: "12345000".parse().unwrap(),
        cd_uf: 16,
        cd_cidade: 7,
        cd_bairro: 11,
        cd_logradouro: 1001,
        numero: 5.into(),
        email: "ana@example.com".into(),
        fone: "11900000009".parse().unwrap(),
    };
    mk.nova_pessoa(ana.clone()).await.unwrap();
    let found = mk.consulta_doc(&ana.doc).await.unwrap();
    let found = &found.registros()[0];
    assert_eq!((found.nome.as_deref(), found.codigo_pessoa), (Some("ANA EXEMPLO"), 10_457));
}

#[tokio::test]
async fn new_passwords_replace_the_old_ones_and_are_sent_by_text_message() {
    let (erp, mk) = start().await;
    mk.alterar_senha_sac(true).cd_clientes(&[10_123, 10_130]).conexao_ativa(true).await.unwrap();
    assert_eq!(erp.sms_count(), 2);
    let passwords = erp
        .world()
        .with(|world| world.logins.iter().map(|login| login.password.clone()).collect::<Vec<_>>());
    assert_eq!(
        passwords,
        ["NovaSenha10123", "senha-da-otica", "NovaSenha10130", "senha-do-antonio"]
    );
}

#[tokio::test]
async fn leads_are_accepted_and_free_ports_are_found() {
    let (_erp, mk) = start().await;
    assert_eq!(mk.nova_lead(10_123, "Segunda conexão").await.unwrap().codigo_pessoa, Some(10_123));
    let nobody = mk.nova_lead(1, "Segunda conexão").await.unwrap_err();
    assert_eq!(nobody.kind(), ErrorKind::NotFound);
    let home = EnderecoLead { uf: Some(State::PR), rua: "RUA A".into(), ..EnderecoLead::default() };
    let (near, far) = (GeoPoint::new(-23.5, -46.25).unwrap(), GeoPoint::new(-30.0, -51.0).unwrap());
    let call = mk.inserir_lead("ANA", "11900000009".parse().unwrap(), home).coordenadas(near);
    let lead = call.await.unwrap();
    assert_eq!(lead.status.as_deref(), Some("sucesso"));
    assert!(mk.verifica_disp_porta(near).await.unwrap().disponivel);
    assert!(!mk.verifica_disp_porta(far).await.unwrap().disponivel);
}

#[tokio::test]
async fn without_months_most_invoices_are_missing() {
    for quirks in [Quirks::new(), Quirks::new().numbers_as_text(true)] {
        let (_erp, mk) = start_with(quirks).await;
        let codes = async |call: Call<WSMKFaturas>| -> Vec<u64> {
            call.await.unwrap().iter().map(|invoice| invoice.codfatura).collect()
        };
        assert_eq!(codes(mk.faturas(10_123)).await, [900_102, 900_103, 900_104]);
        let year = || mk.faturas(10_123).quantidade_meses(12);
        assert_eq!(codes(year()).await.len(), 5);
        assert_eq!(codes(year().liquidado(true)).await, [900_100]);
        assert_eq!(codes(year().codigo_fatura_inicio(900_103)).await, [900_103, 900_104]);
        assert_eq!(codes(year().codigo_contrato(20_568)).await, [900_102]);
    }
}

#[tokio::test]
async fn an_invoice_shows_all_that_belongs_to_it() {
    let (erp, mk) = start().await;
    let today = erp.world().with(|world| world.today);
    let due = today.saturating_sub(70.days());
    let paid = mk.faturas(10_123).quantidade_meses(12).data_pagamento(due).send().await.unwrap();
    assert!(paid.drift().is_empty(), "{}", paid.drift());
    let paid = paid.into_value();
    assert_eq!((paid.len(), &paid[0].status), (1, &StatusFatura::Pago));
    assert_eq!(paid[0].valor_pago, Some(Money::from_centavos(9990)));
    assert_eq!((paid[0].data_liquidacao, &paid[0].linha_digitavel_boleto), (Some(due), &None));
    let open = mk.faturas(10_123).codigo_fatura(900_102).data_vencimento(today).await.unwrap();
    assert_eq!(open[0].codigos_de_contrato(), [20_567, 20_568]);
    assert_eq!(open[0].contas.as_ref().unwrap()[0].data_referencia_final, Some(today));
    let nothing = mk.faturas(10_123).codigo_documento("1").await.unwrap_err();
    assert_eq!(nothing.kind(), ErrorKind::NotFound);
}
