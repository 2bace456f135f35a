//! The operations about things that the world does not have: each answers the known sample.

macro_rules! samples {
    ($($method:literal $path:literal $file:literal)+) => {
        /// Method, path in lower case with `{}` for a segment of any value, answer.
        pub(super) const SAMPLES: &[(&str, &str, &str)] = &[$(
            ($method, $path, include_str!(concat!("../../tests/fixtures/", $file))),
        )+];
    };
}

samples! {
    "POST" "/external/integrations/thirdparty/people" "people_register.partial.ok.json"
    "PUT" "/external/integrations/thirdparty/people/{}" "people_update.partial.ok.json"
    "PUT" "/external/integrations/thirdparty/updateaddress/{}" "updateaddress.partial.ok.json"
    "GET" "/external/integrations/thirdparty/companiesplacespaged" "companiesplacespaged.partial.ok.json"
    "GET" "/external/integrations/thirdparty/getdocumentationtypes" "getdocumentationtypes.partial.ok.json"
    "POST" "/external/integrations/thirdparty/isholiday" "isholiday.partial.no.json"
    "GET" "/external/integrations/thirdparty/suite/electronicsignatures/getdocumentlinktosignbycontract/{}" "electronicsignatures_bycontract.partial.ok.json"
    "GET" "/external/integrations/thirdparty/crm/contracttypesandservices" "crm_contracttypesandservices.ok.json"
    "POST" "/external/crm/leads/create" "crm_leads_create.partial.ok.json"
    "POST" "/external/integrations/thirdparty/verifyviability" "verifyviability.ok.json"
    "POST" "/external/integrations/thirdparty/crm/startsale" "crm_startsale.partial.ok.json"
    "POST" "/external/integrations/thirdparty/crm/cancelsale" "crm_cancelsale.partial.ok.json"
    "GET" "/external/integrations/thirdparty/crm/campaignsandpricelistservices" "crm_campaignsandpricelistservices.ok.json"
    "POST" "/external/integrations/thirdparty/contract/addcontractservices" "contract_addcontractservices.partial.ok.json"
    "POST" "/external/integrations/thirdparty/contract/changecontractservices" "contract_changecontractservices.partial.ok.json"
    "POST" "/external/integrations/thirdparty/contract/removecontractitems" "contract_removecontractitems.partial.ok.json"
    "POST" "/external/billing/contracts/create" "billing_contracts_create.partial.ok.json"
    "PUT" "/external/integrations/thirdparty/contracts/approve/{}" "contracts_approve.partial.ok.json"
    "POST" "/external/integrations/thirdparty/contract/contracteventualvalues" "contract_contracteventualvalues.partial.ok.json"
    "GET" "/external/integrations/thirdparty/getfilesbycontract/{}/documentationtype/{}" "getfilesbycontract.partial.ok.json"
    "POST" "/external/integrations/thirdparty/receivepayment" "receivepayment.partial.ok.json"
    "GET" "/external/integrations/thirdparty/consultpayment" "consultpayment.partial.ok.json"
    "GET" "/external/integrations/thirdparty/financial/getrenegotiationsinformations" "financial_getrenegotiationsinformations.partial.ok.json"
    "POST" "/external/integrations/thirdparty/financial/registerrenegotiations" "financial_registerrenegotiations.partial.ok.json"
    "POST" "/external/integrations/thirdparty/isp/authentication_contracts/traffic" "isp_traffic.partial.ok.json"
    "GET" "/external/map/splitter/all" "map_splitter_all.partial.ok.json"
    "GET" "/external/map/splitter/all/paged" "map_splitter_all_paged.partial.ok.json"
    "GET" "/external/map/olt/all" "map_olt_all.partial.ok.json"
    "POST" "/external/integrations/thirdparty/projects/createsolicitationreport" "projects_createsolicitationreport.partial.ok.json"
    "GET" "/external/integrations/thirdparty/getaccesspointstatusbyclient/{}" "getaccesspointstatusbyclient.ok.json"
    "PUT" "/external/integrations/thirdparty/updateconnection/{}" "updateconnection.ok.json"
    "PUT" "/external/map/connection/vinculate/{}/{}" "map_connection_vinculate.partial.ok.json"
    "PUT" "/external/map/connection/update/integrationcode/{}/{}" "map_connection_update_integrationcode.partial.ok.json"
}
