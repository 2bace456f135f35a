//! CPF, CNPJ and telephone numbers: valid ones become other valid ones.

use super::Scrubber;
use super::draw::Draw;
use super::fill::fill;
use crate::brazil::{Document, Phone};
use crate::http::cassette::Replaced;

/// How CPF and CNPJ are written; `0` stands for a digit, `A` for a digit or capital letter.
const FORMS: [&str; 4] = ["000.000.000-00", "00000000000", "AA.AAA.AAA/AAAA-00", "AAAAAAAAAAAA00"];

impl Scrubber {
    /// A CPF or CNPJ in any form, valid or not.
    pub(super) fn document(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let matched = FORMS.iter().find_map(|form| matching(rest, form))?;
        let plain: String = matched.iter().filter(|c| c.is_ascii_alphanumeric()).collect();
        let is_valid = is_document(&plain);
        // A word of letters or a telephone number is no document because it is as long as one.
        let is_formatted = matched.len() > plain.len();
        if !is_valid && !is_formatted {
            return None;
        }
        let new = self.document_number(&plain, is_valid);
        let mut new = new.chars();
        let replace = |old: &char| {
            if old.is_ascii_alphanumeric() { new.next().unwrap_or('0') } else { *old }
        };
        Some(matched.iter().map(replace).collect())
    }

    /// The number of another document of the same form.
    pub(super) fn document_number(&mut self, plain: &str, is_valid: bool) -> String {
        self.substitutes.of(
            Replaced::Document,
            plain,
            |new| is_document(new) == is_valid,
            |draw, _| if is_valid { another(plain, draw) } else { like(plain, draw) },
        )
    }

    /// A number of JSON that is a CPF or CNPJ without its leading zeros.
    pub(super) fn document_without_zeros(&mut self, digits: &str) -> Option<String> {
        let length = if digits.len() <= 11 { 11 } else { 14 };
        let padded = format!("{}{digits}", "0".repeat(length - digits.len().min(length)));
        if !(9..=14).contains(&digits.len()) || !is_document(&padded) {
            return None;
        }
        let zeros = padded.len() - digits.len();
        let new = self.substitutes.of(
            Replaced::Document,
            &padded,
            |new| is_document(new) && new.trim_start_matches('0').len() == digits.len(),
            |draw, _| {
                let rest: String = digits.chars().skip(1).map(|_| draw.digit()).collect();
                another(&format!("{}{}{rest}", "0".repeat(zeros), draw.first_digit()), &mut Fixed)
            },
        );
        Some(new.trim_start_matches('0').to_owned())
    }

    /// A telephone number with its area code.
    pub(super) fn phone(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let is_part =
            |c: &&char| c.is_ascii_digit() || matches!(c, '(' | ')' | '+' | ' ' | '.' | '-');
        let run: String = rest.iter().take_while(is_part).collect();
        let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
        let phone: Phone = run.parse().ok().filter(|_| !is_document(run))?;
        let (national, digits) = (phone.national(), only_digits(run));
        let prefix = digits.strip_suffix(&national)?;
        let new = self.substitutes.of(
            Replaced::Phone,
            &national,
            |new| new.parse::<Phone>().is_ok_and(|other| other.kind() == phone.kind()),
            |draw, _| {
                let area = draw.one_of("123456789");
                let kept = national.get(2..3).unwrap_or("9");
                let others = national.chars().skip(3).map(|_| draw.digit()).collect::<String>();
                format!("{area}{}{kept}{others}", draw.first_digit())
            },
        );
        let matched: Vec<char> = run.chars().collect();
        Some(fill(&matched, &format!("{prefix}{new}")))
    }
}

fn only_digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The letters that `rest` begins with, if they have this form and end there.
fn matching<'t>(rest: &'t [char], form: &str) -> Option<&'t [char]> {
    let matched = rest.get(..form.len())?;
    let ends = rest.get(form.len()).is_none_or(|next| !next.is_ascii_alphanumeric());
    let fits = |(sign, c): (char, &char)| match sign {
        '0' => c.is_ascii_digit(),
        'A' => c.is_ascii_digit() || c.is_ascii_uppercase(),
        other => *c == other,
    };
    (ends && form.chars().zip(matched).all(fits)).then_some(matched)
}

/// Whether a text without punctuation is a valid CPF or CNPJ.
pub(super) fn is_document(plain: &str) -> bool {
    matches!(plain.len(), 11 | 14) && plain.parse::<Document>().is_ok()
}

/// Letters and digits of the same kinds.
fn like(plain: &str, draw: &mut Draw<'_>) -> String {
    plain.chars().map(|c| draw.like(c)).collect()
}

/// Where the letters of another document come from.
trait Source {
    fn next(&mut self, old: char) -> char;
}

impl Source for Draw<'_> {
    fn next(&mut self, old: char) -> char {
        self.like(old)
    }
}

/// Those of the given text itself.
struct Fixed;

impl Source for Fixed {
    fn next(&mut self, old: char) -> char {
        old
    }
}

/// A document with letters from `source` and the check digits that they need.
fn another(plain: &str, source: &mut dyn Source) -> String {
    let payload = plain.len().saturating_sub(2);
    let mut new: String = plain.chars().take(payload).map(|c| source.next(c)).collect();
    for _ in 0..2 {
        // CPF: weights 2, 3, … from the right; CNPJ: the same up to 9, then again from 2.
        let most = if plain.len() == 11 { 12 } else { 9 };
        let sum: u32 = new
            .bytes()
            .rev()
            .zip((2..=most).cycle())
            .map(|(byte, weight)| (u32::from(byte) - 48) * weight)
            .sum();
        let digit = match sum % 11 {
            0 | 1 => 0,
            remainder => 11 - remainder,
        };
        new.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
    new
}
