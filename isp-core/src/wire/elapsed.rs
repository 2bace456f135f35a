//! A duration as hours, minutes and seconds.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// How long something has lasted, in the form `HH:MM:SS`: `02:15:30`. The hours may be more than 24 and
/// have one digit or more; minutes and seconds have two.
///
/// ```
/// use std::time::Duration;
///
/// use isp_core::wire::Elapsed;
///
/// let elapsed: Elapsed = "26:00:05".parse()?;
/// assert_eq!(elapsed.duration(), Duration::from_secs(26 * 3600 + 5));
/// # Ok::<(), isp_core::wire::ElapsedError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Elapsed {
    seconds: u64,
}

impl Elapsed {
    /// As a duration, whole seconds.
    #[must_use]
    pub fn duration(self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

impl FromStr for Elapsed {
    type Err = ElapsedError;

    fn from_str(text: &str) -> Result<Self, ElapsedError> {
        read(text).map(|seconds| Self { seconds }).ok_or(ElapsedError)
    }
}

fn read(text: &str) -> Option<u64> {
    let digits = |part: &str| -> Option<u64> {
        let plain = part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    let sixtieth = |part: &str| digits(part).filter(|count| part.len() == 2 && *count < 60);
    let (hours, rest) = text.split_once(':')?;
    let (minutes, seconds) = rest.split_once(':')?;
    let (hours, minutes, seconds) = (digits(hours)?, sixtieth(minutes)?, sixtieth(seconds)?);
    hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
}

/// `HH:MM:SS`.
impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, seconds) = (self.seconds / 60, self.seconds % 60);
        write!(f, "{:02}:{:02}:{seconds:02}", minutes / 60, minutes % 60)
    }
}

/// The text is not of the form `HH:MM:SS`. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ElapsedError;

impl fmt::Display for ElapsedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the duration is not of the form HH:MM:SS")
    }
}

impl std::error::Error for ElapsedError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_but_hours_minutes_and_seconds_is_read() {
        assert_eq!("02:15:30".parse::<Elapsed>().unwrap().duration().as_secs(), 8130);
        assert_eq!("0:00:00".parse::<Elapsed>().unwrap().duration(), Duration::ZERO);
        assert_eq!("123:00:00".parse::<Elapsed>().unwrap().to_string(), "123:00:00");
        for other in [
            "",
            ":",
            "::",
            "8130",
            "15:30",
            "02:60:00",
            "02:00:60",
            "2:5:30",
            "-1:00:00",
            "+1:00:00",
            "02:15:30.5",
            "02:15:30:00",
            "1 dia 02:15:30",
            "99999999999999999999:00:00",
            "18446744073709551615:59:59",
        ] {
            assert_eq!(other.parse::<Elapsed>(), Err(ElapsedError), "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_duration_survives_writing_and_reading(seconds in 0..=u64::from(u32::MAX)) {
            let elapsed = Elapsed { seconds };
            prop_assert_eq!(elapsed.to_string().parse(), Ok(elapsed));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,30}|[0-9:]{0,30}") {
            let _ = text.parse::<Elapsed>();
        }
    }
}
