//! The vendor's kinds of plan.

use crate::numbered::numbered;

numbered! {
    /// Kind of a plan (`TipoPlano`, `CodigoTipoPlano`).
    #[allow(missing_docs)]
    pub enum TipoPlano {
        Internet = 1,
        Telefonia = 2,
        Hospedagem = 3,
        Outros = 4,
        Antivirus = 7,
        Iptv = 8,
        OnDemand = 9,
        Transporte = 10,
        TvOtt = 11,
        /// CRM product: for a new contract only.
        Crm = 12,
        /// Mobile line: for a new contract only.
        Mvno = 20,
    }
}
