//! What all operations of MK have in common: a rule is a `GET` below `/mk`, named like the operation.
//! The pattern itself is [`isp_core::declare_operation!`].

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
