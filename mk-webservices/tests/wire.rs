//! The exact request of each operation on the wire, through the whole pipeline.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use isp_core::Secret;
use jiff::civil::date;
use mk_webservices::operations::atendimentos::OrigemContato;
use mk_webservices::{Client, operations};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};

const TOKEN: &str = "0123456789abcdef0123456789abcdef.123456";

/// Operations by name, each with the call that sends it and the expected query.
const EXPECTED: [(&str, &str); 17] = [
    ("WSAutenticacao", "sys=MK0&token=outro-token&password=outra+senha&cd_servico=6"),
    ("WSAutenticacaoOperador", "sys=MK0&username=operador&password=s3nh4%26"),
    ("WSMKConsultaDoc", "doc=52998224725"),
    ("WSMKConsultaClientes", "nome_cliente=JOS%C3%89&cd_cliente=10123"),
    ("WSMKContratosPorCliente", "cd_cliente=10123"),
    ("WSMKConexoesPorCliente", "cd_cliente=10123"),
    ("WSMKConsultaConexaoAutenticada", "codconexao=30111"),
    ("WSMKAutoDesbloqueio", "cd_conexao=30111&diasexcecao=2"),
    ("WSMKFaturasPendentes", "cd_cliente=10123"),
    (
        "WSMKFaturasAbertas",
        "dt_venc_inicio=2026%2F09%2F01&dt_venc_fim=2026%2F09%2F10&cd_pessoa=10123",
    ),
    ("WSMKSegundaViaCobranca", "cd_fatura=900101"),
    ("WSMKLDViaSMS", "cd_fatura=900101"),
    ("WSMKRetornarCopieColaPix", "CodigoFatura=900101"),
    ("WSMKAtendimentos", "data_inicio=2026-09-01&data_termino=2026-09-10"),
    ("WSMKListaProcessos", ""),
    ("WSMKListaClassificacoesAte", ""),
    (
        "WSMKNovoAtendimento",
        "cd_cliente=10123&cd_processo=3&cd_classificacao_ate=12&origem_contato=13&info=sem+sinal&cd_contrato=20567",
    ),
];

async fn send(mk: &Client, name: &str) {
    let document = "529.982.247-25".parse().unwrap();
    let (first, last) = (date(2026, 9, 1), date(2026, 9, 10));
    // The answer does not matter here.
    match name {
        "WSAutenticacao" => {
            drop(
                mk.autenticacao(&Secret::new("outro-token"), &Secret::new("outra senha"), 6).await,
            );
        }
        "WSAutenticacaoOperador" => {
            drop(mk.autenticacao_operador("operador", &Secret::new("s3nh4&")).await);
        }
        "WSMKConsultaDoc" => drop(mk.consulta_doc(&document).await),
        "WSMKConsultaClientes" => {
            drop(mk.consulta_clientes().nome_cliente("JOSÉ").cd_cliente(10_123).await);
        }
        "WSMKContratosPorCliente" => drop(mk.contratos_por_cliente(10_123).await),
        "WSMKConexoesPorCliente" => drop(mk.conexoes_por_cliente(10_123).await),
        "WSMKConsultaConexaoAutenticada" => drop(mk.consulta_conexao_autenticada(30_111).await),
        "WSMKAutoDesbloqueio" => drop(mk.auto_desbloqueio(30_111).diasexcecao(2).await),
        "WSMKFaturasPendentes" => drop(mk.faturas_pendentes(10_123).await),
        "WSMKFaturasAbertas" => drop(mk.faturas_abertas(first, last).cd_pessoa(10_123).await),
        "WSMKSegundaViaCobranca" => drop(mk.segunda_via_cobranca(900_101).await),
        "WSMKLDViaSMS" => drop(mk.ld_via_sms(900_101).await),
        "WSMKRetornarCopieColaPix" => {
            drop(mk.retornar_copie_cola_pix_da_fatura(900_101).await);
        }
        "WSMKAtendimentos" => drop(mk.atendimentos().data_inicio(first).data_termino(last).await),
        "WSMKListaProcessos" => drop(mk.lista_processos().await),
        "WSMKListaClassificacoesAte" => drop(mk.lista_classificacoes_ate().await),
        "WSMKNovoAtendimento" => {
            let call = mk.novo_atendimento(10_123, 3, 12, OrigemContato::Bot, "sem sinal");
            drop(call.cd_contrato(20_567).await);
        }
        other => panic!("{other} is not sent by this test"),
    }
}

#[tokio::test]
async fn each_request_matches_the_contract() {
    for (name, _) in EXPECTED {
        let spec = operations::all().find(|spec| spec.name == name).unwrap();
        let server = MockServer::start().await;
        let login = format!(r#"{{"Token":"{TOKEN}","status":"OK"}}"#);
        Mock::given(path("/mk/WSAutenticacao.rule"))
            .respond_with(ResponseTemplate::new(200).set_body_raw(login, "text/plain"))
            .mount(&server)
            .await;
        let mk = Client::builder(server.uri())
            .credentials("token-do-usuario", "contra-senha")
            .allow_plaintext_http()
            .build()
            .unwrap();
        send(&mk, spec.name).await;

        let requests = server.received_requests().await.unwrap();
        let (_, query) = EXPECTED.iter().find(|(name, _)| *name == spec.name).unwrap();
        let expected = if query.starts_with("sys=") {
            (*query).to_owned()
        } else {
            let login = &requests[0];
            assert_eq!(
                login.url.query(),
                Some("sys=MK0&token=token-do-usuario&password=contra-senha&cd_servico=9999")
            );
            let separator = if query.is_empty() { "" } else { "&" };
            format!("sys=MK0&token={TOKEN}{separator}{query}")
        };
        let request = requests.last().unwrap();
        assert_eq!(request.method.as_str(), "GET", "{}", spec.name);
        assert_eq!(request.url.path(), format!("/mk/{}.rule", spec.name));
        assert_eq!(request.url.query(), Some(expected.as_str()), "{}", spec.name);
        assert_eq!(request.headers.get("accept").unwrap(), "*/*", "{}", spec.name);
        assert!(
            request.body.is_empty() && !request.headers.contains_key("cookie"),
            "{}",
            spec.name
        );
    }
}
