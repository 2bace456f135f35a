//! Leads: people who may become customers.

mod endereco_lead;
mod wsmk_inserir_lead;
mod wsmk_nova_lead;
mod wsmk_verifica_disp_porta;

pub use endereco_lead::EnderecoLead;
pub use wsmk_inserir_lead::{InserirLead, WSMKInserirLead};
pub use wsmk_nova_lead::{NovaLead, WSMKNovaLead};
pub use wsmk_verifica_disp_porta::{VerificaDispPorta, WSMKVerificaDispPorta};

use isp_core::http::{Operation, OperationSpec};
use isp_core::{Error, GeoPoint};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] =
    &[WSMKNovaLead::SPEC, WSMKInserirLead::SPEC, WSMKVerificaDispPorta::SPEC];

/// Refuses what is no place, 0/0 included.
fn on_the_map(latitude: f64, longitude: f64) -> Result<(), Error> {
    match GeoPoint::new(latitude, longitude) {
        Some(_) => Ok(()),
        None => Err(Error::invalid_input("lat and lon are no place on the map")),
    }
}
