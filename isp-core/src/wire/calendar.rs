//! The one reader of dates and times behind `date`, `datetime` and `instant`.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone},
};

use super::date_error::DateError;

/// The day of `DateTime.MinValue`, which .NET writes where there is no date.
const NONE_OF_DOTNET: Date = Date::constant(1, 1, 1);

/// A date, perhaps a time, perhaps an offset: whatever the text held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) date: Date,
    pub(super) time: Option<Time>,
    pub(super) offset: Option<Offset>,
}

/// Reads any known format; `None` for blank text and for the zero date.
///
/// Never month first: no known ERP writes that, and guessing would turn 5 March into 3 May.
pub(super) fn read(text: &str) -> Result<Option<Reading>, DateError> {
    if let Some(date) = plain_date(text.as_bytes()) {
        let reading = Reading { date, time: None, offset: None };
        return Ok(Some(reading).filter(|reading| reading.date != NONE_OF_DOTNET));
    }
    let text = text.trim();
    if text.is_empty() || is_zero(text) {
        return Ok(None);
    }
    let (day, clock) = match text.find(['T', 't', ' ']) {
        Some(at) => {
            let (day, rest) = text.split_at_checked(at).ok_or(DateError::Format)?;
            let clock = rest.get(1..).ok_or(DateError::Format)?.trim_start();
            (day, Some(clock))
        }
        None => (text, None),
    };
    if let Some(millis) = epoch_text(text) {
        return from_integer(millis);
    }
    let (year, month, day) = year_month_day(day)?;
    let (time, offset) = clock.map_or(Ok((None, None)), |clock| {
        read_clock(clock).map(|(time, offset)| (Some(time), offset))
    })?;
    if (year, month, day) == (0, 0, 0) {
        return Ok(None);
    }
    let date = Date::new(year, month, day).map_err(|_| DateError::Calendar)?;
    Ok(Some(Reading { date, time, offset }).filter(|reading| reading.date != NONE_OF_DOTNET))
}

/// Reads a date sent as a number: `YYYYMMDD`, or milliseconds since 1970. 0 is the zero date.
///
/// What is read is wall-clock time. Milliseconds that are midnight in UTC stand for that calendar
/// day: MK writes its dates so, and taken as instants they would fall on the evening before in
/// Brazil.
pub(super) fn from_integer(number: i64) -> Result<Option<Reading>, DateError> {
    const FIRST_EPOCH: u64 = 100_000_000_000; // 1973; below, seconds and milliseconds look alike
    const LAST_EPOCH: u64 = 10_000_000_000_000; // 2286
    const DAY: i64 = 24 * 60 * 60 * 1000;
    match number {
        0 => Ok(None),
        10_000_000..=99_999_999 => read(&number.to_string()),
        _ if (FIRST_EPOCH..LAST_EPOCH).contains(&number.unsigned_abs()) => {
            let instant = Timestamp::from_millisecond(number).map_err(|_| DateError::Calendar)?;
            let zone = if number % DAY == 0 { TimeZone::UTC } else { sao_paulo() };
            let moment = zone.to_datetime(instant);
            Ok(Some(Reading { date: moment.date(), time: Some(moment.time()), offset: None }))
        }
        _ => Err(DateError::Format),
    }
}

/// The zone of ERPs whose times carry none.
pub(super) fn sao_paulo() -> TimeZone {
    TimeZone::get("America/Sao_Paulo").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(-3)))
}

impl Reading {
    /// Wall-clock time; midnight if the text had a date only.
    pub(super) fn wall_clock(self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }

    /// The instant, if the text said which: with its own offset or, failing that, in `zone`.
    pub(super) fn instant(self, zone: Option<&TimeZone>) -> Result<Timestamp, DateError> {
        let moment = self.wall_clock();
        let instant = match (self.offset, zone) {
            (Some(offset), _) => offset.to_timestamp(moment),
            (None, Some(zone)) => zone.to_timestamp(moment),
            (None, None) => return Err(DateError::NoZone),
        };
        instant.map_err(|_| DateError::Calendar)
    }
}

