//! How all operations of MK are called and named. A rule is a `GET`, some a `POST`, below `/mk`, named
//! like the operation; an operation of the core-api is named by its method and resource. The
//! declaration itself is [`isp_core::declare_operation!`].

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
    pub(crate) use isp_core::Document;
    pub(crate) use isp_core::http::{
        BrazilianDate, BrazilianDateTime, Codes, IsoDate, PrivateText, SimNao, Text, TrueFalse,
    };
    pub(crate) use isp_core::{Secret, jiff::civil::Date, jiff::civil::DateTime};

    pub(crate) use crate::Call;
}

/// Declares one rule: a `GET`, or a `POST` where that word stands before the type. Its name in MK is
/// the type's name, unless another one is given.
macro_rules! operation {
    (
        #[doc = $title:literal] $(#[$doc:meta])*
        $name:ident $(, fn $method:ident)? -> $($declaration:tt)*
    ) => {
        $crate::operation::operation! {
            @ GET [stringify!($name)] #[doc = $title] $(#[$doc])*
            $name, $(fn $method)? -> $($declaration)*
        }
    };
    (
        #[doc = $title:literal] $(#[$doc:meta])*
        POST $name:ident $(, fn $method:ident)? -> $($declaration:tt)*
    ) => {
        $crate::operation::operation! {
            @ POST [stringify!($name)] #[doc = $title] $(#[$doc])*
            $name, $(fn $method)? -> $($declaration)*
        }
    };
    (
        #[doc = $title:literal] $(#[$doc:meta])*
        $name:ident = $vendor:literal $(, fn $method:ident)? -> $($declaration:tt)*
    ) => {
        $crate::operation::operation! {
            @ GET [$vendor] #[doc = $title] $(#[$doc])* $name, $(fn $method)? -> $($declaration)*
        }
    };
    (
        @ $verb:ident [$($vendor:tt)*]
        #[doc = $title:literal] $(#[$doc:meta])* $name:ident, $($declaration:tt)*
    ) => {
        #[allow(unused_imports, reason = "each declaration needs some of it")]
        use $crate::operation::prelude::*;

        isp_core::declare_operation! {
            [$crate::Client, Call]
            #[doc = $title] $(#[$doc])*
            $name = $($vendor)*, $verb concat!("/mk/", $($vendor)*, ".rule"), $($declaration)*
        }
    };
}
pub(crate) use operation;

/// Declares one operation of the core-api: `GET`, `POST` or `PUT` and the resource.
macro_rules! core_operation {
    (#[doc = $title:literal] $(#[$doc:meta])* $name:ident = $verb:ident $resource:literal, $($declaration:tt)*) => {
        #[allow(unused_imports, reason = "each declaration needs some of it")]
        use $crate::operation::prelude::*;

        isp_core::declare_operation! {
            [$crate::Client, Call, $resource]
            #[doc = $title] $(#[$doc])*
            $name = concat!(stringify!($verb), " ", $resource),
            $verb concat!("/core-api/", $resource), $($declaration)*
        }
    };
}
pub(crate) use core_operation;
