//! Digits: codes, amounts, coordinates, addresses of devices.

use super::Scrubber;
use super::fill::fill;
use crate::http::cassette::Replaced;

/// Before these draws a code of two digits is one that any day, hour or minute may have.
const SMALL_FIRST: u64 = 60;

impl Scrubber {
    /// A run of digits. Leading zeros stay.
    pub(super) fn digits(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let run = digits_at(rest);
        if run.is_empty() {
            return None;
        }
        Some(self.code(&run).chars().collect())
    }

    /// The digits of a code, with its leading zeros.
    pub(super) fn code(&mut self, run: &str) -> String {
        if let Some(date) = self.compact_date(run) {
            return date;
        }
        let code = run.trim_start_matches('0');
        let zeros = run.len() - code.len();
        if code.is_empty() {
            return run.to_owned();
        }
        let vocabulary = &self.vocabulary;
        let new = self.substitutes.of(
            Replaced::Number,
            code,
            |new| {
                let is_other_form =
                    super::documents::is_document(new) || super::dates::read_compact(new).is_some();
                !vocabulary.uses(new) && !is_other_form
            },
            |draw, number| {
                // An integer of a program has an end, which the original did not pass.
                let mut most = code.len() >= 10 && number < SMALL_FIRST;
                if code.len() == 2 && number < SMALL_FIRST {
                    return draw.between(10, 28).to_string();
                }
                let mut new = String::with_capacity(code.len());
                for (at, old) in code.chars().enumerate() {
                    let digit = if most {
                        let end = u64::from(old.to_digit(10).unwrap_or(9));
                        let digit = draw.between(u64::from(at == 0), end.max(u64::from(at == 0)));
                        most = digit == end;
                        char::from_digit(u32::try_from(digit).unwrap_or(1), 10).unwrap_or('1')
                    } else if at == 0 {
                        draw.first_digit()
                    } else {
                        draw.digit()
                    };
                    new.push(digit);
                }
                new
            },
        );
        format!("{}{new}", "0".repeat(zeros))
    }

    /// A number with decimals: an amount with one or two of them, else a coordinate or a measurement.
    pub(super) fn decimal(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let (length, decimals) = decimal_at(rest)?;
        let matched = rest.get(..length)?;
        let digits: String = matched.iter().filter(|c| c.is_ascii_digit()).collect();
        if decimals > 2 {
            return Some(self.coordinate(matched, digits.len() - decimals));
        }
        let padded = format!("{digits}{}", "0".repeat(2 - decimals));
        let new = self.centavos(&padded);
        Some(fill(matched, &new))
    }

    /// The digits of an amount in centavos, as many as there were.
    pub(super) fn centavos(&mut self, digits: &str) -> String {
        let amount = digits.trim_start_matches('0');
        if amount.is_empty() {
            return digits.to_owned();
        }
        // Written without its centavos elsewhere, it is any number.
        if let Some(reais) = digits.strip_suffix("00").filter(|reais| !reais.is_empty()) {
            let is_one_digit = reais.trim_start_matches('0').len() == 1;
            let new = if is_one_digit { reais.to_owned() } else { self.code(reais) };
            return format!("{new}00");
        }
        // An ERP may leave the last zero out.
        let is_round = amount.ends_with('0');
        let new = self.substitutes.of(
            Replaced::Amount,
            amount,
            |_| true,
            |draw, _| {
                let last = amount.len() - 1;
                (0..amount.len())
                    .map(|at| match at {
                        _ if at == last && is_round => '0',
                        0 => draw.first_digit(),
                        _ if at == last => draw.first_digit(),
                        _ => draw.digit(),
                    })
                    .collect()
            },
        );
        format!("{}{new}", "0".repeat(digits.len() - amount.len()))
    }

    /// A number with many decimals, which stays within the degrees of a latitude or longitude.
    fn coordinate(&mut self, matched: &[char], whole_digits: usize) -> Vec<char> {
        let text: String = matched.iter().collect();
        let whole: u64 = matched
            .iter()
            .filter(|c| c.is_ascii_digit())
            .take(whole_digits)
            .collect::<String>()
            .parse()
            .unwrap_or(u64::MAX);
        let new = self.substitutes.of(
            Replaced::Coordinate,
            &text,
            |_| true,
            |draw, _| {
                let degrees = match (whole_digits, whole) {
                    (1, 0) => "0".to_owned(),
                    (2, 0..=90) => draw.between(10, 89).to_string(),
                    (3, 0..=180) => draw.between(100, 179).to_string(),
                    _ => (0..whole_digits).map(|_| draw.first_digit()).collect(),
                };
                let decimals = matched.iter().filter(|c| c.is_ascii_digit()).skip(whole_digits);
                degrees + &decimals.map(|_| draw.first_digit()).collect::<String>()
            },
        );
        fill(matched, &new)
    }

