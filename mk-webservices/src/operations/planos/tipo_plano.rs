//! The vendor's kinds of plan.

use std::fmt;

use crate::operation::numbered_parameter;

/// Kind of a plan (`TipoPlano`, `CodigoTipoPlano`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum TipoPlano {
    Internet,
    Telefonia,
    Hospedagem,
    Outros,
    Antivirus,
    Iptv,
    OnDemand,
    Transporte,
    TvOtt,
    /// CRM product: for a new contract only.
    Crm,
    /// Mobile line: for a new contract only.
    Mvno,
    /// A code that is not in the vendor's list.
    Unknown(u32),
}

impl TipoPlano {
    /// The vendor's code.
    pub const fn codigo(self) -> u32 {
        match self {
            Self::Internet => 1,
            Self::Telefonia => 2,
            Self::Hospedagem => 3,
            Self::Outros => 4,
            Self::Antivirus => 7,
            Self::Iptv => 8,
            Self::OnDemand => 9,
            Self::Transporte => 10,
            Self::TvOtt => 11,
            Self::Crm => 12,
            Self::Mvno => 20,
            Self::Unknown(code) => code,
        }
    }
}

numbered_parameter!(TipoPlano);

impl fmt::Display for TipoPlano {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.codigo())
    }
}

#[cfg(test)]
mod tests {
    use super::TipoPlano::{
        Antivirus, Crm, Hospedagem, Internet, Iptv, Mvno, OnDemand, Outros, Telefonia, Transporte,
        TvOtt, Unknown,
    };

    #[test]
    fn each_kind_has_the_vendors_code() {
        let kinds = [
            Internet,
            Telefonia,
            Hospedagem,
            Outros,
            Antivirus,
            Iptv,
            OnDemand,
            Transporte,
            TvOtt,
            Crm,
            Mvno,
            Unknown(99),
        ];
        let codes = kinds.map(|kind| kind.to_string());
        assert_eq!(codes, ["1", "2", "3", "4", "7", "8", "9", "10", "11", "12", "20", "99"]);
    }
}
