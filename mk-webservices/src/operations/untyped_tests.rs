//! The operations whose answers are undocumented: the exact request of each, and that any answer is
//! kept as it came unless it reports a failure.

use isp_core::ErrorKind;
use isp_core::brazil::State;
use isp_core::http::vendor::Dialect;
use isp_core::http::{Operation, OperationSpec};
use isp_core::wire::{Unconfirmed, Untyped};
use jiff::civil::date;
use serde_json::json;

use super::atendimentos::WSMKAtendentes;
use super::conexoes::{TecnologiaConexao, WSMKConexoesPorClienteV2, WSMKCriarConexao};
use super::contratos::WSMKAceiteContratualPendente;
use super::enderecos::{
    GetCidadesUf, PostBairros, PostCidades, PostLogradouros, PutBairros, PutCidades,
    PutLogradouros, WSMKListaBairros, WSMKListaCondominios, WSMKListaEstados,
    WSMKListaEstruturaEnderecos,
};
use super::faturas::{WSMKConsultaBarras, WSMKLiquidacaoFaturas};
use super::leads::WSMKReservarPorta;
use super::ordens_servico::{
    GetOsId, GetOsPessoa, WSMKConsultaTecnicos, WSMKOSListaGruposServico,
    WSMKOSListaTecnicoResponsavel,
};
use super::pessoas::{
    GetPessoasEmpresa, GetPessoasTelefone, NovaPessoaParameters, WSMKAlterarSenhaSac,
    WSMKConsultaNome, WSMKNovaPessoa,
};
use super::planos::{
    GetPlanosAcessosDescricao, GetPlanosAcessosId, GetPlanosAcessosListEmpresa, TipoPlano,
    WSMKConsultaPlanos, WSMKConsultaPlanosProduto,
};
use super::rede::{
    WSMKConexaoListaIP, WSMKConexaoPlanoAcesso, WSMKConexaoPontoAcesso,
    WSMKConexaoServidorConcentrador,
};
use super::testing::{answer_of, dialect, fixture, refusal, request};

/// An answer that is kept as it came.
trait IntoUntyped {
    fn into_untyped(self) -> Untyped;
}

impl IntoUntyped for Untyped {
    fn into_untyped(self) -> Untyped {
        self
    }
}

impl IntoUntyped for Unconfirmed {
    fn into_untyped(self) -> Untyped {
        self.into_answer()
    }
}

/// Reads a body that came with an HTTP status, as the client does.
type Read = dyn Fn(u16, &[u8]) -> Result<Untyped, ErrorKind>;

/// One operation with some of its parameters.
struct Case {
    spec: OperationSpec,
    sent: String,
    expected: String,
    read: Box<Read>,
}

fn case<O>(operation: O, expected: String) -> Case
where
    O: Operation + 'static,
    O::Output: IntoUntyped,
{
    Case {
        spec: O::SPEC,
        sent: request(&operation),
        expected,
        read: Box::new(move |status, body| {
            let answer = answer_of(status, body);
            dialect().classify(&O::SPEC, &answer).map_err(|fault| fault.kind)?;
            let decoded = operation.read(&answer).map_err(|_| ErrorKind::NotUnderstood)?;
            Ok(decoded.value.into_untyped())
        }),
    }
}

/// A rule: its name, and what follows `sys` and `token` in the query.
fn rule<O>(operation: O, name: &str, query: &str) -> Case
where
    O: Operation + 'static,
    O::Output: IntoUntyped,
{
    case(operation, format!("GET /mk/{name}.rule?sys=MK0&token=TOKEN{query}"))
}

/// An operation of the core-api: its method and resource, and what follows `token` in the query, with
/// the body.
fn core<O>(operation: O, name: &str, rest: &str) -> Case
where
    O: Operation + 'static,
    O::Output: IntoUntyped,
{
    let (method, resource) = name.split_once(' ').unwrap();
    case(operation, format!("{method} /core-api/{resource}?token=TOKEN{rest}"))
}

const BARCODE: &str = "00191000000000140550000000000000000000000000";

fn cases() -> Vec<Case> {
    [reads_of_rules(), reads_of_the_core_api(), writes()].into_iter().flatten().collect()
}

