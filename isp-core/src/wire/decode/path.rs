//! The place of a value in the JSON.

use std::fmt;

use super::super::label::label;

/// The way from the root to a value, as a chain on the stack while decoding.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Member {
        parent: &'a Path<'a>,
        key: &'a str,
    },
    Item {
        parent: &'a Path<'a>,
        index: usize,
    },
    /// A single object taken as a list of one: no step in the JSON, but the edge of a list.
    OnlyItem {
        parent: &'a Path<'a>,
    },
    /// No step in the JSON: the same value, taken as the content of an optional field.
    Optional {
        parent: &'a Path<'a>,
    },
}

/// A path that outlives the pass in which it was walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place(pub(super) Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Member(String),
    Item(usize),
    OnlyItem,
    Optional,
}

impl Path<'_> {
    fn parent(&self) -> Option<&Self> {
        match self {
            Self::Root => None,
            Self::Member { parent, .. }
            | Self::Item { parent, .. }
            | Self::OnlyItem { parent }
            | Self::Optional { parent } => Some(parent),
        }
    }

    fn step(&self) -> Option<Step> {
        match self {
            Self::Root => None,
            Self::Member { key, .. } => Some(Step::Member((*key).to_owned())),
            Self::Item { index, .. } => Some(Step::Item(*index)),
            Self::OnlyItem { .. } => Some(Step::OnlyItem),
            Self::Optional { .. } => Some(Step::Optional),
        }
    }

    pub(super) fn to_place(self) -> Place {
        let mut steps: Vec<Step> = std::iter::successors(Some(&self), |path| path.parent())
            .filter_map(Path::step)
            .collect();
        steps.reverse();
        Place(steps)
    }
}

impl Place {
    /// Whether this is the place of `path`; with `any_row` also in another row of the same list.
    pub(super) fn is_at(&self, path: &Path<'_>, any_row: bool) -> bool {
        let mut here = path;
        for step in self.0.iter().rev() {
            let same = match (step, here) {
                (Step::Member(name), Path::Member { key, .. }) => name == key,
                (Step::Item(wanted), Path::Item { index, .. }) => any_row || wanted == index,
                (Step::OnlyItem, Path::OnlyItem { .. })
                | (Step::Optional, Path::Optional { .. }) => true,
                _ => false,
            };
            match here.parent() {
                Some(parent) if same => here = parent,
                _ => return false,
            }
        }
        matches!(here, Path::Root)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        for step in &self.0 {
            match step {
                Step::Member(key) if is_plain(key) => write!(f, ".{}", label(key))?,
                Step::Member(key) => write!(f, "[\"{}\"]", label(key))?,
                Step::Item(index) => write!(f, "[{index}]")?,
                Step::OnlyItem | Step::Optional => {}
            }
        }
        Ok(())
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_as_a_json_path() {
        let list = Path::Member { parent: &Path::Root, key: "Conexoes" };
        let row = Path::Item { parent: &list, index: 0 };
        let optional = Path::Optional { parent: &row };
        let field = Path::Member { parent: &optional, key: "contrato" };
        assert_eq!(field.to_place().to_string(), "$.Conexoes[0].contrato");
        let odd = Path::Member { parent: &Path::Root, key: "Num. \"ERRO\"\n" };
        assert_eq!(odd.to_place().to_string(), r#"$["Num. \"ERRO\"\n"]"#);
        assert_eq!(Path::Root.to_place().to_string(), "$");
    }

    #[test]
    fn a_place_is_known_again_in_the_same_row_or_any() {
        let first = Path::Item { parent: &Path::Root, index: 0 };
        let second = Path::Item { parent: &Path::Root, index: 1 };
        let place = Path::Member { parent: &first, key: "a" }.to_place();
        assert!(place.is_at(&Path::Member { parent: &first, key: "a" }, false));
        assert!(!place.is_at(&Path::Member { parent: &second, key: "a" }, false));
        assert!(place.is_at(&Path::Member { parent: &second, key: "a" }, true));
        assert!(!place.is_at(&Path::Member { parent: &second, key: "b" }, true));
        assert!(!place.is_at(&first, true));
        assert!(!place.is_at(&Path::Root, true));
    }
}
