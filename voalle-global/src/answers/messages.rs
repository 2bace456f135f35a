//! The messages of an answer, in the four forms in which they come.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::dialect::says_no_open_titles;

/// The messages of an answer (`messages`): null, an empty text, a list of `{message, code, type}`, or a
/// list of plain texts.
///
/// It is serialised as received.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Messages {
    came: Value,
    read: Vec<Message>,
}

/// A message to people.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// The text (`message`).
    pub message: String,
    /// A code such as 300, as text; 0 with some successes.
    pub code: Option<String>,
    /// `Error`, `Success`, `Warn` or `Warning`; `None` for a plain text.
    pub r#type: Option<String>,
}

impl Messages {
    /// Each message, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Message> {
        self.read.iter()
    }

    /// Whether they say that the customer has no open titles.
    pub(crate) fn says_no_open_titles(&self) -> bool {
        says_no_open_titles(self.iter().map(|message| message.message.as_str()))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.read.is_empty()
    }
}

fn read(came: &Value) -> Vec<Message> {
    match came {
        Value::Array(items) => items.iter().filter_map(message).collect(),
        single => message(single).into_iter().collect(),
    }
}

fn message(value: &Value) -> Option<Message> {
    let text = |value: Option<&Value>| match value? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::Object(members) => Some(Message {
            message: text(members.get("message")).unwrap_or_default(),
            code: text(members.get("code")),
            r#type: text(members.get("type")),
        }),
        plain => Some(Message { message: text(Some(plain))?, code: None, r#type: None }),
    }
}

impl Serialize for Messages {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.came.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Messages {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let came = Value::deserialize(from)?;
        Ok(Self { read: read(&came), came })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn all_forms_are_read_and_written_back() {
        for (came, texts) in [
            (json!(null), vec![]),
            (json!([]), vec![]),
            (json!(""), vec![]),
            (json!("x"), vec!["x"]),
            (json!(["a", " b ", ""]), vec!["a", "b"]),
            (
                json!([{"message": "Distância inválida.", "code": 300, "type": "Error"}]),
                vec!["Distância inválida."],
            ),
        ] {
            let messages: Messages = isp_core::wire::decode_value(&came).unwrap().value;
            let found: Vec<_> = messages.iter().map(|each| each.message.as_str()).collect();
            assert_eq!(found, texts, "{came}");
            assert_eq!(serde_json::to_value(&messages).unwrap(), came);
        }
    }

    #[test]
    fn code_and_type_are_kept_as_text() {
        let came = json!([{"message": "x", "code": 300, "type": "Error"}]);
        let messages: Messages = serde_json::from_value(came).unwrap();
        let message = messages.iter().next().unwrap();
        assert_eq!(message.code.as_deref(), Some("300"));
        assert_eq!(message.r#type.as_deref(), Some("Error"));
    }
}
