//! Service orders of a customer.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Service orders of a customer.
    ///
    /// The shape of the answer is undocumented.
    GetOsPessoa = GET "os/pessoa", fn os_pessoa -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Customer code (`CodigoPessoa`).
            pessoa: u64,
        }
    }
}
