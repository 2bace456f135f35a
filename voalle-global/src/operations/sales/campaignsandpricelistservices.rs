//! Campaigns, price lists and prices.

use isp_core::Money;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::answers::{Response, read_list};
use crate::operation::operation;

operation! {
    /// Campaigns, price lists and prices.
    CampaignsAndPriceListServices = GET "/external/integrations/thirdparty/crm/campaignsandpricelistservices", fn campaignsandpricelistservices -> Response<Vec<Campaign>> {
        effect: Read,
        evidence: Observed,
        read: read_list,
    }
}

/// A campaign.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Campaign {
    /// Code.
    pub code: String,
    /// Label.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// State in words; `Em Execução` is running.
    pub status: Option<String>,
    /// Where it is offered.
    pub campaign_regions: Option<Vec<CampaignRegion>>,
    /// Its price lists.
    pub campaign_price_list: Option<Vec<CampaignPriceList>>,
}

/// Where a campaign is offered.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CampaignRegion {
    /// Cities.
    pub campaign_region_cities: Option<Vec<CampaignCity>>,
}

/// A city of a campaign.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CampaignCity {
    /// IBGE code of the city.
    pub code: Option<u64>,
    /// Name.
    pub name: Option<String>,
    /// State, two letters.
    pub state: Option<String>,
}

/// A price list of a campaign.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CampaignPriceList {
    /// Id.
    pub id: Option<u64>,
    /// Code.
    pub code: Option<String>,
    /// Label.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Its services.
    pub campaign_price_list_product_services: Option<Vec<PriceListService>>,
}

/// A service of a price list. The same code may be in several lists.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PriceListService {
    /// Code.
    pub code: Option<String>,
    /// Label.
    pub title: Option<String>,
    /// Label; one client looks for it here.
    pub name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Price in BRL.
    pub selling_price: Option<Money>,
    /// Lowest promotional price, in BRL.
    pub minimum_promotional_price: Option<Money>,
    /// Kind, a code.
    pub r#type: Option<i64>,
    /// `P` product, `R` combination or plan, after a single source.
    pub r#use: Option<String>,
    /// How the price list is used.
    pub price_list_use_type: Option<String>,
    /// Form of payment.
    pub payment_form_title: Option<String>,
    /// Its code.
    pub payment_form_code: Option<String>,
    /// Whether there is a loyalty period.
    pub is_loyalty: Option<bool>,
    /// Fine for leaving in it, in BRL.
    pub loyalty_price: Option<Money>,
    /// Its length in months.
    pub month_duration_loyalty: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};

    fn operation() -> CampaignsAndPriceListServices {
        CampaignsAndPriceListServices::new()
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            signed("GET /external/integrations/thirdparty/crm/campaignsandpricelistservices")
        );
    }

    #[test]
    fn it_reads_the_sample_and_a_bare_list() {
        let name = "crm_campaignsandpricelistservices.ok.json";
        let campaign = decoded(&operation(), name).response.remove(0);
        let lists = campaign.campaign_price_list.unwrap();
        let service = &lists[0].campaign_price_list_product_services.as_ref().unwrap()[0];
        assert_eq!(service.selling_price.map(Money::centavos), Some(8990));
        assert_eq!(
            (service.r#use.as_deref(), service.month_duration_loyalty),
            (Some("R"), Some(12))
        );
        let bare =
            decoded_from(&operation(), r#"[{"code":"EX-1","regions":[]}]"#).response.remove(0);
        assert!(bare.extra().get("regions").is_some());
        decode_error(&operation(), r#"{"success":true,"response":null}"#);
    }
}
