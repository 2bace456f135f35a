//! Where a service order is carried out.

use isp_core::Error;
use isp_core::http::{Parameter, ParameterSpec, Slot, Text};

/// Where a service order is carried out: a condominium or a street, never both. The values are
/// probably codes of the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnderecoOs {
    /// A condominium (`condominio`).
    Condominio(Text),
    /// A street (`cidade`, `bairro`, `logradouro`).
    #[non_exhaustive]
    Logradouro {
        /// City.
        cidade: Text,
        /// District.
        bairro: Text,
        /// Street.
        logradouro: Text,
    },
}

impl EnderecoOs {
    /// A condominium.
    pub fn condominio(condominio: &str) -> Self {
        Self::Condominio(condominio.into())
    }

    /// A street: city, district and the street itself.
    pub fn logradouro(cidade: &str, bairro: &str, logradouro: &str) -> Self {
        Self::Logradouro {
            cidade: cidade.into(),
            bairro: bairro.into(),
            logradouro: logradouro.into(),
        }
    }
}

impl Parameter for EnderecoOs {
    const PARTS: &'static [ParameterSpec] = &[
        ParameterSpec::optional("condominio"),
        ParameterSpec::optional("cidade"),
        ParameterSpec::optional("bairro"),
        ParameterSpec::optional("logradouro"),
    ];

    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        match self {
            Self::Condominio(condominio) => condominio.write(slot.beside("condominio")),
            Self::Logradouro { cidade, bairro, logradouro } => {
                cidade.write(slot.beside("cidade"))?;
                bairro.write(slot.beside("bairro"))?;
                logradouro.write(slot.beside("logradouro"))
            }
        }
    }
}
