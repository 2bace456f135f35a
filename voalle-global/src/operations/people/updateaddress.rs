//! Add or change an address of a person.

use isp_core::Error;

use super::PeopleUpdated;
use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Add or change an address of a person.
    ///
    /// The same body may add a second address, so it is never repeated. The members have other names than
    /// those of other operations.
    UpdateAddress = PUT "/external/integrations/thirdparty/updateaddress/{clientId}", fn updateaddress -> Response<Option<PeopleUpdated>> {
        effect: Once,
        proof: Proof::StatusWord,
        evidence: Manual,
        required: {
            /// Person id.
            "clientId" client_id: u64 in Path,
        }
        optional: {
            /// Id; what of is undocumented.
            id: u64 in Json,
            /// Id of the address that changes.
            "peopleAddressId" people_address_id: u64 in Json,
            /// CEP.
            "zipCode" zip_code: Text(&str) in Json,
            /// Street.
            "publicPlace" public_place: Text(&str) in Json,
            /// House number.
            number: Text(&str) in Json,
            /// Complement.
            complement: Text(&str) in Json,
            /// District.
            neighborhood: Text(&str) in Json,
            /// City.
            city: Text(&str) in Json,
            /// IBGE code of the city, as text.
            "ibgeCode" ibge_code: Text(&str) in Json,
            /// State, two letters.
            state: Text(&str) in Json,
            /// Landmark.
            reference: Text(&str) in Json,
            /// Kind of property.
            "propertyType" property_type: Text(&str) in Json,
            /// Latitude as text.
            lat: Text(&str) in Json,
            /// Longitude as text.
            lng: Text(&str) in Json,
        }
        check: UpdateAddress::says_something,
    }
}

impl UpdateAddress {
    fn says_something(&self) -> Result<(), Error> {
        if self.has_no_option() {
            return Err(Error::invalid_input("the address is empty"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, refusal, request, signed_with};
    use serde_json::json;

    fn operation() -> UpdateAddress {
        UpdateAddress::new(700_101).people_address_id(860_001).zip_code("00000000").number("100")
    }

    #[test]
    fn the_request_is_exact() {
        let body = json!({"peopleAddressId": 860_001, "zipCode": "00000000", "number": "100"});
        assert_eq!(
            request(&operation()),
            signed_with("PUT /external/integrations/thirdparty/updateaddress/700101", &body)
        );
        assert!(refusal(&UpdateAddress::new(1)).contains("empty"));
    }

    #[test]
    fn it_reads_the_answer() {
        let updated = decoded(&operation(), "updateaddress.partial.ok.json").response.unwrap();
        assert_eq!(updated.people_address_id, Some(860_001));
        let told = r#"{"success":true,"messages":null,"response":null}"#;
        assert_eq!(decoded_from(&operation(), told).response, None);
    }
}
