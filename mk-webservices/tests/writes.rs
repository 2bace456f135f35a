//! Every write with every kind of answer: only the operation's proof makes it done, only a
//! documented refusal makes it not done, and it is received once.

#![cfg(feature = "simulator")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::any::Any;
use std::collections::{BTreeSet, HashMap};
use std::future::Future;
use std::pin::Pin;

use isp_core::http::{Effect, Operation, OperationSpec, Proof};
use isp_core::wire::Unconfirmed;
use isp_core::{Error, Money, Outcome};
use jiff::civil::date;
use mk_webservices::operations::all;
use mk_webservices::operations::atendimentos::{
    OperacaoResgate, OrigemContato, PostAtendimentosParameters,
};
use mk_webservices::operations::contratos::{
    ContaDoContrato, ContasDoContrato, MudancaDePlano, MudancaDeStatus, NovoContratoParameters,
    OperacaoContrato,
};
use mk_webservices::operations::leads::EnderecoLead;
use mk_webservices::operations::ordens_servico::{CategoriaOs, CriarOrdemServicoParameters};
use mk_webservices::operations::pessoas::NovaPessoaParameters;
use mk_webservices::operations::planos::TipoPlano;
use mk_webservices::{Call, Client};
use serde_json::{Value, json};

use support::{Server, fixture, with};

/// Whether a call that succeeded says that it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    Done,
    Unconfirmed,
}

type Asked = Pin<Box<dyn Future<Output = Result<Claim, Error>>>>;

fn asked<O: Operation<Output: 'static> + 'static>(call: Call<O>) -> Asked {
    Box::pin(async move {
        let value = call.await?;
        let unconfirmed = (&value as &dyn Any).is::<Unconfirmed>();
        Ok(if unconfirmed { Claim::Unconfirmed } else { Claim::Done })
    })
}

