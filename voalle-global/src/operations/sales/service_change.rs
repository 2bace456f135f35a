//! Services that a contract gains or changes.

use isp_core::Money;
use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::kinds::body_object;

body_object! {
    /// A service that a contract gains or changes.
    ChangedService {
        /// Code.
        "code" code: String,
        /// Id of the contract's item that it replaces; required for a change, and left out otherwise.
        "oldContractItemId" old_contract_item_id: Option<u64>,
        /// Quantity.
        "quantity" quantity: Option<u64>,
        /// Price in BRL.
        "price" price: Option<Money>,
        /// Code of the form of payment.
        "paymentFormCode" payment_form_code: Option<String>,
        /// How the service tag is chosen, a code.
        "serviceTagOption" service_tag_option: Option<u64>,
        /// Service tag.
        "contractServiceTag" contract_service_tag: Option<String>,
        /// Description of the service tag.
        "contractServiceTagDescription" contract_service_tag_description: Option<String>,
        /// Id of the group of telephones, as text.
        "phoneGroupId" phone_group_id: Option<String>,
        /// Telephone numbers.
        "phoneNumberInformations" phone_number_informations: Vec<ServicePhoneNumber>,
    }
}

body_object! {
    /// A telephone number of a service.
    ServicePhoneNumber {
        /// Number.
        "phoneNumber" phone_number: String,
        /// Kind, a code.
        "phoneNumberType" phone_number_type: Option<u64>,
        /// Whether it is taken over from another provider.
        "isPortability" is_portability: Option<bool>,
    }
}

/// The answer to a change of services, whose members are written in another way than elsewhere.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ServiceChange {
    /// Whether it was done; misspelt on the wire, so here too.
    #[serde(rename = "Sucess")]
    pub sucess: Option<bool>,
    /// A text for people.
    #[serde(rename = "Message")]
    pub message: Option<String>,
}
