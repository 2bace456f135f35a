//! Vectors and refusals of [`PixCode`].

use super::*;

/// Central Bank's PIX manual.
pub(super) const STATIC: &str = "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D";
/// Central Bank's BR Code manual: several arrangements, upper-case GUI.
const SEVERAL: &str = "00020104141234567890123426580014BR.GOV.BCB.PIX0136123e4567-e12b-12d1-a456-42665544000027300012BR.COM.OUTRO011001234567895204000053039865406123.455802BR5917NOME DO RECEBEDOR6008BRASILIA61087007490062190515RP12345678-201980390012BR.COM.OUTRO01190123.ABCD.3456.WXYZ6304AD38";
/// Synthetic, dynamic.
pub(super) const DYNAMIC: &str = "00020101021226770014BR.GOV.BCB.PIX2555pix.example.com/qr/93598be0-1bd0-4997-8318-81776a1d8a995204000053039865802BR5907EMPRESA6009SAO PAULO62070503***6304EEAB";
/// Synthetic; the checksum contains "63".
pub(super) const STATIC_63: &str = "00020126410014br.gov.bcb.pix0119teste15@example.com52040000530398654041.005802BR5914PROVEDOR TESTE6008CURITIBA62070503***6304FB63";

const ACCOUNT: &str = "26330014br.gov.bcb.pix0111a@b.example";

fn parse(text: &str) -> Result<PixCode, PixError> {
    text.parse()
}

/// `body` with a right checksum.
fn sealed(body: &str) -> String {
    let text = format!("{body}6304");
    format!("{text}{:04X}", crc16(text.as_bytes()))
}

fn read_sealed(body: &str) -> Result<PixCode, PixError> {
    parse(&sealed(body))
}

#[test]
fn central_banks_static_code() {
    let code = parse(STATIC).unwrap();
    assert_eq!(code.text(), STATIC);
    assert_eq!(code.to_string(), STATIC);
    assert_eq!(code.key(), Some("123e4567-e12b-12d1-a456-426655440000"));
    assert_eq!(code.url(), None);
    assert!(!code.is_dynamic());
    assert_eq!(code.amount(), None);
    assert_eq!(code.merchant_name(), "Fulano de Tal");
    assert_eq!(code.merchant_city(), "BRASILIA");
    assert_eq!(code.txid(), None);
}

#[test]
fn central_banks_several_arrangements() {
    let code = parse(SEVERAL).unwrap();
    assert_eq!(code.key(), Some("123e4567-e12b-12d1-a456-426655440000"));
    assert_eq!(code.amount(), Some(Money::from_centavos(12_345)));
    assert_eq!(code.merchant_name(), "NOME DO RECEBEDOR");
    assert_eq!(code.txid(), Some("RP12345678-2019"));
}

#[test]
fn dynamic_code() {
    let code = parse(DYNAMIC).unwrap();
    assert!(code.is_dynamic());
    assert_eq!(code.key(), None);
    let url = "pix.example.com/qr/93598be0-1bd0-4997-8318-81776a1d8a99";
    assert_eq!(code.url(), Some(url));
    assert_eq!(code.merchant_city(), "SAO PAULO");
}

#[test]
fn checksum_that_contains_63() {
    let code = parse(STATIC_63).unwrap();
    assert_eq!(code.key(), Some("teste15@example.com"));
    assert_eq!(code.amount(), Some(Money::from_centavos(100)));
}

#[test]
fn case_of_the_checksum_and_space_around_do_not_matter() {
    let lower = format!("{}1d3d", &STATIC[..STATIC.len() - 4]);
    assert_eq!(parse(&lower).unwrap().text(), lower);
    let spaced = format!("\n {STATIC} \r\n");
    assert_eq!(parse(&spaced).unwrap().text(), STATIC);
}

#[test]
fn any_change_breaks_the_checksum() {
    for at in 0..STATIC.len() - 8 {
        let mut changed = STATIC.to_owned();
        changed.replace_range(at..=at, "~");
        assert_eq!(parse(&changed), Err(PixError::Checksum), "{at}");
    }
    for text in
        [&STATIC[1..], &STATIC[..STATIC.len() - 1], "630400000", "6304+123", "6304é12", "ééééé"]
    {
        assert_eq!(parse(text), Err(PixError::Checksum), "{text}");
    }
    for text in ["", " ", "6304", "ééé", "        \n"] {
        assert_eq!(parse(text), Err(PixError::TooShort), "{text}");
    }
}

