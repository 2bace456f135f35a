//! The `Retry-After` header, in both of its forms.

use std::time::Duration;

use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

/// How long a server asks to wait: seconds, or an HTTP date (in the past: no wait).
pub(crate) fn parse(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number too large to be read is a wait longer than any call.
        return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    // An HTTP date is RFC 2822 with `GMT`, which jiff reads as an offset of zero.
    let wait = match rfc2822::DateTimeParser::new().parse_timestamp(value) {
        Ok(at) => at.duration_since(now),
        // The last days of the year 9999, which servers write for "never", are no timestamp.
        Err(_) => civil::DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", value)
            .ok()?
            .duration_since(now.to_zoned(TimeZone::UTC).datetime()),
    };
    Some(Duration::try_from(wait).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_understood_and_junk_is_not() {
        let now: Timestamp = "2026-09-10T12:00:00Z".parse().unwrap();
        assert_eq!(parse(" 7 ", now), Some(Duration::from_secs(7)));
        assert_eq!(parse("Thu, 10 Sep 2026 12:01:30 GMT", now), Some(Duration::from_secs(90)));
        assert_eq!(parse("Thu, 10 Sep 2026 11:00:00 GMT", now), Some(Duration::ZERO));
        for junk in ["", "-1", "+7", "1.5", "1e30", "-99999999999999999999", "0x10", "soon"] {
            assert_eq!(parse(junk, now), None, "{junk}");
        }
    }

    #[test]
    fn the_last_day_of_the_calendar_is_a_date_too() {
        let now: Timestamp = "2026-09-10T12:00:00Z".parse().unwrap();
        let never = parse("Fri, 31 Dec 9999 23:59:59 GMT", now).unwrap();
        assert_eq!(never.as_secs() / 86_400, 2_912_190);
        assert_eq!(parse("Fri, 32 Dec 9999 23:59:59 GMT", now), None);
    }

    #[test]
    fn a_number_too_large_to_be_read_is_a_wait_without_end() {
        let now: Timestamp = "2026-09-10T12:00:00Z".parse().unwrap();
        let largest = u64::MAX.to_string();
        assert_eq!(parse(&largest, now), Some(Duration::from_secs(u64::MAX)));
        for beyond in ["18446744073709551616", &"9".repeat(400)] {
            assert_eq!(parse(beyond, now), Some(Duration::MAX), "{beyond}");
        }
    }
}
