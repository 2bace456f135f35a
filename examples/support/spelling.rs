//! Which known word a misspelt one probably means.

/// A word with at most so many wrong letters is a misspelt one.
const WRONG_LETTERS: usize = 2;

/// The known word that a misspelt one probably means, if one is near enough.
pub fn nearest(word: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    let distances = known.into_iter().map(|known| (distance(word, known), known));
    distances.min().filter(|(letters, _)| *letters <= WRONG_LETTERS).map(|(_, known)| known)
}

/// How many letters must be inserted, left out or changed (Levenshtein).
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        let mut left = place + 1;
        next.push(left);
        for (above, known) in row.windows(2).zip(&other) {
            let [diagonal, above] = *above else { continue };
            left = (diagonal + usize::from(letter != *known)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_few_wrong_letters_means_the_nearest_one() {
        let known = ["--write", "--kind"];
        assert_eq!(nearest("--wirte", known), Some("--write"));
        assert_eq!(nearest("--kin", known), Some("--kind"));
        assert_eq!(nearest("--directory", known), None);
        assert_eq!(nearest("--kind", []), None);
    }
}
