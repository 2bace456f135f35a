//! The wire format, for a client that knows only HTTP and the vendor's manual.

use std::time::Duration;

use isp_core::testing::World;
use mk_webservices::simulator::{Quirks, Simulator};
use serde_json::{Value, json};

use super::raw_client::{get, log_in, log_in_for, rule, send};

async fn start() -> (Simulator, String) {
    let erp = Simulator::start(World::example()).await.unwrap();
    let token = log_in(&erp).await;
    (erp, token)
}

async fn start_with(quirks: Quirks) -> (Simulator, String) {
    let builder = Simulator::builder().quirks(quirks);
    let erp = builder.start(World::example()).await.unwrap();
    let token = log_in(&erp).await;
    (erp, token)
}

fn bad_token() -> Value {
    json!({"Mensagem": "Token inválido.", "Num. ERRO": "001", "status": "ERRO"})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_answers_as_the_manual_says() {
    let erp = Simulator::start(World::example()).await.unwrap();
    let answer = log_in_for(&erp, 9999).await;
    assert_eq!(answer.header("content-type"), "text/plain;charset=iso-8859-1");
    assert!(answer.header("set-cookie").starts_with("JSESSIONID="));
    let login = answer.json();
    let (hex, row) = login["Token"].as_str().unwrap().split_once('.').unwrap();
    assert_eq!((hex.len(), row), (32, "123456"));
    let expire = login["Expire"].as_str().unwrap();
    let separators: String = expire.chars().filter(|c| !c.is_ascii_digit()).collect();
    assert_eq!((expire.len(), separators.as_str()), (19, "// ::"));
    assert_eq!(login["LimiteUso"], 0);
    assert_eq!(login["status"], "OK");
    let one = log_in_for(&erp, 6).await.json();
    assert_eq!(one["ServicosAutorizados"], json!([6]));
    assert_ne!(one["Token"], login["Token"]);
    assert_eq!(erp.login_count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_by_form_and_a_double_slash_are_accepted() {
    let erp = Simulator::start(World::example()).await.unwrap();
    let (token, password) = (erp.user_token(), erp.profile_password());
    let form = format!("sys=MK0&token={token}&password={password}&cd_servico=9999");
    let kind = "application/x-www-form-urlencoded";
    let path = "//mk/WSAutenticacao.rule";
    let answer = send(&erp, "POST", path, kind, form.as_bytes()).await;
    assert_eq!(answer.json()["status"], "OK");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_secrets_are_refused_inside_http_200() {
    let erp = Simulator::start(World::example()).await.unwrap();
    let path = format!(
        "/mk/WSAutenticacao.rule?sys=MK0&token={}&password=wrong&cd_servico=9999",
        erp.user_token()
    );
    assert_eq!(get(&erp, &path).await.json(), bad_token());
    assert_eq!(erp.login_count(), 0);
    let operator = "/mk/WSAutenticacaoOperador.rule?sys=MK0&username=operador&password=";
    let refused = get(&erp, &format!("{operator}wrong")).await.json();
    assert_eq!(refused["status"], "ERRO");
    let (_, password) = erp.operator();
    let taken = get(&erp, &format!("{operator}{password}")).await.json();
    assert_eq!(taken["TokenAutenticacao"], erp.user_token());
}

#[tokio::test(flavor = "multi_thread")]
async fn accented_capitals_are_torn_as_on_real_servers() {
    let (erp, token) = start().await;
    let answer = rule(&erp, &token, "WSMKConsultaDoc", "doc=52998224725").await;
    assert!(answer.has(b"CONCEI\xC3\\u0087\xC3\\u0083O"));
    assert!(answer.text().starts_with(r#"{"CEP":"12345000","CodigoPessoa":10123,"#));
    let customer = answer.json();
    assert_eq!(customer["Nome"], "MARIA DA CONCEIÇÃO EXEMPLO");
    assert_eq!(customer["Outros"][0]["CodigoPessoa"], 10_456);
    assert!(customer["Outros"][0].get("status").is_none());

    erp.set_quirks(Quirks::new().clean_utf8(true).numbers_as_text(true));
    let answer = rule(&erp, &token, "WSMKConsultaDoc", "doc=52998224725").await;
    assert!(answer.has("CONCEIÇÃO".as_bytes()));
    assert_eq!(answer.json()["CodigoPessoa"], "10123");
}

#[tokio::test(flavor = "multi_thread")]
async fn invoices_and_their_means_of_payment_are_as_in_the_manual() {
    let (erp, token) = start().await;
    let list = rule(&erp, &token, "WSMKFaturasPendentes", "cd_cliente=10123").await;
    let list = list.json();
    let rows = list["FaturasPendentes"].as_array().unwrap();
    let codes: Vec<_> = rows.iter().map(|row| row["codfatura"].clone()).collect();
    assert_eq!(codes, [900_101, 900_102, 900_103, 900_104]);
    assert_eq!(rows[1]["contratos"], "20567, 20568");
    assert_eq!(rows[1]["valor_total"], 146.52);
    assert_eq!(rows[3]["contratos"], Value::Null);
    assert_eq!(rows[3]["valor_total"], 250);

    let second = rule(&erp, &token, "WSMKSegundaViaCobranca", "cd_fatura=900101").await;
    let second = second.json();
    assert_eq!(second["Valor"], "R$ 101,89");
    let pdf_url = second["PathDownload"].as_str().unwrap();
    let path = pdf_url.strip_prefix(&erp.base_url()).unwrap();
    let pdf = get(&erp, path).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF"));
    let several = rule(&erp, &token, "WSMKSegundaViaCobranca", "cd_fatura=1,2").await;
    assert_eq!(several.status, 500);

    let line = rule(&erp, &token, "WSMKLDViaSMS", "cd_fatura=900101").await.json();
    assert_eq!(line["DadosFatura"][0]["ld"].as_str().unwrap().len(), 47);
    assert_eq!(line["DadosFatura"][0]["celular"], "5511900000001");
    let none = rule(&erp, &token, "WSMKLDViaSMS", "cd_fatura=900104").await.json();
    assert_eq!(none["Num. ERRO"], "003");
    assert_eq!(erp.sms_count(), 1);

    let pix = rule(&erp, &token, "WSMKRetornarCopieColaPix", "CodigoCliente=10123").await;
    assert!(pix.json()["texto_qrcode"].as_str().unwrap().contains("FAT900101"));
    assert!(pix.json().get("status").is_none());
    let none = rule(&erp, &token, "WSMKRetornarCopieColaPix", "CodigoFatura=900104").await;
    assert_eq!(none.json()["codigo_erro"], "004");
}

#[tokio::test(flavor = "multi_thread")]
async fn open_invoices_accept_three_date_formats_and_repeat_a_row() {
    let (erp, token) = start().await;
    let due = erp.world().with(|world| world.invoices[0].invoice.due);
    for form in ["%d/%m/%Y", "%Y-%m-%d", "%Y/%m/%d"] {
        let day = due.strftime(form);
        let query = format!("dt_venc_inicio={day}&dt_venc_fim={day}&cd_pessoa=10123&codpessoa=1");
        let list = rule(&erp, &token, "WSMKFaturasAbertas", &query).await.json();
        let rows = list["ListaFaturas"].as_array().unwrap();
        assert_eq!(rows.len(), 2, "{form}");
        assert_eq!(rows[0], rows[1]);
        assert_eq!(rows[0]["cd_fatura"], 900_101);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_end_in_the_three_known_ways() {
    let (erp, token) = start().await;
    erp.expire_tokens();
    let expired = rule(&erp, &token, "WSMKListaProcessos", "").await.json();
    assert_eq!(
        expired,
        json!({
            "CodToken": 123_456,
            "Mensagem": "Token expirado.",
            "Num. ERRO": "999",
            "status": "ERRO",
        })
    );
    let token = log_in(&erp).await;
    erp.revoke_tokens();
    let revoked = rule(&erp, &token, "WSMKListaProcessos", "").await;
    assert_eq!(revoked.json(), bad_token());
    let none = get(&erp, "/mk/WSMKListaProcessos.rule?sys=MK0").await;
    assert_eq!(none.json(), bad_token());

    erp.change_quirks(|quirks| quirks.token_lifetime = Duration::ZERO);
    let token = log_in(&erp).await;
    let over = rule(&erp, &token, "WSMKListaProcessos", "").await.json();
    assert_eq!(over["CodToken"], 123_458);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_use_token_is_gone_after_its_use() {
    let (erp, token) = start_with(Quirks::new().single_use_tokens(true)).await;
    let first = rule(&erp, &token, "WSMKListaProcessos", "").await.json();
    assert_eq!(first["processos"][1]["nome_processo"], "FINANCEIRO - NEGOCIAÇÃO");
    let second = rule(&erp, &token, "WSMKListaProcessos", "").await.json();
    assert_eq!(second["CodToken"], 0);
    assert_eq!(second["Num. ERRO"], "999");

    let (erp, token) = start_with(Quirks::new().limite_uso(2)).await;
    for expected in ["OK", "OK", "ERRO"] {
        let answer = rule(&erp, &token, "WSMKListaProcessos", "").await.json();
        assert_eq!(answer["status"], expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_granted_or_not_licensed_is_an_html_page() {
    let quirks = Quirks::new().services([6]).not_licensed(["WSMKAtendimentos"]);
    let (erp, token) = start_with(quirks).await;
    let found = rule(&erp, &token, "WSMKConsultaDoc", "doc=52998224725").await;
    assert_eq!(found.status, 200);
    for name in ["WSMKFaturasPendentes", "WSMKAtendimentos"] {
        let refused = rule(&erp, &token, name, "cd_cliente=10123").await;
        assert_eq!(refused.status, 500, "{name}");
        assert!(refused.header("content-type").starts_with("text/html"));
        assert!(refused.text().contains("<b>Message</b>"));
    }
    let refused = log_in_for(&erp, 7).await.json();
    assert!(refused.get("Token").is_none());
    let unknown = rule(&erp, &token, "WSMKNaoExiste", "").await;
    assert_eq!(unknown.status, 404);

    erp.change_quirks(|quirks| quirks.proxy_login = true);
    let page = rule(&erp, &token, "WSMKConsultaDoc", "doc=52998224725").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("<form"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_for_one_service_is_refused_by_others() {
    let (erp, _) = start().await;
    let login = log_in_for(&erp, 6).await.json();
    let token = login["Token"].as_str().unwrap();
    let own = rule(&erp, token, "WSMKConsultaDoc", "doc=52998224725").await;
    assert_eq!(own.json()["status"], "OK");
    let other = rule(&erp, token, "WSMKListaProcessos", "").await;
    assert_eq!(other.status, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_error_has_its_own_envelope() {
    let (erp, token) = start().await;
    let missing = json!({
        "CODIGO_ERRO": "004",
        "Mensagem": "Pelo menos um parametro deve ser informado.",
        "status": "ERRO",
    });
    for name in ["WSMKConsultaClientes", "WSMKFaturasPendentes"] {
        assert_eq!(rule(&erp, &token, name, "").await.json(), missing, "{name}");
    }
    for (name, query, code) in [
        ("WSMKConsultaDoc", "doc=11111111111", "002"),
        ("WSMKConsultaDoc", "doc=529.982.247-25", "002"),
        ("WSMKConsultaDoc", "doc=98765432100", "003"),
        ("WSMKFaturasPendentes", "cd_cliente=99999999", "003"),
        ("WSMKContratosPorCliente", "cd_cliente=99999999", "003"),
        ("WSMKSegundaViaCobranca", "cd_fatura=999999999", "003"),
        ("WSMKAutoDesbloqueio", "cd_conexao=1", "003"),
    ] {
        let refused = rule(&erp, &token, name, query).await.json();
        assert_eq!(refused["Num. ERRO"], code, "{name} {query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_are_listed_by_ranges_of_codes() {
    let (erp, token) = start().await;
    let window = "cd_cliente_inicio=10124&cd_cliente_fim=10200";
    let list = rule(&erp, &token, "WSMKConsultaClientes", window).await.json();
    let codes: Vec<_> = list.as_array().unwrap().iter().map(|row| &row["CodigoPessoa"]).collect();
    assert_eq!(codes, [10_124, 10_130, 10_140]);
    assert_eq!(list[0]["CPF_CNPJ"], "12ABC34501DE35");
    assert_eq!(list[1]["endereco"][0]["numero"], Value::Null);
    erp.change_quirks(|quirks| quirks.clientes_wrapper = true);
    let by_name = rule(&erp, &token, "WSMKConsultaClientes", "nome_cliente=joao").await;
    assert_eq!(by_name.json()["Clientes"][0]["CodigoPessoa"], 10_130);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_show_their_block_and_their_session() {
    let (erp, token) = start().await;
    let customer = "cd_cliente=10123";
    let contracts = rule(&erp, &token, "WSMKContratosPorCliente", customer).await.json();
    assert_eq!(contracts["ContratosAtivos"].as_array().unwrap().len(), 2);
    let list = rule(&erp, &token, "WSMKConexoesPorCliente", customer).await.json();
    assert_eq!(list["Conexoes"][1]["bloqueada"], "Sim");
    assert_eq!(list["Conexoes"][1]["motivo_bloqueio"], "Falta de pagamento");
    assert_eq!(list["Conexoes"][0]["tecnologia"], "Ftth");
    let session = "WSMKConsultaConexaoAutenticada";
    let up = rule(&erp, &token, session, "codconexao=30111").await.json();
    assert!(up["conexao"]["framedip"].as_str().unwrap().starts_with("203.0.113."));

    erp.set_quirks(Quirks::new().older_release(true).agendas_variant(true));
    let list = rule(&erp, &token, "WSMKConexoesPorCliente", customer).await.json();
    assert!(list["Conexoes"][0].get("tecnologia").is_none());
    let down = rule(&erp, &token, session, "codconexao=30222").await.json();
    assert_eq!(down["Agendas"], serde_json::json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trust_unlock_works_once_and_only_on_a_blocked_connection() {
    let (erp, token) = start().await;
    let unlock = |code: u32| unlock_connection(&erp, &token, code);
    let done = unlock(30_222).await;
    assert_eq!(done["Conexao"], "30222");
    assert_eq!(done["LimiteExcecao"].as_str().unwrap().len(), 10);
    let not_blocked = "Status na conexão incompatível para auto-desbloqueio.";
    assert_eq!(unlock(30_222).await, json!({"mensagem": not_blocked, "status": "ERRO"}));
    erp.world().with(|world| world.block(&30_222.into()));
    let used = "Operação indisponível para esta conexão.";
    assert_eq!(unlock(30_222).await["mensagem"], used);
}

async fn unlock_connection(erp: &Simulator, token: &str, code: u32) -> Value {
    let answer = rule(erp, token, "WSMKAutoDesbloqueio", &format!("cd_conexao={code}")).await;
    answer.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_is_opened_and_listed() {
    let (erp, token) = start().await;
    let form = "cd_cliente=10123&cd_processo=3&cd_classificacao_ate=12&origem_contato=9\
        &cd_contrato=20567&info=Sem+conex%C3%A3o%0AN%C3%83O+liga.";
    let path = format!("/mk/WSMKNovoAtendimento.rule?sys=MK0&token={token}");
    let kind = "application/x-www-form-urlencoded; charset=UTF-8";
    let opened = send(&erp, "POST", &path, kind, form.as_bytes()).await.json();
    let (number, protocol) = erp.world().with(|world| {
        let last = world.tickets.last().unwrap();
        assert_eq!(last.ticket.title.as_deref(), Some("Sem conexão"));
        assert_eq!(last.ticket.description.as_deref(), Some("Sem conexão\nNÃO liga."));
        let month = world.today.strftime("%y%m");
        (last.ticket.id.to_number(), format!("{month}.{}", last.number))
    });
    assert_eq!(opened["CodigoAtendimento"].as_u64(), number);
    assert_eq!(opened["Protocolo"], protocol);

    let today = erp.world().with(|world| world.today);
    let period = format!("data_inicio={today}&data_termino={today}");
    let list = rule(&erp, &token, "WSMKAtendimentos", &period).await.json();
    let rows = list.as_array().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["codigo_atendimento"].as_u64(), number);
    assert_eq!(rows[0]["codigo_status"], "A");
    assert!(rows[0].get("protocolo").is_none());

    // Without a charset the form is read as Latin-1.
    let kind = "application/x-www-form-urlencoded";
    send(&erp, "POST", &path, kind, form.as_bytes()).await.json();
    let title = erp.world().with(|world| world.tickets.last().unwrap().ticket.title.clone());
    assert_eq!(title.as_deref(), Some("Sem conexÃ£o"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_against_the_rules_is_refused() {
    let (erp, token) = start().await;
    let before = erp.world().with(|world| world.tickets.len());
    for (customer, rest, code) in [
        (99_999_999, "cd_processo=3&cd_classificacao_ate=12", "003"),
        (10_456, "cd_processo=3&cd_classificacao_ate=12", "002"),
        (10_123, "cd_processo=4&cd_classificacao_ate=12", "002"),
        (10_123, "cd_processo=3&cd_classificacao_ate=40", "002"),
        (10_123, "cd_processo=3&cd_classificacao_ate=12&cd_contrato=20600", "002"),
        (10_123, "cd_processo=3&cd_classificacao_ate=12&cd_contrato=", "002"),
    ] {
        let query = format!("cd_cliente={customer}&origem_contato=9&info=x&{rest}");
        let refused = rule(&erp, &token, "WSMKNovoAtendimento", &query).await.json();
        assert_eq!(refused["Num. ERRO"], code, "{query}");
    }
    assert_eq!(erp.world().with(|world| world.tickets.len()), before);
}
