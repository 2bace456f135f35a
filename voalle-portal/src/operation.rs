//! The pattern of every operation file: a declaration, from which the operation's type, the
//! subscriber's method and the call's setters follow.
//!
//! A parameter is `name: place kind`, or `"wireName" name: place kind` where the vendor's spelling is
//! no Rust name. Places: `path`, `query`, `form` (a text field of `multipart/form-data`), and
//! `path_and_form` where the vendor wants the same value in both. Kinds: `int`, `text`, `secret`,
//! `key` (text that opens a document and so must not be kept), or the name of a type that is shown as
//! the vendor writes it.

use isp_core::Error;

/// Declares one operation.
macro_rules! operation {
    (
        $(#[$doc:meta])*
        $name:ident = $verb:ident $path:literal $(, fn $method:ident)? -> $output:ty {
            title: $title:literal,
            family: $family:expr,
            effect: $effect:ident,
            evidence: $evidence:ident,
            required: { $( $(#[$rdoc:meta])* $($rwire:literal)? $rname:ident : $rplace:ident $rkind:ident, )* }
            $( always: { $( $aplace:ident $aname:literal = $avalue:literal, )* } )?
            optional: { $( $(#[$odoc:meta])* $($owire:literal)? $oname:ident : $oplace:ident $okind:ident, )* }
            $( check: $check:path, )?
            $( answer: $answer:ident, )?
            $( read: $read:path, )?
        }
    ) => {
        $(#[$doc])*
        #[doc = ""]
        #[doc = concat!("`", $crate::operation::verb!($verb), " ", $path, "`, effect ", stringify!($effect), ", evidence ", stringify!($evidence), ".")]
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
                isp_core::http::OperationSpec::get(
                    concat!($crate::operation::verb!($verb), " ", $path),
                    $path,
                )
                .with_method(isp_core::http::Method::$verb)
                .titled($title)
                .in_family($family)
                .with_effect(isp_core::http::Effect::$effect)
                .with_evidence(isp_core::http::EvidenceLevel::$evidence)
                $( .answering(isp_core::http::AnswerFormat::$answer) )?
                .with_parameters(&[
                    $( isp_core::http::ParameterSpec::required(
                        $crate::operation::wire_name!($($rwire)? $rname)), )*
                    $($( isp_core::http::ParameterSpec::required($aname), )*)?
                    $( isp_core::http::ParameterSpec::optional(
                        $crate::operation::wire_name!($($owire)? $oname)), )*
                ]);

            #[allow(unused_variables)]
            fn write(&self, request: &mut isp_core::http::RequestWriter) -> Result<(), isp_core::Error> {
                $( $check(self)?; )?
                $( $crate::operation::parameter!(
                    @write $rplace $rkind, request,
                    $crate::operation::wire_name!($($rwire)? $rname), &self.$rname); )*
                $($( $crate::operation::place!($aplace, request, $aname, $avalue); )*)?
                $( if let Some(value) = &self.$oname {
                    $crate::operation::parameter!(
                        @write $oplace $okind, request,
                        $crate::operation::wire_name!($($owire)? $oname), value);
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
                f.write_str(<Self as isp_core::http::Operation>::SPEC.name)
            }
        }

        $crate::operation::subscriber_method! {
            [$($method)?] $name $verb $path
            { $(#[$doc])* }
            { $( $rname: $rkind, )* }
        }

        $crate::operation::call_setters! {
            $name { $( $(#[$odoc])* $oname: $okind, )* }
        }
    };
}
pub(crate) use operation;

/// The operation as a method of the subscriber; the login has its own by hand.
macro_rules! subscriber_method {
    ([] $($rest:tt)*) => {};
    (
        [$method:ident] $name:ident $verb:ident $path:literal
        { $(#[$doc:meta])* }
        { $( $rname:ident : $rkind:ident, )* }
    ) => {
        impl $crate::Subscriber {
            $(#[$doc])*
            #[doc = ""]
            #[doc = concat!("`", $crate::operation::verb!($verb), " ", $path, "`")]
            #[doc(alias = $path)]
            pub fn $method(
                &self,
                $( $rname: $crate::operation::parameter!(@argument $rkind) ),*
            ) -> $crate::Call<$name> {
                self.call($name::new($($rname),*))
            }
        }
    };
}
pub(crate) use subscriber_method;

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

/// A method as the vendor's documents write it.
macro_rules! verb {
    (Get) => {
        "GET"
    };
    (Post) => {
        "POST"
    };
}
pub(crate) use verb;

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
    (@argument key) => {
        &str
    };
    (@argument secret) => {
        &isp_core::Secret
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
    (@stored key) => {
        String
    };
    (@stored secret) => {
        isp_core::Secret
    };
    (@stored $other:ident) => {
        $other
    };

    (@store text, $value:expr) => {
        $value.to_owned()
    };
    (@store key, $value:expr) => {
        $value.to_owned()
    };
    (@store secret, $value:expr) => {
        $value.clone()
    };
    (@store $kind:ident, $value:expr) => {
        $value
    };

    (@write $place:ident text, $request:expr, $name:expr, $value:expr) => {
        $crate::operation::place!(
            $place,
            $request,
            $name,
            $crate::operation::non_empty($name, $value)?
        )
    };
    (@write $place:ident key, $request:expr, $name:expr, $value:expr) => {{
        let value = $crate::operation::non_empty($name, $value)?;
        $request.redact(value);
        $crate::operation::place!($place, $request, $name, value)
    }};
    (@write query secret, $request:expr, $name:expr, $value:expr) => {
        $request.secret_query($name, $value)
    };
    (@write $place:ident $other:ident, $request:expr, $name:expr, $value:expr) => {
        $crate::operation::place!($place, $request, $name, $value)
    };
}
pub(crate) use parameter;

/// Where a parameter goes.
macro_rules! place {
    (path, $request:expr, $name:expr, $value:expr) => {
        $request.path_parameter($name, $value)
    };
    (query, $request:expr, $name:expr, $value:expr) => {
        $request.query($name, $value)
    };
    (form, $request:expr, $name:expr, $value:expr) => {
        $request.multipart($name, $value)
    };
    (path_and_form, $request:expr, $name:expr, $value:expr) => {{
        $request.path_parameter($name, $value);
        $request.multipart($name, $value)
    }};
}
pub(crate) use place;

/// An empty parameter is never meant: refused here.
pub(crate) fn non_empty<'a>(name: &str, value: &'a str) -> Result<&'a str, Error> {
    if value.trim().is_empty() {
        return Err(Error::invalid_input(format!("parameter `{name}` is empty")));
    }
    Ok(value)
}
