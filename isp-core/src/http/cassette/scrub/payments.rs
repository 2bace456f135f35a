//! Boletos, collection slips and PIX texts: valid ones become other valid ones.

use super::Scrubber;
use super::fill::fill;
use crate::brazil::pix::crc::crc16;
use crate::brazil::{PaymentLine, PixCode};
use crate::http::cassette::Replaced;

/// How every PIX text begins.
const PIX: &str = "000201";

/// The value that says that an account is one of PIX.
const PIX_ACCOUNT: &str = "br.gov.bcb.pix";

impl Scrubber {
    /// A digitable line or barcode. Those of one charge stay those of one charge.
    pub(super) fn payment_line(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let is_part = |c: &&char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-');
        let run: String = rest.iter().take_while(is_part).collect();
        let run = run.trim_end_matches([' ', '.', '-']);
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if !matches!(digits.len(), 44 | 47 | 48) {
            return None;
        }
        let matched: Vec<char> = run.chars().collect();
        let Ok(line) = digits.parse::<PaymentLine>() else {
            let new = self.substitutes.of(
                Replaced::PaymentLine,
                &digits,
                |new| new.parse::<PaymentLine>().is_err(),
                |draw, _| digits.chars().map(|_| draw.digit()).collect(),
            );
            return Some(fill(&matched, &new));
        };
        let both = self.charge(&line.barcode(), matches!(line, PaymentLine::Boleto(_)));
        let (barcode, line) = both.split_once(' ')?;
        Some(fill(&matched, if digits.len() == 44 { barcode } else { line }))
    }

    /// Barcode and line of another charge of the same kind: its amount and due date change as they do
    /// elsewhere.
    fn charge(&mut self, barcode: &str, is_boleto: bool) -> String {
        let part = |range: std::ops::Range<usize>| barcode.get(range).unwrap_or_default();
        let (factor, amount) = if is_boleto {
            (self.due_factor(part(5..9)), self.centavos(part(9..19)))
        } else {
            (String::new(), self.centavos(part(4..15)))
        };
        self.substitutes.of(
            Replaced::PaymentLine,
            barcode,
            |new| !new.is_empty(),
            |draw, _| {
                // A barcode that begins with 8 is that of a collection slip.
                let first = draw.one_of("012345679");
                let mut digits =
                    |count: usize| (0..count).map(|_| draw.digit()).collect::<String>();
                let (before, after) = if is_boleto {
                    // Bank, currency; factor, amount, free field.
                    let before = format!("{first}{}{}", digits(2), part(3..4));
                    (before, format!("{factor}{amount}{}", digits(25)))
                } else {
                    // Product, segment, kind of value; amount, the company's field.
                    (part(0..3).to_owned(), format!("{amount}{}", digits(29)))
                };
                let new = with_check_digit(&before, &after);
                new.map(|new| format!("{} {}", new.barcode(), new.line())).unwrap_or_default()
            },
        )
    }

    fn due_factor(&self, factor: &str) -> String {
        let days: i64 = factor.parse().unwrap_or(0);
        if days < 1000 {
            return factor.to_owned();
        }
        let moved = (days - 1000 + self.shift.recent_days()).rem_euclid(9000) + 1000;
        format!("{moved:04}")
    }

    /// A PIX text, to the end of `rest`.
    pub(super) fn pix(&mut self, rest: &[char]) -> Option<Vec<char>> {
        if !PIX.chars().eq(rest.iter().take(PIX.len()).copied()) {
            return None;
        }
        let length = rest.iter().rposition(|c| !c.is_whitespace())? + 1;
        let text = rest.get(..length)?;
        let whole: String = text.iter().collect();
        let mut new = [one as fn(char) -> usize, char::len_utf8]
            .into_iter()
            .find_map(|unit| self.fields(text, unit, Level::Root))?;
        let is_valid = whole.parse::<PixCode>().is_ok();
        self.substitutes.note(Replaced::Pix, &whole);
        let end = new.len().checked_sub(4)?;
        let before: String = new.get(..end)?.iter().collect();
        if before.ends_with("6304") {
            let crc = crc16(before.as_bytes()) ^ u16::from(!is_valid);
            new.truncate(end);
            new.extend(format!("{crc:04X}").chars());
        }
        new.extend(rest.get(length..).unwrap_or_default());
        Some(new)
    }

    /// The fields of one level with other values of the same length; `None` if it is not such a list.
    /// `unit` says what the lengths count.
    fn fields(
        &mut self,
        text: &[char],
        unit: fn(char) -> usize,
        level: Level,
    ) -> Option<Vec<char>> {
        let mut new = Vec::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let two = |range: std::ops::Range<usize>| -> Option<usize> {
                let digits =
                    rest.get(range).filter(|part| part.iter().all(char::is_ascii_digit))?;
                digits.iter().collect::<String>().parse().ok()
            };
            let (id, length) = (two(0..2)?, two(2..4)?);
            let mut count = 0;
            let mut left = length;
            for c in rest.get(4..)? {
                if left == 0 {
                    break;
                }
                left = left.checked_sub(unit(*c))?;
                count += 1;
            }
            let value = rest.get(4..4 + count).filter(|_| left == 0)?;
            new.extend(rest.get(..4)?);
            new.extend(self.field(id, value, unit, level));
            rest = rest.get(4 + count..)?;
        }
        Some(new)
    }

    fn field(
        &mut self,
        id: usize,
        value: &[char],
        unit: fn(char) -> usize,
        level: Level,
    ) -> Vec<char> {
        let text: String = value.iter().collect();
        let nested = match (level, id) {
            (Level::Root, 26..=51 | 80..=99) => Some(Level::Account),
            (Level::Root, 62) => Some(Level::Additional),
            _ => None,
        };
        if let Some(fields) = nested.and_then(|level| self.fields(value, unit, level)) {
            return fields;
        }
        let is_kept = match (level, id) {
            // Format, point of initiation, category, currency, country, checksum.
            (Level::Root, 0 | 1) => text.len() == 2,
            (Level::Root, 52) => text == "0000",
            (Level::Root, 53) => text == "986",
            (Level::Root, 58) => text == "BR",
            (Level::Root, 63) => true,
            (Level::Account, 0) => text.eq_ignore_ascii_case(PIX_ACCOUNT),
            _ => false,
        };
        if is_kept { value.to_vec() } else { self.letters(value) }
    }
}

#[derive(Clone, Copy)]
enum Level {
    Root,
    Account,
    Additional,
}

/// What has the one check digit between both parts of its barcode that makes it valid.
fn with_check_digit(before: &str, after: &str) -> Option<PaymentLine> {
    ('0'..='9').find_map(|digit| format!("{before}{digit}{after}").parse().ok())
}

/// Lengths that count characters.
fn one(_: char) -> usize {
    1
}
