//! Texts: what is known is kept, everything else replaced letter by letter.

use super::Scrubber;
use super::units::{self, Unit};
use crate::brazil::State;
use crate::http::cassette::Replaced;
use crate::wire::fold;

/// Units that are kept after a number.
const UNITS: &[&str] = &[
    "b", "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib", "kbps", "mbps", "gbps", "mega",
    "megas", "giga", "h", "min", "s", "ms", "dbm", "db",
];

/// The shortest run of letters, digits and Base64's signs that is taken for a token or a file.
const SHORTEST_TOKEN: usize = 40;

/// How the Base64 of PDF, PNG and JPEG begins.
const FILES: [&str; 3] = ["JVBERi0", "iVBORw0KGgo", "/9j/"];

impl Scrubber {
    /// Replaces a text, written as in a JSON string where `is_json`.
    pub(super) fn text(&mut self, text: &[u8], is_json: bool, out: &mut Vec<u8>) {
        let mut found = units::read(text, is_json);
        self.units(&mut found);
        units::write(&found, text, out);
    }

    /// The same of plain text.
    pub(super) fn plain(&mut self, text: &str) -> String {
        let mut out = Vec::new();
        self.text(text.as_bytes(), false, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    fn units(&mut self, found: &mut [Unit]) {
        let whole: String = units::mended(found).map(|(letter, _)| letter).collect();
        let whole = fold(&whole);
        if self.vocabulary.has_folded(&whole) || says_nothing(&whole) {
            return;
        }
        if let Ok(state) = whole.parse::<State>() {
            let new = self.state(state);
            let letters = found.iter_mut().filter(|unit| unit.letter.is_ascii_alphabetic());
            for (unit, letter) in letters.zip(new.chars()) {
                let is_small = unit.letter.is_ascii_lowercase();
                unit.new = Some(if is_small { letter.to_ascii_lowercase() } else { letter });
            }
            return;
        }
        let kept = self.known_parts(found);
        let letters: Vec<char> = found.iter().map(|unit| unit.letter).collect();
        let mut start = 0;
        while start < letters.len() {
            let is_kept = |at: usize| kept.get(at).copied().unwrap_or(false);
            if is_kept(start) {
                start += 1;
                continue;
            }
            let end = (start..letters.len()).find(|at| is_kept(*at)).unwrap_or(letters.len());
            let part = letters.get(start..end).unwrap_or_default();
            let new = self.letters(part);
            let places = found.get_mut(start..end).unwrap_or_default();
            for (unit, letter) in places.iter_mut().zip(new) {
                unit.new = Some(letter);
            }
            start = end;
        }
    }

    /// The letters of another state.
    fn state(&mut self, state: State) -> String {
        self.substitutes.of(
            Replaced::Word,
            state.letters(),
            |_| true,
            |draw, _| {
                let at = usize::try_from(draw.below(State::ALL.len() as u64)).unwrap_or(0);
                State::ALL.get(at).copied().unwrap_or(State::SP).letters().to_owned()
            },
        )
    }

    /// Which letters belong to a phrase of the vocabulary, to the name of an HTML tag, or to a unit after
    /// a number.
    fn known_parts(&self, found: &[Unit]) -> Vec<bool> {
        let mut kept = vec![false; found.len()];
        let runs = words(found);
        let folded: Vec<String> = runs
            .iter()
            .map(|(start, end)| {
                let part = found.get(*start..*end).unwrap_or_default();
                fold(&units::mended(part).map(|(letter, _)| letter).collect::<String>())
            })
            .collect();
        let mut at = 0;
        while let (Some((start, _)), Some(rest)) = (runs.get(at), folded.get(at..)) {
            let words = self.vocabulary.phrase_at(rest).filter(|count| {
                // A phrase is one line with one sign or blank between its words.
                let inside = runs.get(at..at + count).unwrap_or_default();
                inside.windows(2).all(|pair| matches!(pair, [a, b] if b.0 - a.1 <= 2))
            });
            let is_known =
                words.is_none() && (is_tag(found, *start, rest) || is_unit(found, *start, rest));
            let count = words.unwrap_or(usize::from(is_known));
            if let Some((_, end)) = runs.get((at + count).saturating_sub(1)).filter(|_| count > 0) {
                kept.get_mut(*start..*end).unwrap_or_default().fill(true);
            }
            at += count.max(1);
        }
        kept
    }

    /// Replaces letters by as many others.
    pub(super) fn letters(&mut self, text: &[char]) -> Vec<char> {
        let mut out: Vec<char> = Vec::with_capacity(text.len());
        while let Some(rest) = text.get(out.len()..).filter(|rest| !rest.is_empty()) {
            let before = out.len().checked_sub(1).and_then(|at| text.get(at)).copied();
            let new = self
                .form(rest, before)
                .unwrap_or_else(|| rest.get(..1).unwrap_or_default().to_vec());
            out.extend(new);
        }
        out
    }

    /// Replaces what `rest` begins with, if it has a known form.
    fn form(&mut self, rest: &[char], before: Option<char>) -> Option<Vec<char>> {
        let first = *rest.first()?;
        let inside_number = before.is_some_and(|before| before.is_ascii_digit());
        let inside_word = before.is_some_and(|before| before.is_ascii_alphanumeric());
        let pix = if inside_word { None } else { self.pix(rest) };
        if pix.is_some() {
            return pix;
        }
        let begins_number = !inside_number && matches!(first, '0'..='9' | '(' | '+');
        let begins_word = !inside_word && first.is_ascii_alphanumeric();
        let mut new = None;
        if begins_number {
            new = self.date(rest).or_else(|| self.ip_address(rest));
            new = new.or_else(|| self.payment_line(rest));
        }
        if begins_word {
            new = new.or_else(|| self.document(rest));
        }
        if begins_number {
            new = new.or_else(|| self.phone(rest));
        }
        if begins_word {
            new = new.or_else(|| self.hexadecimal(rest)).or_else(|| self.token(rest));
        }
        if new.is_some() {
            return new;
        }
        match first {
            '0'..='9' => {
                self.time(rest).or_else(|| self.decimal(rest)).or_else(|| self.digits(rest))
            }
            _ if first.is_ascii_alphabetic() || units::is_other_letter(first) => {
                Some(self.word(rest))
            }
            _ => None,
        }
    }

    /// A run of letters.
    fn word(&mut self, rest: &[char]) -> Vec<char> {
        let is_part = |c: &&char| c.is_ascii_alphabetic() || units::is_other_letter(**c);
        let run: Vec<char> = rest.iter().take_while(is_part).copied().collect();
        let plain: String =
            run.iter().filter(|c| c.is_ascii_alphabetic()).map(char::to_ascii_lowercase).collect();
        let new = if plain.is_empty() {
            String::new()
        } else {
            let vocabulary = &self.vocabulary;
            self.substitutes.of(
                Replaced::Word,
                &plain,
                |new| !vocabulary.uses(new),
                |draw, _| plain.chars().map(|c| draw.like(c)).collect(),
            )
        };
        let mut new = new.chars();
        run.into_iter()
            .map(|old| match old {
                'A'..='Z' => new.next().unwrap_or('X').to_ascii_uppercase(),
                'a'..='z' => new.next().unwrap_or('x'),
                // Accents and torn bytes are often what is wrong.
                '\u{80}'..='\u{ff}' => old,
                other => match other.len_utf8() {
                    2 => 'ā',
                    3 => '字',
                    _ => '\u{20000}',
                },
            })
            .collect()
    }

    /// A long run of letters and digits: a token, or a file in Base64.
    fn token(&mut self, rest: &[char]) -> Option<Vec<char>> {
        let is_part =
            |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '_' | '-');
        let run: String = rest.iter().take_while(is_part).collect();
        let has = |is: fn(&char) -> bool| run.chars().any(|c| is(&c));
        if run.len() < SHORTEST_TOKEN
            || !has(char::is_ascii_digit)
            || !has(char::is_ascii_alphabetic)
        {
            return None;
        }
        let head = FILES.into_iter().find(|head| run.starts_with(head)).unwrap_or_default();
        let tail = run.get(head.len()..).unwrap_or_default();
        let mut new: Vec<char> = head.chars().collect();
        let letters: Vec<char> = tail.chars().collect();
        for (number, part) in letters.chunks(32).enumerate() {
            // The place is part of the key, so that repeated parts of a file do not show.
            let key = format!("{number}:{}", part.iter().collect::<String>());
            let made = self.substitutes.of(
                Replaced::Token,
                &key,
                |_| true,
                |draw, _| part.iter().map(|c| draw.like(*c)).collect(),
            );
            new.extend(made.chars());
        }
        Some(new)
    }
}

/// Whether a text is empty, one digit, or has no digit but zeros and no letter.
fn says_nothing(whole: &str) -> bool {
    let digits: Vec<char> = whole.chars().filter(char::is_ascii_digit).collect();
    let is_other = |c: char| c.is_alphabetic() || (c.is_alphanumeric() && !c.is_ascii_digit());
    if whole.chars().any(is_other) {
        return false;
    }
    let only_punctuation = whole.len() - digits.len() <= 12;
    match digits.iter().filter(|digit| **digit != '0').count() {
        0 => only_punctuation,
        1 => digits.len() <= 2 && whole.len() == digits.len() && digits.last() != Some(&'0'),
        _ => false,
    }
}

/// Where the words of a text begin and end.
fn words(found: &[Unit]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let places = found.iter().enumerate().filter(|(_, unit)| unit.is_word());
    for (at, _) in places {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

fn before(found: &[Unit], at: usize) -> Option<char> {
    found.get(at.checked_sub(1)?).map(|unit| unit.letter)
}

/// Whether a word is the name of an HTML tag.
fn is_tag(found: &[Unit], start: usize, words: &[String]) -> bool {
    const TAGS: &[&str] = &[
        "html", "head", "body", "title", "meta", "style", "script", "link", "div", "span", "p",
        "br", "hr", "h1", "h2", "h3", "h4", "b", "i", "u", "em", "strong", "pre", "code", "a",
        "img", "table", "thead", "tbody", "tr", "td", "th", "ul", "ol", "li", "form", "input",
        "button", "label", "center", "font", "doctype",
    ];
    let Some(word) = words.first() else { return false };
    let opens = |at: usize| match before(found, at) {
        Some('<') => true,
        Some('/' | '!') => at.checked_sub(1).and_then(|at| before(found, at)) == Some('<'),
        _ => false,
    };
    // `<!DOCTYPE html>`
    let follows_doctype = word == "html"
        && start.checked_sub(8).is_some_and(|at| {
            let text: String =
                found.get(at..start).unwrap_or_default().iter().map(|unit| unit.letter).collect();
            text.eq_ignore_ascii_case("doctype ")
        });
    TAGS.contains(&word.as_str()) && opens(start) || follows_doctype
}

/// Whether a word is a unit after a number, or the `R` of `R$`.
fn is_unit(found: &[Unit], start: usize, words: &[String]) -> bool {
    let Some(word) = words.first() else { return false };
    let previous = match before(found, start) {
        Some(' ') => start.checked_sub(1).and_then(|at| before(found, at)),
        other => other,
    };
    let after_number = previous.is_some_and(|c| c.is_ascii_digit());
    let is_real = word == "r" && found.get(start + 1).is_some_and(|unit| unit.letter == '$');
    is_real || (after_number && UNITS.contains(&word.as_str()))
}
