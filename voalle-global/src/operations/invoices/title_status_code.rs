//! State of a title, in words.

isp_core::open_enum! {
    /// State of a title, in words.
    pub enum TitleStatusCode {
        /// Not paid, not yet due.
        EmAberto = "Em aberto",
        /// Paid.
        Paga = "Paga",
        /// Cancelled.
        Cancelada = "Cancelada",
        /// Not paid, overdue.
        Vencida = "Vencida",
    }
}
