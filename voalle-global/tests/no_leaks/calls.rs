//! A call of every operation, with every parameter that may hold a secret or a personal datum.

use std::fmt::Debug;

use isp_core::brazil::{Document, State};
use isp_core::http::{FilePart, Operation, OperationSpec};
use isp_core::vendor_tests::{Asked, marked};
use isp_core::{Money, Secret};
use jiff::civil::date;
use serde_json::json;
use voalle_global::operations::connections::TrafficParameters;
use voalle_global::operations::contracts::{
    ContractClientInformation, ContractInformation, NewContractService, SaleItem,
};
use voalle_global::operations::invoices::NewParcel;
use voalle_global::operations::people::{EmailBlock, PhoneBlock};
use voalle_global::operations::sales::{
    ChangedService, FullAddress, LeadContact, LeadIntegratorData, LeadPersonalData, RemovedItem,
    ViabilityPerson,
};
use voalle_global::operations::tickets::{
    NewAssignment, NewReport, OpenDetailedSolicitationParameters,
};
use voalle_global::{Call, Client};

pub(crate) const DOCUMENT: &str = "529.982.247-25";

fn asked<O>(call: Call<O>) -> Asked
where
    O: Operation<Output: Debug + serde::Serialize + Send + 'static> + 'static,
{
    Asked::new(format!("{call:?} {call:#?}"), call.send())
}

fn asked_for_file<O>(call: Call<O>) -> Asked
where
    O: Operation<Output: Send + 'static> + 'static,
{
    Asked::file(format!("{call:?} {call:#?}"), call.send())
}

/// A call of the operation.
pub(crate) fn call(spec: &OperationSpec, global: &Client) -> Asked {
    let (_, path) = spec.name.split_once(' ').unwrap();
    let path = path.strip_prefix("/external/integrations/thirdparty/").unwrap_or(path);
    let name = format!("{} {path}", spec.method);
    people_and_catalogue(&name, global)
        .or_else(|| documents_and_sales(&name, global))
        .or_else(|| contracts(&name, global))
        .or_else(|| invoices(&name, global))
        .or_else(|| connections(&name, global))
        .or_else(|| tickets(&name, global))
        .unwrap_or_else(|| panic!("no call of {name} is written here"))
}

fn document() -> Document {
    DOCUMENT.parse().unwrap()
}

fn file() -> FilePart {
    FilePart::new(marked("file"), "content")
}

fn people_and_catalogue(name: &str, global: &Client) -> Option<Asked> {
    let text = marked("text");
    let text = text.as_str();
    Some(match name {
        "POST /connect/token" => asked(global.connect_token()),
        "GET people/txid/{txId}" => asked(global.people_txid(document())),
        "GET getclient" => asked(global.getclient(1, 100)),
        "POST people" => {
            asked(global.people_create(document(), text).email(text).street(text).postal_code(text))
        }
        "PUT people/{id}" => {
            let email = EmailBlock { email: Some(marked("email")), ..EmailBlock::default() };
            let phone = PhoneBlock { phone: Some(marked("phone")), ..PhoneBlock::default() };
            asked(global.people_update(1).email(email).phone(phone))
        }
        "PUT updateaddress/{clientId}" => {
            asked(global.updateaddress(1).public_place(text).complement(text))
        }
        "GET companiesplacespaged" => asked(global.companiesplacespaged().filter(text)),
        "GET getdocumentationtypes" => asked(global.getdocumentationtypes().filter(text)),
        "POST isholiday" => asked(global.isholiday(date(2024, 6, 10), State::RS).city(text)),
        "GET crm/contracttypesandservices" => asked(global.contracttypesandservices()),
        "GET contractservicetagspaged" => {
            asked(global.contractservicetagspaged().tx_id(document()).filter(text))
        }
        "GET servicetagsinfopaged" => asked(global.servicetagsinfopaged().tx_id(document())),
        "GET incidenttypespaged" => asked(global.incidenttypespaged().filter(text)),
        "GET servicelevelagreementpaged" => asked(global.servicelevelagreementpaged()),
        "GET catalogservicespaged" => asked(global.catalogservicespaged().order_by(text)),
        "GET catalogservicesitemspaged" => asked(global.catalogservicesitemspaged()),
        "GET /external/fieldservicemanagement/integrations/getschedules" => {
            asked(global.getschedules().date(date(2024, 6, 10)))
        }
        _ => return None,
    })
}

