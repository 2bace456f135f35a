//! A call of every operation, with every parameter that may hold a secret or a personal datum.

use std::fmt::Debug;

use isp_core::brazil::{Cep, Phone, State};
use isp_core::http::{Operation, OperationSpec};
use isp_core::vendor_tests::{Asked, marked};
use isp_core::{Document, GeoPoint, Money, Secret};
use jiff::civil::date;
use mk_webservices::operations::EnderecoPorCodigos;
use mk_webservices::operations::atendimentos::{
    EncerramentoAtendimento, OperacaoResgate, OrigemContato, PostAtendimentosParameters,
};
use mk_webservices::operations::autenticacao::WSAutenticacao;
use mk_webservices::operations::contratos::{
    ContasDoContrato, MudancaDePlano, MudancaDeStatus, NovoContratoParameters, OperacaoContrato,
};
use mk_webservices::operations::leads::EnderecoLead;
use mk_webservices::operations::ordens_servico::{
    CategoriaOs, CriarOrdemServicoParameters, EncerramentoOs, EnderecoOs,
};
use mk_webservices::operations::pessoas::NovaPessoaParameters;
use mk_webservices::operations::planos::TipoPlano;
use mk_webservices::operations::rede::StatusParada;
use mk_webservices::{Call, Client};

pub(crate) const DOCUMENT: &str = "529.982.247-25";
pub(crate) const COMPANY: &str = "12.ABC.345/01DE-35";
pub(crate) const PHONE: &str = "51987650123";
pub(crate) const CEP: &str = "98765432";
pub(crate) const LATITUDE: f64 = -25.987_654_3;
pub(crate) const LONGITUDE: f64 = -49.123_987_4;

fn asked<O>(call: Call<O>) -> Asked
where
    O: Operation<Output: Debug + serde::Serialize + Send + 'static> + 'static,
{
    Asked::new(format!("{call:?} {call:#?}"), call.send())
}

