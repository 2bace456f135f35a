//! Addresses: states, cities, districts, streets.

mod get_cidades_uf;
mod post_bairros;
mod wsmk_lista_estados;

pub use get_cidades_uf::GetCidadesUf;
pub use post_bairros::PostBairros;
pub use wsmk_lista_estados::WSMKListaEstados;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] =
    &[WSMKListaEstados::SPEC, GetCidadesUf::SPEC, PostBairros::SPEC];
