use proptest::prelude::*;

use super::*;
use crate::brazil::{Document, PaymentLine, Phone, PixCode, State};
use crate::testing::LeakFinder;
use crate::wire::{parse_date, parse_datetime};

fn scrubber() -> Scrubber {
    let vocabulary = Vocabulary::new().words(["Ativo", "001"]).phrases(["não localizado"]);
    Scrubber::new(vocabulary.members(["Num. ERRO"]))
}

/// A body after everything in it was made known, as a recorder does it.
fn scrubbed(body: &[u8]) -> Vec<u8> {
    let mut scrubber = scrubber();
    scrubber.avoid(body);
    scrubber.body(body)
}

fn text(body: &str) -> String {
    String::from_utf8(scrubbed(body.as_bytes())).unwrap()
}

/// The value of a text in a body.
fn value(original: &str) -> String {
    let body = serde_json::json!({"campo": original}).to_string();
    let new: serde_json::Value = serde_json::from_str(&text(&body)).unwrap();
    new["campo"].as_str().unwrap().to_owned()
}

/// What stays of a form: the kind of every letter.
fn form(text: &str) -> String {
    let kind = |c: char| match c {
        '0'..='9' => '9',
        'a'..='z' => 'a',
        'A'..='Z' => 'A',
        other => other,
    };
    text.chars().map(kind).collect()
}

const LINE: &str = "99991.23459 67890.123457 67890.123457 6 15650000012990";
const BARCODE: &str = "99996156500000129901234567890123456789012345";
const SLIP: &str = "84620000001-2 29900001202-9 60910000000-7 00123450000-5";
const PIX: &str = "00020126580014br.gov.bcb.pix0136123e4567-e89b-12d3-a456-426614174000\
    520400005303986540589.905802BR5913Fulano de Tal6008BRASILIA62070503***6304";

fn pix() -> String {
    format!("{PIX}{:04X}", crate::brazil::pix::crc::crc16(PIX.as_bytes()))
}

#[test]
fn what_is_replaced_keeps_its_form() {
    for original in [
        "Maria da Conceição",
        "529.982.247-25",
        "52998224725",
        "11.222.333/0001-81",
        "(51) 99999-0001",
        "+55 51 3333-0001",
        "maria.souza@example.com",
        "Rua das Flores, 1234 - apto 56",
        "90.020-005",
        "aa:bb:cc:00:11:22",
        "100.64.10.21",
        "2001:db8::21",
        "R$ 1.234,56",
        "-30.034647",
        "1565,90",
        "20567, 20568",
        "FAT000000000012",
        "02:15:30",
        "https://example.com/boleto/abc123?id=77",
        "1.25 GB",
        "500 MEGA",
        "123e4567-e89b-12d3-a456-426614174000",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    ] {
        let new = value(original);
        assert_ne!(new, original);
        assert_eq!(form(&new), form(original), "{original} became {new}");
    }
}

#[test]
fn what_is_valid_stays_valid_and_what_is_not_does_not_become_so() {
    for document in ["529.982.247-25", "52998224725", "11.222.333/0001-81", "12.ABC.345/01DE-35"] {
        let new = value(document);
        assert!(new.parse::<Document>().is_ok(), "{document} became {new}");
        assert_ne!(new, document);
    }
    for _ in 0..50 {
        assert!(value("529.982.247-26").parse::<Document>().is_err());
        assert!(value("52998224726").parse::<Document>().is_err());
    }
    for line in [LINE, BARCODE, SLIP] {
        let new = value(line);
        assert!(new.parse::<PaymentLine>().is_ok(), "{line} became {new}");
        assert_eq!(form(&new), form(line));
    }
    let broken = LINE.replace("6 1565", "7 1565");
    assert!(value(&broken).parse::<PaymentLine>().is_err());
    let new = value(&pix());
    let code: PixCode = new.parse().unwrap();
    assert!(
        !new.contains("Fulano") && !new.contains("123e4567") && !new.contains("89.90"),
        "{new}"
    );
    assert_eq!(code.text().len(), pix().len());
    assert!(value(&format!("{PIX}0000")).parse::<PixCode>().is_err());
    for phone in ["(51) 99999-0001", "5133330001", "+55 51 99999-0001"] {
        let (old, new): (Phone, Phone) = (phone.parse().unwrap(), value(phone).parse().unwrap());
        assert_eq!(old.kind(), new.kind());
        assert_ne!(old, new);
    }
}