/// `0`, and what PHP makes of the zero date `0000-00-00`.
fn is_zero(text: &str) -> bool {
    text == "0" || text.starts_with("-0001-11-30")
}

/// Milliseconds since 1970 written as text.
pub(super) fn epoch_text(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = matches!(digits.len(), 12 | 13) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// `DD/MM/YYYY` and `YYYY-MM-DD`, by far the most frequent, if that date exists.
fn plain_date(text: &[u8]) -> Option<Date> {
    let (year, month, day) = match text {
        &[d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4]
        | &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => ([y1, y2, y3, y4], [m1, m2], [d1, d2]),
        _ => return None,
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i16::from(digit - b'0'))
        })
    };
    let two = |digits| i8::try_from(number(digits)?).ok();
    Date::new(number(&year)?, two(&month)?, two(&day)?).ok()
}

fn year_month_day(text: &str) -> Result<(i16, i8, i8), DateError> {
    let (first, month, last) = match text.bytes().find(|byte| matches!(byte, b'/' | b'-')) {
        Some(separator) => {
            let mut parts = text.split(char::from(separator));
            match (parts.next(), parts.next(), parts.next(), parts.next()) {
                (Some(first), Some(month), Some(last), None) => (first, month, last),
                _ => return Err(DateError::Format),
            }
        }
        None if text.len() == 8 && text.is_ascii() => {
            let (year, rest) = text.split_at(4);
            let (month, day) = rest.split_at(2);
            (year, month, day)
        }
        None => return Err(DateError::Format),
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return Err(DateError::Format);
    }
    Ok((number(year, 4)?, number(month, 2)?, number(day, 2)?))
}

/// `HH:MM`, `HH:MM:SS`, with a fraction of any length, with `Z` or an offset.
fn read_clock(text: &str) -> Result<(Time, Option<Offset>), DateError> {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | ':' | '.' | ','));
    let (clock, zone) =
        text.split_at_checked(end.unwrap_or(text.len())).ok_or(DateError::Format)?;
    let (whole, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, "0"));
    let mut parts = whole.split(':');
    let hour = number(parts.next().unwrap_or(""), 2)?;
    let minute = number(parts.next().ok_or(DateError::Format)?, 2)?;
    let second = parts.next().map_or(Ok(0), |second| number(second, 2))?;
    if parts.next().is_some() {
        return Err(DateError::Format);
    }
    let time =
        Time::new(hour, minute, second, nanoseconds(fraction)?).map_err(|_| DateError::Calendar)?;
    Ok((time, read_offset(zone.trim())?))
}

/// Digits beyond the ninth are below a nanosecond and dropped.
fn nanoseconds(fraction: &str) -> Result<i32, DateError> {
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateError::Format);
    }
    let nine: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    nine.parse().map_err(|_| DateError::Format)
}

/// Nothing, `Z`, `UTC`, `GMT`, `-03:00`, `-0300` or `-03`.
fn read_offset(text: &str) -> Result<Option<Offset>, DateError> {
    if text.is_empty() {
        return Ok(None);
    }
    if ["z", "utc", "gmt"].iter().any(|utc| text.eq_ignore_ascii_case(utc)) {
        return Ok(Some(Offset::UTC));
    }
    let (sign, digits) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => return Err(DateError::Format),
    };
    let (hours, minutes) =
        digits.split_once(':').or_else(|| digits.split_at_checked(2)).ok_or(DateError::Format)?;
    let minutes: i32 = if minutes.is_empty() && digits.len() == 2 {
        0
    } else if minutes.len() == 2 {
        number(minutes, 2)?
    } else {
        return Err(DateError::Format);
    };
    let seconds = (number::<i32>(hours, 2)? * 60 + minutes) * 60;
    Offset::from_seconds(sign * seconds).map(Some).map_err(|_| DateError::Calendar)
}

/// One to `most` ASCII digits; `parse` alone would also take a sign.
fn number<T: std::str::FromStr>(text: &str, most: usize) -> Result<T, DateError> {
    if text.is_empty() || text.len() > most || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateError::Format);
    }
    text.parse().map_err(|_| DateError::Format)
}
