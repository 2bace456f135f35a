//! PIX texts: what is read is written again and built again.

#![no_main]

use isp_core::brazil::PixCode;
use libfuzzer_sys::fuzz_target;

/// CRC-16/CCITT-FALSE, bit by bit.
fn checksum(text: &str) -> u16 {
    text.bytes().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ u16::from(byte) << 8, |crc, _| {
            if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 }
        })
    })
}

fn check(text: &str) {
    let Ok(code) = text.parse::<PixCode>() else { return };
    assert_eq!(code.text(), text.trim(), "the text is kept");
    assert_eq!(code.to_string().parse().as_ref(), Ok(&code));
    assert!(code.key().is_none() || code.url().is_none());
    assert_eq!(code.is_dynamic(), code.url().is_some());
    assert!(code.amount().is_none_or(|amount| amount.centavos() > 0));

    let begun = match (code.key(), code.url()) {
        (Some(key), None) => PixCode::for_key(key, code.merchant_name(), code.merchant_city()),
        (None, Some(url)) => PixCode::for_url(url, code.merchant_name(), code.merchant_city()),
        _ => return,
    };
    let begun = match code.txid() {
        Some(txid) => begun.txid(txid),
        None => begun,
    };
    let begun = match code.amount() {
        Some(amount) => begun.amount(amount),
        None => begun,
    };
    if let Ok(built) = begun.build() {
        let again: PixCode = built.text().parse().expect("what is built is read");
        assert_eq!(again.key(), code.key());
        assert_eq!(again.url(), code.url());
        assert_eq!(again.amount(), code.amount());
        assert_eq!(again.txid(), code.txid());
        assert_eq!(again.merchant_name(), code.merchant_name());
        assert_eq!(again.merchant_city(), code.merchant_city());
    }
}

fuzz_target!(|text: &str| {
    check(text);
    // With a right checksum, so that the structure behind it is reached.
    let text = format!("{}6304", text.strip_suffix("6304").unwrap_or(text).trim_start());
    check(&format!("{text}{:04X}", checksum(&text)));
});
