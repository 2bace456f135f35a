//! The items of a JSON array.

use super::{Json, Node};

/// The items of a JSON array.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    json: &'a Json,
    next: usize,
    left: usize,
}

impl<'a> List<'a> {
    pub(super) fn new(json: &'a Json, first: usize, count: usize) -> Self {
        Self { json, next: first, left: count }
    }

    /// How many items there are.
    #[must_use]
    pub fn len(self) -> usize {
        self.left
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.left == 0
    }

    /// The items in order.
    #[inline]
    #[must_use]
    pub fn iter(self) -> ListIter<'a> {
        ListIter(self)
    }

    /// The item, if there is just one.
    #[must_use]
    pub fn only(self) -> Option<Node<'a>> {
        if self.left == 1 { self.iter().next() } else { None }
    }
}

impl<'a> IntoIterator for List<'a> {
    type Item = Node<'a>;
    type IntoIter = ListIter<'a>;

    fn into_iter(self) -> ListIter<'a> {
        self.iter()
    }
}

/// Iterator over the items of a [`List`].
#[derive(Clone, Debug)]
pub struct ListIter<'a>(List<'a>);

impl<'a> Iterator for ListIter<'a> {
    type Item = Node<'a>;

    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        let list = &mut self.0;
        list.left = list.left.checked_sub(1)?;
        let item = Node::at(list.json, list.next);
        list.next = item.next();
        Some(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.left, Some(self.0.left))
    }
}

impl ExactSizeIterator for ListIter<'_> {}
