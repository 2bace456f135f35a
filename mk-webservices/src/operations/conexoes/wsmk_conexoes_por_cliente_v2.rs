//! Connections of a customer by reason of blocking.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Connections of a customer by reason of blocking.
    ///
    /// The shape of the answer is undocumented; one installation answers HTTP 500 whatever the
    /// parameters.
    WSMKConexoesPorClienteV2, fn conexoes_por_cliente_v2 -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Customer code (`CodigoPessoa`).
            cd_cliente: u64,
        }
        optional: {
            /// `S` for blocked connections, `N` for connections that are not blocked.
            bloqueada: SimNao(bool),
            /// Code of the reason of blocking.
            motivo_bloqueio: u64,
        }
    }
}