fn documents_and_sales(name: &str, global: &Client) -> Option<Asked> {
    let text = marked("text");
    let text = text.as_str();
    Some(match name {
        "GET suite/electronicsignatures/getdocumentlinktosignbycontract/{contractId}" => {
            asked(global.getdocumentlinktosignbycontract(1))
        }
        "GET suite/electronicsignatures/resend" => asked(global.electronicsignatures_resend(1, 1)),
        "GET getfilesbycontract/{contractNumber}/documentationtype/{documentationTypeId}" => {
            asked(global.getfilesbycontract(text, 61))
        }
        "POST contract/contractuploads" => asked(global.contractuploads(text, text, file())),
        "GET contract/contractuploads" => asked(global.contractuploads_list().page_number(1)),
        "GET contract/contractuploads/getfile" => {
            asked_for_file(global.contractuploads_getfile(1, 1))
        }
        "POST /external/crm/leads/create" => {
            let person = LeadPersonalData {
                name: marked("name"),
                tx_id: Some(document()),
                ..LeadPersonalData::default()
            };
            let integrator = LeadIntegratorData {
                crm_contact_origin_code: marked("origin"),
                crm_form_code: marked("form"),
                integrator_alias: marked("alias"),
                ..LeadIntegratorData::default()
            };
            let contact = LeadContact { phone: Some(marked("phone")), ..LeadContact::default() };
            asked(global.leads_create(person, integrator).contact(contact))
        }
        "POST verifyviability" => {
            let address = FullAddress { address: Some(marked("street")), ..FullAddress::default() };
            let lead = ViabilityPerson {
                name: Some(marked("lead")),
                tx_id: Some(document()),
                ..ViabilityPerson::default()
            };
            asked(global.verifyviability(address, 300).lead(lead))
        }
        "POST crm/startsale" => asked(
            global
                .startsale(document())
                .observations(text)
                .gain_information(json!({"any": [marked("raw")]})),
        ),
        "POST crm/cancelsale" => asked(global.cancelsale(1, text)),
        "GET crm/campaignsandpricelistservices" => asked(global.campaignsandpricelistservices()),
        "POST contract/addcontractservices" => {
            asked(global.addcontractservices(text, vec![service()]))
        }
        "POST contract/changecontractservices" => {
            asked(global.changecontractservices(text, vec![service()]))
        }
        "POST contract/removecontractitems" => {
            asked(global.removecontractitems(text, vec![RemovedItem { contract_item: 1 }]))
        }
        _ => return None,
    })
}

fn service() -> ChangedService {
    let old_contract_item_id = Some(850_001);
    ChangedService { code: marked("service"), old_contract_item_id, ..ChangedService::default() }
}

fn contracts(name: &str, global: &Client) -> Option<Asked> {
    let text = marked("text");
    let text = text.as_str();
    Some(match name {
        "POST contract/getpaged" => {
            asked(global.contract_getpaged().tx_id(document()).contract_number(text))
        }
        "POST /external/billing/contracts/create" => {
            let service =
                NewContractService { code: marked("code"), ..NewContractService::default() };
            let client = ContractClientInformation { tx_id: Some(document()) };
            let contract = ContractInformation {
                contract_type: Some(marked("type")),
                ..ContractInformation::default()
            };
            asked(global.contracts_create(client, contract, vec![service]))
        }
        "PUT contracts/approve/{contractId}" => {
            asked(global.contracts_approve(1).proportionality_type(1))
        }
        "POST contracts/unlock/{contractNumber}" => asked(global.contracts_unlock(text)),
        "POST salerequest" => {
            let item = SaleItem { id: marked("item"), quantity: 1, unit_value: None };
            asked(global.salerequest(document(), text, vec![item]))
        }
        "POST contract/contracteventualvalues" => {
            asked(global.contracteventualvalues(1, Money::from_centavos(1)).description(text))
        }
        _ => return None,
    })
}

fn invoices(name: &str, global: &Client) -> Option<Asked> {
    let text = marked("text");
    let text = text.as_str();
    Some(match name {
        "GET billings/invoices/download/{documentId}" => {
            asked_for_file(global.invoices_download(1))
        }
        "POST thirdparty_billing/invoice_note/confirm" => {
            asked(global.invoice_note_confirm(text, text, date(2024, 6, 1)))
        }
        "GET getopentitlesbytxid/{txId}" => asked(global.getopentitlesbytxid(document())),
        "GET gettitlesbytxid/{txId}" => asked(global.gettitlesbytxid(document())),
        "GET getcontractbillets/{contractId}" => asked(global.getcontractbillets(1)),
        "GET getopentitlesbyexpirationdate" => asked(global.getopentitlesbyexpirationdate()),
        "GET GetBillet/{titleId}" => asked_for_file(global.getbillet(1)),
        "GET GetBilletLink/{titleId}" => asked(global.getbilletlink(1)),
        "POST billings/registerpix" => asked(global.registerpix(1)),
        "POST receivepayment" => {
            let id = "00000000-0000-4000-8000-000000000003";
            let payment = global.receivepayment(id, 1, Money::from_centavos(1));
            asked(payment.message(text).bank_account_code(text))
        }
        "GET consultpayment" => asked(global.consultpayment(text)),
        "GET financial/getrenegotiationsinformations" => {
            asked(global.getrenegotiationsinformations(&[1], date(2024, 6, 15)))
        }
        "POST financial/registerrenegotiations" => {
            let parcel = NewParcel {
                number: 1,
                expiration_date: Some(date(2031, 2, 10)),
                ..NewParcel::default()
            };
            asked(global.registerrenegotiations(&[1], vec![parcel]).observation(text))
        }
        _ => return None,
    })
}

