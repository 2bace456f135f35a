//! How all operations of the API are called; they are named by method and path. The declaration
//! itself is [`isp_core::declare_operation!`].

isp_core::call_type! {
    /// An operation ready to be sent by its [`Client`](crate::Client).
    ///
    /// `.await` gives the answer; [`send`](Call::send) gives it with status, headers, attempts and
    /// drift. Optional parameters are methods with the parameter's name, options of the call begin
    /// with `with_`.
    pub struct Call;
}

/// Names that a declaration may use without importing them.
pub(crate) mod prelude {
    pub(crate) use isp_core::http::{IsoDate, Text};

    pub(crate) use crate::Call;
    pub(crate) use crate::kinds::{Amount, Flag, IsoDateTime, Numbers, SecretText, Texts};
}

/// Declares one operation of the API.
macro_rules! operation {
    (
        #[doc = $title:literal] $(#[$doc:meta])*
        $name:ident = $verb:ident $path:literal $(, fn $method:ident)? -> $($declaration:tt)*
    ) => {
        #[allow(unused_imports, reason = "each declaration needs some of it")]
        use $crate::operation::prelude::*;

        isp_core::declare_operation! {
            [$crate::Client, Call, $path]
            #[doc = $title] $(#[$doc])*
            $name = concat!(stringify!($verb), " ", $path), $verb $path,
            $(fn $method)? -> $($declaration)*
        }
    };
}
pub(crate) use operation;
