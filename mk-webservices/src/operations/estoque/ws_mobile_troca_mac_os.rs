//! Change the MAC address within a service order.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Change the MAC address within a service order.
    ///
    /// Licensed separately.
    WSMobileTrocaMacOS, fn troca_mac_os -> TrocaMacOs {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Service-order code.
            cd_os: u64,
            /// MAC address, sent as it is.
            mac_add: Text(&str),
        }
    }
}

/// Confirmation.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TrocaMacOs {
    /// `"sucesso"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};

    fn operation() -> WSMobileTrocaMacOS {
        WSMobileTrocaMacOS::new(8001, "00:00:5E:00:53:01")
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMobileTrocaMacOS.rule?sys=MK0&token=TOKEN&cd_os=8001\
             &mac_add=00%3A00%3A5E%3A00%3A53%3A01"
        );
        assert!(refusal(&WSMobileTrocaMacOS::new(8001, " ")).contains("mac_add"));
    }

    #[test]
    fn the_status_word_proves_it() {
        let done = decoded(&operation(), "WSMobileTrocaMacOS.ok.json");
        assert_eq!(done.status.as_deref(), Some("sucesso"));
        assert!(decode_error(&operation(), "{}").contains("does not prove"));
    }
}
