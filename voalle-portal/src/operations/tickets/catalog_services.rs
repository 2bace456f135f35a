//! Catalogue services for a ticket about a service tag.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;
use crate::pages::Page;

operation! {
    /// Catalogue services for a ticket about a service tag.
    CatalogServices = GET "/api/contract_service_tags/{tagId}/catalog_services",
    fn catalog_services -> Page<CatalogService> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Id of the contract's service tag.
            "tagId" tag_id: u64 in Path,
        }
    }
}

/// A service of the catalogue. Only the fields that one client shows in a list are known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CatalogService {
    /// Id, the `catalogServiceId` of a new ticket.
    pub id: u64,
    /// Label.
    pub title: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use isp_core::wire::Node;

    fn operation() -> CatalogServices {
        CatalogServices::new(820_001)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /api/contract_service_tags/820001/catalog_services")
        );
    }

    #[test]
    fn it_reads_ids_and_labels() {
        let page = decoded(&operation(), "catalog_services.invented.json");
        let services: Vec<_> = page.data.iter().map(|s| (s.id, s.title.as_deref())).collect();
        assert_eq!(services, [(1, Some("Suporte")), (5, Some("Mudança de endereço"))]);
    }

    #[test]
    fn further_fields_are_kept() {
        let body = r#"{"data":[{"id":1,"active":true}]}"#;
        let service = decoded_from(&operation(), body).data.remove(0);
        assert_eq!(service.extra().get("active").and_then(Node::as_bool), Some(true));
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        for body in ["{}", r#"{"data":null}"#, r#"{"data":[{"title":"x"}]}"#] {
            decode_error(&operation(), body);
        }
    }
}
