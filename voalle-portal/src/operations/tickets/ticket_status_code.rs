//! State of a ticket, a code.

isp_core::open_enum! {
    /// State of a ticket. The vendor's sample shows 1, the others are known from other sources only.
    pub enum TicketStatusCode {
        /// 1, Abertura.
        Abertura = "1",
        /// 2, Andamento.
        Andamento = "2",
        /// 3, Fechamento.
        Fechamento = "3",
        /// 4, Encerramento.
        Encerramento = "4",
        /// 8, Cancelado.
        Cancelado = "8",
        /// 9, Aguardando Classificação.
        AguardandoClassificacao = "9",
    }
}
