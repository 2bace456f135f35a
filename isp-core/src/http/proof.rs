//! What in an answer proves that a write was done.

use std::fmt;

use crate::wire::{Node, View, fold};

/// What in an answer proves that a write was done. Without that proof a call is *perhaps done*, even
/// if the server answered HTTP 200.
///
/// Each operation that writes declares its own, from what the vendor or a client of a real server
/// shows. The dialect adds what all its operations share, such as its status word for success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// The success response is undocumented. Nothing proves success, so the operation's output is
    /// [`Unconfirmed`](crate::wire::Unconfirmed).
    Unshown,
    /// The vendor's status word for success, at its usual place.
    StatusWord,
    /// A code, a protocol or a list that is present on success: the path to it, such as
    /// `data.assignment.id`.
    Member(&'static str),
    /// Any text in a member, where failures come by HTTP status alone.
    Text(&'static str),
    /// A whole sentence in a member, `<n>` for a number in it.
    Sentence {
        /// The member, such as `mensagem`.
        member: &'static str,
        /// The sentence; case, accents and a final full stop do not count.
        sentence: &'static str,
    },
    /// Any of several.
    AnyOf(&'static [Proof]),
}

impl Proof {
    /// Whether the success response is documented.
    pub const fn is_shown(self) -> bool {
        !matches!(self, Self::Unshown)
    }

    /// Whether `answer` holds the proof. `says_success` is the dialect's judgement of the status word.
    pub fn holds(self, answer: Node<'_>, says_success: bool) -> bool {
        match self {
            Self::Unshown => false,
            Self::StatusWord => says_success,
            Self::Member(path) => member(answer, path).is_some_and(is_set),
            Self::Text(path) => {
                let text = member(answer, path).and_then(Node::as_str);
                text.is_some_and(|text| !text.trim().is_empty())
            }
            Self::Sentence { member: path, sentence } => member(answer, path)
                .and_then(Node::as_str)
                .is_some_and(|text| is_sentence(text, sentence)),
            Self::AnyOf(proofs) => proofs.iter().any(|proof| proof.holds(answer, says_success)),
        }
    }
}

/// For people, as Markdown.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unshown => f.write_str("nothing"),
            Self::StatusWord => f.write_str("status word"),
            Self::Member(path) => write!(f, "`{path}`"),
            Self::Text(path) => write!(f, "text in `{path}`"),
            Self::Sentence { member, sentence } => write!(f, "`{member}`: `{sentence}`"),
            Self::AnyOf(proofs) => {
                for (index, proof) in proofs.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", or " };
                    write!(f, "{separator}{proof}")?;
                }
                Ok(())
            }
        }
    }
}

fn member<'a>(answer: Node<'a>, path: &str) -> Option<Node<'a>> {
    path.split('.').try_fold(answer, |at, name| {
        // A single record may come as a list of one.
        let at = match at.as_list() {
            Some(items) => items.only()?,
            None => at,
        };
        at.as_object()?.get(name)
    })
}

fn is_set(value: Node<'_>) -> bool {
    match value.view() {
        View::Null | View::Bool(_) => false,
        View::Number(number) => number.as_f64().is_some_and(|number| number > 0.0),
        // A code or protocol has digits; `N/A` has none.
        View::Text(text) => text.bytes().any(|byte| matches!(byte, b'1'..=b'9')),
        View::List(items) => !items.is_empty(),
        View::Object(members) => !members.is_empty(),
    }
}

fn is_sentence(text: &str, sentence: &str) -> bool {
    let plain = |text: &str| fold(text).trim_end_matches('.').to_owned();
    let (text, sentence) = (plain(text), plain(sentence));
    match sentence.split_once("<n>") {
        None => text == sentence,
        Some((before, after)) => {
            text.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).is_some_and(
                |number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn holds(proof: Proof, answer: &Value, says_success: bool) -> bool {
        let answer = crate::wire::parse_utf8(answer.to_string().as_bytes()).unwrap();
        proof.holds(answer.root(), says_success)
    }

    #[test]
    fn a_member_proves_only_with_a_value() {
        let proof = Proof::Member("data.assignment.id");
        for (id, proves) in [
            (json!(5), true),
            (json!("5"), true),
            (json!(0), false),
            (json!("0"), false),
            (json!(" "), false),
            (json!("N/A"), false),
            (json!(null), false),
            (json!(true), false),
        ] {
            let answer = json!({"data": {"assignment": {"id": id}}});
            assert_eq!(holds(proof, &answer, true), proves, "{answer}");
        }
        assert!(holds(proof, &json!({"data": [{"Assignment": {"id": 5}}]}), false));
        assert!(!holds(proof, &json!({"data": []}), true));
        assert!(!holds(proof, &json!([]), true));
    }

    #[test]
    fn a_sentence_proves_as_a_whole_alone() {
        let proof = Proof::Sentence { member: "mensagem", sentence: "OS <n> criada com sucesso." };
        for (text, proves) in [
            ("OS 8004 criada com sucesso.", true),
            ("os 1 CRIADA com sucesso", true),
            ("OS  criada com sucesso.", false),
            ("A OS 8004 não foi criada com sucesso.", false),
            ("OS não criada com sucesso.", false),
        ] {
            assert_eq!(holds(proof, &json!({"mensagem": text}), true), proves, "{text}");
        }
    }

    #[test]
    fn an_undocumented_response_proves_nothing() {
        assert!(!holds(Proof::Unshown, &json!({"status": "OK"}), true));
        assert!(holds(Proof::StatusWord, &json!({}), true));
        assert!(!holds(Proof::StatusWord, &json!({}), false));
    }
}
