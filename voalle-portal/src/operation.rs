//! What all operations of the portal have in common: they are named by method and path. The pattern
//! itself is [`isp_core::declare_operation!`].

/// Declares one operation of a subscriber.
macro_rules! operation {
    (
        $(#[$doc:meta])*
        $name:ident = Get $path:literal $($declaration:tt)*
    ) => {
        $crate::operation::operation! {
            @ $(#[$doc])* $name = concat!("GET ", $path), Get $path, $($declaration)*
        }
    };
    (
        $(#[$doc:meta])*
        $name:ident = Post $path:literal $($declaration:tt)*
    ) => {
        $crate::operation::operation! {
            @ $(#[$doc])* $name = concat!("POST ", $path), Post $path, $($declaration)*
        }
    };
    (@ $(#[$doc:meta])* $name:ident = $vendor:expr, $verb:ident $path:literal, $(, fn $method:ident)? -> $($declaration:tt)*) => {
        #[allow(unused_imports, reason = "only for optional parameters and methods")]
        use $crate::Call;

        isp_core::declare_operation! {
            [$crate::Subscriber, Call, $path]
            $(#[$doc])*
            $name = $vendor, $verb $path, $(fn $method)? -> $($declaration)*
        }
    };
}
pub(crate) use operation;
