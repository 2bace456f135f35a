//! Leads: people who may become customers.

mod endereco_lead;
mod wsmk_inserir_lead;
mod wsmk_nova_lead;
mod wsmk_reservar_porta;
mod wsmk_verifica_disp_porta;

pub use endereco_lead::EnderecoLead;
pub use wsmk_inserir_lead::{InserirLead, WSMKInserirLead};
pub use wsmk_nova_lead::{NovaLead, WSMKNovaLead};
pub use wsmk_reservar_porta::WSMKReservarPorta;
pub use wsmk_verifica_disp_porta::{VerificaDispPorta, WSMKVerificaDispPorta};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKNovaLead::SPEC,
    WSMKInserirLead::SPEC,
    WSMKVerificaDispPorta::SPEC,
    WSMKReservarPorta::SPEC,
];