/// A call of a write by its name, which does nothing until awaited.
fn call(name: &str, mk: &Client) -> Asked {
    let (begin, end) = (date(2031, 2, 10).at(8, 0, 0, 0), date(2031, 2, 10).at(9, 0, 0, 0));
    match name {
        "WSMKAlterarSenhaSac" => asked(mk.alterar_senha_sac(true).cd_clientes(&[10_123])),
        "WSMKNovaPessoa" => asked(mk.nova_pessoa(new_person())),
        "PUT pessoas" => asked(mk.alterar_pessoa(301).email("ana@example.com")),
        "WSMKNovoContrato" => asked(mk.novo_contrato(new_contract())),
        "WSMKAutoDesbloqueio" => asked(mk.auto_desbloqueio(9001)),
        "WSMKAutoDesbloqueioV2" => asked(mk.auto_desbloqueio_v2(9001)),
        "WSMKLDViaSMS" => asked(mk.ld_via_sms(900_101)),
        "WSMKNovoAtendimento" => {
            asked(mk.novo_atendimento(10_123, 3, 12, OrigemContato::Bot, "Lenta"))
        }
        "WSMKAtendimentoComentario" => asked(mk.atendimento_comentario(7546, "Oi", "operador")),
        "WSMKAtendimentoResgate" => {
            asked(mk.atendimento_resgate("2601.36", OperacaoResgate::Resgatar, 77))
        }
        "POST atendimentos" => asked(mk.criar_atendimento(new_ticket())),
        "PUT atendimentos/protocolo" => {
            asked(mk.alterar_atendimento("2601.36").info_cliente("Lenta"))
        }
        "WSMKCriarOrdemServico" => asked(mk.criar_ordem_servico(new_order())),
        "WSMKAgendamentoOrdem" => asked(mk.agendamento_ordem(8004, 5, begin, end)),
        "WSMKCancelarReagendarOrdem" => asked(mk.cancelar_ordem(8004)),
        "PUT os" => asked(mk.alterar_os(8001).defeito_constatado("Conector danificado")),
        "POST logradouros" => {
            asked(mk.criar_logradouro("RUA A", "12345000".parse().unwrap(), 11, 7))
        }
        "PUT logradouros" => asked(mk.alterar_logradouro(1001).nome("RUA B")),
        "POST bairros" => asked(mk.criar_bairro("CENTRO", 7)),
        "PUT bairros" => asked(mk.alterar_bairro(11, "CENTRO")),
        "POST cidades" => asked(mk.criar_cidade("CIDADE EXEMPLO", 4_100_000, 16)),
        "PUT cidades" => asked(mk.alterar_cidade(7).nome("CIDADE EXEMPLO")),
        "WSMKNovaLead" => asked(mk.nova_lead(301, "Segunda conexão")),
        "WSMKInserirLead" => {
            let home = EnderecoLead { cidade: "Cidade Exemplo".into(), ..EnderecoLead::default() };
            asked(mk.inserir_lead("ANA", "51900000000".parse().unwrap(), home))
        }
        "WSMKReservarPorta" => asked(mk.reservar_porta(11_733, "24")),
        "WSMKAtivarContrato" => asked(mk.ativar_contrato(5003)),
        "WSMKContratoAlterarStatus" => asked(
            mk.contrato_alterar_status(MudancaDeStatus::new(OperacaoContrato::Cancelar, 5003)),
        ),
        "WSMKAlteracaoTitularidade" => asked(mk.alteracao_titularidade(5001, 302)),
        "WSMKAlterarRegraVencimento" => {
            asked(mk.alterar_regra_vencimento(postings(), 82, 5001, "ok", true))
        }
        "WSMKAlterarPlanoContasContrato" => {
            asked(mk.alterar_plano_contas_contrato(5001, 6, new_plan()))
        }
        "WSMKAlterarProdCRM" => asked(mk.alterar_prod_crm(new_plan())),
        "WSMKAlterarEnderecoCobranca" => asked(mk.endereco_cobranca_igual_residencia(301)),
        "WSMKAlterarEnderecoConexao" => asked(mk.endereco_conexao_igual_residencia(9001)),
        "WSMKAceiteSelfieAssinatura" => {
            let image = b"\x89PNG\r\n\x1a\n".to_vec();
            asked(mk.aceite_selfie_assinatura(5001, image.clone(), image))
        }
        "WSMKAlterarConexao" => asked(mk.alterar_conexao(9001).bloquear("S")),
        "WSMKCriarConexao" => asked(mk.criar_conexao().tipo_conexao(1)),
        "WSMKPedidoLiquidacao" => asked(mk.pedido_liquidacao(301, &[2001])),
        "WSMKLiquidacaoFaturas" => asked(mk.liquidacao_faturas(&"abc.100001".into(), "17", "47")),
        "WSMKLiquidacaoFaturasV2" => {
            let amount = Money::from_centavos(15_000);
            let id = "abc.100001".into();
            asked(mk.liquidacao_faturas_v2(&id, 101, "47", amount, begin.date()))
        }
        "WSMKAlteraStatusFaturas" => asked(mk.altera_status_faturas(false, &[2001])),
        "WSMobileTrocaMacOS" => asked(mk.troca_mac_os(8001, "00:00:5E:00:53:01")),
        BY_NAME => asked(mk.rule_that_writes(BY_NAME)),
        _ => panic!("no call of {name} is written here"),
    }
}

fn new_person() -> NovaPessoaParameters {
    NovaPessoaParameters {
        doc: "52998224725".parse().unwrap(),
        nome: "ANA".into(),
        cep: "12345000".parse().unwrap(),
        cd_uf: 16,
        cd_cidade: 7,
        cd_bairro: 11,
        cd_logradouro: 1001,
        numero: 142.into(),
        email: "ana@example.com".into(),
        fone: "51900000000".parse().unwrap(),
    }
}

fn new_contract() -> NovoContratoParameters {
    NovoContratoParameters {
        codigo_cliente: 10_123,
        codigo_tipo_plano: TipoPlano::Internet,
        codigo_plano_acesso: 41,
        codigo_regra_vencimento: 5,
        codigo_regra_bloqueio: 1,
        codigo_forma_pagamento: 1,
        codigo_profile_pagamento: 1,
        codigo_metodo_faturamento: 1,
        codigo_plano_contas: "7.00.04.00.00".into(),
    }
}

