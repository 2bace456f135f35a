//! The boleto's due factor: four digits that count days, and that rolled over in 2025.
//!
//! | Cycle | Factor 1000 | Factor 9999 |
//! |---|---|---|
//! | old | 3 July 2000 | 21 February 2025 |
//! | new | 22 February 2025 | 13 October 2049 |
//!
//! Factors 1–999 (8 October 1997 to 2 July 2000) exist in the old cycle only; 0 means "no due date".
//! A factor from 1000 on means one of two dates, 9000 days apart, so a reference date is needed.

use jiff::Span;
use jiff::civil::{Date, date};

const OLD_BASE: Date = date(1997, 10, 7);
const NEW_BASE: Date = date(2022, 5, 29);
const LAST_OF_OLD: Date = date(2025, 2, 21);
const FIRST_REPEATED: u16 = 1000;
const LARGEST: u16 = 9999;

/// The date that `factor` means: the candidate nearer to `reference`, or the later one when both
/// are equally far (4500 days).
///
/// `reference` is a date known to be near, such as the invoice's due date or today. `None` for 0 and
/// for factors over 9999.
///
/// ```
/// use isp_core::brazil::due_factor::due_date;
/// use jiff::civil::date;
///
/// assert_eq!(due_date(1000, date(2025, 3, 1)), Some(date(2025, 2, 22)));
/// assert_eq!(due_date(1000, date(2001, 3, 1)), Some(date(2000, 7, 3)));
/// assert_eq!(due_date(0, date(2025, 3, 1)), None);
/// ```
#[must_use]
pub fn due_date(factor: u16, reference: Date) -> Option<Date> {
    if factor == 0 || factor > LARGEST {
        return None;
    }
    let old = days_after(OLD_BASE, factor)?;
    if factor < FIRST_REPEATED {
        return Some(old);
    }
    let new = days_after(NEW_BASE, factor)?;
    let distance = |date: Date| reference.duration_since(date).unsigned_abs();
    Some(if distance(old) < distance(new) { old } else { new })
}

/// The factor of `date`: old cycle to 21 February 2025, new cycle from 22 February 2025.
///
/// `None` for dates outside 8 October 1997 to 13 October 2049.
///
/// ```
/// use isp_core::brazil::due_factor::factor_of;
/// use jiff::civil::date;
///
/// assert_eq!(factor_of(date(2025, 2, 21)), Some(9999));
/// assert_eq!(factor_of(date(2025, 2, 22)), Some(1000));
/// assert_eq!(factor_of(date(2049, 10, 14)), None);
/// ```
#[must_use]
pub fn factor_of(date: Date) -> Option<u16> {
    let base = if date <= LAST_OF_OLD { OLD_BASE } else { NEW_BASE };
    let days = date.duration_since(base).as_hours() / 24;
    u16::try_from(days).ok().filter(|factor| (1..=LARGEST).contains(factor))
}

fn days_after(base: Date, days: u16) -> Option<Date> {
    let span = Span::new().try_days(i64::from(days)).ok()?;
    base.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_of_both_cycles() {
        for (day, factor) in [
            (date(1997, 10, 8), 1),
            (date(2000, 7, 2), 999),
            (date(2000, 7, 3), 1000),
            (date(2007, 12, 31), 3737),
            (date(2025, 2, 21), 9999),
            (date(2025, 2, 22), 1000),
            (date(2026, 9, 10), 1565),
            (date(2032, 8, 21), 3737),
            (date(2049, 10, 13), 9999),
        ] {
            assert_eq!(factor_of(day), Some(factor), "{day}");
            assert_eq!(due_date(factor, day), Some(day), "{factor}");
        }
    }

    #[test]
    fn dates_without_factor() {
        for day in [Date::MIN, date(1997, 10, 6), date(1997, 10, 7), date(2049, 10, 14), Date::MAX]
        {
            assert_eq!(factor_of(day), None, "{day}");
        }
    }

    #[test]
    fn factors_without_date() {
        for factor in [0, 10_000, u16::MAX] {
            assert_eq!(due_date(factor, date(2025, 1, 1)), None, "{factor}");
        }
    }

    #[test]
    fn small_factors_are_old_whatever_the_reference() {
        assert_eq!(due_date(999, Date::MAX), Some(date(2000, 7, 2)));
        assert_eq!(due_date(1, Date::MIN), Some(date(1997, 10, 8)));
    }

    #[test]
    fn nearer_date_wins_and_a_tie_is_the_later() {
        let old = date(2000, 7, 3);
        let new = date(2025, 2, 22);
        let middle = days_after(old, 4500).unwrap();
        assert_eq!(due_date(1000, middle.yesterday().unwrap()), Some(old));
        assert_eq!(due_date(1000, middle), Some(new));
        assert_eq!(due_date(1000, middle.tomorrow().unwrap()), Some(new));
        assert_eq!(due_date(1000, Date::MIN), Some(old));
        assert_eq!(due_date(1000, Date::MAX), Some(new));
    }
}
