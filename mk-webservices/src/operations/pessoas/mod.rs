//! People: customers by document, code, name.

mod wsmk_consulta_clientes;
mod wsmk_consulta_doc;

pub use wsmk_consulta_clientes::{Cliente, EnderecoCliente, WSMKConsultaClientes};
pub use wsmk_consulta_doc::{ConsultaDoc, Registro, WSMKConsultaDoc};
