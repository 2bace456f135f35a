//! What all operations of MK have in common: a rule is a `GET` below `/mk`, named like the operation; an
//! operation of the core-api is named by its method and resource. The pattern itself is
//! [`isp_core::declare_operation!`].

/// Declares one rule.
macro_rules! operation {
    (
        $(#[$doc:meta])*
        $name:ident = $vendor:literal, $($declaration:tt)*
    ) => {
        #[allow(unused_imports, reason = "only for optional parameters and methods")]
        use $crate::Call;

        isp_core::declare_operation! {
            [$crate::Client, Call, $vendor]
            $(#[$doc])*
            $name = $vendor, Get concat!("/mk/", $vendor, ".rule"), $($declaration)*
        }
    };
}
pub(crate) use operation;

/// Declares one operation of the core-api: `Get`, `Post` or `Put` and the resource.
macro_rules! core_operation {
    ($(#[$doc:meta])* $name:ident = Get $resource:literal, $($declaration:tt)*) => {
        $crate::operation::core_operation! {
            @ $(#[$doc])* $name = "GET ", Get $resource, $($declaration)*
        }
    };
    ($(#[$doc:meta])* $name:ident = Post $resource:literal, $($declaration:tt)*) => {
        $crate::operation::core_operation! {
            @ $(#[$doc])* $name = "POST ", Post $resource, $($declaration)*
        }
    };
    ($(#[$doc:meta])* $name:ident = Put $resource:literal, $($declaration:tt)*) => {
        $crate::operation::core_operation! {
            @ $(#[$doc])* $name = "PUT ", Put $resource, $($declaration)*
        }
    };
    (
        @ $(#[$doc:meta])*
        $name:ident = $method:literal, $verb:ident $resource:literal, $($declaration:tt)*
    ) => {
        #[allow(unused_imports, reason = "only for optional parameters and methods")]
        use $crate::Call;

        isp_core::declare_operation! {
            [$crate::Client, Call, $resource]
            $(#[$doc])*
            $name = concat!($method, $resource), $verb concat!("/core-api/", $resource),
            $($declaration)*
        }
    };
}
pub(crate) use core_operation;