#[test]
fn a_form_with_a_range_stays_within_it() {
    for _ in 0..30 {
        let address = value("192.168.10.254");
        assert!(address.parse::<std::net::Ipv4Addr>().is_ok(), "{address}");
        let address = value("2001:db8:0:f::c0de");
        assert!(address.parse::<std::net::Ipv6Addr>().is_ok(), "{address}");
        let mac = value("AA:BC:CC:0E:11:2F");
        assert!(mac.chars().all(|c| c == ':' || c.is_ascii_hexdigit()), "{mac}");
        let parts: Vec<u32> =
            value("19:45:30").split(':').map(|part| part.parse().unwrap()).collect();
        assert!(parts[0] < 24 && parts[1] < 60 && parts[2] < 60, "{parts:?}");
        let latitude: f64 = value("-89.034647").parse().unwrap();
        let longitude: f64 = value("-179.034647").parse().unwrap();
        assert!((-90.0..0.0).contains(&latitude) && (-180.0..0.0).contains(&longitude));
        assert!(parse_date(&value("20310610")).unwrap().is_some());
        assert!(value("RS").parse::<State>().is_ok_and(|state| state != State::RS));
        // Without its first letters it is no PDF.
        assert!(value(&format!("JVBERi0{}", "a7Q".repeat(20))).starts_with("JVBERi0"));
        // Ten digits that are no telephone number.
        assert!(value("2000000001").parse::<i32>().is_ok());
    }
}

#[test]
fn line_and_barcode_of_one_charge_stay_those_of_one_charge() {
    let body = serde_json::json!({"line": LINE, "barcode": BARCODE, "valor": "129,90"});
    let new: serde_json::Value = serde_json::from_str(&text(&body.to_string())).unwrap();
    let line: PaymentLine = new["line"].as_str().unwrap().parse().unwrap();
    assert_eq!(line.barcode(), new["barcode"].as_str().unwrap());
    let amount = new["valor"].as_str().unwrap().replace(',', "");
    assert_eq!(line.amount().unwrap().centavos().to_string(), amount);
}

#[test]
fn all_dates_of_a_cassette_move_by_the_same_number_of_days() {
    let body = r#"["10/06/2031","2031-06-15T08:07:09.000-03:00","2031-06-20 08:07"]"#;
    let new: Vec<String> = serde_json::from_str(&text(body)).unwrap();
    assert_eq!(form(&new[1]), form("2031-06-15T08:07:09.000-03:00"));
    assert!(new[1].ends_with(".000-03:00"), "{}", new[1]);
    let day = |text: &str| parse_date(text).unwrap().unwrap();
    assert_ne!(day(&new[0]), day("10/06/2031"));
    // Times of day may add a day.
    let apart = |a: &str, b: &str| (day(b) - day(a)).get_days();
    assert!((5..=6).contains(&apart(&new[0], &new[1])), "{new:?}");
    let moment = |text: &str| parse_datetime(text).unwrap().unwrap();
    let between = moment(&new[2]).duration_since(moment(new[1].split('.').next().unwrap()));
    assert!((between.as_hours() - 5 * 24).abs() <= 1, "{new:?}");
}

