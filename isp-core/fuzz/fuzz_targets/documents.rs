//! CPF and CNPJ: what is accepted is written and read again, and one check digit pair alone is right.

#![no_main]

use isp_core::brazil::{Cnpj, Cpf, Document};
use libfuzzer_sys::fuzz_target;

fn weighted(body: &str, weights: &[u32]) -> String {
    let mut text = body.to_owned();
    for _ in 0..2 {
        let weights = &weights[weights.len() - text.len()..];
        let sum: u32 = text.bytes().zip(weights).map(|(b, w)| (u32::from(b) - 48) * w).sum();
        let digit = if sum % 11 < 2 { 0 } else { 11 - sum % 11 };
        text.push(char::from_digit(digit, 10).expect("a digit"));
    }
    text
}

fn check(text: &str) {
    let cpf = text.parse::<Cpf>();
    let cnpj = text.parse::<Cnpj>();
    let document = text.parse::<Document>();
    assert!(cpf.is_err() || cnpj.is_err(), "one document is never both");
    assert_eq!(document.is_ok(), cpf.is_ok() || cnpj.is_ok());
    if let Ok(cpf) = cpf {
        assert_eq!(cpf.to_string().parse(), Ok(cpf));
        assert_eq!(cpf.digits().parse(), Ok(cpf));
        assert_eq!(Cpf::from_number(cpf.digits().parse().expect("digits")), Ok(cpf));
        assert!(!format!("{cpf:?}").contains(&cpf.digits()), "it is masked");
    }
    if let Ok(cnpj) = cnpj {
        assert_eq!(cnpj.to_string().parse(), Ok(cnpj));
        assert_eq!(cnpj.characters().parse(), Ok(cnpj));
        let letters = cnpj.characters().bytes().any(|byte| byte.is_ascii_uppercase());
        assert_eq!(cnpj.is_alphanumeric(), letters);
        assert!(!format!("{cnpj:?}").contains(&cnpj.characters()), "it is masked");
    }
    if let Ok(document) = document {
        assert_eq!(document.to_string().parse(), Ok(document.clone()));
        assert_eq!(document.plain().parse(), Ok(document));
    }
}

fn is_repeated(text: &str) -> bool {
    text.bytes().all(|byte| text.as_bytes().first() == Some(&byte))
}

fuzz_target!(|text: &str| {
    check(text);
    // With right check digits, so that what is behind them is reached.
    let body: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if let Some(nine) = body.get(..9).filter(|nine| nine.bytes().all(|b| b.is_ascii_digit())) {
        let right = weighted(nine, &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
        check(&right);
        assert_eq!(right.parse::<Cpf>().is_ok(), !is_repeated(&right));
    }
    if let Some(twelve) = body.get(..12) {
        let right = weighted(twelve, &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
        check(&right);
        assert_eq!(right.parse::<Cnpj>().is_ok(), !is_repeated(&right));
        let wrong = format!("{}{}", &right[..13], if right.ends_with('0') { '1' } else { '0' });
        assert!(wrong.parse::<Cnpj>().is_err(), "a wrong check digit is refused");
    }
});
