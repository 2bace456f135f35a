//! Invoice by barcode.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Invoice by barcode.
    ///
    /// The shape of the answer is undocumented.
    WSMKConsultaBarras, fn consulta_barras -> Untyped {
        service: 20,
        service_name: "Consulta de fatura por código de barras",
        effect: Read,
        evidence: Assumed,
        required: {
            /// Barcode. Whether a digitable line is accepted is unknown.
            barras: Text(&str),
        }
    }
}
