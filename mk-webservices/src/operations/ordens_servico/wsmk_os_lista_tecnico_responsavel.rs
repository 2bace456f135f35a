//! Technicians in charge of service orders.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Technicians in charge of service orders.
    ///
    /// The shape of the answer is undocumented.
    WSMKOSListaTecnicoResponsavel, fn os_lista_tecnico_responsavel -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
