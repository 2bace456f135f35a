//! Service order by code.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Service order by code.
    ///
    /// The shape of the answer is undocumented; it is probably the [`OrdemServico`] that a
    /// change answers with.
    ///
    /// [`OrdemServico`]: super::OrdemServico
    GetOsId = GET "os/id", fn os_id -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Service-order code.
            id: u64,
        }
    }
}