fn new_ticket() -> PostAtendimentosParameters {
    PostAtendimentosParameters {
        pessoa_id: 301,
        contrato_id: 20_567,
        empresa_id: 1,
        processo_id: 3,
        classificacao_id: 12,
        info_cliente: "Lenta".into(),
    }
}

fn new_order() -> CriarOrdemServicoParameters {
    CriarOrdemServicoParameters {
        codigo_cliente: 10_123,
        descricao_problema: "Lenta".into(),
        codigo_tipo_os: 1,
        codigo_tecnico: 2,
        codigo_grupo_servico: 3,
        categoria: CategoriaOs::Cliente,
    }
}

fn postings() -> Vec<ContaDoContrato> {
    let read = fixture("WSMKConsultarContasContrato.ok.json");
    serde_json::from_value::<ContasDoContrato>(read).unwrap().contas
}

fn new_plan() -> MudancaDePlano {
    MudancaDePlano::new(postings(), Money::from_centavos(9990))
}

/// A rule that this crate has no type for.
const BY_NAME: &str = "WSMKRegraSemTipo";
static OF_NO_TYPE: OperationSpec = OperationSpec::get(BY_NAME, "/mk/WSMKRegraSemTipo.rule");

fn writes() -> impl Iterator<Item = &'static OperationSpec> {
    all().filter(|spec| matches!(spec.effect, Effect::Once | Effect::Idempotent))
}

/// An answer and how the rule classifies it.
struct Kind {
    status: u16,
    body: &'static str,
    of_rules: Expected,
    /// The core-api reports errors by HTTP status: it has no envelope.
    of_core_api: Expected,
}

/// What an answer proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// It proves nothing.
    PerhapsDone,
    /// It is a documented refusal.
    NotDone,
    /// It refuses the session token, so that the write is sent a second time.
    TokenRefused,
    /// It is done if a status word is the operation's proof, otherwise perhaps done.
    StatusWord,
}

impl Kind {
    fn ok(body: &'static str, of_rules: Expected) -> Self {
        Self { status: 200, body, of_rules, of_core_api: Expected::PerhapsDone }
    }

    fn http(status: u16, body: &'static str) -> Self {
        let expected = match status {
            401 => Expected::TokenRefused,
            400 | 403 | 404 | 405 | 413 | 414 | 422 | 429 => Expected::NotDone,
            _ => Expected::PerhapsDone,
        };
        Self { status, body, of_rules: expected, of_core_api: expected }
    }

