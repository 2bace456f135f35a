//! Contracts of a person.

use isp_core::record;
use isp_core::wire;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ContractStatusCode;
use crate::codes::code_as_number;
use crate::operation::operation;
use crate::pages::Page;

operation! {
    /// Contracts of a person.
    ///
    /// Known from a single source, which does not show all fields.
    PeopleContracts = GET "/api/people/{personId}/contracts",
    fn people_contracts -> Page<PeopleContract> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Person id.
            "personId" person_id: u64 in Path,
        }
    }
}

/// A contract, as far as it is known.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct PeopleContract {
    /// Contract id.
    pub id: u64,
    /// The contract number that customers see, with leading zeros.
    pub contract_number: Option<String>,
    /// State of the contract; `None` if the portal names none or one that cannot be read.
    #[serde(serialize_with = "code_as_number")]
    pub status: Option<ContractStatusCode>,
    /// Kind of contract.
    pub contract_type: Option<ContractType>,
    /// Day of the month on which invoices fall due.
    pub collection_day: Option<u8>,
    /// Whether debt blocks it by itself.
    pub automatic_blocking: Option<bool>,
    /// First day.
    #[serde(default, with = "wire::date::option")]
    pub beginning_date: Option<Date>,
    /// Last day.
    #[serde(default, with = "wire::date::option")]
    pub final_date: Option<Date>,
}

/// Kind of contract.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ContractType {
    /// Label.
    pub title: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, decoded_from, request, signed};
    use jiff::civil::date;

    fn operation() -> PeopleContracts {
        PeopleContracts::new(700_101)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(request(&operation()), signed("GET /api/people/700101/contracts"));
    }

    #[test]
    fn it_reads_what_is_known_of_a_contract() {
        let page = decoded(&operation(), "people_contracts.partial.json");
        let contract = &page.data[0];
        assert_eq!(contract.status, Some(ContractStatusCode::Normal));
        assert_eq!(contract.beginning_date, Some(date(2024, 3, 10)));
        assert_eq!((contract.final_date, contract.collection_day), (None, Some(10)));
    }

    #[test]
    fn every_known_status_and_an_unknown_one_are_read_from_number_or_text() {
        for (code, status) in [
            ("6", ContractStatusCode::BloqueioFinanceiro),
            ("\"7\"", ContractStatusCode::BloqueioAdministrativo),
            ("9", ContractStatusCode::Encerrado),
            ("8", ContractStatusCode::Unknown("8".into())),
        ] {
            let body = format!(r#"{{"data":[{{"id":1,"status":{code}}}]}}"#);
            let contract = decoded_from(&operation(), &body).data.remove(0);
            assert_eq!(contract.status, Some(status));
        }
    }

    #[test]
    fn a_missing_list_is_never_an_empty_one() {
        decode_error(&operation(), "{}");
        decode_error(&operation(), r#"{"data":null}"#);
        assert!(decoded_from(&operation(), r#"{"data":[]}"#).data.is_empty());
    }
}
