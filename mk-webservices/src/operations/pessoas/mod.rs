//! People: customers by document, code and name, their login to the customer area, new ones.

mod get_pessoas_empresa;
mod get_pessoas_id;
mod get_pessoas_nome;
mod get_pessoas_telefone;
mod pessoa;
mod put_pessoas;
mod tipo_cadastro;
mod wsmk_alterar_senha_sac;
mod wsmk_consulta_clientes;
mod wsmk_consulta_doc;
mod wsmk_consulta_nome;
mod wsmk_nova_pessoa;
mod wsmk_user_senha_sac;

pub use get_pessoas_empresa::GetPessoasEmpresa;
pub use get_pessoas_id::GetPessoasId;
pub use get_pessoas_nome::GetPessoasNome;
pub use get_pessoas_telefone::GetPessoasTelefone;
pub use pessoa::{CodigoOuNome, Pessoa, ProvedorEmpresa};
pub use put_pessoas::PutPessoas;
pub use tipo_cadastro::TipoCadastro;
pub use wsmk_alterar_senha_sac::WSMKAlterarSenhaSac;
pub use wsmk_consulta_clientes::{Cliente, EnderecoCliente, WSMKConsultaClientes};
pub use wsmk_consulta_doc::{ConsultaDoc, Registro, WSMKConsultaDoc};
pub use wsmk_consulta_nome::WSMKConsultaNome;
pub use wsmk_nova_pessoa::{NovaPessoaParameters, WSMKNovaPessoa};
pub use wsmk_user_senha_sac::{UserSenhaSAC, WSMKUserSenhaSAC};

use isp_core::http::{Operation, OperationSpec};

/// The family's operations.
pub(super) const OPERATIONS: &[OperationSpec] = &[
    WSMKUserSenhaSAC::SPEC,
    WSMKConsultaDoc::SPEC,
    WSMKConsultaNome::SPEC,
    WSMKConsultaClientes::SPEC,
    WSMKAlterarSenhaSac::SPEC,
    GetPessoasId::SPEC,
    GetPessoasNome::SPEC,
    GetPessoasEmpresa::SPEC,
    GetPessoasTelefone::SPEC,
    WSMKNovaPessoa::SPEC,
    PutPessoas::SPEC,
];
