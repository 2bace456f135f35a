//! What several operations have in common.

use isp_core::record;
use serde::{Deserialize, Serialize};

macro_rules! references {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty,)+ })+) => {$(
        $(#[$doc])*
        #[record]
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[non_exhaustive]
        pub struct $name { $($(#[$fdoc])* pub $field: $type,)+ }
    )+};
}

references! {
    /// A reference with a `title`.
    Titled {
        /// Id.
        id: u64,
        /// Label.
        title: Option<String>,
    }

    /// A reference with a `description`.
    Described {
        /// Id.
        id: u64,
        /// Label.
        description: Option<String>,
    }

    /// A reference to a person.
    NamedPerson {
        /// Person id.
        id: u64,
        /// Name.
        name: Option<String>,
        /// Short or trade name.
        name2: Option<String>,
    }

    /// A code with its `label`.
    Labelled {
        /// Code.
        value: Option<i64>,
        /// Label.
        label: Option<String>,
    }

    /// A code with its `text`.
    TextValue {
        /// Code.
        value: Option<i64>,
        /// Label.
        text: Option<String>,
    }
}
