//! The table in `CALLS.md` is generated from the code by
//! `UPDATE_OPERATIONS=1 cargo test --test calls_md`; what stands before it is written by hand.

#![allow(missing_docs)]

use std::path::Path;

use isp_core::vendor_tests::contract::calls_are_current;
use mk_webservices::{Client, ClientBuilder, operations};

/// The methods that no declaration names, each once more for the compiler.
macro_rules! methods {
    ($($operation:literal: $call:literal = $method:expr;)+) => {{
        $( let _ = $method; )+
        [$(($operation, $call)),+]
    }};
}

const ISP: [(&str, &str); 19] = [
    ("WSMKConsultaDoc", "customers_by_document"),
    ("WSMKConsultaClientes", "customer"),
    ("WSMKConsultaClientes", "customers_page"),
    ("WSMKUserSenhaSAC", "authenticate_subscriber"),
    ("WSMKContratosPorCliente", "contracts"),
    ("WSMKContratosPorClienteV2", "contracts"),
    ("WSMKConexoesPorCliente", "connections"),
    ("WSMKConsultaConexaoAutenticada", "connections"),
    ("WSMKFaturasPendentes", "invoices"),
    ("WSMKFaturas", "invoices"),
    ("WSMKFaturasAbertas", "invoices_due"),
    ("WSMKSegundaViaCobranca", "payment"),
    ("WSMKRetornarCopieColaPix", "payment"),
    ("WSMKLDViaSMS", "payment"),
    ("WSMKAtendimentos", "tickets"),
    ("WSMKListaProcessos", "ticket_kinds"),
    ("WSMKNovoAtendimento", "open_ticket"),
    ("WSMKAutoDesbloqueio", "trust_unlock"),
    ("WSMKAutoDesbloqueioV2", "trust_unlock"),
];

#[test]
fn every_request_has_its_call() {
    let methods = methods! {
        "WSAutenticacao": "Client::builder(…).credentials(user_token, profile_password)"
            = |client: ClientBuilder| client.credentials("", "");
        "WSAutenticacaoOperador": "Client::builder(…).operator(name, password)"
            = |client: ClientBuilder| client.operator("", "");
        "PUT atendimentos/protocolo": "encerrar_atendimento(protocolo, encerramento)"
            = Client::encerrar_atendimento;
        "WSMKAlterarEnderecoConexao": "alterar_endereco_conexao(cd_conexao, endereco)"
            = Client::alterar_endereco_conexao;
        "WSMKAlterarEnderecoConexao": "endereco_conexao_igual_residencia(cd_conexao)"
            = Client::endereco_conexao_igual_residencia;
        "WSMKCancelarReagendarOrdem": "cancelar_ordem(codigo_os)" = Client::cancelar_ordem;
        "WSMKCancelarReagendarOrdem": "reagendar_ordem(codigo_os, inicio, fim)"
            = Client::reagendar_ordem;
        "PUT os": "encerrar_os(id, encerramento)" = Client::encerrar_os;
        "WSMKAlterarProdCRM": "alterar_prod_crm(mudanca)" = Client::alterar_prod_crm;
        "WSMKAlterarPlanoContasContrato":
            "alterar_plano_contas_contrato(cd_contrato, novo_plano, mudanca)"
            = Client::alterar_plano_contas_contrato;
        "WSMKAlterarEnderecoCobranca": "alterar_endereco_cobranca(cd_pessoa, endereco)"
            = Client::alterar_endereco_cobranca;
        "WSMKAlterarEnderecoCobranca": "endereco_cobranca_igual_residencia(cd_pessoa)"
            = Client::endereco_cobranca_igual_residencia;
        "WSMKRetornarCopieColaPix": "retornar_copie_cola_pix_da_fatura(codigo_fatura)"
            = Client::retornar_copie_cola_pix_da_fatura;
        "WSMKRetornarCopieColaPix": "retornar_copie_cola_pix_do_documento(documento)"
            = Client::retornar_copie_cola_pix_do_documento;
        "WSMKRetornarCopieColaPix": "retornar_copie_cola_pix_do_cliente(codigo_cliente)"
            = Client::retornar_copie_cola_pix_do_cliente;
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("CALLS.md");
    calls_are_current(&file, &operations::all().collect::<Vec<_>>(), &methods, &ISP);
}
