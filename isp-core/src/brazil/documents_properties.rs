//! Properties of the documents, amounts, phones and codes over generated values.

use proptest::prelude::*;

use super::{Cep, Cnpj, Cpf, Document, IbgeCityCode, Money, MoneyError, Phone, PhoneKind};

/// Written apart from the module's own arithmetic: explicit weights from the left.
fn with_check_digits(body: &str, weights: &[u32]) -> String {
    let mut text = body.to_owned();
    for _ in 0..2 {
        let skipped = weights.len() - text.len();
        let sum: u32 = text
            .bytes()
            .zip(&weights[skipped..])
            .map(|(byte, weight)| (u32::from(byte) - 48) * weight)
            .sum();
        let digit = if sum % 11 < 2 { 0 } else { 11 - sum % 11 };
        text.push(char::from_digit(digit, 10).unwrap());
    }
    text
}

fn cpf_text(body: &str) -> String {
    with_check_digits(body, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2])
}

fn cnpj_text(body: &str) -> String {
    with_check_digits(body, &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
}

fn not_repeated(text: &str) -> bool {
    text.bytes().any(|byte| !text.starts_with(char::from(byte)))
}

fn parse_as_everything(text: &str) {
    let _ = text.parse::<Cpf>();
    let _ = text.parse::<Cnpj>();
    let _ = text.parse::<Document>();
    let _ = text.parse::<Money>();
    let _ = Money::from_decimal_text(text);
    let _ = Money::from_brazilian_text(text);
    let _ = text.parse::<Phone>();
    let _ = text.parse::<Cep>();
    let _ = text.parse::<IbgeCityCode>();
}

proptest! {
    #[test]
    fn cpf_round_trips(body in "[0-9]{9}") {
        let text = cpf_text(&body);
        prop_assume!(not_repeated(&text));
        let cpf: Cpf = text.parse().unwrap();
        prop_assert_eq!(cpf.digits(), text.clone());
        prop_assert_eq!(cpf.to_string().parse(), Ok(cpf));
        prop_assert_eq!(Cpf::from_number(text.parse().unwrap()), Ok(cpf));
        prop_assert_eq!(text.parse(), Ok(Document::Cpf(cpf)));
        let masked = format!("{cpf:?}");
        prop_assert_eq!(masked, format!("Cpf(***.{}.{}-**)", &text[3..6], &text[6..9]));
    }

    #[test]
    fn cpf_with_wrong_check_digits_is_refused(body in "[0-9]{9}", check in "[0-9]{2}") {
        let text = format!("{body}{check}");
        prop_assert_eq!(
            text.parse::<Cpf>().is_ok(),
            text == cpf_text(&body) && not_repeated(&text)
        );
    }

    /// The remainders 0 and 1 both give the check digit 0, so that a change is sure to show only
    /// where a check digit that depends on the place was not 0 before. The second does not depend on
    /// the first place, whose weight there is 11.
    #[test]
    fn cpf_detects_a_changed_digit(body in "[0-9]{9}", place in 0..11_usize, shift in 1..10_u8) {
        let mut bytes = cpf_text(&body).into_bytes();
        prop_assume!(place >= 9 || bytes[9] != b'0' || (place >= 1 && bytes[10] != b'0'));
        bytes[place] = b'0' + (bytes[place] - b'0' + shift) % 10;
        prop_assert!(String::from_utf8(bytes).unwrap().parse::<Cpf>().is_err());
    }

    #[test]
    fn cnpj_round_trips(body in prop_oneof!["[0-9]{12}", "[0-9A-Z]{12}", "[A-Z]{12}"]) {
        let text = cnpj_text(&body);
        prop_assume!(not_repeated(&text));
        let cnpj: Cnpj = text.parse().unwrap();
        prop_assert_eq!(cnpj.characters(), text.clone());
        prop_assert_eq!(cnpj.is_alphanumeric(), text.bytes().any(|byte| byte.is_ascii_alphabetic()));
        prop_assert_eq!(cnpj.to_string().parse(), Ok(cnpj));
        prop_assert_eq!(text.to_lowercase().parse(), Ok(cnpj));
        prop_assert_eq!(cnpj.to_string().parse(), Ok(Document::Cnpj(cnpj)));
    }

    #[test]
    fn cnpj_with_wrong_check_digits_is_refused(body in "[0-9A-Z]{12}", check in "[0-9]{2}") {
        let text = format!("{body}{check}");
        prop_assert_eq!(
            text.parse::<Cnpj>().is_ok(),
            text == cnpj_text(&body) && not_repeated(&text)
        );
    }

    #[test]
    fn money_round_trips(centavos in any::<i64>()) {
        let money = Money::from_centavos(centavos);
        prop_assert_eq!(Money::from_decimal_text(&money.to_decimal_text()), Ok(money));
        prop_assert_eq!(Money::from_brazilian_text(&money.to_string()), Ok(money));
        prop_assert_eq!(money.to_decimal_text().parse(), Ok(money));
        prop_assert_eq!(money.to_string().parse(), Ok(money));
        prop_assert_eq!(money.to_string().replace(' ', "\u{a0}").parse(), Ok(money));
        prop_assert_eq!(money.to_string().replace('.', "").parse(), Ok(money));
    }

    #[test]
    fn money_reads_exponents_exactly(
        significand in -99_999_999_i64..=99_999_999,
        decimals in 0..=6_usize,
        exponent in -8..=8_i32,
    ) {
        let sign = if significand < 0 { "-" } else { "" };
        let digits = format!("{:07}", significand.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let text = if fraction.is_empty() {
            format!("{sign}{whole}e{exponent}")
        } else {
            format!("{sign}{whole}.{fraction}e{exponent}")
        };
        // In units of 10^-16 reais everything is whole.
        let power = 16 + exponent - i32::try_from(decimals).unwrap();
        let exact = i128::from(significand) * 10_i128.pow(u32::try_from(power).unwrap());
        let centavo = 10_i128.pow(14);
        let expected = if exact % centavo == 0 {
            Ok(Money::from_centavos(i64::try_from(exact / centavo).unwrap()))
        } else {
            Err(MoneyError::FractionOfCentavo)
        };
        prop_assert_eq!(Money::from_decimal_text(&text), expected, "{}", text);
    }

    #[test]
    fn money_sums_as_integers_do(centavos in prop::collection::vec(-1_000_000_i64..1_000_000, 0..20)) {
        let sum = Money::checked_sum(centavos.iter().copied().map(Money::from_centavos));
        prop_assert_eq!(sum, Some(Money::from_centavos(centavos.iter().sum())));
    }

    #[test]
    fn phone_round_trips(
        area in prop::sample::select(vec![11_u8, 19, 21, 28, 31, 38, 49, 51, 54, 55, 69, 79, 89, 91, 99]),
        subscriber in prop_oneof!["9[0-9]{8}", "[2-9][0-9]{7}"],
    ) {
        let phone: Phone = format!("{area}{subscriber}").parse().unwrap();
        prop_assert_eq!(phone.area_code(), area);
        prop_assert_eq!(phone.subscriber(), subscriber.clone());
        prop_assert_eq!(phone.kind() == PhoneKind::Mobile, subscriber.len() == 9);
        let e164 = phone.e164();
        for text in [
            phone.to_string(),
            phone.national(),
            e164.trim_start_matches('+').to_owned(),
            format!("0{}", phone.national()),
            format!("015{}", phone.national()),
            format!("+55 0{}", phone.national()),
            e164,
        ] {
            prop_assert_eq!(text.parse(), Ok(phone), "{}", text);
        }
        let masked = format!("{phone:?}");
        prop_assert!(masked.contains("*-"));
        prop_assert!(!masked.contains(&subscriber));
    }

    #[test]
    fn cep_round_trips(text in "[0-9]{8}") {
        let cep: Cep = text.parse().unwrap();
        prop_assert_eq!(cep.digits(), text);
        prop_assert_eq!(cep.to_string().parse(), Ok(cep));
    }

    #[test]
    fn ibge_has_one_check_digit_for_each_body(body in "(1[1-7]|2[1-9]|3[1235]|4[1-3]|5[0-3])[0-9]{4}") {
        let codes = (0..10).map(|digit| format!("{body}{digit}").parse::<IbgeCityCode>().unwrap());
        prop_assert_eq!(codes.filter(IbgeCityCode::check_digit_matches).count(), 1);
    }

    #[test]
    fn nothing_panics_on_any_text(text in any::<String>()) {
        parse_as_everything(&text);
    }

    #[test]
    fn nothing_panics_on_likely_text(text in "[0-9.,/+()R$eE Aaé\u{a0}-]{0,40}") {
        parse_as_everything(&text);
    }

    #[test]
    fn nothing_panics_on_digits(text in "[+-]?[0-9]{0,400}(e-?[0-9]{0,30})?") {
        parse_as_everything(&text);
    }

    /// An error must not carry personal data into a log.
    #[test]
    fn errors_do_not_show_the_text(text in "[3-9]{6,20}") {
        let shown = [
            text.parse::<Cpf>().map_err(|error| format!("{error} {error:?}")).err(),
            text.parse::<Cnpj>().map_err(|error| format!("{error} {error:?}")).err(),
            text.parse::<Document>().map_err(|error| format!("{error} {error:?}")).err(),
            text.parse::<Money>().map_err(|error| format!("{error} {error:?}")).err(),
            text.parse::<Phone>().map_err(|error| format!("{error} {error:?}")).err(),
            text.parse::<Cep>().map_err(|error| format!("{error} {error:?}")).err(),
            text.parse::<IbgeCityCode>().map_err(|error| format!("{error} {error:?}")).err(),
        ];
        for message in shown.into_iter().flatten() {
            prop_assert!(!message.contains(&text), "{}", message);
        }
    }
}
