//! Teams for service orders.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Teams for service orders.
    ///
    /// The shape of the answer is undocumented.
    WSMKOSListaGruposServico, fn os_lista_grupos_servico -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
