//! The address of a lead, which goes as one parameter.

use std::fmt;

use isp_core::Error;

/// Where a lead lives (`endereco_lead`): seven parts joined by a vertical bar, in the order of the
/// fields. No part may hold one itself; a part that is not known stays empty.
///
/// ```
/// use mk_webservices::operations::leads::EnderecoLead;
///
/// let place = EnderecoLead {
///     uf: "PR".into(),
///     cidade: "Cidade Exemplo".into(),
///     rua: "RUA DAS ACÁCIAS".into(),
///     numero: "123".into(),
///     ..EnderecoLead::default()
/// };
/// assert_eq!(place.to_string(), "PR|Cidade Exemplo||RUA DAS ACÁCIAS|123||");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnderecoLead {
    /// State, two letters.
    pub uf: String,
    /// City.
    pub cidade: String,
    /// District.
    pub bairro: String,
    /// Street.
    pub rua: String,
    /// House number.
    pub numero: String,
    /// Complement.
    pub complemento: String,
    /// CEP.
    pub cep: String,
}

impl EnderecoLead {
    fn parts(&self) -> [&str; 7] {
        let Self { uf, cidade, bairro, rua, numero, complemento, cep } = self;
        [uf, cidade, bairro, rua, numero, complemento, cep]
    }

    /// Refuses what would shift the parts or say nothing at all.
    pub(super) fn checked(&self) -> Result<(), Error> {
        let parts = self.parts();
        if parts.iter().all(|part| part.trim().is_empty()) {
            return Err(Error::invalid_input("parameter `endereco_lead` is empty"));
        }
        if parts.iter().any(|part| part.contains('|')) {
            return Err(Error::invalid_input("a part of `endereco_lead` holds a vertical bar"));
        }
        Ok(())
    }
}

impl isp_core::http::Parameter for EnderecoLead {
    fn write(&self, slot: isp_core::http::Slot<'_>) -> Result<(), isp_core::Error> {
        slot.text(self)
    }
}

impl fmt::Display for EnderecoLead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts().join("|"))
    }
}
