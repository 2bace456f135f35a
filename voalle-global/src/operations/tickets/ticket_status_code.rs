//! State of a ticket, in words.

isp_core::open_enum! {
    /// State of a ticket, in words; the codes are those of a single source, three of them used by
    /// clients.
    pub enum TicketStatusCode {
        /// Code 1.
        Abertura = "Abertura" | "1",
        /// Code 2.
        Andamento = "Andamento" | "2",
        /// Code 3.
        Fechamento = "Fechamento" | "3",
        /// Code 4.
        Encerramento = "Encerramento" | "4",
        /// Code 8.
        Cancelado = "Cancelado" | "8",
        /// Code 9.
        AguardandoClassificacao = "Ag. Classificação" | "Aguardando Classificação" | "9",
    }
}
