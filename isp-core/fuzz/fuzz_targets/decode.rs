//! Tolerant decoding: every row is there, amounts are the digits that were written, and what was
//! decoded survives writing and reading.

#![no_main]

use isp_core::http::{Answer, Operation};
use isp_core::wire::{Json, Node, TextEncoding, Untyped, decode, decode_value};
use isp_core::Money;
use libfuzzer_sys::fuzz_target;
use mk_webservices::operations::faturas::FaturasPendentes;
use mk_webservices::operations::pessoas::ConsultaDoc;
use voalle_portal::operations::invoices::PortalFinancialReceivableTitles;

fn member<'a>(node: Node<'a>, name: &str) -> Option<Node<'a>> {
    node.as_object()?.get(name)
}

/// The items of a list; `None` where it is no list.
fn items<'a>(node: Option<Node<'a>>) -> Option<Vec<Node<'a>>> {
    Some(node?.as_list()?.iter().collect())
}

/// An amount is that of the digits, where they have at most two decimals.
fn check_amount(written: Option<Node<'_>>, read: Money) {
    let Some(number) = written.and_then(Node::as_number) else { return };
    if let Ok(exact) = Money::from_decimal_text(number.as_str()) {
        assert_eq!(exact, read, "{}", number.as_str());
    }
}

fn invoices(json: &Json) {
    let Ok(decoded) = decode::<FaturasPendentes>(json) else { return };
    if let Some(rows) = items(member(json.root(), "FaturasPendentes")) {
        assert_eq!(rows.len(), decoded.value.faturas_pendentes.len(), "a row is lost");
        for (row, read) in rows.iter().zip(&decoded.value.faturas_pendentes) {
            check_amount(member(*row, "valor_total"), read.valor_total);
        }
    }
    let written = serde_json::to_value(&decoded.value).expect("it can be written");
    let again = decode_value::<FaturasPendentes>(&written).expect("it can be read again");
    assert_eq!(again.value, decoded.value);
}

fn customers(json: &Json) {
    let Ok(decoded) = decode::<ConsultaDoc>(json) else { return };
    let written = serde_json::to_value(&decoded.value).expect("it can be written");
    let again = decode_value::<ConsultaDoc>(&written).expect("it can be read again");
    assert_eq!(again.value, decoded.value);
}

fn titles(answer: &Answer) {
    let Ok(decoded) = PortalFinancialReceivableTitles::new().read(answer) else { return };
    let Ok(json) = answer.json() else { panic!("rows of something that is not JSON") };
    if let Some(rows) = items(member(json, "data")) {
        assert_eq!(rows.len(), decoded.value.data.len(), "a row is lost");
    }
}

fuzz_target!(|body: &[u8]| {
    if let Ok(json) = Json::parse(body.to_vec(), TextEncoding::TornLatin1) {
        invoices(&json);
        customers(&json);
        let untyped = decode::<Untyped>(&json).expect("any JSON is untyped JSON");
        assert_eq!(*untyped.value.value(), json.root().to_value());
    }
    titles(&Answer::new(200, Vec::new(), body, TextEncoding::Utf8));
});
