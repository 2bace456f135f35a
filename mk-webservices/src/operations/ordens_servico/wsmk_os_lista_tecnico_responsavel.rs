//! Technicians in charge.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Technicians in charge.
    ///
    /// Nobody shows the answer's shape.
    WSMKOSListaTecnicoResponsavel, fn os_lista_tecnico_responsavel -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
