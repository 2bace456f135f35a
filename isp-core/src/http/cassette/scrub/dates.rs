//! Dates and times: all of a cassette are moved by the same span.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan};

use super::Scrubber;
use super::draw::Draw;
use super::fill::fill;
use crate::http::cassette::Replaced;

/// Dates before this year are mostly those of birth: they move by a span of their own, so that the
/// known date of a recording does not tell them.
const RECENT: i16 = 2012;

/// By how much dates and times move.
#[derive(Clone, Copy)]
pub(super) struct Shift {
    recent: i64,
    older: i64,
    seconds: i64,
}

impl Shift {
    pub(super) fn draw(draw: &mut Draw<'_>) -> Self {
        let mut days = || {
            let days = i64::try_from(draw.between(30, 700)).unwrap_or(30);
            if draw.below(2) == 0 { days } else { -days }
        };
        let (recent, older) = (days(), days());
        Self { recent, older, seconds: i64::try_from(draw.between(1, 80_000)).unwrap_or(1) }
    }

    fn days(self, date: Date) -> Span {
        let days = if date.year() < RECENT { self.older } else { self.recent };
        Span::new().try_days(days).unwrap_or_default()
    }

    /// The days by which the due factor of a boleto moves.
    pub(super) fn recent_days(self) -> i64 {
        self.recent
    }
}

impl Scrubber {
    /// A date, perhaps with a time and an offset after it.
    pub(super) fn date(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let (length, order) = date_form(rest)?;
        let day = rest.get(..length)?;
        let numbers: Vec<i16> = day
            .split(|c| !c.is_ascii_digit())
            .map(|part| part.iter().collect::<String>().parse().unwrap_or(0))
            .collect();
        let [first, month, last] = numbers.as_slice() else { return None };
        let (year, last) =
            if order == Order::YearFirst { (*first, *last) } else { (*last, *first) };
        let date = Date::new(year, i8::try_from(*month).ok()?, i8::try_from(last).ok()?).ok()?;
        if !(1901..9000).contains(&year) {
            // What programs write where there is no date.
            return Some(day.to_vec());
        }
        let clock = clock_after(rest.get(length..).unwrap_or_default());
        let moved = match &clock {
            Some(clock) => {
                let moved = date.to_datetime(clock.time).checked_add(self.shift.days(date));
                moved.and_then(|moved| moved.checked_add(self.shift.seconds.seconds()))
            }
            None => date.checked_add(self.shift.days(date)).map(DateTime::from),
        };
        let moved = moved.ok()?;
        let mut digits = match order {
            Order::YearFirst => moved.strftime("%Y%m%d").to_string(),
            Order::DayFirst => moved.strftime("%d%m%Y").to_string(),
        };
        let mut matched = day.to_vec();
        if let Some(clock) = clock {
            digits.push_str(&moved.strftime("%H%M").to_string());
            if clock.has_seconds {
                digits.push_str(&moved.strftime("%S").to_string());
            }
            matched.extend(rest.get(length..length + clock.length)?);
            let kept: String =
                matched.iter().filter(|c| c.is_ascii_digit()).skip(digits.len()).collect();
            // A fraction of a second, and the offset.
            digits.push_str(&kept);
        }
        self.substitutes.note(Replaced::Date, &matched.iter().collect::<String>());
        Some(fill(&matched, &digits))
    }

    /// Eight digits that are a date, replaced by those of any other: they may as well be a CEP, which no
    /// known span may give away.
    pub(super) fn compact_date(&mut self, run: &str) -> Option<String> {
        read_compact(run)?;
        Some(self.substitutes.of(
            Replaced::Date,
            run,
            |new| read_compact(new).is_some(),
            |draw, _| {
                let (year, month) = (draw.between(2000, 2039), draw.between(1, 12));
                format!("{year}{month:02}{:02}", draw.between(1, 28))
            },
        ))
    }

