//! The pattern of every operation file: a declaration, from which the operation's type, the client's
//! method and the call's setters follow.
//!
//! A parameter is `name: kind`, or `"WireName" name: kind` where the vendor's spelling is no Rust
//! name. Kinds: `int`, `text`, `secret`, `document`, `date_iso` (AAAA-MM-DD), `date_br`
//! (DD/MM/AAAA), `sn` (`S`/`N`), or the name of a type that is shown as the vendor writes it.

use isp_core::Error;
use jiff::civil::Date;

/// Declares one operation.
macro_rules! operation {
    (
        $(#[$doc:meta])*
        $name:ident = $vendor:literal, fn $method:ident -> $output:ty {
            title: $title:literal,
            family: $family:expr,
            service: $service:expr,
            effect: $effect:ident,
            evidence: $evidence:ident,
            required: { $( $(#[$rdoc:meta])* $($rwire:literal)? $rname:ident : $rkind:ident, )* }
            optional: { $( $(#[$odoc:meta])* $($owire:literal)? $oname:ident : $okind:ident, )* }
            $( check: $check:path, )?
            $( read: $read:path, )?
        }
    ) => {
        $(#[$doc])*
        #[doc = ""]
        #[doc = concat!("`GET ", $vendor, "`, effect ", stringify!($effect), ", evidence ", stringify!($evidence), ".")]
        #[derive(Clone)]
        pub struct $name {
            $( $rname: $crate::operation::parameter!(@stored $rkind), )*
            $( $oname: Option<$crate::operation::parameter!(@stored $okind)>, )*
        }

        impl $name {
            /// The operation with its required parameters.
            #[allow(clippy::new_without_default)]
            pub fn new($( $rname: $crate::operation::parameter!(@argument $rkind) ),*) -> Self {
                Self {
                    $( $rname: $crate::operation::parameter!(@store $rkind, $rname), )*
                    $( $oname: None, )*
                }
            }

            $(
                $(#[$odoc])*
                pub fn $oname(mut self, $oname: $crate::operation::parameter!(@argument $okind)) -> Self {
                    self.$oname = Some($crate::operation::parameter!(@store $okind, $oname));
                    self
                }
            )*
        }

        impl isp_core::http::Operation for $name {
            type Output = $output;

            const SPEC: isp_core::http::OperationSpec =
                isp_core::http::OperationSpec::get($vendor, concat!("/mk/", $vendor, ".rule"))
                    .titled($title)
                    .in_family($family)
                    .with_service_code($service)
                    .with_effect(isp_core::http::Effect::$effect)
                    .with_evidence(isp_core::http::EvidenceLevel::$evidence)
                    .with_parameters(&[
                        $( isp_core::http::ParameterSpec::required(
                            $crate::operation::wire_name!($($rwire)? $rname)), )*
                        $( isp_core::http::ParameterSpec::optional(
                            $crate::operation::wire_name!($($owire)? $oname)), )*
                    ]);

            #[allow(unused_variables)]
            fn write(&self, request: &mut isp_core::http::RequestWriter) -> Result<(), isp_core::Error> {
                $( $check(self)?; )?
                $( $crate::operation::parameter!(
                    @write $rkind, request, $crate::operation::wire_name!($($rwire)? $rname), &self.$rname); )*
                $( if let Some(value) = &self.$oname {
                    $crate::operation::parameter!(
                        @write $okind, request, $crate::operation::wire_name!($($owire)? $oname), value);
                } )*
                Ok(())
            }

            fn read(
                &self,
                answer: &isp_core::http::Answer,
            ) -> Result<isp_core::wire::Decoded<$output>, isp_core::wire::DecodeError> {
                $crate::operation::read_answer!(answer $(, $read)?)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                // The arguments name people.
                f.write_str($vendor)
            }
        }

        impl $crate::Client {
            $(#[$doc])*
            #[doc = ""]
            #[doc = concat!("`GET ", $vendor, "`")]
            #[doc(alias = $vendor)]
            pub fn $method(
                &self,
                $( $rname: $crate::operation::parameter!(@argument $rkind) ),*
            ) -> $crate::Call<$name> {
                self.call($name::new($($rname),*))
            }
        }

        $crate::operation::call_setters! {
            $name { $( $(#[$odoc])* $oname: $okind, )* }
        }
    };
}
pub(crate) use operation;

/// The optional parameters of an operation as methods of its call.
macro_rules! call_setters {
    ($name:ident { }) => {};
    ($name:ident { $( $(#[$odoc:meta])* $oname:ident : $okind:ident, )+ }) => {
        impl $crate::Call<$name> {
            $(
                $(#[$odoc])*
                pub fn $oname(mut self, $oname: $crate::operation::parameter!(@argument $okind)) -> Self {
                    self.0.operation.$oname = Some($crate::operation::parameter!(@store $okind, $oname));
                    self
                }
            )+
        }
    };
}
pub(crate) use call_setters;

/// A parameter's name on the wire.
macro_rules! wire_name {
    ($name:ident) => {
        stringify!($name)
    };
    ($wire:literal $name:ident) => {
        $wire
    };
}
pub(crate) use wire_name;

/// How the answer is read: tolerantly into the output type, unless the operation knows better.
macro_rules! read_answer {
    ($answer:ident) => {
        $answer.decode()
    };
    ($answer:ident, $read:path) => {
        $read($answer)
    };
}
pub(crate) use read_answer;

/// The kinds of parameters: type of the argument, type in the struct, from one to the other, and how
/// it is written.
macro_rules! parameter {
    (@argument int) => {
        u64
    };
    (@argument text) => {
        &str
    };
    (@argument secret) => {
        &isp_core::Secret
    };
    (@argument document) => {
        &isp_core::Document
    };
    (@argument date_iso) => {
        jiff::civil::Date
    };
    (@argument date_br) => {
        jiff::civil::Date
    };
    (@argument sn) => {
        bool
    };
    (@argument $other:ident) => {
        $other
    };

    (@stored int) => {
        u64
    };
    (@stored text) => {
        String
    };
    (@stored secret) => {
        isp_core::Secret
    };
    (@stored document) => {
        isp_core::Document
    };
    (@stored date_iso) => {
        jiff::civil::Date
    };
    (@stored date_br) => {
        jiff::civil::Date
    };
    (@stored sn) => {
        bool
    };
    (@stored $other:ident) => {
        $other
    };

    (@store text, $value:expr) => {
        $value.to_owned()
    };
    (@store secret, $value:expr) => {
        $value.clone()
    };
    (@store document, $value:expr) => {
        $value.clone()
    };
    (@store $kind:ident, $value:expr) => {
        $value
    };

    (@write text, $request:expr, $name:expr, $value:expr) => {
        $request.query($name, $crate::operation::non_empty($name, $value)?)
    };
    (@write secret, $request:expr, $name:expr, $value:expr) => {
        $request.secret_query($name, $value)
    };
    (@write document, $request:expr, $name:expr, $value:expr) => {{
        let plain = $value.plain();
        $request.redact(plain.as_str());
        $request.query($name, plain)
    }};
    (@write date_iso, $request:expr, $name:expr, $value:expr) => {
        $request.query($name, $value)
    };
    (@write date_br, $request:expr, $name:expr, $value:expr) => {
        $request.query($name, $crate::operation::day_month_year(*$value))
    };
    (@write sn, $request:expr, $name:expr, $value:expr) => {
        $request.query($name, if *$value { "S" } else { "N" })
    };
    (@write $other:ident, $request:expr, $name:expr, $value:expr) => {
        $request.query($name, $value)
    };
}
pub(crate) use parameter;

/// Some rules take an empty parameter for a bad value, others ignore the filter: refused here.
pub(crate) fn non_empty<'a>(name: &str, value: &'a str) -> Result<&'a str, Error> {
    if value.trim().is_empty() {
        return Err(Error::invalid_input(format!("parameter `{name}` is empty")));
    }
    Ok(value)
}

/// DD/MM/AAAA.
pub(crate) fn day_month_year(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}
