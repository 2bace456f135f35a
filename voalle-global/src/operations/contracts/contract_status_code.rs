//! State of a contract, a code.

isp_core::open_enum! {
    /// State of a contract. The vendor's samples show 1, 3 and 4; the others are known from a single
    /// source, which agrees with the portal's.
    pub enum ContractStatusCode {
        /// 1, Normal.
        Normal = "1",
        /// 2, Demonstração.
        Demonstracao = "2",
        /// 3, Cortesia.
        Cortesia = "3",
        /// 4, Cancelado.
        Cancelado = "4",
        /// 5, Suspenso.
        Suspenso = "5",
        /// 6, Bloqueio Financeiro.
        BloqueioFinanceiro = "6",
        /// 7, Bloqueio Administrativo.
        BloqueioAdministrativo = "7",
        /// 9, Encerrado.
        Encerrado = "9",
    }
}

impl ContractStatusCode {
    /// Whether the contract lets its connections through: normal, demonstration or courtesy.
    pub fn lets_through(&self) -> bool {
        matches!(self, Self::Normal | Self::Demonstracao | Self::Cortesia)
    }
}
