//! A person as the core-api shows it.

use isp_core::record;
use std::fmt;

use isp_core::brazil::State;
use isp_core::wire::{self, DocumentText, ParsedText, TextOrNumber};
use jiff::civil::Date;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A person's registration in the core-api: what [`GetPessoasId`](super::GetPessoasId) reads and
/// [`PutPessoas`](super::PutPessoas) answers.
///
/// Addresses are codes of this installation; [`WSMKConsultaDoc`](super::WSMKConsultaDoc) and
/// [`WSMKConsultaClientes`](super::WSMKConsultaClientes) have the names.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Pessoa {
    /// Customer code, `CodigoPessoa` elsewhere. Always present in the answer for one person; no known list
    /// has it.
    pub id: Option<u64>,
    /// Day of registration.
    #[serde(default, with = "wire::date::option")]
    pub data_cadastro: Option<Date>,
    /// Name or company name.
    pub nome: String,
    /// CPF **or CNPJ**, with punctuation.
    pub cpf: Option<DocumentText>,
    /// E-mail.
    pub email: Option<String>,
    /// Class of the registration, such as `"Cliente"`.
    pub classificacao: Option<CodigoOuNome>,
    /// Date of birth.
    #[serde(default, with = "wire::date::option")]
    pub nascimento: Option<Date>,
    /// Kind of person, such as `"Física"`.
    pub tipo: Option<CodigoOuNome>,
    /// Phone, digits.
    pub fone: Option<String>,
    /// State code; not IBGE's.
    pub estado_id: Option<u64>,
    /// City code.
    pub cidade_id: Option<u64>,
    /// District code.
    pub bairro_id: Option<u64>,
    /// Street code.
    pub logradouro_id: Option<u64>,
    /// House number, or a text such as `"S/N"`.
    pub numero: Option<TextOrNumber>,
    /// CEP, eight digits.
    pub cep: Option<String>,
    /// State code of the billing address.
    pub estado_cobranca_id: Option<u64>,
    /// City code of the billing address.
    pub cidade_cobranca_id: Option<u64>,
    /// District code of the billing address.
    pub bairro_cobranca_id: Option<u64>,
    /// Street code of the billing address.
    pub logradouro_cobranca_id: Option<u64>,
    /// House number of the billing address, or a text such as `"S/N"`.
    pub numero_cobranca: Option<TextOrNumber>,
    /// CEP of the billing address, eight digits.
    pub cep_cobranca: Option<String>,
    /// Code of the provider's company, where there are several.
    pub provedor_empresa_id: Option<u64>,
    /// The provider's company.
    pub provedor_empresa: Option<ProvedorEmpresa>,
    /// Reseller code; not on older releases.
    pub revenda_id: Option<u64>,
}

/// The provider's company that a person belongs to.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ProvedorEmpresa {
    /// Company code.
    pub id: Option<u64>,
    /// Company name.
    pub nome: Option<String>,
    /// CNPJ, with punctuation.
    pub cnpj: Option<DocumentText>,
    /// State tax registration.
    pub ie: Option<String>,
    /// Street and number in one line.
    pub endereco: Option<String>,
    /// City.
    pub municipio: Option<String>,
    /// State.
    pub uf: Option<ParsedText<State>>,
    /// CEP, eight digits.
    pub cep: Option<String>,
    /// Phone, digits.
    pub fone: Option<String>,
}

/// A value that comes as its code or as its name: a read shows the name, a change the code. Which code
/// belongs to which name is undocumented.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum CodigoOuNome {
    /// The code, also where it came as text.
    Codigo(u64),
    /// The name as it came.
    Nome(String),
}

impl<'de> Deserialize<'de> for CodigoOuNome {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(EitherForm)
    }
}

struct EitherForm;

impl Visitor<'_> for EitherForm {
    type Value = CodigoOuNome;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a code or a name")
    }

    fn visit_u64<E: de::Error>(self, code: u64) -> Result<CodigoOuNome, E> {
        Ok(CodigoOuNome::Codigo(code))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<CodigoOuNome, E> {
        Ok(match text.trim().parse() {
            Ok(code) => CodigoOuNome::Codigo(code),
            Err(_) => CodigoOuNome::Nome(text.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stays_a_code_and_a_name_a_name_there_and_back() {
        for (json, value) in
            [("1", CodigoOuNome::Codigo(1)), (r#""Física""#, CodigoOuNome::Nome("Física".into()))]
        {
            assert_eq!(serde_json::from_str::<CodigoOuNome>(json).unwrap(), value);
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        let as_text = serde_json::from_str::<CodigoOuNome>(r#""1""#).unwrap();
        assert_eq!(as_text, CodigoOuNome::Codigo(1));
    }
}
