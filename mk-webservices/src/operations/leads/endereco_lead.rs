//! The address of a lead, sent as one parameter.

use std::borrow::Cow;
use std::fmt;

use isp_core::Error;
use isp_core::brazil::{Cep, State};
use isp_core::http::{Parameter, Slot};

/// Where a lead lives (`endereco_lead`): seven parts joined by a vertical bar, in the order of the
/// fields. No part may contain one; an unknown part stays empty.
///
/// ```
/// use isp_core::brazil::State;
/// use mk_webservices::operations::leads::EnderecoLead;
///
/// let place = EnderecoLead {
///     uf: Some(State::PR),
///     cidade: "Cidade Exemplo".into(),
///     rua: "RUA DAS ACÁCIAS".into(),
///     numero: "123".into(),
///     ..EnderecoLead::default()
/// };
/// assert_eq!(place.to_string(), "PR|Cidade Exemplo||RUA DAS ACÁCIAS|123||");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnderecoLead {
    /// State, sent as its two letters.
    pub uf: Option<State>,
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
    /// CEP, sent as eight digits.
    pub cep: Option<Cep>,
}

impl EnderecoLead {
    fn parts(&self) -> [Cow<'_, str>; 7] {
        let Self { uf, cidade, bairro, rua, numero, complemento, cep } = self;
        let uf = uf.map_or("", State::letters);
        let cep = cep.map(|cep| cep.digits()).unwrap_or_default();
        let [uf, cidade, bairro, rua, numero, complemento] =
            [uf, cidade, bairro, rua, numero, complemento].map(Cow::from);
        [uf, cidade, bairro, rua, numero, complemento, cep.into()]
    }
}

/// Refuses an address that is empty or whose parts would be misread.
impl Parameter for EnderecoLead {
    fn write(&self, mut slot: Slot<'_>) -> Result<(), Error> {
        let parts = self.parts();
        if parts.iter().all(|part| part.trim().is_empty()) {
            return Err(slot.refuse("is empty"));
        }
        if parts.iter().any(|part| part.contains('|')) {
            return Err(slot.refuse("holds a vertical bar in one of its parts"));
        }
        for part in &parts {
            slot.redact(part.as_ref());
        }
        slot.redact(self.to_string());
        slot.text(self)
    }
}

impl fmt::Display for EnderecoLead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts().join("|"))
    }
}
