//! Invoice by barcode.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Invoice by barcode.
    ///
    /// Nobody shows the answer's shape.
    WSMKConsultaBarras, fn consulta_barras -> Untyped {
        service: 20,
        effect: Read,
        evidence: Assumed,
        required: {
            /// Barcode. Whether a digitable line will do is not known.
            barras: Text(&str),
        }
    }
}