    /// A time of day or a duration.
    pub(super) fn time(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let run: String = rest.iter().take_while(|c| c.is_ascii_digit() || **c == ':').collect();
        let parts: Vec<&str> = run.split(':').collect();
        let [hours, sixtieths @ ..] = parts.as_slice() else { return None };
        let is_sixtieth = |part: &&str| part.len() == 2 && part.parse::<u8>().is_ok_and(|n| n < 60);
        if !matches!(sixtieths.len(), 1 | 2)
            || !sixtieths.iter().all(is_sixtieth)
            || hours.len() > 4
        {
            return None;
        }
        let is_of_day = hours.parse::<u32>().is_ok_and(|hours| hours < 24);
        let new = self.substitutes.of(
            Replaced::Date,
            &run,
            |_| true,
            |draw, _| {
                let hours: String = match hours.len() {
                    2 if is_of_day => format!("{:02}", draw.below(24)),
                    _ => hours.chars().map(|_| draw.first_digit()).collect(),
                };
                let sixtieths = sixtieths.iter().map(|_| format!(":{:02}", draw.below(60)));
                hours + &sixtieths.collect::<String>()
            },
        );
        Some(new.chars().collect())
    }
}

/// The date that eight digits are, if they can be one.
pub(super) fn read_compact(run: &str) -> Option<Date> {
    if run.len() != 8 || !run.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| run.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1900..2100).contains(&year).then_some(date)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    YearFirst,
    DayFirst,
}

/// The length of `YYYY-MM-DD` or `DD/MM/YYYY`, with either separator.
fn date_form(rest: &[char]) -> Option<(usize, Order)> {
    let form = |pattern: &str| {
        let fits = |(sign, c): (char, &char)| match sign {
            '0' => c.is_ascii_digit(),
            _ => matches!(c, '-' | '/'),
        };
        let matched = rest.get(..pattern.len())?;
        let ends = rest.get(pattern.len()).is_none_or(|next| !next.is_ascii_digit());
        (ends && pattern.chars().zip(matched).all(fits)).then_some(pattern.len())
    };
    form("0000-00-00")
        .map(|length| (length, Order::YearFirst))
        .or_else(|| form("00-00-0000").map(|length| (length, Order::DayFirst)))
}

struct Clock {
    time: Time,
    has_seconds: bool,
    /// With what precedes and follows it.
    length: usize,
}

/// The time after a date: `T` or blanks, `HH:MM`, perhaps seconds, a fraction and an offset.
fn clock_after(rest: &[char]) -> Option<Clock> {
    let lead = match rest.first()? {
        'T' | 't' => 1,
        ' ' => rest.iter().take_while(|c| **c == ' ').count(),
        _ => return None,
    };
    let text = rest.get(lead..)?;
    let two = |at: usize| -> Option<i8> {
        let digits: String = text.get(at..at + 2)?.iter().filter(|c| c.is_ascii_digit()).collect();
        (digits.len() == 2).then(|| digits.parse().ok()).flatten()
    };
    let colon = |at: usize| text.get(at) == Some(&':');
    let (hour, minute) = (two(0)?, two(3).filter(|_| colon(2))?);
    let second = two(6).filter(|_| colon(5));
    let time = Time::new(hour, minute, second.unwrap_or(0), 0).ok()?;
    let mut length = if second.is_some() { 8 } else { 5 };
    if matches!(text.get(length), Some('.' | ',')) {
        let decimals = text.iter().skip(length + 1).take_while(|c| c.is_ascii_digit()).count();
        length += if decimals > 0 { 1 + decimals } else { 0 };
    }
    if matches!(text.get(length), Some('+' | '-')) {
        let offset: Vec<&char> = text
            .iter()
            .skip(length + 1)
            .take(5)
            .take_while(|c| c.is_ascii_digit() || **c == ':')
            .collect();
        length += if offset.len() >= 2 { 1 + offset.len() } else { 0 };
    } else if matches!(text.get(length), Some('Z' | 'z')) {
        length += 1;
    }
    Some(Clock { time, has_seconds: second.is_some(), length: lead + length })
}
