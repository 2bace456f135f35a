//! A JSON document that keeps what mutations need: order, repeated keys, numbers as text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value. Unlike `serde_json::Value` it can hold a key twice.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "JSON has no other values")]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is to be written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object: its members in order.
    Object(Vec<(String, Node)>),
}

impl Node {
    /// Reads JSON; `None` for anything else.
    pub fn parse(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number.
    pub fn number(number: impl fmt::Display) -> Self {
        Self::Number(number.to_string())
    }

    /// The children of a list or an object, in order.
    pub(super) fn children(&self) -> Vec<&Self> {
        match self {
            Self::List(items) => items.iter().collect(),
            Self::Object(members) => members.iter().map(|(_, child)| child).collect(),
            _ => Vec::new(),
        }
    }

    /// The node at the end of these positions.
    pub(super) fn at_mut(&mut self, steps: &[usize]) -> Option<&mut Self> {
        let Some((first, rest)) = steps.split_first() else { return Some(self) };
        let child = match self {
            Self::List(items) => items.get_mut(*first)?,
            Self::Object(members) => &mut members.get_mut(*first)?.1,
            _ => return None,
        };
        child.at_mut(rest)
    }

    /// Every text and number below, as text.
    pub(super) fn scalars(&self) -> Vec<String> {
        match self {
            Self::Number(text) | Self::Text(text) => vec![text.clone()],
            _ => self.children().into_iter().flat_map(Self::scalars).collect(),
        }
    }

    /// The first member with this key.
    pub(super) fn member(&self, key: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(known, _)| known == key).map(|(_, child)| child)
    }
}

/// Writes JSON, without blanks.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(bool) => write!(f, "{bool}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => write_text(text, f),
            Self::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at == 0 { "" } else { "," })?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (at, (key, child)) in members.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { "," })?;
                    write_text(key, f)?;
                    write!(f, ":{child}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn write_text(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, bool: bool) -> Result<Node, E> {
        Ok(Node::Bool(bool))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::number(number))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Node, E> {
        serde_json::Number::from_f64(number).map(Node::number).ok_or_else(|| E::custom("no number"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = from.next_entry()? {
            members.push(member);
        }
        Ok(Node::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_numbers_and_repeated_keys_survive_reading_and_writing() {
        let text = r#"{"b":1,"a":[99.9,-3,"á\n\"",null,true,{}],"b":2}"#;
        assert_eq!(Node::parse(text.as_bytes()).unwrap().to_string(), text);
    }

    #[test]
    fn what_is_no_json_is_none() {
        for body in ["", "{", "<html>"] {
            assert_eq!(Node::parse(body.as_bytes()), None);
        }
    }

    #[test]
    fn a_node_is_found_by_its_positions() {
        let mut node = Node::parse(br#"{"a":[1,{"b":2}]}"#).unwrap();
        assert_eq!(node.at_mut(&[0, 1, 0]), Some(&mut Node::number(2)));
        assert_eq!(node.at_mut(&[0, 2]), None);
        assert_eq!(node.scalars(), ["1", "2"]);
    }
}
