//! JSON text again.

use std::fmt::{self, Write};

use super::{Node, View};

/// Writes `node` as compact JSON. The depth is bounded by the parser.
pub(super) fn node(node: Node<'_>, out: &mut impl Write) -> fmt::Result {
    match node.view() {
        View::Null => out.write_str("null"),
        View::Bool(flag) => write!(out, "{flag}"),
        View::Number(number) => out.write_str(number.as_str()),
        View::Text(text) => string(text, out),
        View::List(list) => {
            out.write_char('[')?;
            for (index, item) in list.iter().enumerate() {
                if index > 0 {
                    out.write_char(',')?;
                }
                self::node(item, out)?;
            }
            out.write_char(']')
        }
        View::Object(object) => members(object.iter(), out),
    }
}

fn members<'a>(
    members: impl Iterator<Item = (&'a str, Node<'a>)>,
    out: &mut impl Write,
) -> fmt::Result {
    out.write_char('{')?;
    for (index, (key, value)) in members.enumerate() {
        if index > 0 {
            out.write_char(',')?;
        }
        string(key, out)?;
        out.write_char(':')?;
        node(value, out)?;
    }
    out.write_char('}')
}

/// The text of an object with these members.
pub(in super::super) fn object<'a>(
    members: impl IntoIterator<Item = (&'a str, Node<'a>)>,
) -> String {
    // Mostly one or two short members.
    let mut text = String::with_capacity(64);
    // A `String` takes everything.
    let _ = self::members(members.into_iter(), &mut text);
    text
}

fn string(text: &str, out: &mut impl Write) -> fmt::Result {
    out.write_char('"')?;
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '"' | '\\') || c.is_ascii_control()) {
        let (plain, odd) = rest.split_at(at);
        out.write_str(plain)?;
        let mut letters = odd.chars();
        match letters.next() {
            Some('"') => out.write_str("\\\"")?,
            Some('\\') => out.write_str("\\\\")?,
            Some('\n') => out.write_str("\\n")?,
            Some('\r') => out.write_str("\\r")?,
            Some('\t') => out.write_str("\\t")?,
            Some(control) => write!(out, "\\u{:04x}", u32::from(control))?,
            None => {}
        }
        rest = letters.as_str();
    }
    out.write_str(rest)?;
    out.write_char('"')
}

/// The beginning of `node` as compact JSON: at most `length` bytes.
pub(super) fn head(node: Node<'_>, length: usize) -> String {
    let mut head = Head { text: String::new(), length };
    // It fails when it is full.
    let _ = self::node(node, &mut head);
    head.text
}

struct Head {
    text: String,
    length: usize,
}

impl Write for Head {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.length - self.text.len();
        if text.len() <= room {
            self.text.push_str(text);
            return Ok(());
        }
        let cut = (0..=room).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        self.text.push_str(text.get(..cut).unwrap_or_default());
        self.length = self.text.len();
        Err(fmt::Error)
    }
}
