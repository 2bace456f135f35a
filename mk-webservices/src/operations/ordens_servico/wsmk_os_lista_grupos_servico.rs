//! Service-order teams.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Service-order teams.
    ///
    /// Nobody shows the answer's shape.
    WSMKOSListaGruposServico, fn os_lista_grupos_servico -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
