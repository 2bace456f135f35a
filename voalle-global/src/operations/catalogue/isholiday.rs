//! Whether a day is a holiday.

use isp_core::brazil::State;
use isp_core::record;
use isp_core::wire;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answers::Response;
use crate::operation::operation;

operation! {
    /// Whether a day is a holiday.
    IsHoliday = POST "/external/integrations/thirdparty/isholiday", fn isholiday -> Response<Holiday> {
        effect: Read,
        evidence: Manual,
        required: {
            /// Day.
            date: IsoDate(Date) in Json,
            /// State.
            "UF" uf: State in Json,
        }
        optional: {
            /// City.
            city: Text(&str) in Json,
        }
    }
}

/// Whether a day is a holiday.
#[record(partial)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Holiday {
    /// Whether it is.
    pub is_holiday: bool,
    /// Name of the holiday.
    pub name: Option<String>,
    /// Day.
    #[serde(default, with = "wire::date::option")]
    pub date: Option<Date>,
    /// City for which it is one.
    pub city: Option<String>,
    /// Where it is one.
    pub scope: Option<String>,
    /// State.
    pub uf: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, request, signed_with};
    use jiff::civil::date;
    use serde_json::json;

    #[test]
    fn the_request_is_exact_and_both_answers_are_read() {
        let operation = IsHoliday::new(date(2024, 6, 10), State::RS).city("Cidade Exemplo");
        let body = json!({"date": "2024-06-10", "UF": "RS", "city": "Cidade Exemplo"});
        assert_eq!(
            request(&operation),
            signed_with("POST /external/integrations/thirdparty/isholiday", &body)
        );
        let yes = decoded(&operation, "isholiday.partial.yes.json").response;
        assert!(yes.is_holiday && yes.name.is_some());
        let no = decoded(&operation, "isholiday.partial.no.json").response;
        assert!(!no.is_holiday && no.name.is_none());
        for payload in ["{}", "null", r#"{"isHoliday":null}"#, r#"{"isHoliday":"talvez"}"#] {
            decode_error(&operation, &format!(r#"{{"success":true,"response":{payload}}}"#));
        }
    }
}
