//! Technicians.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Technicians.
    ///
    /// The shape of the answer is undocumented.
    WSMKConsultaTecnicos, fn consulta_tecnicos -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
