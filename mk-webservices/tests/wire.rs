//! The exact request of each operation on the wire, through the whole pipeline.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use isp_core::Secret;
use jiff::civil::date;
use mk_webservices::operations::atendimentos::OrigemContato;
use mk_webservices::operations::contratos::{MudancaDeStatus, OperacaoContrato};
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

/// The last request of a call, whatever its answer.
async fn sent<T>(call: impl AsyncFnOnce(Client) -> T) -> wiremock::Request {
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
    drop(call(mk).await);
    server.received_requests().await.unwrap().pop().unwrap()
}

#[tokio::test]
async fn a_rule_with_a_body_is_a_post_of_json_with_the_token_in_the_query() {
    let change = MudancaDeStatus::new(OperacaoContrato::Cancelar, 5003);
    let request = sent(async |mk| mk.contrato_alterar_status(change).await).await;
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(request.url.path(), "/mk/WSMKContratoAlterarStatus.rule");
    assert_eq!(request.url.query(), Some(format!("sys=MK0&token={TOKEN}").as_str()));
    assert_eq!(request.headers.get("content-type").unwrap(), "application/json");
    let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
    assert_eq!((&body["Operacao"], &body["Contrato"]), (&"CANCELAR".into(), &"5003".into()));
}

#[tokio::test]
async fn images_are_files_of_a_form_that_holds_the_token_too() {
    let image = b"\x89PNG\r\n\x1a\nselfie";
    let accept = async |mk: Client| {
        mk.aceite_selfie_assinatura(5001, b"\x89PNG\r\n\x1a\n".to_vec(), image.to_vec()).await
    };
    let request = sent(accept).await;
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(request.url.query(), Some(format!("token={TOKEN}&contrato=5001").as_str()));
    let kind = request.headers.get("content-type").unwrap().to_str().unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = String::from_utf8_lossy(&request.body);
    let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 7, "{body}");
    for (part, expected) in [
        (1, "form-data; name=\"contrato\"\r\n\r\n5001\r\n"),
        (2, "form-data; name=\"assinatura\"; filename=\"assinatura.png\"\r\n"),
        (3, "form-data; name=\"selfie\"; filename=\"selfie.png\"\r\n"),
        (4, "form-data; name=\"sys\"\r\n\r\nMK0\r\n"),
    ] {
        assert!(parts[part].contains(expected), "{part}: {}", parts[part]);
    }
    assert!(parts[3].contains("image/png") && parts[3].contains("PNG\r\n\u{1a}\nselfie"));
    let token = format!("form-data; name=\"token\"\r\n\r\n{TOKEN}\r\n");
    assert!(parts[5].contains(&token), "{}", parts[5]);
}
