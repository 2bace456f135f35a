//! The vendor's own record behind a common value.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// The vendor's own record, kept beside the common value so that nothing is lost in translation.
///
/// Comparing two common values ignores it.
#[derive(Clone, Default)]
pub struct Native(Option<Arc<dyn Any + Send + Sync>>);

impl Native {
    /// No record: the value did not come from an ERP.
    pub const fn none() -> Self {
        Self(None)
    }

    /// Keeps `record`.
    pub fn of<T: Any + Send + Sync>(record: T) -> Self {
        Self(Some(Arc::new(record)))
    }

    /// The record, if it is a `T`.
    pub fn get<T: Any>(&self) -> Option<&T> {
        self.0.as_deref().and_then(|record| record.downcast_ref())
    }
}

impl PartialEq for Native {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Native {}

impl fmt::Debug for Native {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Native(..)" } else { "Native(none)" })
    }
}

/// Gives a model type its `native` accessor.
macro_rules! has_native {
    ($($name:ident),+) => {$(
        impl $name {
            /// The vendor's own record, if it is a `T`: everything that the common value leaves out.
            pub fn native<T: std::any::Any>(&self) -> Option<&T> {
                self.native.get()
            }
        }
    )+};
}
pub(crate) use has_native;
