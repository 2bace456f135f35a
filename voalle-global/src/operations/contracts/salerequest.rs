//! Sale order.

use isp_core::Money;
use isp_core::brazil::Document;
use isp_core::wire::Unconfirmed;

use crate::kinds::{Objects, body_object};
use crate::operation::operation;

operation! {
    /// Sale order.
    SaleRequest = POST "/external/integrations/thirdparty/salerequest", fn salerequest -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required: {
            /// CPF or CNPJ of the customer.
            "clientTxId" client_tx_id: Document in Json,
            /// Contract number, with leading zeros.
            "contractNumber" contract_number: Text(&str) in Json,
            /// Items.
            items: SaleItems(Vec<SaleItem>) in Json,
        }
        optional: {
            /// CNPJ of the branch.
            "companyPlaceTxId" company_place_tx_id: Document in Json,
            /// Id of the price list, as text.
            "priceListId" price_list_id: Text(&str) in Json,
            /// Id of the kind of collection, as text.
            "financialCollectionTypeId" financial_collection_type_id: Text(&str) in Json,
            /// Id of the conditions of payment, as text.
            "paymentConditionId" payment_condition_id: Text(&str) in Json,
        }
    }
}

type SaleItems = Objects<SaleItem>;

body_object! {
    /// An item of a sale order.
    SaleItem {
        /// Id, as text.
        "id" id: String,
        /// Quantity.
        "quantity" quantity: u64,
        /// Price of one, in BRL.
        "unitValue" unit_value: Option<Money>,
    }
}
