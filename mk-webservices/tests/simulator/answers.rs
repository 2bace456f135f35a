//! Compares the form of each simulator answer with the fixtures, which hold the documented answers.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use isp_core::http::{Effect, EvidenceLevel};
use isp_core::testing::{World, undocumented_members};
use mk_webservices::operations;
use mk_webservices::simulator::{Simulator, UNDOCUMENTED_ANSWER};
use serde_json::Value;

use super::raw_client::{get, log_in, rule, send};

/// Rules with a documented answer, and a query for which the example world gives it.
const RULES: [(&str, &str); 61] = [
    ("WSMKUserSenhaSAC", "user_sac=52998224725&pass_sac=senha-da-maria"),
    ("WSMKConsultaDoc", "doc=52998224725"),
    ("WSMKConsultaClientes", "cd_cliente=10123"),
    ("WSMKContratosPorCliente", "cd_cliente=10123"),
    ("WSMKContratosPorClienteV2", "cd_cliente=10123"),
    ("WSMKPlanosAcesso", "codigo_plano=41&cancelado=N&suspenso=N&aguarda_ativacao=N"),
    (
        "WSMKNovoContrato",
        "CodigoCliente=10123&CodigoTipoPlano=1&CodigoPlanoAcesso=41&CodigoRegraVencimento=1\
         &CodigoRegraBloqueio=1&CodigoFormaPagamento=3&CodigoProfilePagamento=1\
         &CodigoMetodoFaturamento=1&CodigoPlanoContas=7.00",
    ),
    ("WSMKConexoesPorCliente", "cd_cliente=10123"),
    ("WSMKConsultaConexaoAutenticada", "codconexao=30111"),
    ("WSMKAutoDesbloqueio", "cd_conexao=30222"),
    ("WSMKAutoDesbloqueioV2", "cd_conexao=30333"),
    ("WSMKFaturasPendentes", "cd_cliente=10123"),
    ("WSMKSegundaViaCobranca", "cd_fatura=900101"),
    ("WSMKLDViaSMS", "cd_fatura=900101"),
    ("WSMKFaturasAbertas", "dt_venc_inicio=2000-01-01&dt_venc_fim=2099-12-31"),
    ("WSMKRetornarCopieColaPix", "CodigoFatura=900101"),
    ("WSMKFaturas", "codigo_cliente=10123&quantidade_meses=12"),
    ("WSMKListaClassificacoesAte", ""),
    ("WSMKListaProcessos", ""),
    ("WSMKAtendimentos", ""),
    (
        "WSMKNovoAtendimento",
        "cd_cliente=10123&cd_processo=3&cd_classificacao_ate=12&origem_contato=9&info=x",
    ),
    ("WSMKAtendimentoComentario", "cd_atendimento=55002&comentario=x&user=operador"),
    ("WSMKAtendimentoResgate", "protocolo={protocol}&operacao=1&operadorResgate=1"),
    ("WSMKOSListaTiposOS", ""),
    ("WSMKConsultaOrdemAgendamento", "DataAbertura={opened}"),
    ("WSMKConsultaEquipes", ""),
    (
        "WSMKCriarOrdemServico",
        "CodigoCliente=10123&DescricaoProblema=x&CodigoTipoOS=3&CodigoTecnico=77\
         &CodigoGrupoServico=6&categoria=1",
    ),
    (
        "WSMKAgendamentoOrdem",
        "codigoOS=8102&tecnico=77&data_hora_inicio=10/02/2031+08:00:00\
         &data_hora_fim=10/02/2031+09:00:00",
    ),
    (
        "WSMKCancelarReagendarOrdem",
        "codigoOS=8102&reagendar_os=S&data_hora_inicio=10/02/2031+08:00:00\
         &data_hora_fim=10/02/2031+09:00:00",
    ),
    ("WSMKListaPlanoAcesso", "TipoPlano=1"),
    ("WSMKListaRegraVencimento", ""),
    ("WSMKListaTabelaSLA", ""),
    ("WSMKListaRegraBloqueio", ""),
    ("WSMKListaProfilePagamento", ""),
    ("WSMKListaDesconto", ""),
    ("WSMKPlanoContas", ""),
    ("WSMKNovaLead", "cd_cliente=10123&info=x"),
    ("WSMKInserirLead", "nome=x&fone01=1&endereco_lead=a%7Cb%7Cc%7Cd%7Ce%7Cf%7Cg"),
    ("WSMKVerificaDispPorta", "lat=-23.0&lon=-46.0"),
    ("WSMKConsultaConexaoAutenticada", "codconexao=30222"),
    ("WSMKCancelarReagendarOrdem", "codigoOS=8102&cancelar_os=S"),
    ("WSMKAtivarContrato", "contrato={waiting}"),
    ("WSMKconsultaContratoDoc", "doc=52998224725"),
    ("WSMKAlteracaoTitularidade", "CodigoContrato=20567&CodNovoCliente=10124"),
    ("WSMKConsultarContasContrato", "cd_contrato=20567"),
    ("WSMKConsultarContasContratoAlterarPlano", "cd_contrato=20567"),
    ("WSMKConsultarContasContratoAlterarProdutoCRM", "cd_contrato=20567"),
    ("WSMKAlterarConexao", "cd_conexao=30111&bloquear=S"),
    ("WSMKPedidoLiquidacao", "cd_cliente=10123&faturas=900101;900103"),
    (
        "WSMKLiquidacaoFaturasV2",
        "IDPagamento={settlement}&forma_pagto=101&conta=47&valor_total={total}\
         &data_recebimento=10/02/2031",
    ),
    ("WSMKConsultaContasBancarias", ""),
    ("WSMKAlteraStatusFaturas", "suspender=S&faturas=900101,900103"),
    ("WSMKConsultarCartao", "codigo_cliente=10123"),
    ("WSMKConsultaPerfilAcesso", ""),
    ("WSMKConsultaUsuarioGrupo", ""),
    ("WSMKConsultaAcessoRevenda", ""),
    ("WSMKConsultaProdutoEstoque", "Token={token}&cd_setor=12"),
    ("WSMKConsultaPontoImobilizado", ""),
    ("WSMKConsultaLocalManutencao", ""),
    ("WSMobileTrocaMacOS", "cd_os=8102&mac_add=00:00:5E:00:53:01"),
    ("WSMKConsultaNotificacaoParada", ""),
];

