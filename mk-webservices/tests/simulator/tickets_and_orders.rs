//! Tickets and service orders: opened, changed and closed by this crate's client.

use isp_core::ErrorKind;
use mk_webservices::operations::atendimentos::{
    EncerramentoAtendimento, OperacaoResgate, PostAtendimentosParameters, TipoComentario,
};
use mk_webservices::operations::ordens_servico::{
    CategoriaOs, CriarOrdemServicoParameters, EncerramentoOs,
};

use super::start;

fn ticket_about(contrato_id: u64) -> PostAtendimentosParameters {
    PostAtendimentosParameters {
        pessoa_id: 10_123,
        contrato_id,
        empresa_id: 1,
        processo_id: 3,
        classificacao_id: 12,
        info_cliente: "Sem conexão".into(),
    }
}

fn order_for(technician: u64) -> CriarOrdemServicoParameters {
    CriarOrdemServicoParameters {
        codigo_cliente: 10_123,
        descricao_problema: "Sem sinal".into(),
        codigo_tipo_os: 3,
        codigo_tecnico: technician,
        codigo_grupo_servico: 6,
        categoria: CategoriaOs::Cliente,
    }
}

#[tokio::test]
async fn a_ticket_goes_from_its_opening_to_its_closing() {
    let (_erp, mk) = start().await;
    let opened = mk.criar_atendimento(ticket_about(20_567)).await.unwrap();
    assert_eq!(opened.info_cliente.as_deref(), Some("Sem conexão"));
    assert!(opened.finalizado.unwrap().is_no());

    let comment = mk.atendimento_comentario(opened.id, "Técnico a caminho", "operador");
    let told = comment.tipo(TipoComentario::Publico).await.unwrap();
    assert_eq!(told.comentario.as_deref(), Some("Técnico a caminho"));
    let taken = mk.atendimento_resgate(&opened.protocolo, OperacaoResgate::Resgatar, 1275);
    assert_eq!(taken.await.unwrap().message, "Atendimento resgatado");

    let change = mk.alterar_atendimento(&opened.protocolo).subprocesso_id(405);
    assert_eq!(change.await.unwrap().subprocesso_id, Some(405));
    let closing = EncerramentoAtendimento::new(40).with_comentario("Resolvido");
    let closed = mk.encerrar_atendimento(&opened.protocolo, closing).await.unwrap();
    assert!(closed.finalizado.unwrap().is_yes());
    assert_eq!(closed.texto_encerramento.as_deref(), Some("Resolvido"));
    let all = mk.atendimentos().await.unwrap();
    let listed = all.iter().find(|ticket| ticket.codigo_atendimento == opened.id);
    assert_eq!(listed.unwrap().codigo_status.as_deref(), Some("F"));
}

#[tokio::test]
async fn a_closed_or_unknown_ticket_accepts_no_comment_and_cannot_be_taken() {
    let (_erp, mk) = start().await;
    for code in [55_001, 1] {
        let error = mk.atendimento_comentario(code, "texto", "operador").await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
    }
    let error = mk.alterar_atendimento("0001.1").finalizado(None).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let take = mk.atendimento_resgate("0001.1", OperacaoResgate::Resgatar, 1275);
    assert!(take.await.is_err());
    let foreign = mk.criar_atendimento(ticket_about(20_700)).await;
    assert_eq!(foreign.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn an_order_goes_from_its_opening_to_its_closing() {
    let (erp, mk) = start().await;
    let today = erp.world().with(|world| world.today);
    let open = || mk.criar_ordem_servico(order_for(77));
    let (first, second) = (open().await.unwrap(), open().await.unwrap());
    assert_eq!(second.codigo_os, first.codigo_os + 1);

    let (begin, end) = (today.at(8, 0, 0, 0), today.at(9, 0, 0, 0));
    mk.agendamento_ordem(first.codigo_os, 77, begin, end).await.unwrap();
    let changed = mk.reagendar_ordem(first.codigo_os, begin, end).await.unwrap();
    assert!(changed.frase().unwrap().contains("[S,"));
    let cancelled = mk.cancelar_ordem(second.codigo_os).await;
    assert_eq!(cancelled.unwrap().frase(), Some("OS cancelada com sucesso."));

    let listed = mk.consulta_ordem_agendamento(today).cliente(10_123).await.unwrap().agendas;
    assert_eq!(
        listed.iter().map(|row| row.codos).collect::<Vec<_>>(),
        [first.codigo_os, second.codigo_os]
    );
    let named = open().codigo_atendimento(55_003).await.unwrap();
    let named = mk.alterar_os(named.codigo_os).operador("operador.exemplo").await.unwrap();
    assert_eq!(named.pessoa_id, Some(10_124));

    let closing = EncerramentoOs::new("operador.exemplo", "Troca de conector", 40);
    let close = mk.encerrar_os(first.codigo_os, closing.with_ticket(40));
    let closed = close.defeito_constatado("Conector danificado").await.unwrap();
    assert_eq!(closed.protocolo, listed[0].protocolo);
    assert_eq!(closed.defeito_constatado.as_deref(), Some("Conector danificado"));
    let tickets = mk.atendimentos().data_inicio(today).await.unwrap();
    let states: Vec<_> = tickets.iter().map(|t| t.codigo_status.as_deref()).collect();
    assert_eq!(states, [Some("F"), Some("A")]);
}

#[tokio::test]
async fn an_unknown_order_is_not_found_and_an_unknown_code_is_refused() {
    let (_erp, mk) = start().await;
    assert!(mk.alterar_os(1).tipo(3).await.unwrap_err().is_not_found());
    let cancel = mk.cancelar_ordem(1).await;
    assert!(cancel.unwrap_err().is_not_found());
    let nobody = mk.criar_ordem_servico(order_for(1)).await;
    assert_eq!(nobody.unwrap_err().kind(), ErrorKind::Refused);
}

#[tokio::test]
async fn kinds_of_order_and_teams_are_listed() {
    let (_erp, mk) = start().await;
    assert_eq!(mk.os_lista_tipos_os().await.unwrap().tipos.len(), 3);
    let teams = mk.consulta_equipes().await.unwrap();
    assert_eq!((teams.equipes.len(), teams.codigos()), (3, vec![6, 10]));
}
