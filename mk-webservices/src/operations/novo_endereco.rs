//! The new address in a change of address.

use isp_core::Error;
use isp_core::brazil::Cep;
use isp_core::http::{Parameter, ParameterSpec, Slot};
use serde_json::{Value, json};

/// An address by the vendor's codes, which the lists of the family
/// [`enderecos`](crate::operations::enderecos) show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnderecoPorCodigos {
    /// CEP, sent as `90.000-000`.
    pub cep: Cep,
    /// Country code.
    pub cd_pais: u64,
    /// State code; not IBGE's.
    pub cd_estado: u64,
    /// City code.
    pub cd_cidade: u64,
    /// District code.
    pub cd_bairro: u64,
    /// Street code.
    pub cd_logradouro: u64,
    /// House number; `None` is sent as null.
    pub numero: Option<u64>,
    /// Complement; may be empty.
    pub complemento: String,
    /// A landmark; may be empty.
    pub referencia: String,
}

/// Which address is the new one. All members are always sent, as in the vendor's examples.
#[derive(Clone)]
pub(super) enum NovoEndereco {
    /// That of the customer's home.
    Residencia,
    /// Another one.
    Outro(EnderecoPorCodigos),
}

impl Parameter for NovoEndereco {
    const PARTS: &'static [ParameterSpec] = &[
        ParameterSpec::required("igual_residencia"),
        ParameterSpec::required("cep"),
        ParameterSpec::required("cd_estado"),
        ParameterSpec::required("cd_cidade"),
        ParameterSpec::required("cd_bairro"),
        ParameterSpec::required("cd_pais"),
        ParameterSpec::required("cd_logradouro"),
        ParameterSpec::required("complemento"),
        ParameterSpec::required("numero"),
        ParameterSpec::required("referencia"),
    ];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        let members = match self {
            Self::Residencia => [
                ("igual_residencia", json!("S")),
                ("cep", json!("")),
                ("cd_estado", Value::Null),
                ("cd_cidade", Value::Null),
                ("cd_bairro", Value::Null),
                ("cd_pais", Value::Null),
                ("cd_logradouro", Value::Null),
                ("complemento", json!("")),
                ("numero", Value::Null),
                ("referencia", json!("")),
            ],
            Self::Outro(address) => {
                let cep = with_dot(address.cep);
                slot.redact(cep.as_str());
                slot.redact(address.cep.digits());
                slot.redact(address.cep.to_string());
                for text in [&address.complemento, &address.referencia] {
                    if !text.trim().is_empty() {
                        slot.redact(text.as_str());
                    }
                }
                [
                    ("igual_residencia", json!("N")),
                    ("cep", json!(cep)),
                    ("cd_estado", json!(address.cd_estado)),
                    ("cd_cidade", json!(address.cd_cidade)),
                    ("cd_bairro", json!(address.cd_bairro)),
                    ("cd_pais", json!(address.cd_pais)),
                    ("cd_logradouro", json!(address.cd_logradouro)),
                    ("complemento", json!(address.complemento)),
                    ("numero", json!(address.numero)),
                    ("referencia", json!(address.referencia)),
                ]
            }
        };
        for (name, value) in members {
            slot.beside(name).json(value)?;
        }
        Ok(())
    }
}

/// `90.000-000`.
fn with_dot(cep: Cep) -> String {
    let mut text = cep.to_string();
    text.insert(2, '.');
    text
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The address of the vendor's examples.
    pub(in crate::operations) fn address() -> EnderecoPorCodigos {
        EnderecoPorCodigos {
            cep: "90000-000".parse().unwrap(),
            cd_pais: 1,
            cd_estado: 21,
            cd_cidade: 1,
            cd_bairro: 11,
            cd_logradouro: 1001,
            numero: Some(50),
            complemento: "casa".into(),
            referencia: "exemplo".into(),
        }
    }
}