fn reads_of_rules() -> Vec<Case> {
    let day = date(2026, 9, 1);
    let acceptance = || WSMKAceiteContratualPendente::new(day);
    let connections = || WSMKConexoesPorClienteV2::new(10_123);
    let plans = || WSMKConsultaPlanos::new(day);
    let products = WSMKConsultaPlanosProduto::new;
    vec![
        rule(
            WSMKAceiteContratualPendente::new(day),
            "WSMKAceiteContratualPendente",
            "&data_adesao=01%2F09%2F2026",
        ),
        rule(
            acceptance().cd_pessoa(10_123).cd_contrato(20_567),
            "WSMKAceiteContratualPendente",
            "&data_adesao=01%2F09%2F2026&cd_pessoa=10123&cd_contrato=20567",
        ),
        rule(WSMKAtendentes::new(77), "WSMKAtendentes", "&Codigo_atendente=77"),
        rule(
            WSMKConexaoListaIP::new(12, 3),
            "WSMKConexaoListaIP",
            "&CodigoPontoAcesso=12&CodigoServidor=3",
        ),
        rule(WSMKConexaoPlanoAcesso::new(3), "WSMKConexaoPlanoAcesso", "&CodigoServidor=3"),
        rule(WSMKConexaoPontoAcesso::new(), "WSMKConexaoPontoAcesso", ""),
        rule(
            WSMKConexaoPontoAcesso::new().data_connection("x"),
            "WSMKConexaoPontoAcesso",
            "&dataConnection=x",
        ),
        rule(WSMKConexaoServidorConcentrador::new(), "WSMKConexaoServidorConcentrador", ""),
        rule(
            WSMKConexaoServidorConcentrador::new().data_connection("x"),
            "WSMKConexaoServidorConcentrador",
            "&dataConnection=x",
        ),
        rule(connections(), "WSMKConexoesPorClienteV2", "&cd_cliente=10123"),
        rule(
            connections().bloqueada(true).motivo_bloqueio(1),
            "WSMKConexoesPorClienteV2",
            "&cd_cliente=10123&bloqueada=S&motivo_bloqueio=1",
        ),
        rule(WSMKConsultaBarras::new(BARCODE), "WSMKConsultaBarras", &format!("&barras={BARCODE}")),
        rule(WSMKConsultaNome::new("JOSÉ"), "WSMKConsultaNome", "&nome=JOS%C3%89"),
        rule(plans(), "WSMKConsultaPlanos", "&data_alteracao=2026-09-01"),
        rule(
            plans()
                .codigo_plano(41)
                .codigo_plano_inicio(1)
                .codigo_plano_fim(500)
                .ativo(true)
                .nome_plano("FIBRA"),
            "WSMKConsultaPlanos",
            "&data_alteracao=2026-09-01&codigo_plano=41&codigo_plano_inicio=1&codigo_plano_fim=500\
             &ativo=True&nome_plano=FIBRA",
        ),
        rule(plans().ativo(false), "WSMKConsultaPlanos", "&data_alteracao=2026-09-01&ativo=False"),
        rule(products(), "WSMKConsultaPlanos", ""),
        rule(
            products().data_alteracao(day).ativo(true),
            "WSMKConsultaPlanos",
            "&data_alteracao=2026-09-01&ativo=S",
        ),
        rule(
            products().codigo_produto(8).ativo(false),
            "WSMKConsultaPlanos",
            "&codigo_produto=8&ativo=N",
        ),
        rule(
            products()
                .data_alteracao(day)
                .codigo_produto_inicio(1)
                .codigo_produto_fim(500)
                .ativo(true)
                .nome_produto("FIBRA"),
            "WSMKConsultaPlanos",
            "&data_alteracao=2026-09-01&codigo_produto_inicio=1&codigo_produto_fim=500&ativo=S\
             &nome_produto=FIBRA",
        ),
        rule(WSMKConsultaTecnicos::new(), "WSMKConsultaTecnicos", ""),
        rule(WSMKListaBairros::new(7), "WSMKListaBairros", "&cd_cidade=7"),
        rule(WSMKListaCondominios::new(), "WSMKListaCondominios", ""),
        rule(WSMKListaEstados::new(), "WSMKListaEstados", ""),
        rule(WSMKListaEstruturaEnderecos::new(), "WSMKListaEstruturaEnderecos", ""),
        rule(WSMKOSListaGruposServico::new(), "WSMKOSListaGruposServico", ""),
        rule(WSMKOSListaTecnicoResponsavel::new(), "WSMKOSListaTecnicoResponsavel", ""),
    ]
}

fn reads_of_the_core_api() -> Vec<Case> {
    let phone = "(51) 90000-0000".parse().unwrap();
    let plans = GetPlanosAcessosId::new;
    vec![
        core(GetCidadesUf::new(State::PR), "GET cidades/uf", "&uf=PR"),
        core(GetOsId::new(8001), "GET os/id", "&id=8001"),
        core(GetOsPessoa::new(301), "GET os/pessoa", "&pessoa=301"),
        core(GetPessoasEmpresa::new(2), "GET pessoas/empresa", "&empresa=2"),
        core(GetPessoasTelefone::new(phone), "GET pessoas/telefone", "&ddd=51&fone=900000000"),
        core(
            GetPlanosAcessosDescricao::new("FIBRA 500"),
            "GET planos-acessos/descricao",
            "&nomedoplano=FIBRA+500",
        ),
        core(plans().id(41), "GET planos-acessos/id", "&id=41"),
        core(plans().tipo_plano(TipoPlano::Internet), "GET planos-acessos/id", "&TipoPlano=1"),
        core(
            plans().id(41).tipo_plano(TipoPlano::Internet),
            "GET planos-acessos/id",
            "&id=41&TipoPlano=1",
        ),
        core(GetPlanosAcessosListEmpresa::new(1), "GET planos-acessos/list/empresa", "&empresa=1"),
    ]
}

