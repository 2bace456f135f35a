//! Every read operation of MK on the simulator, a line for each with where its shape comes from.
//!
//! ```text
//! cargo run --example mk_tour
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "examples talk to people")]

use std::process::ExitCode;

use isp_core::brazil::State;
use isp_core::http::{Effect, Operation};
use isp_core::jiff::ToSpan;
use isp_core::testing::World;
use isp_core::{Error, GeoPoint, Secret};
use mk_webservices::operations::{self, planos::TipoPlano, rede::StatusParada};
use mk_webservices::simulator::Simulator;
use mk_webservices::{Call, Client};

/// What was called, and what of it failed.
#[derive(Default)]
struct Tour {
    visited: Vec<&'static str>,
    failed: usize,
}

impl Tour {
    /// Calls one operation and prints its line.
    async fn visit<O: Operation>(&mut self, call: Call<O>) {
        let spec = O::SPEC;
        self.visited.push(spec.name);
        let evidence = spec.evidence.to_string();
        match call.send().await {
            Ok(reply) => {
                let drift = match reply.drift().len() {
                    0 => String::new(),
                    n => format!(", {n} unexpected"),
                };
                println!("{:<36} {evidence:<9} HTTP {}{drift}", spec.name, reply.status);
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
    match walk().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

async fn walk() -> Result<bool, Box<dyn std::error::Error>> {
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

    let mut visited = tour.visited.clone();
    let mut reads: Vec<_> = operations::all()
        .filter(|spec| spec.effect == Effect::Read)
        .map(|spec| spec.name)
        .collect();
    visited.sort_unstable();
    reads.sort_unstable();
    println!(
        "\n{} of {} read operations called, {} failed",
        visited.len(),
        reads.len(),
        tour.failed
    );
    for skipped in reads.iter().filter(|name| !visited.contains(name)) {
        println!("skipped: {skipped}");
    }
    Ok(visited == reads && tour.failed == 0)
}

async fn people_and_contracts(tour: &mut Tour, mk: &Client, world: &World) -> Result<(), Error> {
    let document = "529.982.247-25".parse();
    let document = document.map_err(|_| Error::invalid_input("not a document"))?;
    let login = world.logins.first().ok_or_else(|| Error::invalid_input("nobody can log in"))?;
    let (user, password) = (Secret::new(&*login.username), Secret::new(&*login.password));
    tour.visit(mk.user_senha_sac(&user, &password)).await;
    tour.visit(mk.consulta_doc(&document)).await;
    tour.visit(mk.consulta_nome("MARIA")).await;
    tour.visit(mk.consulta_clientes().cd_cliente(10_123)).await;
    tour.visit(mk.pessoas_id(10_123)).await;
    tour.visit(mk.pessoas_nome("MARIA")).await;
    tour.visit(mk.pessoas_empresa(1)).await;
    let phone = "11900000001".parse().map_err(|_| Error::invalid_input("not a phone number"))?;
    tour.visit(mk.pessoas_telefone(phone)).await;
    tour.visit(mk.contratos_por_cliente(10_123)).await;
    tour.visit(mk.contratos_por_cliente_v2(10_123)).await;
    tour.visit(mk.planos_acesso(41, false, false, false)).await;
    tour.visit(mk.aceite_contratual_pendente(world.today)).await;
    tour.visit(mk.conexoes_por_cliente(10_123)).await;
    tour.visit(mk.conexoes_por_cliente_v2(10_123)).await;
    tour.visit(mk.consulta_conexao_autenticada(30_111)).await;
    let place = GeoPoint::new(-23.0, -46.0).ok_or_else(|| Error::invalid_input("not a place"))?;
    tour.visit(mk.verifica_disp_porta(place)).await;
    Ok(())
}

async fn invoices_and_tickets(tour: &mut Tour, mk: &Client, world: &World) -> Result<(), Error> {
    let month_ago = world.today.saturating_sub(31.days());
    tour.visit(mk.faturas_pendentes(10_123)).await;
    tour.visit(mk.faturas_abertas(month_ago, world.today)).await;
    tour.visit(mk.faturas(10_123).quantidade_meses(12)).await;
    tour.visit(mk.segunda_via_cobranca(900_101)).await;
    tour.visit(mk.retornar_copie_cola_pix_da_fatura(900_101)).await;
    let line = world.invoices.iter().find_map(|invoice| invoice.line.as_ref());
    let barcode = line.ok_or_else(|| Error::invalid_input("no boleto"))?.barcode();
    tour.visit(mk.consulta_barras(&barcode)).await;
    tour.visit(mk.atendimentos().data_inicio(month_ago).data_termino(world.today)).await;
    tour.visit(mk.lista_processos()).await;
    tour.visit(mk.lista_classificacoes_ate()).await;
    tour.visit(mk.atendentes(77)).await;
    Ok(())
}

async fn network_and_orders(tour: &mut Tour, mk: &Client, world: &World) {
    tour.visit(mk.conexao_servidor_concentrador()).await;
    tour.visit(mk.conexao_plano_acesso(3)).await;
    tour.visit(mk.conexao_ponto_acesso()).await;
    tour.visit(mk.conexao_lista_ip(12, 3)).await;
    tour.visit(mk.notificacoes_status(StatusParada::EmAndamento)).await;
    tour.visit(mk.notificacoes_conexoes_afetadas(1)).await;
    tour.visit(mk.notificacoes_os_abertas(1)).await;
    tour.visit(mk.notificacoes_atendimentos_abertos(1)).await;
    tour.visit(mk.os_lista_grupos_servico()).await;
    tour.visit(mk.os_lista_tecnico_responsavel()).await;
    tour.visit(mk.os_lista_tipos_os()).await;
    tour.visit(mk.consulta_ordem_agendamento(world.today)).await;
    tour.visit(mk.consulta_tecnicos()).await;
    tour.visit(mk.consulta_equipes()).await;
    tour.visit(mk.os_id(8101)).await;
    tour.visit(mk.os_pessoa(10_123)).await;
}

async fn lists(tour: &mut Tour, mk: &Client, world: &World) {
    tour.visit(mk.lista_plano_acesso(TipoPlano::Internet)).await;
    tour.visit(mk.consulta_planos(world.today)).await;
    tour.visit(mk.consulta_planos_produto().codigo_produto(1)).await;
    tour.visit(mk.planos_acessos_id().id(41)).await;
    tour.visit(mk.planos_acessos_descricao("FIBRA")).await;
    tour.visit(mk.planos_acessos_list_empresa(1)).await;
    tour.visit(mk.lista_regra_vencimento()).await;
    tour.visit(mk.lista_tabela_sla()).await;
    tour.visit(mk.lista_regra_bloqueio()).await;
    tour.visit(mk.lista_profile_pagamento()).await;
    tour.visit(mk.lista_desconto()).await;
    tour.visit(mk.plano_contas()).await;
    tour.visit(mk.lista_estrutura_enderecos()).await;
    tour.visit(mk.lista_estados()).await;
    tour.visit(mk.lista_bairros(7)).await;
    tour.visit(mk.lista_condominios()).await;
    tour.visit(mk.cidades_uf(State::PR)).await;
}
