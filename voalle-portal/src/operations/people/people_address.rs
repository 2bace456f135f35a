//! An address of a person's record.

use isp_core::brazil::State;
use isp_core::record;
use isp_core::wire::{ParsedText, WireDateTime};
use serde::{Deserialize, Serialize};

/// An address of a person's record (`peopleAddress`): not where a connection is installed.
#[record]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PeopleAddress {
    /// Id.
    pub id: Option<u64>,
    /// Person id.
    pub person_id: Option<u64>,
    /// Kind of address, a number as text.
    pub r#type: Option<String>,
    /// `"Rua"`, `"Alameda"`, …
    pub street_type: Option<String>,
    /// Street, with or without its kind.
    pub street: Option<String>,
    /// House number.
    pub number: Option<String>,
    /// Complement.
    pub address_complement: Option<String>,
    /// District.
    pub neighborhood: Option<String>,
    /// City.
    pub city: Option<String>,
    /// IBGE code of the city, as text.
    pub code_city_id: Option<String>,
    /// Landmark.
    pub address_reference: Option<String>,
    /// State.
    pub state: Option<ParsedText<State>>,
    /// Country.
    pub country: Option<String>,
    /// Country code, as text.
    pub code_country: Option<String>,
    /// CEP.
    pub postal_code: Option<String>,
    /// When it was created, local time.
    pub created: Option<WireDateTime>,
    /// When it was last changed, local time.
    pub modified: Option<WireDateTime>,
    /// ERP user id.
    pub created_by: Option<u64>,
    /// ERP user id.
    pub modified_by: Option<u64>,
    /// Whether it is deleted but kept.
    pub deleted: Option<bool>,
}
