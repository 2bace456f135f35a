//! Rules whose answer is undocumented. Those that write change nothing.

use isp_core::testing::World;

use super::{Reply, Rule, RuleCall};
use crate::simulator::answers;

pub(super) const RULES: &[Rule] = &[
    Rule::new("WSMKConsultaNome", answer).service(17),
    Rule::new("WSMKAceiteContratualPendente", answer),
    Rule::new("WSMKConexoesPorClienteV2", answer),
    Rule::new("WSMKConsultaBarras", answer).service(20),
    Rule::new("WSMKAtendentes", answer),
    Rule::new("WSMKOSListaGruposServico", answer),
    Rule::new("WSMKOSListaTecnicoResponsavel", answer),
    Rule::new("WSMKConsultaTecnicos", answer),
    Rule::new("WSMKConsultaPlanos", answer),
    Rule::new("WSMKListaEstruturaEnderecos", answer).service(16),
    Rule::new("WSMKListaEstados", answer),
    Rule::new("WSMKListaBairros", answer),
    Rule::new("WSMKListaCondominios", answer),
    Rule::new("WSMKConexaoServidorConcentrador", answer),
    Rule::new("WSMKConexaoPlanoAcesso", answer),
    Rule::new("WSMKConexaoPontoAcesso", answer),
    Rule::new("WSMKConexaoListaIP", answer),
    Rule::new("WSMKCriarConexao", answer),
    Rule::new("WSMKReservarPorta", answer).required(&["cd_lead", "periodo_reserva"]),
    Rule::new("WSMKLiquidacaoFaturas", answer).required(&["IDPagamento", "FormaPgto", "conta"]),
];

fn answer(_: &mut World, _: &RuleCall<'_>) -> Reply {
    Ok(answers::undocumented())
}
