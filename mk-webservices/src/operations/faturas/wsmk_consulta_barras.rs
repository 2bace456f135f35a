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
            /// Barcode; whether a digitable line is accepted is unknown. The manual's URL spells the
            /// parameter `barras`, its list `codigoBarra`; the one client that calls the rule sends
            /// `barras`.
            barras: Text(&str),
        }
    }
}
