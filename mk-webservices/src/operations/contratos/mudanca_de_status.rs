//! What is to become of a contract.

use isp_core::http::{Parameter, ParameterSpec, Slot};
use isp_core::{Error, open_enum};
use jiff::civil::Date;

open_enum! {
    /// What to do with a contract (`Operacao`).
    pub enum OperacaoContrato {
        /// Suspend it.
        Suspender = "SUSPENDER",
        /// Cancel it.
        Cancelar = "CANCELAR",
        /// Reactivate it.
        Ativar = "ATIVAR",
    }
}

/// What is to become of a contract, for
/// [`WSMKContratoAlterarStatus`](super::WSMKContratoAlterarStatus). What is `None` is sent as an empty
/// text, as in the vendor's example, which does not say what each operation needs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MudancaDeStatus {
    /// What to do.
    pub operacao: OperacaoContrato,
    /// Contract code.
    pub contrato: u64,
    /// Remark for the contract's history.
    pub observacao: Option<String>,
    /// Code of the reason of a suspension.
    pub codigo_motivo_suspensao: Option<u64>,
    /// Code of the reason of a cancellation.
    pub codigo_motivo_cancelamento: Option<u64>,
    /// Whether to block the contract's connections.
    pub bloquear_conexao: Option<bool>,
    /// Day from which they are blocked.
    pub data_bloqueio_conexao: Option<Date>,
    /// Whether to bill the part of the month until then.
    pub gerar_proporcional: Option<bool>,
    /// Whether to deactivate the customer.
    pub inativar_cliente: Option<bool>,
    /// Day on which a suspended contract is active again.
    pub data_reativacao_contrato: Option<Date>,
    /// Whether to remove the contract's postings.
    pub remover_contas: Option<bool>,
}

impl MudancaDeStatus {
    /// A change of which only the operation and the contract's code are given.
    pub const fn new(operacao: OperacaoContrato, contrato: u64) -> Self {
        Self {
            operacao,
            contrato,
            observacao: None,
            codigo_motivo_suspensao: None,
            codigo_motivo_cancelamento: None,
            bloquear_conexao: None,
            data_bloqueio_conexao: None,
            gerar_proporcional: None,
            inativar_cliente: None,
            data_reativacao_contrato: None,
            remover_contas: None,
        }
    }
}

/// All members, all of them texts.
impl Parameter for MudancaDeStatus {
    const PARTS: &'static [ParameterSpec] = &[
        ParameterSpec::required("Operacao"),
        ParameterSpec::required("Contrato"),
        ParameterSpec::optional("Observacao"),
        ParameterSpec::optional("CodigoMotivoSuspensao"),
        ParameterSpec::optional("CodigoMotivoCancelamento"),
        ParameterSpec::optional("BloquearConexao"),
        ParameterSpec::optional("DataBloqueioConexao"),
        ParameterSpec::optional("GerarProporcional"),
        ParameterSpec::optional("InativarCliente"),
        ParameterSpec::optional("DataReativacaoContrato"),
        ParameterSpec::optional("RemoverContas"),
    ];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        if self.operacao.as_str().trim().is_empty() {
            return Err(slot.beside("Operacao").refuse("is empty"));
        }
        if let Some(text) = self.observacao.as_deref().filter(|text| !text.trim().is_empty()) {
            slot.redact(text);
        }
        let code = |code: Option<u64>| code.map(|code| code.to_string()).unwrap_or_default();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let switch = |on: Option<bool>| on.map_or("", |on| if on { "S" } else { "N" }).to_owned();
        let members = [
            ("Operacao", self.operacao.as_str().to_owned()),
            ("Contrato", self.contrato.to_string()),
            ("Observacao", self.observacao.clone().unwrap_or_default()),
            ("CodigoMotivoSuspensao", code(self.codigo_motivo_suspensao)),
            ("CodigoMotivoCancelamento", code(self.codigo_motivo_cancelamento)),
            ("BloquearConexao", switch(self.bloquear_conexao)),
            ("DataBloqueioConexao", day(self.data_bloqueio_conexao)),
            ("GerarProporcional", switch(self.gerar_proporcional)),
            ("InativarCliente", switch(self.inativar_cliente)),
            ("DataReativacaoContrato", day(self.data_reativacao_contrato)),
            ("RemoverContas", switch(self.remover_contas)),
        ];
        for (name, text) in members {
            slot.beside(name).text(text)?;
        }
        Ok(())
    }
}
