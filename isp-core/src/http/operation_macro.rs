//! The pattern of every operation file: a declaration, from which the operation's type, the client's
//! method and the call's setters follow.

use jiff::civil::Date;

use crate::error::Error;

/// Declares one operation of a vendor's API. API crates wrap it in a macro of their own, which says
/// once what all their operations share.
///
/// A parameter is `name: kind` or `name: kind in place`, with `"wireName"` before it where the
/// vendor's spelling is no Rust name. Without a place it goes into the query.
///
/// | kind | argument | on the wire |
/// |---|---|---|
/// | `int` | `u64` | digits |
/// | `text` | `&str` | as it is; empty text is refused, since ERPs take it for a bad value or no filter |
/// | `key` | `&str` | text that opens a document, and so is kept nowhere |
/// | `secret` | `&Secret` | as it is, kept nowhere |
/// | `document` | `&Document` | without punctuation, kept nowhere |
/// | `date_iso` | `Date` | `AAAA-MM-DD` |
/// | `date_br` | `Date` | `DD/MM/AAAA` |
/// | `datetime_br` | `DateTime` | `DD/MM/AAAA HH:MM:SS` |
/// | `number` | `f64` | decimal point |
/// | `sn` | `bool` | `S` or `N` |
/// | `true_false` | `bool` | `True` or `False` |
/// | `codes` | `&[u64]` | joined by a vertical bar |
/// | `value` | `serde_json::Value` | JSON; only `in json` |
/// | a type's name | that type | as its `Display`; `in json` as the number that it turns into |
///
/// `proof` says what in the answer proves that a write was done, as a [`Proof`](crate::http::Proof).
/// A write without one answers [`Unconfirmed`](crate::wire::Unconfirmed).
///
/// In the brackets stand the client and call types, and the name under which documentation is searched.
///
/// Places: `path`, `form` (URL-encoded), `json` (a member of a JSON object: `int` and `number` as
/// numbers), `multipart`, and `path_and_multipart` where the vendor wants the same value in both.
#[macro_export]
macro_rules! declare_operation {
    (
        [$client:path, $call:ident, $alias:literal]
        $(#[$doc:meta])*
        $name:ident = $vendor:expr, $verb:ident $path:expr, $(fn $method:ident)? -> $output:ty {
            title: $title:literal,
            family: $family:expr,
            $( service: $service:expr, )?
            effect: $effect:ident,
            $( proof: $proof:expr, )?
            evidence: $evidence:ident,
            required: { $(
                $(#[$rdoc:meta])* $($rwire:literal)? $rname:ident : $rkind:ident $(in $rplace:ident)?,
            )* }
            $( always: { $( $aname:literal = $avalue:literal $(in $aplace:ident)?, )* } )?
            optional: { $(
                $(#[$odoc:meta])* $($owire:literal)? $oname:ident : $okind:ident $(in $oplace:ident)?,
            )* }
            $( check: $check:path, )?
            $( answer: $answer:ident, )?
            $( read: $read:path, )?
        }
    ) => {
        $(#[$doc])*
        #[doc = ""]
        #[doc = ::std::concat!(
            "`", $crate::declare_operation!(@verb $verb), " ", $path, "`, effect ",
            ::std::stringify!($effect), ", evidence ", ::std::stringify!($evidence), "."
        )]
        #[derive(Clone)]
        pub struct $name {
            $( $rname: $crate::declare_operation!(@stored $rkind), )*
            $( $oname: ::std::option::Option<$crate::declare_operation!(@stored $okind)>, )*
        }

        impl $name {
            /// The operation with its required parameters.
            #[allow(clippy::new_without_default)]
            pub fn new($( $rname: $crate::declare_operation!(@argument $rkind) ),*) -> Self {
                Self {
                    $( $rname: $crate::declare_operation!(@store $rkind, $rname), )*
                    $( $oname: ::std::option::Option::None, )*
                }
            }

            $(
                $(#[$odoc])*
                pub fn $oname(mut self, $oname: $crate::declare_operation!(@argument $okind)) -> Self {
                    self.$oname =
                        ::std::option::Option::Some($crate::declare_operation!(@store $okind, $oname));
                    self
                }
            )*
        }

        impl $crate::http::Operation for $name {
            type Output = $output;

            const SPEC: $crate::http::OperationSpec = $crate::http::OperationSpec::get($vendor, $path)
                .with_method($crate::http::Method::$verb)
                .titled($title)
                .in_family($family)
                $( .with_service_code($service) )?
                .with_effect($crate::http::Effect::$effect)
                $( .with_proof($proof) )?
                .with_evidence($crate::http::EvidenceLevel::$evidence)
                .returning(::std::stringify!($output))
                $( .answering($crate::http::AnswerFormat::$answer) )?
                .with_parameters(&[
                    $( $crate::http::ParameterSpec::required(
                        $crate::declare_operation!(@wire $($rwire)? $rname)), )*
                    $($( $crate::http::ParameterSpec::required($aname), )*)?
                    $( $crate::http::ParameterSpec::optional(
                        $crate::declare_operation!(@wire $($owire)? $oname)), )*
                ]);

            #[allow(unused_variables)]
            fn write(
                &self,
                request: &mut $crate::http::RequestWriter,
            ) -> ::std::result::Result<(), $crate::Error> {
                $( $check(self)?; )?
                $( $crate::declare_operation!(
                    @write $rkind, [$($rplace)?], request,
                    $crate::declare_operation!(@wire $($rwire)? $rname), &self.$rname); )*
                $($( $crate::declare_operation!(@place [$($aplace)?], request, $aname, $avalue); )*)?
                $( if let ::std::option::Option::Some(value) = &self.$oname {
                    $crate::declare_operation!(
                        @write $okind, [$($oplace)?], request,
                        $crate::declare_operation!(@wire $($owire)? $oname), value);
                } )*
                ::std::result::Result::Ok(())
            }

            fn read(
                &self,
                answer: &$crate::http::Answer,
            ) -> ::std::result::Result<$crate::wire::Decoded<$output>, $crate::wire::DecodeError> {
                $crate::declare_operation!(@read answer $(, $read)?)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                // The arguments name people.
                f.write_str(<Self as $crate::http::Operation>::SPEC.name)
            }
        }

        $crate::declare_operation! {
            @method [$client, $call, $alias] [$($method)?] $name { $(#[$doc])* }
            ($vendor, $crate::declare_operation!(@verb $verb), $path)
            { $( $rname: $rkind, )* }
        }

        $crate::declare_operation! {
            @setters $call $name { $( $(#[$odoc])* $oname: $okind, )* }
        }
    };

    // The client's method; an operation without one is called by hand.
    (@method [$client:path, $call:ident, $alias:literal] [] $($rest:tt)*) => {};
    (
        @method [$client:path, $call:ident, $alias:literal] [$method:ident] $name:ident { $(#[$doc:meta])* }
        ($vendor:expr, $verb:expr, $path:expr)
        { $( $rname:ident : $rkind:ident, )* }
    ) => {
        impl $client {
            $(#[$doc])*
            #[doc = ""]
            #[doc = ::std::concat!("`", $verb, " ", $path, "`")]
            #[doc(alias = $alias)]
            pub fn $method(
                &self,
                $( $rname: $crate::declare_operation!(@argument $rkind) ),*
            ) -> $call<$name> {
                self.call($name::new($($rname),*))
            }
        }
    };

    // The optional parameters as methods of the call.
    (@setters $call:ident $name:ident { }) => {};
    (@setters $call:ident $name:ident { $( $(#[$odoc:meta])* $oname:ident : $okind:ident, )+ }) => {
        impl $call<$name> {
            $(
                $(#[$odoc])*
                pub fn $oname(mut self, $oname: $crate::declare_operation!(@argument $okind)) -> Self {
                    self.0.operation = self.0.operation.$oname($oname);
                    self
                }
            )+
        }
    };

    (@verb Get) => { "GET" };
    (@verb Post) => { "POST" };
    (@verb Put) => { "PUT" };

    (@wire $name:ident) => { ::std::stringify!($name) };
    (@wire $wire:literal $name:ident) => { $wire };

    (@read $answer:ident) => { $answer.decode() };
    (@read $answer:ident, $read:path) => { $read($answer) };

    (@argument int) => { u64 };
    (@argument text) => { &str };
    (@argument key) => { &str };
    (@argument secret) => { &$crate::Secret };
    (@argument document) => { &$crate::Document };
    (@argument date_iso) => { $crate::jiff::civil::Date };
    (@argument date_br) => { $crate::jiff::civil::Date };
    (@argument datetime_br) => { $crate::jiff::civil::DateTime };
    (@argument number) => { f64 };
    (@argument sn) => { bool };
    (@argument true_false) => { bool };
    (@argument codes) => { &[u64] };
    (@argument value) => { ::serde_json::Value };
    (@argument $other:ident) => { $other };

    (@stored text) => { ::std::string::String };
    (@stored key) => { $crate::Secret };
    (@stored secret) => { $crate::Secret };
    (@stored document) => { $crate::Document };
    (@stored codes) => { ::std::vec::Vec<u64> };
    (@stored $other:ident) => { $crate::declare_operation!(@argument $other) };

    (@store text, $value:expr) => { $value.to_owned() };
    (@store key, $value:expr) => { $crate::Secret::new($value) };
    (@store secret, $value:expr) => { $value.clone() };
    (@store document, $value:expr) => { *$value };
    (@store codes, $value:expr) => { $value.to_vec() };
    (@store $kind:ident, $value:expr) => { $value };

    (@write int, [json], $request:expr, $name:expr, $value:expr) => {
        $request.json_member($name, *$value)
    };
    (@write number, [json], $request:expr, $name:expr, $value:expr) => {
        $request.json_member($name, *$value)
    };
    (@write value, [json], $request:expr, $name:expr, $value:expr) => {
        $request.json_member($name, $value.clone())
    };
    (@write text, $place:tt, $request:expr, $name:expr, $value:expr) => {
        $crate::declare_operation!(
            @place $place, $request, $name, $crate::http::non_empty($name, $value)?)
    };
    (@write key, $place:tt, $request:expr, $name:expr, $value:expr) => {{
        $request.redact($value.clone());
        $crate::declare_operation!(
            @place $place, $request, $name, $crate::http::non_empty($name, $value.expose())?)
    }};
    (@write secret, [], $request:expr, $name:expr, $value:expr) => {
        $request.secret_query($name, $value)
    };
    (@write document, $place:tt, $request:expr, $name:expr, $value:expr) => {{
        let plain = $value.plain();
        $request.redact(plain.as_str());
        $crate::declare_operation!(@place $place, $request, $name, plain)
    }};
    (@write date_br, $place:tt, $request:expr, $name:expr, $value:expr) => {
        $crate::declare_operation!(
            @place $place, $request, $name, $crate::http::day_month_year(*$value))
    };
    (@write datetime_br, $place:tt, $request:expr, $name:expr, $value:expr) => {
        $crate::declare_operation!(
            @place $place, $request, $name,
            ::std::format!("{} {}", $crate::http::day_month_year($value.date()), $value.time()))
    };
    (@write true_false, $place:tt, $request:expr, $name:expr, $value:expr) => {
        $crate::declare_operation!(
            @place $place, $request, $name, if *$value { "True" } else { "False" })
    };
    (@write codes, $place:tt, $request:expr, $name:expr, $value:expr) => {
        $crate::declare_operation!(@place $place, $request, $name, $crate::http::joined($name, $value)?)
    };
    (@write sn, $place:tt, $request:expr, $name:expr, $value:expr) => {
        $crate::declare_operation!(@place $place, $request, $name, if *$value { "S" } else { "N" })
    };
    (@write date_iso, $place:tt, $request:expr, $name:expr, $value:expr) => {
        $crate::declare_operation!(@place $place, $request, $name, $value)
    };
    (@write $code:ident, [json], $request:expr, $name:expr, $value:expr) => {
        $request.json_member($name, u64::from(*$value))
    };
    (@write $other:ident, $place:tt, $request:expr, $name:expr, $value:expr) => {
        $crate::declare_operation!(@place $place, $request, $name, $value)
    };

    (@place [], $request:expr, $name:expr, $value:expr) => { $request.query($name, $value) };
    (@place [path], $request:expr, $name:expr, $value:expr) => {
        $request.path_parameter($name, $value)
    };
    (@place [form], $request:expr, $name:expr, $value:expr) => { $request.form($name, $value) };
    (@place [json], $request:expr, $name:expr, $value:expr) => {
        $request.json_member($name, $value.to_string())
    };
    (@place [multipart], $request:expr, $name:expr, $value:expr) => {
        $request.multipart($name, $value)
    };
    (@place [path_and_multipart], $request:expr, $name:expr, $value:expr) => {{
        $request.path_parameter($name, $value);
        $request.multipart($name, $value)
    }};
}

/// Refuses text that is empty or blank: for [`declare_operation!`](crate::declare_operation).
#[doc(hidden)]
pub fn non_empty<'a>(name: &str, value: &'a str) -> Result<&'a str, Error> {
    if value.trim().is_empty() {
        return Err(Error::invalid_input(format!("parameter `{name}` is empty")));
    }
    Ok(value)
}

/// `DD/MM/AAAA`: for [`declare_operation!`](crate::declare_operation).
#[doc(hidden)]
pub fn day_month_year(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// Codes joined by a vertical bar; refuses an empty list, which would be no filter: for
/// [`declare_operation!`](crate::declare_operation).
#[doc(hidden)]
pub fn joined(name: &str, codes: &[u64]) -> Result<String, Error> {
    if codes.is_empty() {
        return Err(Error::invalid_input(format!("parameter `{name}` is empty")));
    }
    Ok(codes.iter().map(u64::to_string).collect::<Vec<_>>().join("|"))
}
