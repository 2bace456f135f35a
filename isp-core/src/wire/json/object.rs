//! The members of a JSON object.

use serde_json::{Map, Value};

use super::super::key;
use super::{Json, Node, View};

/// The members of a JSON object, in their order and with keys that occur twice.
#[derive(Clone, Copy, Debug)]
pub struct Object<'a> {
    json: &'a Json,
    next: usize,
    left: usize,
}

impl<'a> Object<'a> {
    pub(super) fn new(json: &'a Json, first: usize, count: usize) -> Self {
        Self { json, next: first, left: count }
    }

    /// How many members there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.left
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.left == 0
    }

    /// The members in order.
    #[inline]
    #[must_use]
    pub fn iter(self) -> ObjectIter<'a> {
        ObjectIter(self)
    }

    /// The member, if there is just one.
    #[must_use]
    pub fn only(self) -> Option<(&'a str, Node<'a>)> {
        if self.left == 1 { self.iter().next() } else { None }
    }

    /// The values in order.
    pub fn values(self) -> impl ExactSizeIterator<Item = Node<'a>> {
        let mut rest = self;
        (0..self.left).map(move |_| {
            let value = Node::at(rest.json, rest.next + 1);
            rest.next = value.next();
            value
        })
    }

    /// The member called `name`: the exact key if there is one, otherwise the first whose
    /// [normal form](key::normalise) is the same.
    ///
    /// ```
    /// let answer = isp_core::wire::parse_utf8(br#"{"Equipes:": [], "Num. ERRO": "001"}"#)?;
    /// let object = answer.root().as_object().unwrap();
    /// assert!(object.get("equipes").is_some());
    /// assert_eq!(object.get("num_erro").and_then(|code| code.as_str()), Some("001"));
    /// # Ok::<(), isp_core::wire::JsonError>(())
    /// ```
    #[must_use]
    pub fn get(self, name: &str) -> Option<Node<'a>> {
        self.get_exact(name).or_else(|| {
            let wanted = key::normalise(name);
            if wanted.is_empty() {
                return None;
            }
            self.iter().find(|(key, _)| key::is_like(key, &wanted)).map(|(_, value)| value)
        })
    }

    /// The first member with just this key.
    #[must_use]
    pub fn get_exact(self, name: &str) -> Option<Node<'a>> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The text or number under `name`, as text without outer spaces; `None` for anything else, and
    /// for blank text.
    #[must_use]
    pub fn text(self, name: &str) -> Option<String> {
        match self.get(name)?.view() {
            View::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            View::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// An owned copy. Of a key that occurs twice the later ones get a colon added.
    #[must_use]
    pub fn to_map(self) -> Map<String, Value> {
        let mut members = Map::new();
        for (key, value) in self {
            let mut key = key.to_owned();
            while members.contains_key(&key) {
                key.push(':');
            }
            members.insert(key, value.to_value());
        }
        members
    }

    /// The members by key, those of one key in their order.
    pub(super) fn sorted(self) -> Vec<(&'a str, Node<'a>)> {
        let mut members: Vec<_> = self.iter().collect();
        members.sort_by_key(|(key, _)| *key);
        members
    }
}

impl<'a> IntoIterator for Object<'a> {
    type Item = (&'a str, Node<'a>);
    type IntoIter = ObjectIter<'a>;

    fn into_iter(self) -> ObjectIter<'a> {
        self.iter()
    }
}

/// Iterator over the members of an [`Object`].
#[derive(Clone, Debug)]
pub struct ObjectIter<'a>(Object<'a>);

impl<'a> Iterator for ObjectIter<'a> {
    type Item = (&'a str, Node<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let object = &mut self.0;
        object.left = object.left.checked_sub(1)?;
        let key = Node::at(object.json, object.next);
        let value = Node::at(object.json, object.next + 1);
        object.next = value.next();
        Some((key.key(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.left, Some(self.0.left))
    }
}

impl ExactSizeIterator for ObjectIter<'_> {}