#[test]
fn what_says_nothing_and_what_the_vocabulary_has_is_kept() {
    for kept in
        ["", " ", "0", "0,00", "0000-00-00", "00:00:00", "-", "1", "01", "ATIVO ", "001", "Não"]
    {
        assert_eq!(value(kept), kept);
    }
    let new = value("Cliente Fulano não localizado.");
    assert!(new.ends_with(" não localizado.") && !new.contains("Fulano"), "{new}");
    assert!(!value("Fulano Ativo").contains("Ativo"), "a word is kept as a whole text alone");
    let body =
        r#"{"Num. ERRO":"001","status":20,"codigo":12345,"ativo":true,"x":null,"n":7,"v":0.00}"#;
    let new = text(body);
    assert_eq!(
        new.replace(|c: char| c.is_ascii_digit(), "9"),
        body.replace(|c: char| c.is_ascii_digit(), "9")
    );
    assert!(
        new.starts_with(r#"{"Num. ERRO":"001","status":20,"codigo":"#) && !new.contains("12345")
    );
    assert!(new.ends_with(r#""ativo":true,"x":null,"n":7,"v":0.00}"#), "{new}");
}

#[test]
fn the_same_original_becomes_the_same_replacement_and_no_two_share_one() {
    let body = r#"[10123,"10123","010123","Contrato 10123","MARIA Souza","Maria",20567]"#;
    let new: Vec<serde_json::Value> = serde_json::from_str(&text(body)).unwrap();
    let code = new[0].to_string();
    assert_eq!(new[1], code.as_str());
    assert_eq!(new[2], format!("0{code}").as_str());
    assert!(new[3].as_str().unwrap().ends_with(&code));
    let first = new[4].as_str().unwrap().split(' ').next().unwrap().to_lowercase();
    assert_eq!(new[5].as_str().unwrap().to_lowercase(), first);
    let many: Vec<u32> = (1000..4000).collect();
    let new: Vec<u32> =
        serde_json::from_str(&text(&serde_json::to_string(&many).unwrap())).unwrap();
    let different: HashSet<_> = new.iter().collect();
    assert_eq!(different.len(), many.len());
    assert_ne!(text("[10123]"), text("[10123]"), "another cassette has another key");
}

#[test]
fn torn_text_stays_torn_in_the_same_places() {
    // `CONCEIÇÃO` as MK tears it: one byte raw, the other in an escape.
    let torn = b"{\"nome\":\"CONCEI\xc3\\u0087\xc3\\u0083O\",\"rua\":\"S\xe3o Jos\xe9\"}";
    let new = scrubbed(torn);
    let high = |bytes: &[u8]| -> Vec<(usize, u8)> {
        bytes.iter().copied().enumerate().filter(|(_, byte)| *byte >= 0x80).collect()
    };
    assert_eq!(high(&new), high(torn));
    assert_eq!(new.len(), torn.len());
    let new = String::from_utf8_lossy(&new).into_owned();
    assert!(new.contains("\\u0087") && new.contains("\\u0083"), "{new}");
    assert!(!new.contains("CONCEI") && !new.contains("Jos"), "{new}");
}

#[test]
fn broken_json_stays_broken_and_holds_nothing() {
    for body in [
        r#"{"nome":"Fulano","cpf":52998224725"#,
        r#"{"nome":"Fulano "Beltrano" x","a":1,}"#,
        "{'nome':'Fulano'}",
        r#"{"nome":Fulano}"#,
        r#"{"nome":"Fulano":"Beltrano"}"#,
        r#"["Fulano":"Beltrano"]"#,
        "<html><body><h1>HTTP Status 500</h1><p>Fulano <b class=\"Beltrano\">Message</b></p>",
        "Fulano; Beltrano\n52998224725",
        r#"{"a":"{\"nome\":\"Fulano\",\"n\":[52998224725]}"}"#,
        r#"["{\""]"#,
        r#"{"a":"[\"Fulano\""}"#,
    ] {
        let new = text(body);
        for datum in ["Fulano", "Beltrano", "52998224725"] {
            assert!(!new.contains(datum), "{body} became {new}");
        }
        let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
        assert_eq!(is_json(&new), is_json(body), "{body} became {new}");
    }
    let page = text("<!DOCTYPE html><html><b>Message</b> Fulano</html>");
    assert!(
        page.starts_with("<!DOCTYPE html><html><b>Message</b> ") && page.ends_with("</html>"),
        "{page}"
    );
    assert!(!page.contains("Fulano"));
    let json = text(r#"{"status":"{\"status\":\"OK\",\"nome\":\"Fulano\"}"}"#);
    assert!(json.contains(r#"\"status\":\"OK\""#), "{json}");
}

#[test]
fn a_datum_in_the_place_of_a_name_is_replaced() {
    let mut scrubber = scrubber();
    scrubber.was_told("fulano.silva");
    scrubber.was_told("senhafulano");
    let body = r#"{"52998224725":1,"Fulano da Silva":2,"a@example.com":3,"senhafulano":4,"nome":5,"valor_2":6}"#;
    let new = String::from_utf8(scrubber.body(body.as_bytes())).unwrap();
    for datum in ["52998224725", "Fulano", "example", "senhafulano"] {
        assert!(!new.contains(datum), "{new}");
    }
    assert!(new.contains(r#""nome":5,"valor_2":6"#), "{new}");
}

#[test]
fn a_path_keeps_what_is_no_parameter() {
    let spec = crate::http::OperationSpec::get("x", "/external/people/txid/{txId}");
    let mut scrubber = Scrubber::new(Vocabulary::new().operations([&spec]));
    let path = scrubber.path("/external/people/txid/52998224725");
    assert!(path.starts_with("/external/people/txid/{") && path.ends_with('}'), "{path}");
    assert!(!path.contains("52998224725"));
    let same = String::from_utf8(scrubber.body(b"{\"txId\":\"529.982.247-25\"}")).unwrap();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    assert_eq!(digits(&path), digits(&same));
}

/// The ways in which a server may write a datum.
fn ways(datum: &str) -> Vec<Vec<u8>> {
    let escaped = |escape: &dyn Fn(u32) -> String| {
        datum.chars().map(|c| escape(u32::from(c))).collect::<String>()
    };
    let json = escaped(&|code| format!("\\u{code:04x}"));
    let percent = escaped(&|code| format!("%{code:02X}"));
    let entities = escaped(&|code| format!("&#{code};"));
    vec![
        format!("{{\"x\":\"{datum}\"}}").into_bytes(),
        format!("{{\"x\":\"{json}\"}}").into_bytes(),
        format!("{{\"x\":\"https://h/{percent}\"}}").into_bytes(),
        format!("{{\"x\":\"a {datum}\\n{datum}b\"}}").into_bytes(),
        format!("{{\"x\":\"{{\\\"y\\\":\\\"{datum}\\\"}}\"}}").into_bytes(),
        format!("<html><p class={datum}>{entities}</p>").into_bytes(),
        [b"{\"x\":\"\xe3 ".as_slice(), datum.as_bytes(), b"\xc3\\u0083\"}"].concat(),
        format!("{{\"x\":[{datum},{{\"y\":\"{datum}").into_bytes(),
        datum.as_bytes().to_vec(),
    ]
}

proptest! {
    #[test]
    fn no_datum_survives_in_any_way_of_writing_it(
        datum in "[b-df-hj-np-tv-z]{5,12}|[1-9][0-9]{5,12}|[B-DF-HJ-NP-TV-Z]{5}[0-9]{2}[a-z]{4}",
    ) {
        let finder = LeakFinder::new([("datum", datum.as_str())]);
        for way in ways(&datum) {
            let new = String::from_utf8_lossy(&scrubbed(&way)).into_owned();
            let found = finder.find(&new);
            prop_assert!(found.is_none(), "{} became {new}", String::from_utf8_lossy(&way));
        }
    }

    #[test]
    fn no_body_makes_it_panic(body in prop::collection::vec(any::<u8>(), 0..200)) {
        scrubbed(&body);
        scrubbed(&[b"{\"x\":", body.as_slice()].concat());
    }

    #[test]
    fn no_text_of_digits_and_signs_makes_it_panic(body in "[0-9A-F(){}\\[\\]\":,. /+%&;#\\\\ux-]{0,80}") {
        text(&body);
        scrubbed(format!("[\"{body}\"]").as_bytes());
    }

    #[test]
    fn json_keeps_its_structure(value in json()) {
        let body = value.to_string();
        let new: serde_json::Value = serde_json::from_str(&text(&body)).unwrap();
        prop_assert_eq!(shape(&new), shape(&value));
    }
}

/// Names of members and types of values.
fn shape(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "null".to_owned(),
        serde_json::Value::Bool(flag) => flag.to_string(),
        serde_json::Value::Number(number) => if number.is_f64() { "f" } else { "i" }.to_owned(),
        serde_json::Value::String(text) => format!("s{}", text.chars().count()),
        serde_json::Value::Array(items) => {
            format!("{:?}", items.iter().map(shape).collect::<Vec<_>>())
        }
        serde_json::Value::Object(members) => {
            format!(
                "{:?}",
                members.iter().map(|(name, value)| (name, shape(value))).collect::<Vec<_>>()
            )
        }
    }
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        (-1.0e6..1.0e6_f64).prop_map(Into::into),
        "\\PC{0,30}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map("[a-z]{1,8}", inner, 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}
