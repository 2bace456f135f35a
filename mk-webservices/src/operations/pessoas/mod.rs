//! People: customers by document, code, name.

mod wsmk_consulta_clientes;
mod wsmk_consulta_doc;

pub use wsmk_consulta_clientes::{Cliente, EnderecoCliente, WSMKConsultaClientes};
pub use wsmk_consulta_doc::{ConsultaDoc, Registro, WSMKConsultaDoc};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] =
    &[WSMKConsultaDoc::SPEC, WSMKConsultaClientes::SPEC];