/// The calls of one operation; more than one where not all parameters go together.
#[allow(clippy::too_many_lines, reason = "a table")]
pub(crate) fn calls(spec: &OperationSpec, mk: &Client) -> Vec<Asked> {
    let (day, begin) = (date(2031, 2, 10), date(2031, 2, 10).at(8, 0, 0, 0));
    let end = date(2031, 2, 10).at(9, 0, 0, 0);
    let text = marked("text");
    let text = text.as_str();
    let secret = Secret::new(marked("secret"));
    let document: Document = DOCUMENT.parse().unwrap();
    let company: Document = COMPANY.parse().unwrap();
    let phone: Phone = PHONE.parse().unwrap();
    let cep: Cep = CEP.parse().unwrap();
    let place = GeoPoint::new(LATITUDE, LONGITUDE).unwrap();
    vec![match spec.name {
        "WSAutenticacao" => asked(mk.call(WSAutenticacao::new(&secret, &secret, 9999))),
        "WSAutenticacaoOperador" => asked(mk.autenticacao_operador(text, &secret)),
        "WSMKUserSenhaSAC" => asked(mk.user_senha_sac(&secret, &secret)),
        "WSMKConsultaDoc" => {
            return vec![asked(mk.consulta_doc(&document)), asked(mk.consulta_doc(&company))];
        }
        "WSMKConsultaNome" => asked(mk.consulta_nome(text)),
        "WSMKConsultaClientes" => asked(mk.consulta_clientes().doc(&document).nome_cliente(text)),
        "GET pessoas/id" => asked(mk.pessoas_id(10_123)),
        "GET pessoas/nome" => asked(mk.pessoas_nome(text)),
        "GET pessoas/empresa" => asked(mk.pessoas_empresa(1)),
        "GET pessoas/telefone" => asked(mk.pessoas_telefone(phone)),
        "PUT pessoas" => {
            asked(mk.alterar_pessoa(301).email(text).fone(phone).cep(cep).cep_cobranca(cep))
        }
        "WSMKNovaPessoa" => asked(
            mk.nova_pessoa(NovaPessoaParameters {
                doc: company,
                nome: text.into(),
                cep,
                cd_uf: 16,
                cd_cidade: 7,
                cd_bairro: 11,
                cd_logradouro: 1001,
                numero: 142.into(),
                email: text.into(),
                fone: phone,
            })
            .complemento(&marked("complemento"))
            .coordenadas(place)
            .nome_mae(&marked("mae"))
            .rg(&marked("rg"))
            .user_sac(&Secret::new(marked("usersac")))
            .senha_sac(&secret)
            .whatsapp(text),
        ),
        "WSMKAlterarSenhaSac" => asked(mk.alterar_senha_sac(true).tag(text)),
        "WSMKContratosPorCliente" => asked(mk.contratos_por_cliente(10_123)),
        "WSMKContratosPorClienteV2" => asked(mk.contratos_por_cliente_v2(10_123).status(text)),
        "WSMKNovoContrato" => asked(
            mk.novo_contrato(NovoContratoParameters {
                codigo_cliente: 10_123,
                codigo_tipo_plano: TipoPlano::Internet,
                codigo_plano_acesso: 41,
                codigo_regra_vencimento: 5,
                codigo_regra_bloqueio: 1,
                codigo_forma_pagamento: 1,
                codigo_profile_pagamento: 1,
                codigo_metodo_faturamento: 1,
                codigo_plano_contas: "7.00.04.00.00".into(),
            })
            .desconto_inatividade(text)
            .consultor_crm(text)
            .email_dst(text),
        ),
        "WSMKPlanosAcesso" => asked(mk.planos_acesso(41, false, false, false)),
        "WSMKAceiteContratualPendente" => asked(mk.aceite_contratual_pendente(day)),
        "WSMKConexoesPorCliente" => asked(mk.conexoes_por_cliente(10_123)),
        "WSMKConexoesPorClienteV2" => asked(mk.conexoes_por_cliente_v2(10_123)),
        "WSMKConsultaConexaoAutenticada" => asked(mk.consulta_conexao_autenticada(30_111)),
        "WSMKAutoDesbloqueio" => asked(mk.auto_desbloqueio(9001)),
        "WSMKAutoDesbloqueioV2" => asked(mk.auto_desbloqueio_v2(9001)),
        "WSMKVerificaDispPorta" => asked(mk.verifica_disp_porta(place)),
        "WSMKFaturasPendentes" => asked(mk.faturas_pendentes(10_123)),
        "WSMKFaturasAbertas" => asked(mk.faturas_abertas(day, day)),
        "WSMKFaturas" => asked(
            mk.faturas(10_123).quantidade_meses(12).codigo_documento(text).tipo_documento(text),
        ),
        "WSMKSegundaViaCobranca" => asked(mk.segunda_via_cobranca(900_101)),
        "WSMKRetornarCopieColaPix" => {
            return vec![
                asked(mk.retornar_copie_cola_pix_do_documento(&document)),
                asked(mk.retornar_copie_cola_pix_do_documento(&company)),
            ];
        }
        "WSMKLDViaSMS" => asked(mk.ld_via_sms(900_101)),
        "WSMKConsultaBarras" => asked(mk.consulta_barras(text)),
        "WSMKAtendimentos" => asked(mk.atendimentos().data_inicio(day).data_termino(day)),
        "WSMKNovoAtendimento" => {
            asked(mk.novo_atendimento(10_123, 3, 12, OrigemContato::Bot, text).op_abertura(text))
        }
        "WSMKAtendimentoComentario" => asked(mk.atendimento_comentario(7546, text, text)),
        "WSMKAtendimentoResgate" => {
            asked(mk.atendimento_resgate(text, OperacaoResgate::Resgatar, 77))
        }
        "WSMKListaProcessos" => asked(mk.lista_processos()),
        "WSMKListaClassificacoesAte" => asked(mk.lista_classificacoes_ate()),
        "WSMKAtendentes" => asked(mk.atendentes(77)),
        "POST atendimentos" => asked(mk.criar_atendimento(PostAtendimentosParameters {
            pessoa_id: 301,
            contrato_id: 20_567,
            empresa_id: 1,
            processo_id: 3,
            classificacao_id: 12,
            info_cliente: text.into(),
        })),
        "PUT atendimentos/protocolo" => {
            let closing = EncerramentoAtendimento::new(8).with_comentario(text);
            return vec![
                asked(mk.alterar_atendimento(text).info_cliente(text)),
                asked(mk.encerrar_atendimento("2601.36", closing)),
            ];
        }
        "WSMKCriarOrdemServico" => asked(
            mk.criar_ordem_servico(CriarOrdemServicoParameters {
                codigo_cliente: 10_123,
                descricao_problema: text.into(),
                codigo_tipo_os: 1,
                codigo_tecnico: 2,
                codigo_grupo_servico: 3,
                categoria: CategoriaOs::Cliente,
            })
            .protocolo(text)
            .endereco(EnderecoOs::logradouro(text, &marked("bairro"), &marked("rua")))
            .numero(text)
            .complemento(text)
            .indicacoes(text)
            .serial(text),
        ),
        "WSMKAgendamentoOrdem" => asked(mk.agendamento_ordem(8004, 5, begin, end)),
        "WSMKCancelarReagendarOrdem" => asked(mk.cancelar_ordem(8004)),
        "PUT os" => {
            let closing = EncerramentoOs::new(text, &marked("servico"), 8);
            return vec![
                asked(mk.alterar_os(8001).defeito_constatado(text).operador(text).assinatura(text)),
                asked(mk.encerrar_os(8001, closing)),
            ];
        }
        "WSMKOSListaGruposServico" => asked(mk.os_lista_grupos_servico()),
        "WSMKOSListaTecnicoResponsavel" => asked(mk.os_lista_tecnico_responsavel()),
        "WSMKOSListaTiposOS" => asked(mk.os_lista_tipos_os()),
        "WSMKConsultaOrdemAgendamento" => asked(mk.consulta_ordem_agendamento(day)),
        "WSMKConsultaTecnicos" => asked(mk.consulta_tecnicos()),
        "WSMKConsultaEquipes" => asked(mk.consulta_equipes()),
        "GET os/id" => asked(mk.os_id(8101)),
        "GET os/pessoa" => asked(mk.os_pessoa(10_123)),
        "WSMKListaPlanoAcesso" => asked(mk.lista_plano_acesso(TipoPlano::Internet)),
        "WSMKConsultaPlanos" => {
            return vec![
                asked(mk.consulta_planos(day).nome_plano(text)),
                asked(mk.consulta_planos_produto().nome_produto(text)),
            ];
        }
        "GET planos-acessos/id" => asked(mk.planos_acessos_id().id(41)),
        "GET planos-acessos/descricao" => asked(mk.planos_acessos_descricao(text)),
        "GET planos-acessos/list/empresa" => asked(mk.planos_acessos_list_empresa(1)),
        "WSMKListaRegraVencimento" => asked(mk.lista_regra_vencimento()),
        "WSMKListaTabelaSLA" => asked(mk.lista_tabela_sla()),
        "WSMKListaRegraBloqueio" => asked(mk.lista_regra_bloqueio()),
        "WSMKListaProfilePagamento" => asked(mk.lista_profile_pagamento()),
        "WSMKListaDesconto" => asked(mk.lista_desconto()),
        "WSMKPlanoContas" => asked(mk.plano_contas()),
        "WSMKListaEstruturaEnderecos" => asked(mk.lista_estrutura_enderecos()),
        "WSMKListaEstados" => asked(mk.lista_estados()),
        "WSMKListaBairros" => asked(mk.lista_bairros(7)),
        "WSMKListaCondominios" => asked(mk.lista_condominios()),
        "GET cidades/uf" => asked(mk.cidades_uf(State::PR)),
        "POST logradouros" => asked(mk.criar_logradouro(text, cep, 11, 7)),
        "PUT logradouros" => asked(mk.alterar_logradouro(1001).nome(text).cep(cep)),
        "POST bairros" => asked(mk.criar_bairro(text, 7)),
        "PUT bairros" => asked(mk.alterar_bairro(11, text)),
        "POST cidades" => asked(mk.criar_cidade(text, 4_100_000, 16)),
        "PUT cidades" => asked(mk.alterar_cidade(7).nome(text)),
        "WSMKConexaoServidorConcentrador" => {
            asked(mk.conexao_servidor_concentrador().data_connection(text))
        }
        "WSMKConexaoPlanoAcesso" => asked(mk.conexao_plano_acesso(3)),
        "WSMKConexaoPontoAcesso" => asked(mk.conexao_ponto_acesso().data_connection(text)),
        "WSMKConexaoListaIP" => asked(mk.conexao_lista_ip(12, 3)),
        "GET notificacoes/status" => asked(mk.notificacoes_status(StatusParada::EmAndamento)),
        "GET notificacoes/conexoes-afetadas" => asked(mk.notificacoes_conexoes_afetadas(1)),
        "GET notificacoes/os-abertas" => asked(mk.notificacoes_os_abertas(1)),
        "GET notificacoes/atendimentos-abertos" => asked(mk.notificacoes_atendimentos_abertos(1)),
        "WSMKAtivarContrato" => asked(mk.ativar_contrato(5003).observacao(text)),
        "WSMKContratoAlterarStatus" => {
            let mut change = MudancaDeStatus::new(OperacaoContrato::Suspender, 5003);
            change.observacao = Some(text.to_owned());
            asked(mk.contrato_alterar_status(change))
        }
        "WSMKconsultaContratoDoc" => asked(mk.consulta_contrato_doc(&document).user_sac(&secret)),
        "WSMKAlteracaoTitularidade" => asked(
            mk.alteracao_titularidade(5001, 302)
                .inativar_cli_antigo(text)
                .gerar_usuario_sac(text)
                .novo_termo_contratual(text)
                .abrir_os_de_equipamentos(text)
                .outros(&[("Defeito", text)]),
        ),
        "WSMKConsultarContasContrato" => asked(mk.consultar_contas_contrato(5001)),
        "WSMKConsultarContasContratoAlterarPlano" => {
            asked(mk.consultar_contas_contrato_alterar_plano(5001))
        }
        "WSMKConsultarContasContratoAlterarProdutoCRM" => {
            asked(mk.consultar_contas_contrato_alterar_produto_crm(5001))
        }
        "WSMKAlterarRegraVencimento" => {
            asked(mk.alterar_regra_vencimento(new_plan().contas, 82, 5001, text, true))
        }
        "WSMKAlterarPlanoContasContrato" => {
            asked(mk.alterar_plano_contas_contrato(5001, 6, new_plan()))
        }
        "WSMKAlterarProdCRM" => asked(mk.alterar_prod_crm(new_plan())),
        "WSMKAlterarEnderecoCobranca" => asked(mk.alterar_endereco_cobranca(301, new_address(cep))),
        "WSMKAlterarEnderecoConexao" => asked(mk.alterar_endereco_conexao(9001, new_address(cep))),
        "WSMKAceiteSelfieAssinatura" => {
            let image = b"\x89PNG\r\n\x1a\n".to_vec();
            asked(mk.aceite_selfie_assinatura(5001, image.clone(), image))
        }
        "WSMKAlterarConexao" => asked(
            mk.alterar_conexao(9001)
                .auto_desbloq(text)
                .ignorar_bloqueio(text)
                .username(text)
                .senha_conexao(&secret)
                .desconectar_conexao(text)
                .motivo_desconexao(text)
                .bloquear(text)
                .obs_bloqueio(text),
        ),
        "WSMKCriarConexao" => asked(
            mk.criar_conexao()
                .mac_address(text)
                .username(text)
                .password(&secret)
                .tp_autenticacao(text)
                .outros(&[("Complemento", text)]),
        ),
        "WSMKReservarPorta" => asked(mk.reservar_porta(11_733, text)),
        "WSMKPedidoLiquidacao" => asked(mk.pedido_liquidacao(301, &[2001, 2002])),
        "WSMKLiquidacaoFaturas" => {
            asked(mk.liquidacao_faturas(&secret, text, text).nsu(text).arp(text))
        }
        "WSMKLiquidacaoFaturasV2" => {
            let amount = Money::from_centavos(15_000);
            asked(mk.liquidacao_faturas_v2(&secret, 101, text, amount, day))
        }
        "WSMKConsultaContasBancarias" => asked(mk.consulta_contas_bancarias().descricao(text)),
        "WSMKAlteraStatusFaturas" => {
            asked(mk.altera_status_faturas(true, &[2001]).motivo_suspensao(text).observacoes(text))
        }
        "WSMKConsultarCartao" => asked(mk.consultar_cartao(301)),
        "WSMKConsultaPerfilAcesso" => asked(mk.consulta_perfil_acesso()),
        "WSMKConsultaUsuarioGrupo" => asked(mk.consulta_usuario_grupo()),
        "WSMKConsultaAcessoRevenda" => asked(mk.consulta_acesso_revenda()),
        "WSMKConsultaProdutoEstoque" => asked(mk.consulta_produto_estoque(12)),
        "WSMKConsultaPontoImobilizado" => asked(mk.consulta_ponto_imobilizado()),
        "WSMKConsultaLocalManutencao" => asked(mk.consulta_local_manutencao().local(text)),
        "WSMobileTrocaMacOS" => asked(mk.troca_mac_os(8001, text)),
        "WSMKConsultaNotificacaoParada" => asked(mk.consulta_notificacao_parada()),
        "WSMKNovaLead" => asked(mk.nova_lead(301, text)),
        "WSMKInserirLead" => {
            let home = EnderecoLead {
                uf: Some(State::PR),
                cidade: marked("cidade"),
                bairro: marked("bairro"),
                rua: marked("rua"),
                numero: marked("numero"),
                complemento: marked("complemento"),
                cep: Some(cep),
            };
            asked(
                mk.inserir_lead(text, phone, home)
                    .documento(&document)
                    .email(&marked("email"))
                    .coordenadas(place)
                    .informacoes(text),
            )
        }
        other => panic!("no call of {other} is written here"),
    }]
}

fn new_plan() -> MudancaDePlano {
    let posting = serde_json::json!({"cd_conta": 1001, "codigo": 3001, "hash": marked("hash")});
    let read = serde_json::json!({ "Contas": [posting] });
    let postings = serde_json::from_value::<ContasDoContrato>(read).unwrap().contas;
    let mut change = MudancaDePlano::new(postings, Money::from_centavos(9990));
    change.obs_adicionais = marked("text");
    change
}

fn new_address(cep: Cep) -> EnderecoPorCodigos {
    EnderecoPorCodigos {
        cep,
        cd_pais: 1,
        cd_estado: 16,
        cd_cidade: 7,
        cd_bairro: 11,
        cd_logradouro: 1001,
        numero: Some(50),
        complemento: marked("complemento"),
        referencia: marked("referencia"),
    }
}
