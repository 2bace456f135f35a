//! Technicians.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Technicians.
    ///
    /// Nobody shows the answer's shape.
    WSMKConsultaTecnicos, fn consulta_tecnicos -> Untyped {
        effect: Read,
        evidence: Assumed,
    }
}
