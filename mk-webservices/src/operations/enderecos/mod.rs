//! Addresses: states, cities, districts, streets.

mod get_cidades_uf;
mod post_bairros;
mod post_cidades;
mod post_logradouros;
mod put_bairros;
mod put_cidades;
mod put_logradouros;
mod wsmk_lista_bairros;
mod wsmk_lista_condominios;
mod wsmk_lista_estados;
mod wsmk_lista_estrutura_enderecos;

pub use get_cidades_uf::GetCidadesUf;
pub use post_bairros::PostBairros;
pub use post_cidades::PostCidades;
pub use post_logradouros::PostLogradouros;
pub use put_bairros::PutBairros;
pub use put_cidades::PutCidades;
pub use put_logradouros::PutLogradouros;
pub use wsmk_lista_bairros::WSMKListaBairros;
pub use wsmk_lista_condominios::WSMKListaCondominios;
pub use wsmk_lista_estados::WSMKListaEstados;
pub use wsmk_lista_estrutura_enderecos::WSMKListaEstruturaEnderecos;

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKListaEstruturaEnderecos::SPEC,
    WSMKListaEstados::SPEC,
    WSMKListaBairros::SPEC,
    WSMKListaCondominios::SPEC,
    PostLogradouros::SPEC,
    PutLogradouros::SPEC,
    PostBairros::SPEC,
    PutBairros::SPEC,
    PostCidades::SPEC,
    PutCidades::SPEC,
    GetCidadesUf::SPEC,
];