/// The same for rules that take a body: its content type, and the body.
const WITH_BODY: [(&str, &str, &str); 9] = [
    (
        "WSMKContratoAlterarStatus",
        JSON,
        r#"{"Operacao":"CANCELAR","Contrato":"20567","BloquearConexao":"S"}"#,
    ),
    ("WSMKContratoAlterarStatus", JSON, r#"{"Operacao":"ATIVAR","Contrato":"20801"}"#),
    (
        "WSMKAlterarRegraVencimento",
        JSON,
        r#"{"contas":[{"hash":"{hash}"}],"codfaturamentoregra":5,"cd_contrato":20567}"#,
    ),
    (
        "WSMKAlterarPlanoContasContrato",
        JSON,
        r#"{"faturas":[{"Contas":[{"hash":"{hash}"}],"cd_contrato":20567,"novoPlano":42,
            "novoValor":"100"}]}"#,
    ),
    (
        "WSMKAlterarProdCRM",
        JSON,
        r#"{"faturas":[{"Contas":[{"hash":"{hash}"}],"novoValor":"100"}]}"#,
    ),
    ("WSMKAlterarEnderecoCobranca", JSON, r#"{"cd_pessoa":10123,"igual_residencia":"S"}"#),
    ("WSMKAlterarEnderecoConexao", JSON, r#"{"cd_conexao":30111,"igual_residencia":"S"}"#),
    ("WSMKAceiteSelfieAssinatura", FORM, "20567"),
    ("WSMKAceiteSelfieAssinatura", FORM, "1"),
];

const JSON: &str = "application/json";
const FORM: &str = "multipart/form-data; boundary=next";

/// A form with a contract's code and two images.
fn form(contract: &str) -> String {
    let part = |name: &str, value: &str| {
        format!("--next\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = [("contrato", contract), ("assinatura", "png"), ("selfie", "png")];
    let parts: String = parts.iter().map(|(name, value)| part(name, value)).collect();
    format!("{parts}--next--\r\n")
}

/// The same for the core-api: method, path, query, body, and the beginning of the fixtures' names.
const CORE_API: [(&str, &str, &str, &str, &str); 10] = [
    ("GET", "pessoas/id", "id=10123", "", "pessoas.id"),
    ("GET", "pessoas/nome", "nome=MARIA", "", "pessoas.nome"),
    ("PUT", "pessoas", "id=10123", r#"{"email":"x@example.com"}"#, "pessoas."),
    // The answer to opening a ticket is inferred from the answer to a change.
    (
        "POST",
        "atendimentos",
        "",
        r#"{"pessoaId":10123,"contratoId":20567,"conexaoId":30111,"empresaId":1,"processoId":3,
            "classificacaoId":12,"infoCliente":"x"}"#,
        "atendimentos.protocolo.put",
    ),
    (
        "PUT",
        "atendimentos/protocolo",
        "protocolo={protocol}",
        r#"{"finalizado":"N"}"#,
        "atendimentos.protocolo.put",
    ),
    ("PUT", "os", "id=8102", r#"{"operador":"x"}"#, "os.put"),
    ("GET", "notificacoes/status", "status=A", "", "notificacoes.status"),
    (
        "GET",
        "notificacoes/conexoes-afetadas",
        "codigo_parada=199",
        "",
        "notificacoes.conexoes-afetadas",
    ),
    ("GET", "notificacoes/os-abertas", "codigo_parada=199", "", "notificacoes.os-abertas"),
    (
        "GET",
        "notificacoes/atendimentos-abertos",
        "codigo_parada=199",
        "",
        "notificacoes.atendimentos-abertos",
    ),
];

/// Documented only in the vendor's text.
const IN_NO_FIXTURE: &str = "WSMKRetornarCopieColaPix: .conexão_reduzida: text";

#[tokio::test(flavor = "multi_thread")]
async fn every_documented_answer_has_only_members_that_a_fixture_shows() {
    let mut invented = Vec::new();
    for (rule, query) in RULES {
        let path = format!("/mk/{rule}.rule?sys=MK0");
        let answer = ask("GET", &path, query, JSON, "").await;
        invented.extend(invented_members(rule, &answer, &format!("{rule}.")));
    }
    for (rule, kind, body) in WITH_BODY {
        let body = if kind == FORM { form(body) } else { body.to_owned() };
        let path = format!("/mk/{rule}.rule?sys=MK0");
        let answer = ask("POST", &path, "", kind, &body).await;
        invented.extend(invented_members(rule, &answer, &format!("{rule}.")));
    }
    for (method, path, query, body, fixtures) in CORE_API {
        let answer = ask(method, &format!("/core-api/{path}?"), query, JSON, body).await;
        let fixtures = format!("core-api.{fixtures}");
        invented.extend(invented_members(path, &answer, &fixtures));
    }
    assert_eq!(invented, [IN_NO_FIXTURE]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_undocumented_operation_has_the_one_generic_answer() {
    let erp = Simulator::start(World::example()).await.unwrap();
    let token = log_in(&erp).await;
    for spec in operations::all().filter(|spec| spec.evidence == EvidenceLevel::Assumed) {
        let required = spec.parameters.iter().filter(|parameter| parameter.required);
        let values = required.map(|parameter| match parameter.name {
            "doc" => "doc=39053344705".to_owned(),
            name => format!("{name}=1"),
        });
        let query = values.collect::<Vec<_>>().join("&");
        let path = format!("{}?sys=MK0&token={token}&{query}", spec.path);
        let answer = send(&erp, spec.method.as_str(), &path, "application/json", b"{}").await;
        assert_eq!((answer.status, answer.text().as_str()), (200, UNDOCUMENTED_ANSWER), "{path}");
    }
}

#[test]
fn the_tables_and_the_undocumented_operations_are_all_operations() {
    let rules = RULES.iter().map(|(rule, _)| format!("GET /mk/{rule}.rule"));
    let core_api = CORE_API.iter().map(|(method, path, ..)| format!("{method} /core-api/{path}"));
    let with_body = WITH_BODY.iter().map(|(rule, ..)| format!("POST /mk/{rule}.rule"));
    let asked: BTreeSet<String> = rules.chain(with_body).chain(core_api).collect();
    let documented: BTreeSet<String> = operations::all()
        .filter(|spec| spec.evidence != EvidenceLevel::Assumed && spec.effect != Effect::Login)
        .map(|spec| format!("{} {}", spec.method, spec.path))
        .collect();
    let differing: Vec<_> = asked.symmetric_difference(&documented).collect();
    assert!(differing.is_empty(), "documented, or in a table here, but not both: {differing:?}");
}

/// A service that the profile does not grant is refused before the generic answer.
#[tokio::test(flavor = "multi_thread")]
async fn an_undocumented_rule_of_a_service_that_is_not_granted_is_refused() {
    let erp = Simulator::start(World::example()).await.unwrap();
    erp.change_quirks(|quirks| quirks.services.retain(|service| *service != 16));
    let token = log_in(&erp).await;
    for (rule, status) in [("WSMKListaEstruturaEnderecos", 500), ("WSMKListaEstados", 200)] {
        let answer = get(&erp, &format!("/mk/{rule}.rule?sys=MK0&token={token}")).await;
        assert_eq!(answer.status, status, "{rule}");
    }
}

/// The answer of a new simulator. Marks in query and body stand for what only that server knows.
async fn ask(method: &str, path: &str, query: &str, kind: &str, body: &str) -> Value {
    let erp = Simulator::start(World::example()).await.unwrap();
    let token = log_in(&erp).await;
    let (opened, protocol) = erp.world().with(|world| {
        let known = &world.tickets[1];
        let opened = known.ticket.opened.as_ref().unwrap();
        (opened.date().to_string(), format!("{}.{}", opened.strftime("%y%m"), known.number))
    });
    let mut query = query.replace("{opened}", &opened).replace("{protocol}", &protocol);
    query = query.replace("{token}", &token);
    let mut body = body.to_owned();
    let before = async |name: &str, query: &str| rule(&erp, &token, name, query).await.json();
    if query.contains("{waiting}") {
        let offer = RULES.iter().find(|(name, _)| *name == "WSMKNovoContrato").unwrap().1;
        let made = before("WSMKNovoContrato", &format!("{offer}&AguardaAtivacao=S")).await;
        query = query
            .replace("{waiting}", made["mensagem"].as_str().unwrap().split(' ').nth(1).unwrap());
    }
    if query.contains("{settlement}") {
        let asked = before("WSMKPedidoLiquidacao", "cd_cliente=10123&faturas=900103").await;
        query = query.replace("{settlement}", asked["IDPagamento"].as_str().unwrap());
        query = query.replace("{total}", &format!("{:.2}", asked["ValorTotal"].as_f64().unwrap()));
    }
    if body.contains("{hash}") {
        let postings = before("WSMKConsultarContasContrato", "cd_contrato=20567").await;
        body = body.replace("{hash}", postings["Contas"][0]["hash"].as_str().unwrap());
    }
    let path = format!("{path}&token={token}&{query}");
    send(&erp, method, &path, kind, body.as_bytes()).await.json()
}

/// The members of an answer that no fixture shows with this type, as `what: path: type`.
fn invented_members(what: &str, answer: &Value, fixtures: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut shown: Vec<Value> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_json = path.extension().is_some_and(|kind| kind == "json");
        if is_json && name.starts_with(fixtures) && !name.contains(".corpo") {
            shown.push(serde_json::from_slice(&fs::read(path).unwrap()).unwrap());
        }
    }
    assert!(!shown.is_empty(), "no fixture begins with {fixtures}");
    let invented = undocumented_members(answer, &shown);
    invented.into_iter().map(|member| format!("{what}: {member}")).collect()
}
