//! Contracts.

mod conta_do_contrato;
mod imagem_png;
mod mudanca_de_plano;
mod mudanca_de_status;
mod wsmk_aceite_contratual_pendente;
mod wsmk_aceite_selfie_assinatura;
mod wsmk_alteracao_titularidade;
mod wsmk_alterar_endereco_cobranca;
mod wsmk_alterar_plano_contas_contrato;
mod wsmk_alterar_prod_crm;
mod wsmk_alterar_regra_vencimento;
mod wsmk_ativar_contrato;
mod wsmk_consulta_contrato_doc;
mod wsmk_consultar_contas_contrato;
mod wsmk_consultar_contas_contrato_alterar_plano;
mod wsmk_consultar_contas_contrato_alterar_produto_crm;
mod wsmk_contrato_alterar_status;
mod wsmk_contratos_por_cliente;
mod wsmk_contratos_por_cliente_v2;
mod wsmk_novo_contrato;
mod wsmk_planos_acesso;

pub use conta_do_contrato::{ContaDoContrato, ContasDoContrato};
pub use mudanca_de_plano::MudancaDePlano;
pub use mudanca_de_status::{MudancaDeStatus, OperacaoContrato};
pub use wsmk_aceite_contratual_pendente::WSMKAceiteContratualPendente;
pub use wsmk_aceite_selfie_assinatura::{
    AceiteContratual, AceiteSelfieAssinatura, WSMKAceiteSelfieAssinatura,
};
pub use wsmk_alteracao_titularidade::{AlteracaoTitularidade, WSMKAlteracaoTitularidade};
pub use wsmk_alterar_endereco_cobranca::WSMKAlterarEnderecoCobranca;
pub use wsmk_alterar_plano_contas_contrato::WSMKAlterarPlanoContasContrato;
pub use wsmk_alterar_prod_crm::{AlterarProdCRM, WSMKAlterarProdCRM};
pub use wsmk_alterar_regra_vencimento::WSMKAlterarRegraVencimento;
pub use wsmk_ativar_contrato::{AtivarContrato, WSMKAtivarContrato};
pub use wsmk_consulta_contrato_doc::{ConsultaContratoDoc, WSMKConsultaContratoDoc};
pub use wsmk_consultar_contas_contrato::WSMKConsultarContasContrato;
pub use wsmk_consultar_contas_contrato_alterar_plano::WSMKConsultarContasContratoAlterarPlano;
pub use wsmk_consultar_contas_contrato_alterar_produto_crm::WSMKConsultarContasContratoAlterarProdutoCRM;
pub use wsmk_contrato_alterar_status::WSMKContratoAlterarStatus;
pub use wsmk_contratos_por_cliente::{ContratoAtivo, ContratosPorCliente, WSMKContratosPorCliente};
pub use wsmk_contratos_por_cliente_v2::{
    ContratoPorStatus, StatusContrato, WSMKContratosPorClienteV2,
};
pub use wsmk_novo_contrato::{NovoContrato, NovoContratoParameters, WSMKNovoContrato};
pub use wsmk_planos_acesso::{ContratoDoPlano, PlanosAcesso, WSMKPlanosAcesso};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKContratosPorCliente::SPEC,
    WSMKContratosPorClienteV2::SPEC,
    WSMKPlanosAcesso::SPEC,
    WSMKAceiteContratualPendente::SPEC,
    WSMKNovoContrato::SPEC,
    WSMKAtivarContrato::SPEC,
    WSMKContratoAlterarStatus::SPEC,
    WSMKConsultaContratoDoc::SPEC,
    WSMKAlteracaoTitularidade::SPEC,
    WSMKConsultarContasContrato::SPEC,
    WSMKConsultarContasContratoAlterarPlano::SPEC,
    WSMKConsultarContasContratoAlterarProdutoCRM::SPEC,
    WSMKAlterarRegraVencimento::SPEC,
    WSMKAlterarPlanoContasContrato::SPEC,
    WSMKAlterarProdCRM::SPEC,
    WSMKAlterarEnderecoCobranca::SPEC,
    WSMKAceiteSelfieAssinatura::SPEC,
];