fn connections(name: &str, global: &Client) -> Option<Asked> {
    let text = marked("text");
    let text = text.as_str();
    Some(match name {
        "PUT updateconnection/{connectionId}" => {
            let secret = |kind: &str| Secret::new(marked(kind));
            let call = global.updateconnection_overwriting_password(1, &secret("password"));
            let call = call.equipment_password(&secret("equipment"));
            asked(call.wifi_password(&secret("wifi")).wifi_name(text).user(text))
        }
        "GET getaccesspointstatusbyclient/{personId}" => {
            asked(global.getaccesspointstatusbyclient(1))
        }
        "GET getaccesspointstatusbycontract/{contractId}" => {
            asked(global.getaccesspointstatusbycontract(1))
        }
        "POST isp/authentication_contracts/traffic" => asked(global.traffic(TrafficParameters {
            user: marked("user").into(),
            date: date(2024, 6, 10).at(12, 0, 0, 0).into(),
            download: 1,
            upload: 1,
            total_download: 1,
            total_upload: 1,
        })),
        "GET /external/map/connection/all" => asked(global.connection_all()),
        "GET /external/map/connection/all/deleted" => asked(global.connection_all_deleted()),
        "GET /external/map/connection/all/deleted/paged" => {
            asked(global.connection_all_deleted_paged(1, 100))
        }
        "POST /external/map/connection/by/userdata" => {
            asked(global.connection_by_userdata().users(&[text]).service_tags(&[text]))
        }
        "PUT /external/map/connection/vinculate/{connectionId}/{integrationCode}" => {
            asked(global.connection_vinculate(1, text))
        }
        "PUT /external/map/connection/update/integrationcode/{oldCode}/{newCode}" => {
            asked(global.connection_update_integrationcode(text, text))
        }
        "GET /external/map/splitter/all" => asked(global.splitter_all()),
        "GET /external/map/splitter/all/paged" => asked(global.splitter_all_paged(1, 20)),
        "GET /external/map/olt/all" => asked(global.olt_all()),
        _ => return None,
    })
}

fn tickets(name: &str, global: &Client) -> Option<Asked> {
    let text = marked("text");
    let text = text.as_str();
    Some(match name {
        "POST opensolicitationcrm" => asked(global.opensolicitationcrm(text)),
        "GET solicitationlist/{personId}" => asked(global.solicitationlist(1)),
        "POST projects/getsolicitationdata" => asked(global.getsolicitationdata(1)),
        "GET getsolicitationhistory" => asked(global.getsolicitationhistory(1)),
        "POST opendetailedsolicitation" => {
            let report = NewReport { description: Some(marked("report")), ..NewReport::default() };
            let ticket = OpenDetailedSolicitationParameters {
                incident_status_id: 1,
                person_id: 1,
                incident_type_id: 1,
                service_level_agreement_id: 1,
                assignment: NewAssignment {
                    title: marked("title"),
                    description: marked("description"),
                    report: Some(report),
                    ..NewAssignment::default()
                },
            };
            asked(global.opendetailedsolicitation(ticket).contract_service_tag_category(text))
        }
        "POST opensolicitation" => asked(global.opensolicitation(text, 1)),
        "POST projects/createsolicitationreport" => {
            asked(global.createsolicitationreport(1, 1, text))
        }
        "POST solicitationmaintenance" => asked(global.solicitationmaintenance(text).report(text)),
        "POST solicitationnewnote" => asked(global.solicitationnewnote(1, text, text)),
        "POST opensolicitationpopeventerror/{integrationCode}" => {
            asked(global.opensolicitationpopeventerror(text))
        }
        "POST closesolicitationpopeventerror/{integrationCode}" => {
            asked(global.closesolicitationpopeventerror(text))
        }
        "POST opensolicitationclienteventerror/{clientId}" => {
            asked(global.opensolicitationclienteventerror(1))
        }
        "POST closesolicitationclienteventerror/{clientId}" => {
            asked(global.closesolicitationclienteventerror(1))
        }
        "POST projects/assignmentsuploads" => asked(global.assignmentsuploads(1, text, file())),
        "GET projects/assignmentsuploads" => asked(global.assignmentsuploads_list()),
        "GET projects/assignmentsuploads/getfile" => {
            asked_for_file(global.assignmentsuploads_getfile(1, 1))
        }
        _ => return None,
    })
}