#[test]
fn what_is_demanded() {
    let read = |account: &str, rest: &str| read_sealed(&format!("000201{account}{rest}"));
    let rest = "53039865802BR5901N6001C";
    assert!(read(ACCOUNT, rest).is_ok());
    let errors = [
        (read("", rest), PixError::NoPixAccount),
        (read("26120008br.other", rest), PixError::NoPixAccount),
        (read("2604xxxx", rest), PixError::Structure),
        (read("26180014br.gov.bcb.pix", rest), PixError::NeitherKeyNorUrl),
        (read("26220014br.gov.bcb.pix0100", rest), PixError::NeitherKeyNorUrl),
        (read("26280014br.gov.bcb.pix0101k2501u", rest), PixError::KeyAndUrl),
        (read(ACCOUNT, "5802BR5901N6001C"), PixError::Currency),
        (read(ACCOUNT, "53038405802BR5901N6001C"), PixError::Currency),
        (read(ACCOUNT, "53039865901N6001C"), PixError::Country),
        (read(ACCOUNT, "53039865802US5901N6001C"), PixError::Country),
        (read(ACCOUNT, &format!("{rest}6203050")), PixError::Structure),
        (read(ACCOUNT, &format!("{rest}5802BR")), PixError::Structure),
        (read(ACCOUNT, "53039865802BR6001C"), PixError::Missing { field: "merchant name" }),
        (read(ACCOUNT, "53039865802BR5901N"), PixError::Missing { field: "merchant city" }),
        (read_sealed(&format!("{ACCOUNT}000201{rest}")), PixError::Structure),
        (read_sealed(&format!("000202{ACCOUNT}{rest}")), PixError::Structure),
        (read_sealed(""), PixError::Structure),
    ];
    for (at, (result, expected)) in errors.into_iter().enumerate() {
        assert_eq!(result, Err(expected), "case {at}");
    }
}

#[test]
fn pix_account_may_stand_anywhere_from_26_to_51() {
    let read = |account: String| read_sealed(&format!("000201{account}53039865802BR5901N6001C"));
    for id in 26..=51 {
        let account = format!("{id}{}", &ACCOUNT[2..]);
        assert_eq!(read(account).unwrap().key(), Some("a@b.example"));
    }
    for id in [25, 52, 80] {
        let account = format!("{id}{}", &ACCOUNT[2..]);
        assert_eq!(read(account), Err(PixError::NoPixAccount));
    }
    // Another arrangement's account need not be a list at all.
    let after_other = format!("2604xxxx27{}", &ACCOUNT[2..]);
    assert_eq!(read(after_other).unwrap().key(), Some("a@b.example"));
}

#[test]
fn amounts() {
    let read = |amount: &str| {
        let length = amount.len();
        let head = format!("000201{ACCOUNT}5303986");
        read_sealed(&format!("{head}54{length:02}{amount}5802BR5901N6001C"))
            .map(|code| code.amount().map(Money::centavos))
    };
    for (text, centavos) in [
        ("123.45", Some(12_345)),
        ("10", Some(1000)),
        ("10.", Some(1000)),
        ("10.5", Some(1050)),
        ("0.01", Some(1)),
        ("0", None),
        ("0.00", None),
        ("9999999999.99", Some(999_999_999_999)),
    ] {
        assert_eq!(read(text), Ok(centavos), "{text}");
    }
    for text in ["", ".", ".5", "1,50", "-1", "+1", "1.234", "1.2.3", "1 ", "1e2", "12345678901.00"]
    {
        assert_eq!(read(text), Err(PixError::Amount), "{text}");
    }
}

#[test]
fn txid_of_three_stars_or_nothing_is_none() {
    let read = |additional: &str| {
        let head = format!("000201{ACCOUNT}53039865802BR5901N6001C");
        read_sealed(&format!("{head}{additional}")).unwrap()
    };
    assert_eq!(read("").txid(), None);
    assert_eq!(read("62070503***").txid(), None);
    assert_eq!(read("62040500").txid(), None);
    assert_eq!(read("62050701x").txid(), None);
    assert_eq!(read("62050501x").txid(), Some("x"));
}

#[test]
fn lengths_in_characters_or_bytes() {
    let read = |name_length: usize, city_length: usize| {
        let tail = format!("59{name_length:02}Conexão Ágil60{city_length:02}São Tomé62070503***");
        read_sealed(&format!("000201{ACCOUNT}53039865802BR{tail}"))
    };
    let characters = read(12, 8).unwrap();
    let bytes = read(14, 10).unwrap();
    for code in [characters, bytes] {
        assert_eq!(code.merchant_name(), "Conexão Ágil");
        assert_eq!(code.merchant_city(), "São Tomé");
    }
    // Ends inside a character, and mixed units.
    assert_eq!(read(7, 8), Err(PixError::Structure));
    assert_eq!(read(14, 8), Err(PixError::Structure));
}

#[test]
fn length_in_bytes_that_happens_to_fit_as_characters() {
    // Ten characters would be "São Tomé62", followed by an id 07 of length 05.
    let code = read_sealed(&format!("000201{ACCOUNT}53039865802BR5901N6010São Tomé62070503***"));
    let code = code.unwrap();
    assert_eq!(code.merchant_city(), "São Tomé");
    assert_eq!(code.txid(), None);
}

#[test]
fn ids_out_of_order_are_read() {
    for city in ["6008São Tomé", "6010São Tomé", "6008Sao Tome"] {
        let code = read_sealed(&format!("000201{city}5901N5802BR5303986{ACCOUNT}"));
        assert_eq!(code.unwrap().key(), Some("a@b.example"), "{city}");
    }
}

#[test]
fn debug_shows_amount_and_kind_only() {
    let debug = format!("{:?}", parse(STATIC_63).unwrap());
    assert!(debug.contains("100") || debug.contains("1.00"), "{debug}");
    for hidden in ["example", "PROVEDOR", "CURITIBA", "br.gov"] {
        assert!(!debug.contains(hidden), "{debug}");
    }
    assert!(format!("{:?}", parse(DYNAMIC).unwrap()).contains("dynamic: true"));
}