    fn expected(&self, spec: &OperationSpec) -> Expected {
        let expected =
            if spec.path.starts_with("/core-api/") { self.of_core_api } else { self.of_rules };
        match expected {
            Expected::PerhapsDone
                if is_wrapped(spec) && self.body.starts_with(r#"{"response":"#) =>
            {
                Expected::NotDone
            }
            Expected::StatusWord if !by_status_word(spec.proof) => Expected::PerhapsDone,
            expected => expected,
        }
    }
}

/// Whether the vendor wraps the whole answer in `response`, where a refusal then is.
fn is_wrapped(spec: &OperationSpec) -> bool {
    matches!(spec.proof, Proof::Member(path) if path.starts_with("response."))
}

fn by_status_word(proof: Proof) -> bool {
    match proof {
        Proof::StatusWord => true,
        Proof::AnyOf(proofs) => proofs.iter().any(|proof| by_status_word(*proof)),
        _ => false,
    }
}

/// Answers that were observed, that are conceivable, or that come from a proxy.
fn kinds() -> Vec<Kind> {
    use Expected::{NotDone, PerhapsDone, StatusWord, TokenRefused};

    let mut kinds: Vec<_> = [
        ("{}", PerhapsDone),
        ("[]", PerhapsDone),
        ("null", PerhapsDone),
        (r#""Service unavailable""#, PerhapsDone),
        (r#"{"success":false}"#, PerhapsDone),
        (r#"{"error":"database is locked"}"#, PerhapsDone),
        (r#"{"status":"FALHA"}"#, PerhapsDone),
        (r#"{"status":"NOK"}"#, PerhapsDone),
        (r#"{"status":"ERRO:"}"#, PerhapsDone),
        (r#"{"status":"ERROR","message":"Service unavailable"}"#, PerhapsDone),
        (r#"{"status":"Em processamento"}"#, PerhapsDone),
        (r#"{"status":false}"#, PerhapsDone),
        (r#"{"status":500,"error":"x"}"#, PerhapsDone),
        ("", PerhapsDone),
        (" \r\n", PerhapsDone),
        ("<!doctype html><html><head><title>Login</title></head></html>", PerhapsDone),
        (r#"{"status":"OK","Protocolo":"26"#, PerhapsDone),
        (r#"{"status":"OK"}"#, StatusWord),
        (r#"{"status":"ERRO"}"#, NotDone),
        (r#"{"Mensagem":"Token do gateway de assinatura expirado.","status":"ERRO"}"#, NotDone),
        (r#"{"mensagem":"Token expirado.","status":"ERRO"}"#, NotDone),
        (r#"{"Mensagem":"Token inválido.","Num. ERRO":"001","status":"ERRO"}"#, TokenRefused),
        (r#"{"Mensagem":"Documento inválido.","Num. ERRO":"002","status":"ERRO"}"#, NotDone),
        (r#"{"Mensagem":"Dados não localizados.","Num. ERRO":"003","status":"ERRO"}"#, NotDone),
        (r#"{"Mensagem":"Token expirado.","Num. ERRO":"999","status":"ERRO"}"#, TokenRefused),
        (r#"{"Mensagem":"Falha geral.","Num. ERRO":"500","status":"ERRO"}"#, PerhapsDone),
        (r#"[{"status":"ERRO"}]"#, PerhapsDone),
        (r#"[{"Num. ERRO":"002","status":"ERRO"}]"#, PerhapsDone),
        (r#"[{"Num. ERRO":"999","status":"ERRO"}]"#, PerhapsDone),
        (r#"{"response":{"Num. ERRO":"001","status":"ERRO"}}"#, PerhapsDone),
        (r#"{"status":"OK","response":{"status":"ERRO"}}"#, PerhapsDone),
        (r#"{"status":"OK","response":{"Num. ERRO":"999","status":"ERRO"}}"#, PerhapsDone),
        (r#"{"status":"OK","Num. ERRO":"001"}"#, PerhapsDone),
    ]
    .into_iter()
    .map(|(body, expected)| Kind::ok(body, expected))
    .collect();
    for status in [
        301, 302, 303, 307, 400, 401, 403, 404, 405, 408, 409, 410, 413, 414, 422, 429, 451, 500,
        502, 503, 504,
    ] {
        for body in ["", r#"{"status":"error","message":"upstream request timeout"}"#] {
            kinds.push(Kind::http(status, body));
        }
    }
    kinds
}

/// The result of a call with this answer, and how often the call was received.
async fn outcome(name: &'static str, kind: &Kind) -> (Result<Claim, Error>, usize) {
    let server = Server::new();
    server.status(name, kind.status, kind.body);
    let answer = call(name, &server.client()).await;
    (answer, server.arrivals(name))
}

/// What is wrong about an answer to a call, if anything.
fn wrong(
    spec: &OperationSpec,
    kind: &Kind,
    answer: &Result<Claim, Error>,
    arrivals: usize,
) -> Option<String> {
    let expected = kind.expected(spec);
    let outcome = match answer {
        Ok(Claim::Done) => Outcome::Done,
        Ok(Claim::Unconfirmed) => Outcome::PerhapsDone,
        Err(error) => error.outcome(),
    };
    let right = match expected {
        Expected::PerhapsDone => Outcome::PerhapsDone,
        Expected::NotDone | Expected::TokenRefused => Outcome::NotDone,
        Expected::StatusWord => Outcome::Done,
    };
    if outcome != right {
        return Some(format!("{outcome:?} instead of {right:?}: {answer:?}"));
    }
    let is_transient = matches!(kind.status, 408 | 429 | 502..=504);
    let may_arrive = match (expected, spec.effect) {
        (Expected::TokenRefused, _) => 2..=2,
        (_, Effect::Idempotent) if is_transient => 1..=2,
        _ => 1..=1,
    };
    (!may_arrive.contains(&arrivals)).then(|| format!("it arrived {arrivals} times"))
}

#[tokio::test]
async fn a_write_is_done_only_with_its_proof_and_is_received_once() {
    let operations: Vec<_> = writes().chain([&OF_NO_TYPE]).collect();
    let mut outcomes: HashMap<String, usize> = HashMap::new();
    let mut failures = Vec::new();
    for spec in &operations {
        let name = spec.name;
        for kind in kinds() {
            let (answer, arrivals) = outcome(name, &kind).await;
            if let Some(wrong) = wrong(spec, &kind, &answer, arrivals) {
                failures.push(format!("{name}, HTTP {} {}: {wrong}", kind.status, kind.body));
            }
            let came = match &answer {
                Ok(claim) => format!("{claim:?}"),
                Err(error) => format!("error, {:?}", error.outcome()),
            };
            *outcomes.entry(came).or_default() += 1;
        }
    }
    let (writes, ran) = (operations.len(), outcomes.values().sum::<usize>());
    println!(
        "{writes} writes, {} kinds of answers, {ran} combinations: {outcomes:?}",
        kinds().len()
    );
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

/// The documented answers to a successful write.
const DONE: [(&str, &str); 32] = [
    ("POST atendimentos", "core-api.atendimentos.protocolo.put.ok.json"),
    ("PUT atendimentos/protocolo", "core-api.atendimentos.protocolo.put.ok.json"),
    ("PUT os", "core-api.os.put.parcial.json"),
    ("PUT pessoas", "core-api.pessoas.put.ok.json"),
    ("WSMKAceiteSelfieAssinatura", "WSMKAceiteSelfieAssinatura.ok.json"),
    ("WSMKAgendamentoOrdem", "WSMKAgendamentoOrdem.ok.json"),
    ("WSMKAlteraStatusFaturas", "WSMKAlteraStatusFaturas.ok.json"),
    ("WSMKAlteracaoTitularidade", "WSMKAlteracaoTitularidade.ok.json"),
    ("WSMKAlterarConexao", "WSMKAlterarConexao.ok.json"),
    ("WSMKAlterarEnderecoCobranca", "WSMKAlterarEnderecoCobranca.ok.json"),
    ("WSMKAlterarEnderecoConexao", "WSMKAlterarEnderecoConexao.ok.json"),
    ("WSMKAlterarPlanoContasContrato", "WSMKAlterarPlanoContasContrato.ok.json"),
    ("WSMKAlterarProdCRM", "WSMKAlterarProdCRM.ok.json"),
    ("WSMKAlterarRegraVencimento", "WSMKAlterarRegraVencimento.ok.json"),
    ("WSMKAtendimentoComentario", "WSMKAtendimentoComentario.ok.json"),
    ("WSMKAtendimentoResgate", "WSMKAtendimentoResgate.ok.json"),
    ("WSMKAtivarContrato", "WSMKAtivarContrato.ok.json"),
    ("WSMKAutoDesbloqueio", "WSMKAutoDesbloqueio.ok.json"),
    ("WSMKAutoDesbloqueioV2", "WSMKAutoDesbloqueioV2.ok.json"),
    ("WSMKCancelarReagendarOrdem", "WSMKCancelarReagendarOrdem.cancelar.ok.json"),
    ("WSMKCancelarReagendarOrdem", "WSMKCancelarReagendarOrdem.reagendar.ok.json"),
    ("WSMKContratoAlterarStatus", "WSMKContratoAlterarStatus.ativar.ok.json"),
    ("WSMKContratoAlterarStatus", "WSMKContratoAlterarStatus.cancelar.ok.json"),
    ("WSMKCriarOrdemServico", "WSMKCriarOrdemServico.ok.json"),
    ("WSMKInserirLead", "WSMKInserirLead.ok.json"),
    ("WSMKLDViaSMS", "WSMKLDViaSMS.ok.json"),
    ("WSMKLiquidacaoFaturasV2", "WSMKLiquidacaoFaturasV2.ok.json"),
    ("WSMKNovaLead", "WSMKNovaLead.ok.json"),
    ("WSMKNovoAtendimento", "WSMKNovoAtendimento.ok.json"),
    ("WSMKNovoContrato", "WSMKNovoContrato.ok.json"),
    ("WSMKPedidoLiquidacao", "WSMKPedidoLiquidacao.ok.json"),
    ("WSMobileTrocaMacOS", "WSMobileTrocaMacOS.ok.json"),
];

#[tokio::test]
async fn the_proof_makes_a_write_done_unless_the_answer_contradicts_it() {
    let proven: BTreeSet<_> =
        writes().filter(|spec| spec.proof.is_shown()).map(|spec| spec.name).collect();
    assert_eq!(proven, DONE.iter().map(|(name, _)| *name).collect());
    for (name, file) in DONE {
        let outcome = async |body: &Value| {
            let server = Server::new();
            server.answer(name, body);
            call(name, &server.client()).await.map_err(|error| error.outcome())
        };
        assert_eq!(outcome(&fixture(file)).await, Ok(Claim::Done), "{file}");
        let doubts = [
            json!({"error": "database is locked"}),
            json!({"success": false}),
            json!({"response": {"status": "ERRO"}}),
            json!({"status": "Em processamento"}),
            json!({"status": "FALHA"}),
            json!({"Num. ERRO": "500"}),
        ];
        // In the core-api only the first two concern the answer and not the record.
        let of_rule = !name.contains(' ');
        let wrapped = writes().any(|spec| spec.name == name && is_wrapped(spec));
        for doubt in doubts.iter().take(if of_rule { doubts.len() } else { 2 }) {
            if wrapped && doubt.get("response").is_some() {
                // Then it is the whole answer, and a refusal.
                continue;
            }
            let outcome = outcome(&with(file, doubt)).await;
            assert_eq!(outcome, Err(Outcome::PerhapsDone), "{file} {doubt}");
        }
        if of_rule {
            let outcome = outcome(&json!([fixture(file)])).await;
            assert_eq!(outcome, Err(Outcome::PerhapsDone), "{file} in a list");
        }
    }
}

#[tokio::test]
async fn a_code_alone_is_not_a_proof_but_a_success_sentence_is() {
    for (name, file, expected) in [
        ("WSMKNovoAtendimento", "WSMKNovoAtendimento.ok.json", Err(Outcome::PerhapsDone)),
        ("WSMKNovaLead", "WSMKNovaLead.ok.json", Err(Outcome::PerhapsDone)),
        ("WSMKNovoContrato", "WSMKNovoContrato.ok.json", Ok(Claim::Done)),
    ] {
        let server = Server::new();
        server.answer(name, &with(file, &json!({"status": null})));
        let outcome = call(name, &server.client()).await.map_err(|error| error.outcome());
        assert_eq!(outcome, expected, "{name}");
    }
}

/// Without this, a write that is missing above would not be tested.
#[tokio::test]
async fn every_write_of_the_crate_is_called_by_its_own_name() {
    let names: BTreeSet<_> = writes().map(|spec| spec.name).collect();
    assert_eq!(names.len(), writes().count(), "no name twice");
    assert!(names.len() >= 41, "{names:?}");
    for name in names {
        let server = Server::new();
        server.status(name, 400, "");
        assert!(call(name, &server.client()).await.is_err());
        assert_eq!(server.arrivals(name), 1, "{name}");
    }
}