fn writes() -> Vec<Case> {
    let passwords = || WSMKAlterarSenhaSac::new(true);
    vec![
        core(PostBairros::new("CENTRO", 7), "POST bairros", r#" {"cidadeId":7,"nome":"CENTRO"}"#),
        core(
            PostCidades::new("CIDADE EXEMPLO", 4_100_000, 16),
            "POST cidades",
            r#" {"IBGE":4100000,"estado":16,"nome":"CIDADE EXEMPLO"}"#,
        ),
        core(
            PostLogradouros::new("RUA DAS ACÁCIAS", "12345-000".parse().unwrap(), 9, 7),
            "POST logradouros",
            r#" {"bairroId":9,"cep":"12345000","cidadeId":7,"nome":"RUA DAS ACÁCIAS"}"#,
        ),
        core(PutBairros::new(9, "CENTRO"), "PUT bairros", r#"&id=9 {"nome":"CENTRO"}"#),
        core(PutCidades::new(7).nome("CIDADE"), "PUT cidades", r#"&id=7 {"nome":"CIDADE"}"#),
        core(PutCidades::new(7).ibge(4_100_000), "PUT cidades", r#"&id=7 {"IBGE":4100000}"#),
        core(
            PutLogradouros::new(11).nome("RUA B"),
            "PUT logradouros",
            r#"&id=11 {"nome":"RUA B"}"#,
        ),
        core(
            PutLogradouros::new(11).cep("12345-001".parse().unwrap()),
            "PUT logradouros",
            r#"&id=11 {"cep":"12345001"}"#,
        ),
        rule(passwords(), "WSMKAlterarSenhaSac", "&contrato_ativos=S"),
        rule(
            passwords().tag("VIP").cd_clientes(&[301, 302]).conexao_ativa(false),
            "WSMKAlterarSenhaSac",
            "&contrato_ativos=S&tag=VIP&cd_clientes=301%7C302&conexao_ativa=N",
        ),
        rule(
            WSMKCriarConexao::new()
                .codigo_tipo_ip(2)
                .tecnologia(TecnologiaConexao::F)
                .auto_desbloqueio(true)
                .mac_address("00:00:5E:00:53:01")
                .endereco_cadastro(false)
                .tipo_conexao(1)
                .username("usuario.exemplo")
                .password(&"senha & nova".into())
                .cod_condominio(4)
                .tp_autenticacao("1")
                .outros(&[("CodigoContrato", "5001"), ("Código", "7")]),
            "WSMKCriarConexao",
            "&CodigoTipoIP=2&Tecnologia=F&AutoDesbloqueio=true&macAddress=00%3A00%3A5E%3A00%3A53%3A01\
             &EnderecoCadastro=false&TipoConexao=1&Username=usuario.exemplo\
             &Password=senha+%26+nova&CodCondominio=4&TpAutenticacao=1&CodigoContrato=5001\
             &C%C3%B3digo=7",
        ),
        rule(
            WSMKReservarPorta::new(11_733, "24"),
            "WSMKReservarPorta",
            "&cd_lead=11733&periodo_reserva=24",
        ),
        rule(
            settlement().nsu("123").arp("456"),
            "WSMKLiquidacaoFaturas",
            "&IDPagamento=abc.100001&FormaPgto=17&conta=47&NSU=123&ARP=456",
        ),
        rule(
            settlement(),
            "WSMKLiquidacaoFaturas",
            "&IDPagamento=abc.100001&FormaPgto=17&conta=47",
        ),
        rule(
            new_person("JOSÉ EXEMPLO"),
            "WSMKNovaPessoa",
            "&doc=52998224725&nome=JOS%C3%89+EXEMPLO&cep=12345000&cd_uf=16&cd_cidade=7&cd_bairro=11\
             &cd_logradouro=1001&numero=142&email=jose%40example.com&fone=51900000000",
        ),
    ]
}

fn settlement() -> WSMKLiquidacaoFaturas {
    WSMKLiquidacaoFaturas::new(&"abc.100001".into(), "17", "47")
}

pub(super) fn new_person(name: &str) -> WSMKNovaPessoa {
    WSMKNovaPessoa::new(NovaPessoaParameters {
        doc: "529.982.247-25".parse().unwrap(),
        nome: name.into(),
        cep: "12345-000".parse().unwrap(),
        cd_uf: 16,
        cd_cidade: 7,
        cd_bairro: 11,
        cd_logradouro: 1001,
        numero: 142.into(),
        email: "jose@example.com".into(),
        fone: "(51) 90000-0000".parse().unwrap(),
    })
}

#[test]
fn every_operation_of_an_unknown_answer_is_in_the_table() {
    let cases = cases();
    for spec in super::all().filter(|spec| matches!(spec.output, "Untyped" | "Unconfirmed")) {
        assert!(cases.iter().any(|case| case.spec == *spec), "{}: {}", spec.name, spec.title);
    }
}

#[test]
fn each_request_is_just_as_the_manual_says() {
    for case in cases() {
        assert_eq!(case.sent, case.expected);
    }
}

#[test]
fn any_answer_is_kept_as_it_came() {
    let row = json!({"codigo": 7, "nome": "EXEMPLO"});
    for case in cases() {
        let read = |answer: &serde_json::Value| {
            let kept = (case.read)(200, answer.to_string().as_bytes());
            let kept = kept.unwrap_or_else(|error| panic!("{}: {error:?}", case.spec.name));
            assert_eq!(kept.value(), answer, "{}", case.spec.name);
            kept
        };
        read(&row);
        for rows in [json!([row]), json!({"Linhas:": [row], "status": "OK"})] {
            assert_eq!(Untyped::integer(read(&rows).rows()[0], "codigo"), Some(7));
        }
    }
}

#[test]
fn no_answer_is_an_error_unless_a_write_may_answer_nothing() {
    for case in cases() {
        for nothing in ["", " \r\n", "null"] {
            let kept = (case.read)(200, nothing.as_bytes());
            if case.spec.effect.is_write() {
                assert!(kept.unwrap().value().is_null(), "{}", case.spec.name);
            } else {
                assert_eq!(kept.unwrap_err(), ErrorKind::NotUnderstood, "{}", case.spec.name);
            }
        }
    }
}

#[test]
fn an_answer_that_says_that_it_failed_is_an_error() {
    let envelope = fixture("_erros/parametro-ausente.json");
    let page = fixture("_erros/http-500.html");
    for case in cases() {
        let kind = |status, body: &[u8]| (case.read)(status, body).unwrap_err();
        assert_eq!(kind(200, b"<html></html>"), ErrorKind::NotUnderstood, "{}", case.spec.name);
        if case.spec.path.starts_with("/mk/") {
            assert_eq!(kind(200, &envelope), ErrorKind::InvalidInput, "{}", case.spec.name);
            assert_eq!(kind(500, &page), ErrorKind::Configuration, "{}", case.spec.name);
        } else {
            // The core-api reports by status; an error that it names with success is one all the same.
            let error = kind(200, br#"{"error":"x"}"#);
            assert_eq!(error, ErrorKind::NotUnderstood, "{}", case.spec.name);
            assert_eq!(kind(404, b"{}"), ErrorKind::NotFound, "{}", case.spec.name);
        }
    }
}

#[test]
fn empty_texts_are_refused_because_the_server_takes_them_for_bad_ones() {
    let cep = || "12345-000".parse().unwrap();
    for (refused, parameter) in [
        (refusal(&GetPlanosAcessosDescricao::new(" ")), "nomedoplano"),
        (refusal(&PostBairros::new(" ", 7)), "nome"),
        (refusal(&PostCidades::new(" ", 4_100_000, 16)), "nome"),
        (refusal(&PostLogradouros::new("", cep(), 9, 7)), "nome"),
        (refusal(&PutBairros::new(9, "")), "nome"),
        (refusal(&PutCidades::new(7).nome("")), "nome"),
        (refusal(&PutLogradouros::new(11).nome(" ")), "nome"),
        (refusal(&WSMKAlterarSenhaSac::new(true).tag("")), "tag"),
        (refusal(&WSMKConsultaBarras::new(" ")), "barras"),
        (refusal(&WSMKConsultaNome::new(" ")), "nome"),
        (refusal(&new_person(" ")), "nome"),
    ] {
        assert!(refused.contains(&format!("`{parameter}`")), "{parameter}: {refused}");
    }
}

#[test]
fn a_request_that_would_mean_nothing_or_everything_is_refused() {
    let everybody = WSMKAlterarSenhaSac::new(true).cd_clientes(&[]);
    for (refused, why) in [
        (refusal(&PutCidades::new(7)), "`nome` or `IBGE`"),
        (refusal(&PutLogradouros::new(11)), "`nome` or `cep`"),
        (refusal(&GetPlanosAcessosId::new()), "TipoPlano"),
        (refusal(&everybody), "cd_clientes"),
    ] {
        assert!(refused.contains(why), "{why}: {refused}");
    }
}