    /// An IPv4 address.
    pub(super) fn ip_address(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let run: String = rest.iter().take_while(|c| c.is_ascii_digit() || **c == '.').collect();
        let run = run.trim_end_matches('.');
        let parts: Vec<&str> = run.split('.').collect();
        let is_part = |part: &&str| part.len() <= 3 && part.parse::<u8>().is_ok();
        if parts.len() != 4 || !parts.iter().all(is_part) {
            return None;
        }
        let new = self.substitutes.of(
            Replaced::DeviceAddress,
            run,
            |_| true,
            |draw, _| {
                let parts = parts.iter().map(|part| match (part.len(), *part) {
                    (_, "0") => 0,
                    (1, _) => draw.between(1, 9),
                    (2, _) => draw.between(10, 99),
                    _ => draw.between(100, 254),
                });
                parts.map(|part| part.to_string()).collect::<Vec<_>>().join(".")
            },
        );
        Some(new.chars().collect())
    }

    /// Hexadecimal digits: a MAC or IPv6 address, a UUID, a checksum.
    pub(super) fn hexadecimal(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let is_part = |c: &&char| c.is_ascii_hexdigit() || matches!(c, ':' | '-' | '.');
        let run: String = rest.iter().take_while(is_part).collect();
        let run = run.trim_end_matches([':', '-', '.']);
        let next = rest.get(run.len());
        if next.is_some_and(char::is_ascii_alphanumeric) || !is_hexadecimal(run) {
            return None;
        }
        let kind = if run.len() == 36 || run.len() > 39 || !run.contains([':', '-', '.']) {
            Replaced::Token
        } else {
            Replaced::DeviceAddress
        };
        let key = run.to_ascii_lowercase();
        let new = self.substitutes.of(
            kind,
            &key,
            |_| true,
            |draw, _| key.chars().map(|c| draw.hex_like(c)).collect(),
        );
        let cased = new.chars().zip(run.chars()).map(|(new, old)| {
            if old.is_ascii_uppercase() { new.to_ascii_uppercase() } else { new }
        });
        Some(cased.collect())
    }
}

/// Whether digits and separators are those of a MAC or IPv6 address, a UUID or a checksum.
fn is_hexadecimal(run: &str) -> bool {
    let lengths = |separator| run.split(separator).map(str::len).collect::<Vec<_>>();
    let has = |is: fn(&char) -> bool| run.chars().any(|c| is(&c));
    let is_mac =
        [':', '-'].iter().any(|separator| lengths(*separator) == [2; 6]) || lengths('.') == [4; 3];
    let is_uuid = lengths('-') == [8, 4, 4, 4, 12];
    let colons = run.matches(':').count();
    let is_ipv6 = !run.contains(['-', '.'])
        && (run.contains("::") || colons == 7)
        && lengths(':').iter().all(|length| *length <= 4);
    let is_checksum = run.len() >= 12
        && !run.contains([':', '-', '.'])
        && has(char::is_ascii_digit)
        && has(char::is_ascii_alphabetic);
    is_mac || is_uuid || is_ipv6 || is_checksum
}

/// The digits that `rest` begins with.
fn digits_at(rest: &[char]) -> String {
    rest.iter().take_while(|c| c.is_ascii_digit()).collect()
}

/// The length of the number with decimals that `rest` begins with, and how many decimals there are.
fn decimal_at(rest: &[char]) -> Option<(usize, usize)> {
    let run: String =
        rest.iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let run = run.trim_end_matches(['.', ',']);
    let at = run.rfind(['.', ','])?;
    let (whole, decimals) = (run.get(..at)?, run.get(at + 1..)?);
    let separator = if run.get(at..=at) == Some(",") { '.' } else { ',' };
    let groups: Vec<&str> = whole.split(separator).collect();
    let is_whole = whole.bytes().all(|byte| byte.is_ascii_digit())
        || groups.iter().skip(1).all(|group| group.len() == 3)
            && !whole.contains(if separator == '.' { ',' } else { '.' });
    (is_whole && !whole.is_empty() && !decimals.is_empty()).then_some((run.len(), decimals.len()))
}
