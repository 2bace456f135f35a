//! Kinds of documents.

use isp_core::record;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answers::{Page, Response};
use crate::operation::operation;
use crate::operations::Labelled;

operation! {
    /// Kinds of documents.
    GetDocumentationTypes = GET "/external/integrations/thirdparty/getdocumentationtypes", fn getdocumentationtypes -> Response<Page<DocumentationType>> {
        effect: Read,
        evidence: Manual,
        optional: {
            /// Text to look for.
            "Filter" filter: Text(&str),
            /// Name of the field to sort by.
            "OrderBy" order_by: Text(&str),
        }
    }
}

/// A kind of document.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DocumentationType {
    /// Id.
    pub id: u64,
    /// Whether it is in use.
    pub active: Option<bool>,
    /// Code such as `1.01`, which an upload needs.
    pub code: Option<String>,
    /// Label.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Default text.
    pub default_text: Option<String>,
    /// What it is used for.
    pub use_type: Option<Labelled>,
    /// Null in the only source.
    pub synsuite_code: Option<Value>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, request, signed};

    #[test]
    fn the_request_is_exact_and_the_sample_is_read() {
        let operation = GetDocumentationTypes::new();
        assert_eq!(
            request(&operation),
            signed("GET /external/integrations/thirdparty/getdocumentationtypes")
        );
        let kind =
            decoded(&operation, "getdocumentationtypes.partial.ok.json").response.data.remove(0);
        assert_eq!((kind.id, kind.code.as_deref()), (61, Some("1.01")));
        assert_eq!(kind.use_type.unwrap().label.as_deref(), Some("exemplo"));
    }
}
