//! Confirm a fiscal note of a third party.

use isp_core::wire::Unconfirmed;
use jiff::civil::Date;

use crate::operation::operation;

operation! {
    /// Confirm a fiscal note of a third party.
    InvoiceNoteConfirm = POST "/external/integrations/thirdparty/thirdparty_billing/invoice_note/confirm", fn invoice_note_confirm -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// Id of the fiscal note, as text.
            id: Text(&str) in Json,
            /// Access key of the fiscal note.
            "accessKey" access_key: Text(&str) in Json,
            /// Day of issue.
            "issueDate" issue_date: IsoDate(Date) in Json,
        }
    }
}
