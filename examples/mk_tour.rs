//! Calls every read operation of MK on the simulator, and prints for each how well its answer is
//! documented.
//!
//! ```text
//! cargo run --example mk_tour
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example prints its results")]

use std::process::ExitCode;

use examples::command_line::help_or_exit;
use isp_core::brazil::State;
use isp_core::http::{Effect, EvidenceLevel, Operation};
use isp_core::jiff::ToSpan;
use isp_core::testing::World;
use isp_core::{Error, GeoPoint, Secret};
use mk_webservices::operations::{self, planos::TipoPlano, rede::StatusParada};
use mk_webservices::simulator::Simulator;
use mk_webservices::{Call, Client};

const USAGE: &str = "\
usage: mk_tour

Calls every read operation of MK on a simulator of its own, and prints for each
how well its answer is documented.

  --help  this text";

/// The calls so far.
#[derive(Default)]
struct Tour {
    called: Vec<&'static str>,
    undocumented: usize,
    failed: usize,
}

impl Tour {
    /// Calls one operation and prints its line.
    async fn call<O: Operation>(&mut self, call: Call<O>) {
        let spec = O::SPEC;
        self.called.push(spec.name);
        let evidence = spec.evidence.to_string();
        match call.send().await {
            Ok(reply) => {
                let note = match reply.drift().len() {
                    _ if spec.evidence == EvidenceLevel::Assumed => {
                        self.undocumented += 1;
                        ", undocumented".to_owned()
                    }
                    0 => String::new(),
                    n => format!(", {n} unexpected"),
                };
                println!("{:<36} {evidence:<9} HTTP {}{note}", spec.name, reply.status);
            }
            Err(error) => {
                self.failed += 1;
                println!("{:<36} {evidence:<9} FAILED: {error}", spec.name);
            }
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    if let Err(code) = help_or_exit(USAGE) {
        return code;
    }
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

async fn run() -> Result<bool, Box<dyn std::error::Error>> {
    let world = World::example();
    let server = Simulator::start(world.clone()).await?;
    let mk = Client::builder(server.base_url())
        .credentials(server.user_token(), server.profile_password())
        .allow_plaintext_http()
        .build()?;
    let mut tour = Tour::default();
    people_and_contracts(&mut tour, &mk, &world).await?;
    invoices_and_tickets(&mut tour, &mk, &world).await?;
    network_and_orders(&mut tour, &mk, &world).await;
    lists(&mut tour, &mk, &world).await;

    let mut called = tour.called.clone();
    let mut reads: Vec<_> = operations::all()
        .filter(|spec| spec.effect == Effect::Read)
        .map(|spec| spec.name)
        .collect();
    called.sort_unstable();
    reads.sort_unstable();
    println!(
        "\n{} of {} read operations called, {} failed;\n\
         the answers of {} are not documented anywhere",
        called.len(),
        reads.len(),
        tour.failed,
        tour.undocumented
    );
    for skipped in reads.iter().filter(|name| !called.contains(name)) {
        println!("skipped: {skipped}");
    }
    Ok(called == reads && tour.failed == 0)
}

async fn people_and_contracts(tour: &mut Tour, mk: &Client, world: &World) -> Result<(), Error> {
    let document = "529.982.247-25".parse()?;
    let login =
        world.logins.first().ok_or_else(|| Error::invalid_input("no subscriber has a login"))?;
    let (user, password) = (Secret::new(&*login.username), Secret::new(&*login.password));
    tour.call(mk.user_senha_sac(&user, &password)).await;
    tour.call(mk.consulta_doc(&document)).await;
    tour.call(mk.consulta_nome("MARIA")).await;
    tour.call(mk.consulta_clientes().cd_cliente(10_123)).await;
    tour.call(mk.pessoas_id(10_123)).await;
    tour.call(mk.pessoas_nome("MARIA")).await;
    tour.call(mk.pessoas_empresa(1)).await;
    let phone = "11900000001".parse().map_err(|_| Error::invalid_input("not a phone number"))?;
    tour.call(mk.pessoas_telefone(phone)).await;
    tour.call(mk.contratos_por_cliente(10_123)).await;
    tour.call(mk.contratos_por_cliente_v2(10_123)).await;
    tour.call(mk.planos_acesso(41, false, false, false)).await;
    tour.call(mk.aceite_contratual_pendente(world.today)).await;
    tour.call(mk.conexoes_por_cliente(10_123)).await;
    tour.call(mk.conexoes_por_cliente_v2(10_123)).await;
    tour.call(mk.consulta_conexao_autenticada(30_111)).await;
    tour.call(mk.consulta_contrato_doc(&document)).await;
    tour.call(mk.consultar_contas_contrato(20_567)).await;
    tour.call(mk.consultar_contas_contrato_alterar_plano(20_567)).await;
    tour.call(mk.consultar_contas_contrato_alterar_produto_crm(20_567)).await;
    let place = GeoPoint::new(-23.0, -46.0).ok_or_else(|| Error::invalid_input("not a place"))?;
    tour.call(mk.verifica_disp_porta(place)).await;
    Ok(())
}

async fn invoices_and_tickets(tour: &mut Tour, mk: &Client, world: &World) -> Result<(), Error> {
    let month_ago = world.today.saturating_sub(31.days());
    tour.call(mk.faturas_pendentes(10_123)).await;
    tour.call(mk.faturas_abertas(month_ago, world.today)).await;
    tour.call(mk.faturas(10_123).quantidade_meses(12)).await;
    tour.call(mk.segunda_via_cobranca(900_101)).await;
    tour.call(mk.retornar_copie_cola_pix_da_fatura(900_101)).await;
    let line = world.invoices.iter().find_map(|invoice| invoice.line.as_ref());
    let barcode = line.ok_or_else(|| Error::invalid_input("no invoice has a boleto"))?.barcode();
    tour.call(mk.consulta_barras(&barcode)).await;
    tour.call(mk.consulta_contas_bancarias()).await;
    tour.call(mk.consultar_cartao(10_123)).await;
    tour.call(mk.atendimentos().data_inicio(month_ago).data_termino(world.today)).await;
    tour.call(mk.lista_processos()).await;
    tour.call(mk.lista_classificacoes_ate()).await;
    tour.call(mk.atendentes(77)).await;
    Ok(())
}

async fn network_and_orders(tour: &mut Tour, mk: &Client, world: &World) {
    tour.call(mk.conexao_servidor_concentrador()).await;
    tour.call(mk.conexao_plano_acesso(3)).await;
    tour.call(mk.conexao_ponto_acesso()).await;
    tour.call(mk.conexao_lista_ip(12, 3)).await;
    tour.call(mk.consulta_notificacao_parada()).await;
    tour.call(mk.notificacoes_status(StatusParada::EmAndamento)).await;
    tour.call(mk.notificacoes_conexoes_afetadas(1)).await;
    tour.call(mk.notificacoes_os_abertas(1)).await;
    tour.call(mk.notificacoes_atendimentos_abertos(1)).await;
    tour.call(mk.os_lista_grupos_servico()).await;
    tour.call(mk.os_lista_tecnico_responsavel()).await;
    tour.call(mk.os_lista_tipos_os()).await;
    tour.call(mk.consulta_ordem_agendamento(world.today)).await;
    tour.call(mk.consulta_tecnicos()).await;
    tour.call(mk.consulta_equipes()).await;
    tour.call(mk.os_id(8101)).await;
    tour.call(mk.os_pessoa(10_123)).await;
}

async fn lists(tour: &mut Tour, mk: &Client, world: &World) {
    tour.call(mk.lista_plano_acesso(TipoPlano::Internet)).await;
    tour.call(mk.consulta_planos(world.today)).await;
    tour.call(mk.consulta_planos_produto().codigo_produto(1)).await;
    tour.call(mk.planos_acessos_id().id(41)).await;
    tour.call(mk.planos_acessos_descricao("FIBRA")).await;
    tour.call(mk.planos_acessos_list_empresa(1)).await;
    tour.call(mk.lista_regra_vencimento()).await;
    tour.call(mk.lista_tabela_sla()).await;
    tour.call(mk.lista_regra_bloqueio()).await;
    tour.call(mk.lista_profile_pagamento()).await;
    tour.call(mk.lista_desconto()).await;
    tour.call(mk.plano_contas()).await;
    tour.call(mk.lista_estrutura_enderecos()).await;
    tour.call(mk.lista_estados()).await;
    tour.call(mk.lista_bairros(7)).await;
    tour.call(mk.lista_condominios()).await;
    tour.call(mk.cidades_uf(State::PR)).await;
    tour.call(mk.consulta_perfil_acesso()).await;
    tour.call(mk.consulta_usuario_grupo()).await;
    tour.call(mk.consulta_acesso_revenda()).await;
    tour.call(mk.consulta_produto_estoque(12)).await;
    tour.call(mk.consulta_ponto_imobilizado()).await;
    tour.call(mk.consulta_local_manutencao()).await;
}
