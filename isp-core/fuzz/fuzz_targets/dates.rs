//! Dates, times and instants: what is read is written and read again, and all three agree.

#![no_main]

use isp_core::wire::{
    date_from_integer, datetime_from_integer, parse_date, parse_datetime, parse_instant, sao_paulo,
};
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(Some(date)) = parse_date(text) {
        assert_eq!(parse_date(&date.to_string()), Ok(Some(date)));
        let brazilian = format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year());
        assert_eq!(parse_date(&brazilian), Ok(Some(date)));
        let day = i64::from(date.day());
        assert!(text.contains(&day.to_string()) || text.trim().len() > 11, "the day is written");
    }
    if let Ok(Some(moment)) = parse_datetime(text) {
        assert_eq!(parse_datetime(&moment.to_string()), Ok(Some(moment)));
        assert!(parse_date(text).is_ok(), "a time has a date");
    }
    thread_local!(static ZONE: TimeZone = sao_paulo());
    ZONE.with(|zone| {
        if let Ok(Some(instant)) = parse_instant(text, zone) {
            let written = instant.timestamp().to_string();
            let again = parse_instant(&written, zone).expect("it is read again").expect("a time");
            assert_eq!(again.timestamp(), instant.timestamp());
        }
    });
    if let Ok(number) = text.trim().parse::<i64>() {
        if let Ok(Some(moment)) = datetime_from_integer(number) {
            assert_eq!(date_from_integer(number), Ok(Some(moment.date())));
        }
    }
});
