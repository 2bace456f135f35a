//! The pattern of every operation file: a declaration, from which the operation's type, the client's
//! method and the call's setters follow.

mod kinds;
mod parameter;
mod told;

pub use kinds::{
    BrazilianDate, BrazilianDateTime, Codes, IsoDate, PrivateText, SimNao, Text, TrueFalse,
};
pub use parameter::{Parameter, Place, Slot};
#[doc(hidden)]
pub use told::{DeclaredParameter, family_of, names_of, number_of_names, title_of};

/// Declares one operation of a vendor's API. API crates wrap it in a macro of their own, which says
/// once what all their operations share.
///
/// ```text
/// declare_operation! {
///     [Client, Call, "another name for the search of the documentation"]
///     /// Title: one line.
///     ///
///     /// More, where there is more to say.
///     Type = "vendor's name", GET "/path/{parameter}", fn method -> Answer {
///         service: 7,                       // the service that must be granted: its code, where it
///                                           // is known
///         service_name: "Faturas",          // its name in the vendor's manual, likewise
///         since: "72",                      // the first release that has the operation, likewise
///         effect: Once,                     // what a repetition would do
///         proof: Proof::StatusWord,         // what proves that a write was done
///         evidence: Observed,               // source of the answer's shape
///         required: {
///             /// Documentation.
///             "wireName" name: Kind(argument) in Place since "74",
///         }
///         always: { "wireName" = "value" in Place, }   // in `Signature`: the dialect writes it
///         optional: { "wireName" name: Kind(argument) in Place or Type::default, … }
///         new: private,                     // the file has constructors of its own
///         check: Type::check,               // refuses combinations, before anything is sent
///         answer: Bytes,                    // a file instead of JSON
///         read: function,                   // instead of decoding the whole body
///     }
/// }
/// ```
///
/// Only effect and evidence are required; the other name may be left out too. The title is the first
/// line of the documentation, the family the folder below `operations` that the file is in.
///
/// A parameter's [kind](Parameter) is a type: `u64`, [`Text`], [`IsoDate`] …; in brackets behind it
/// is the type that the caller passes, where it differs: `Text(&str)`. `"wireName"` is given
/// where the vendor's spelling is no Rust name, the [place](Place) where it is not the query. A kind
/// that writes several names [lists them itself](Parameter::PARTS). With more than five required
/// parameters, `required: NameParameters { … }` makes them the fields of a struct of that name.
///
/// Parameters that exclude each other are one parameter, whose kind is an enumeration. `new: private`
/// leaves it to the file to offer a constructor, and a method of the client, for each choice.
///
/// An optional parameter with `or` is written in any case: if the caller gives none, with what that
/// function of the operation returns.
///
/// A write without proof answers [`Unconfirmed`](crate::wire::Unconfirmed).
#[macro_export]
macro_rules! declare_operation {
    (
        [$client:path, $call:ident $(, $alias:literal)?]
        #[doc = $title:literal] $(#[$doc:meta])*
        $name:ident = $vendor:expr, $verb:ident $path:expr, $(fn $method:ident)? -> $output:ty {
            $( service: $service:literal, )?
            $( service_name: $service_name:literal, )?
            $( since: $since:literal, )?
            effect: $effect:ident,
            $( proof: $proof:expr, )?
            evidence: $evidence:ident,
            $( required: $( $(#[$sdoc:meta])* $struct:ident )? { $(
                $(#[$rdoc:meta])* $($rwire:literal)? $rname:ident: $rkind:ident $(($rtype:ty))? $(in $rplace:ident)? $(since $rsince:literal)?,
            )* } )?
            $( always: { $( $aname:literal = $avalue:literal $(in $aplace:ident)?, )* } )?
            $( optional: { $(
                $(#[$odoc:meta])* $($owire:literal)? $oname:ident: $okind:ident $(($otype:ty))? $(in $oplace:ident)? $(since $osince:literal)? $(or $odefault:path)?,
            )* } )?
            $( new: $new:ident, )?
            $( check: $check:path, )?
            $( answer: $answer:ident, )?
            $( read: $read:path, )?
        }
    ) => {
        #[doc = $title]
        $(#[$doc])*
        #[doc = concat!("\n\n`", stringify!($verb), " ", $path, "`, effect ", stringify!($effect),
            ", evidence ", stringify!($evidence), ".")]
        $( #[doc = concat!("Service \"", $service_name, "\".")] )?
        $( #[doc = $crate::since_release!($since)] )?
        #[derive(Clone)]
        #[allow(clippy::struct_field_names, reason = "the vendor's names")]
        pub struct $name {
            $($( $rname: $rkind, )*)?
            $($( $oname: Option<$okind>, )*)?
        }

        $crate::declare_constructor! {
            [$client, $call, $verb, $path $(, $alias)?] $name [$($method)?] [$($new)?]
            [$($( $(#[$sdoc])* $struct )?)?]
            { #[doc = $title] $(#[$doc])* $( #[doc = $crate::since_release!($since)] )? }
            { $($(
                $(#[$rdoc])* $( #[doc = $crate::since_release!($rsince)] )?
                $rname: $rkind $(($rtype))?,
            )*)? }
            { $($( $oname, )*)? }
        }

        impl $name {
            #[allow(dead_code, reason = "for operations that must be given something")]
            fn has_no_option(&self) -> bool {
                true $($( && self.$oname.is_none() )*)?
            }
        }

        $($( impl $name {
                $(#[$odoc])* $( #[doc = $crate::since_release!($osince)] )?
                pub fn $oname(mut self, $oname: $crate::declare_operation!(@type $okind $($otype)?)) -> Self {
                    self.$oname = Some($okind::from($oname));
                    self
                }
            }
            impl $call<$name> {
                $(#[$odoc])* $( #[doc = $crate::since_release!($osince)] )?
                pub fn $oname(mut self, $oname: $crate::declare_operation!(@type $okind $($otype)?)) -> Self {
                    self.0.operation = self.0.operation.$oname($oname);
                    self
                }
            } )*)?

        impl $crate::http::Operation for $name {
            type Output = $output;

            const SPEC: $crate::http::OperationSpec = {
                const DECLARED: &[$crate::http::DeclaredParameter] = &[
                    $($( $crate::http::DeclaredParameter::required::<$rkind>(
                        $crate::declare_operation!(@wire $($rwire)? $rname))
                        $( .since(Some($rsince)) )?, )*)?
                    $($( $crate::http::DeclaredParameter::constant($aname), )*)?
                    $($( $crate::declare_operation!(@optional $okind $($odefault)?)(
                        $crate::declare_operation!(@wire $($owire)? $oname))
                        $( .since(Some($osince)) )?, )*)?
                ];
                const NAMES: [$crate::http::ParameterSpec; $crate::http::number_of_names(DECLARED)] =
                    $crate::http::names_of(DECLARED);
                use $crate::http::*;
                OperationSpec::get($vendor, $path)
                    .with_method(Method::named(stringify!($verb)))
                    .titled(title_of($title))
                    .in_family(family_of(module_path!()))
                    $( .with_service_code(Some($service)) )?
                    $( .with_service_name(Some($service_name)) )?
                    $( .since(Some($since)) )?
                    .with_effect(Effect::$effect)
                    $( .with_proof($proof) )?
                    .with_evidence(EvidenceLevel::$evidence)
                    .returning(stringify!($output))
                    .called_by($crate::declare_operation!(
                        @call [$($method)?] [$($($struct)?)?] [$($($rname)*)?]
                    ))
                    $( .answering(AnswerFormat::$answer) )?
                    .with_parameters(&NAMES)
            };

            #[allow(unused_variables, unused_imports)]
            fn write(&self, request: &mut $crate::http::RequestWriter) -> Result<(), $crate::Error> {
                use $crate::http::{Parameter as _, Place, Slot};
                $( $check(self)?; )?
                $($( self.$rname.write(Slot::new(
                    request, $crate::declare_operation!(@wire $($rwire)? $rname), &[$( Place::$rplace )?],
                ))?; )*)?
                $($( Slot::new(request, $aname, &[$( Place::$aplace )?]).text($avalue)?; )*)?
                let operation = self;
                $($( if let Some(value) = $crate::declare_operation!(@given operation $oname $($odefault)?) {
                    let name = $crate::declare_operation!(@wire $($owire)? $oname);
                    value.write(Slot::new(request, name, &[$( Place::$oplace )?]))?;
                } )*)?
                Ok(())
            }

            fn read(&self, answer: &$crate::http::Answer)
                -> Result<$crate::wire::Decoded<$output>, $crate::wire::DecodeError>
            {
                $crate::declare_operation!(@read answer $(, $read)?)
            }
        }

        $crate::debug_by_name!($name);
    };

    (@call [] $struct:tt $names:tt) => { "" };
    (@call [$method:ident] [$struct:ident] $names:tt) => {
        concat!(stringify!($method), "(", stringify!($struct), " { … })")
    };
    (@call [$method:ident] [] []) => { concat!(stringify!($method), "()") };
    (@call [$method:ident] [] [$first:ident $($name:ident)*]) => {
        concat!(stringify!($method), "(", stringify!($first) $(, ", ", stringify!($name))*, ")")
    };
    (@optional $kind:ident) => { $crate::http::DeclaredParameter::optional::<$kind> };
    (@optional $kind:ident $default:path) => { $crate::http::DeclaredParameter::required::<$kind> };
    (@given $operation:ident $name:ident) => { &$operation.$name };
    (@given $operation:ident $name:ident $default:path) => {
        &Some($operation.$name.clone().unwrap_or_else(|| $default($operation)))
    };
    (@type $kind:ident) => { $kind };
    (@type $kind:ident $type:ty) => { $type };
    (@read $answer:ident) => { $answer.decode() };
    (@read $answer:ident, $read:path) => { $read($answer) };
    (@wire $name:ident) => { stringify!($name) };
    (@wire $wire:literal $name:ident) => { $wire };
}

/// The constructor of an operation, with its required parameters one by one or together as a struct,
/// and the client's method; with `private` the constructor alone, for the file itself.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_constructor {
    (
        $client:tt $name:ident $method:tt $new:tt [] $doc:tt
        { $( $(#[$rdoc:meta])* $rname:ident : $rkind:ident $(($rtype:ty))?, )* } $optional:tt
    ) => {
        $crate::declare_constructor! {
            $client $name $method $new $doc
            ($( $rname: $crate::declare_operation!(@type $rkind $($rtype)?) ),*)
            { $( $rname: $rkind::from($rname), )* } $optional
        }
    };
    (
        $client:tt $name:ident $method:tt $new:tt [$(#[$sdoc:meta])* $struct:ident] $doc:tt
        { $( $(#[$rdoc:meta])* $rname:ident : $rkind:ident $(($rtype:ty))?, )* } $optional:tt
    ) => {
        #[doc = concat!("The required parameters of [`", stringify!($name), "`].")]
        $(#[$sdoc])*
        #[derive(Clone)]
        #[allow(clippy::struct_field_names, reason = "the vendor's names")]
        pub struct $struct { $( $(#[$rdoc])* pub $rname: $rkind, )* }

        impl std::fmt::Debug for $struct {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($struct)).finish_non_exhaustive()
            }
        }

        $crate::declare_constructor! {
            $client $name $method $new $doc (required: $struct)
            { $( $rname: required.$rname, )* } $optional
        }
    };
    (
        $client:tt $name:ident $method:tt [] $doc:tt $required:tt $fields:tt $optional:tt
    ) => {
        $crate::declare_constructor! { $name [pub] $required $fields $optional }
        $crate::declare_method! { $client $name $method $doc $required }
    };
    (
        $client:tt $name:ident [] [private] $doc:tt $required:tt $fields:tt $optional:tt
    ) => {
        $crate::declare_constructor! { $name [] $required $fields $optional }
    };
    (
        $name:ident [$($public:tt)?]
        ($( $rname:ident : $rtype:ty ),*) { $( $field:ident : $value:expr, )* } { $( $oname:ident, )* }
    ) => {
        impl $name {
            /// The operation with its required parameters.
            #[allow(clippy::new_without_default)]
            $($public)? fn new($( $rname: $rtype ),*) -> Self {
                Self { $( $field: $value, )* $( $oname: None, )* }
            }
        }
    };
}

/// The client's method of an operation; an operation without one is passed to `call`.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_method {
    ($client:tt $name:ident [] $doc:tt $arguments:tt) => {};
    (
        [$client:path, $call:ident, $verb:ident, $path:expr $(, $alias:literal)?]
        $name:ident [$method:ident] { $(#[$doc:meta])* }
        ($( $argument:ident : $type:ty ),*)
    ) => {
        impl $client {
            $(#[$doc])*
            #[doc = concat!("\n\n`", stringify!($verb), " ", $path, "`")]
            $( #[doc(alias = $alias)] )?
            pub fn $method(&self, $( $argument: $type ),*) -> $call<$name> {
                self.call($name::new($($argument),*))
            }
        }
    };
}

/// The last lines of the documentation of what older releases do not have.
#[doc(hidden)]
#[macro_export]
macro_rules! since_release {
    ($release:literal) => {
        concat!("\n\nSince release ", $release, ".")
    };
}

/// `Debug` of an operation: only its name, since the arguments hold personal data.
#[doc(hidden)]
#[macro_export]
macro_rules! debug_by_name {
    ($name:ident) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(<Self as $crate::http::Operation>::SPEC.name)
            }
        }
    };
}
