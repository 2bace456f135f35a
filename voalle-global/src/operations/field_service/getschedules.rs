//! Schedules of the field service.

use isp_core::wire::Untyped;
use jiff::civil::Date;

use crate::operation::operation;

operation! {
    /// Schedules of the field service.
    ///
    /// Method, filters and the shape of the answer are known from a single text.
    GetSchedules = GET "/external/fieldservicemanagement/integrations/getschedules", fn getschedules -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// First day.
            date: IsoDate(Date),
            /// Last day.
            "finalDate" final_date: IsoDate(Date),
        }
    }
}
