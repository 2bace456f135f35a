//! An amount of data as formatted text.

use std::fmt;
use std::str::FromStr;

/// An amount of data, in the form `1.25 GB`: a number with decimal point or comma, and `B`, `KB`, `MB`,
/// `GB`, `TB` or `PB`. The amount was rounded when the text was made.
///
/// Whether the writer's kilobyte has 1000 or 1024 bytes, the text does not say, and for MK nobody has
/// shown it: choose [`decimal_bytes`](Self::decimal_bytes) or [`binary_bytes`](Self::binary_bytes).
/// They differ by 2 % for `KB` and by 7 % for `GB`. For `KiB`, `MiB` and so on, both count 1024.
///
/// A text that could mean two numbers is refused: with point and comma, or with a separator before just
/// three digits, as in `1.250 MB`.
///
/// ```
/// use isp_core::wire::DataVolume;
///
/// let volume: DataVolume = "1.25 GB".parse()?;
/// assert_eq!(volume.decimal_bytes(), 1_250_000_000);
/// assert_eq!(volume.binary_bytes(), 1_342_177_280);
/// # Ok::<(), isp_core::wire::DataVolumeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DataVolume {
    /// The digits of the number, without its separator.
    digits: u64,
    /// How many of them stand after the separator.
    decimals: u32,
    /// 0 for bytes, 1 for kilobytes, 2 for megabytes.
    power: u32,
    /// Whether the text itself says that a kilobyte has 1024 bytes.
    is_binary: bool,
}

/// The letters before the `B`, each a thousand times or 1024 times the one before.
const PREFIXES: [char; 5] = ['K', 'M', 'G', 'T', 'P'];

/// The most digits that are read; more have no meaning in a rounded amount.
const MOST_DIGITS: usize = 15;

impl DataVolume {
    /// Bytes, if a kilobyte is 1000 bytes; rounded down to a whole byte.
    #[must_use]
    pub fn decimal_bytes(self) -> u64 {
        self.bytes(if self.is_binary { 1024 } else { 1000 })
    }

    /// Bytes, if a kilobyte is 1024 bytes; rounded down to a whole byte.
    #[must_use]
    pub fn binary_bytes(self) -> u64 {
        self.bytes(1024)
    }

    fn bytes(self, kilobyte: u128) -> u64 {
        let exact = u128::from(self.digits) * kilobyte.pow(self.power) / 10_u128.pow(self.decimals);
        u64::try_from(exact).unwrap_or(u64::MAX)
    }
}

impl FromStr for DataVolume {
    type Err = DataVolumeError;

    fn from_str(text: &str) -> Result<Self, DataVolumeError> {
        read(text).ok_or(DataVolumeError)
    }
}

fn read(text: &str) -> Option<DataVolume> {
    let text = text.trim();
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '.' | ','))?;
    let (number, unit) = text.split_at_checked(end)?;
    let (digits, decimals) = read_number(number)?;
    let (power, is_binary) = read_unit(unit.trim_start())?;
    let volume = DataVolume { digits, decimals, power, is_binary };
    // `bytes` would say less than the text.
    (volume.bytes(1024) < u64::MAX).then_some(volume)
}

fn read_number(number: &str) -> Option<(u64, u32)> {
    let (whole, fraction) = match number.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let has_one_meaning = fraction.is_none_or(|fraction| {
        !fraction.is_empty()
            && fraction.bytes().all(|byte| byte.is_ascii_digit())
            && (fraction.len() != 3 || whole.bytes().all(|byte| byte == b'0'))
    });
    let digits = format!("{whole}{}", fraction.unwrap_or_default());
    if whole.is_empty() || digits.len() > MOST_DIGITS || !has_one_meaning {
        return None;
    }
    Some((digits.parse().ok()?, u32::try_from(fraction.map_or(0, str::len)).ok()?))
}

/// The power of the kilobyte, and whether it is said to be 1024 bytes. The `B` is a capital: `Mb` may
/// well be megabits.
fn read_unit(unit: &str) -> Option<(u32, bool)> {
    let prefix = unit.strip_suffix('B')?;
    let (letter, is_binary) = match prefix.strip_suffix('i') {
        Some(letter) => (letter, true),
        None => (prefix, false),
    };
    if letter.is_empty() {
        return (!is_binary).then_some((0, false));
    }
    let mut powers = PREFIXES.into_iter().zip(1..);
    let (_, power) =
        powers.find(|(known, _)| letter == known.to_string() || letter == "k" && *known == 'K')?;
    Some((power, is_binary))
}

/// The text is not an amount of data in bytes, or could mean two. It never holds the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataVolumeError;

impl fmt::Display for DataVolumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the amount of data is not a number with B, KB, MB, GB, TB or PB")
    }
}

impl std::error::Error for DataVolumeError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(text: &str) -> (u64, u64) {
        let volume: DataVolume = text.parse().unwrap();
        (volume.decimal_bytes(), volume.binary_bytes())
    }

    #[test]
    fn a_number_with_a_unit_is_read_exactly() {
        assert_eq!(bytes("1.25 GB"), (1_250_000_000, 1_342_177_280));
        assert_eq!(bytes("310.4 MB"), (310_400_000, 325_477_990));
        assert_eq!(bytes("310,4MB"), (310_400_000, 325_477_990));
        assert_eq!(bytes("12 kB"), (12_000, 12_288));
        assert_eq!(bytes("0 B"), (0, 0));
        assert_eq!(bytes("0.125 KB"), (125, 128));
        assert_eq!(bytes("1 TiB"), (1 << 40, 1 << 40));
        assert_eq!(bytes("1.5 PB"), (1_500_000_000_000_000, 3 << 49));
    }

    #[test]
    fn what_has_no_unit_or_two_meanings_is_refused() {
        for text in [
            "",
            "GB",
            "1.25",
            "1250000",
            "1.25 Gb",
            "1.25 gb",
            "1.250 GB",
            "1,250 MB",
            "1.024,5 MB",
            "1..2 MB",
            ".5 MB",
            "5. MB",
            "-1 MB",
            "1e3 MB",
            "1 XB",
            "1 iB",
            "1 MB/s",
            "1 GB 2 MB",
            "9999999999999999 B",
            "999999999999999 PB",
            "1.25 GB de 10 GB",
        ] {
            assert_eq!(text.parse::<DataVolume>(), Err(DataVolumeError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_whole_amount_is_exact(number in 0_u64..8000, power in 0_usize..=5) {
            let unit = ["B", "KB", "MB", "GB", "TB", "PB"][power];
            let power = u32::try_from(power).unwrap();
            let read = bytes(&format!("{number} {unit}"));
            prop_assert_eq!(read, (number * 1000_u64.pow(power), number * 1024_u64.pow(power)));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,20}|[0-9.,]{0,18} ?[KMGTPi]{0,2}B?") {
            let _ = text.parse::<DataVolume>();
        }
    }
}
