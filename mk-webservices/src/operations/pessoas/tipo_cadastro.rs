//! The vendor's kinds of registration.

use crate::numbered::numbered;

numbered! {
    /// Kind of a registration (`tipo_cadastro`).
    ///
    /// The manual lists 1, 2 and 3 without their meanings. These are those of the column in which the
    /// product itself stores the class of a person: two public models of it have 1 for a customer, and
    /// the order of 2 and 3 is inferred from a comment on it. Try 2 and 3 on your installation first.
    pub enum TipoCadastro {
        /// Customer.
        Cliente = 1,
        /// Supplier.
        Fornecedor = 2,
        /// Customer and supplier.
        ClienteEFornecedor = 3,
    }
}
