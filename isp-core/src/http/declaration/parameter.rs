//! What a parameter is: how its value is kept and how it is written.

use std::fmt;

use serde_json::Value;

use crate::error::Error;
use crate::http::operation_spec::ParameterSpec;
use crate::http::request::FilePart;
use crate::http::request_writer::RequestWriter;
use crate::secret::Secret;

/// A kind of parameter: the type that an operation keeps it in, and how that is written.
///
/// A new kind is a type with this one `impl`; where callers pass another type, such as `&str`,
/// it also has a `From` of that.
pub trait Parameter: Clone + Send + Sync {
    /// The names that the kind writes under, if they are not the one name of the declaration: each
    /// with whether it is always written. An optional parameter makes all of them optional.
    const PARTS: &'static [ParameterSpec] = &[];

    /// Writes the value into its place, or refuses it: nothing has been sent yet.
    fn write(&self, slot: Slot<'_>) -> Result<(), Error>;
}

/// Where in the request a parameter is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The query.
    Query,
    /// `{name}` in the path.
    Path,
    /// A URL-encoded form.
    Form,
    /// A member of the JSON object that is the body.
    Json,
    /// A text field of a multipart form.
    Multipart,
    /// The query and a multipart form, where the vendor wants the same value in both.
    QueryAndMultipart,
    /// The path and the JSON body, where the vendor wants the same value in both.
    PathAndJson,
    /// Not written by the operation: the vendor's dialect signs the request with it.
    Signature,
}

/// The place of one parameter in a request.
#[derive(Debug)]
pub struct Slot<'a> {
    request: &'a mut RequestWriter,
    name: &'static str,
    place: Place,
}

impl<'a> Slot<'a> {
    /// The place of the parameter `name`: the first of `places`, or else the query.
    pub fn new(request: &'a mut RequestWriter, name: &'static str, places: &[Place]) -> Self {
        Self { request, name, place: places.first().copied().unwrap_or(Place::Query) }
    }

    /// The vendor's name of the parameter.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The slot of another name at the same place, for a kind that writes several
    /// ([`Parameter::PARTS`]).
    pub fn beside(&mut self, name: &'static str) -> Slot<'_> {
        Slot { request: self.request, name, place: self.place }
    }

    /// Keeps `value` out of everything that is kept of the call.
    pub fn redact(&mut self, value: impl Into<Secret>) {
        self.request.redact(value);
    }

    /// Writes text.
    pub fn text(self, value: impl fmt::Display) -> Result<(), Error> {
        let Self { request, name, place } = self;
        match place {
            Place::Query => request.query(name, value),
            Place::Path => request.path_parameter(name, value),
            Place::Form => request.form(name, value),
            Place::Json => request.json_member(name, value.to_string()),
            Place::Multipart => request.multipart(name, value),
            Place::QueryAndMultipart => {
                request.query(name, &value);
                request.multipart(name, value);
            }
            Place::PathAndJson => {
                request.path_parameter(name, &value);
                request.json_member(name, value.to_string());
            }
            Place::Signature => {}
        }
        Ok(())
    }

    /// Writes a number: as such in JSON, as its digits elsewhere.
    pub fn number(self, value: impl fmt::Display + Into<Value>) -> Result<(), Error> {
        if self.place == Place::PathAndJson {
            self.request.path_parameter(self.name, &value);
            self.request.json_member(self.name, value);
            return Ok(());
        }
        if self.is_json() { self.json(value) } else { self.text(value) }
    }

    /// Whether the value becomes a member of a JSON body.
    pub(super) fn is_json(&self) -> bool {
        self.place == Place::Json
    }

    /// Writes JSON; only in a JSON body.
    pub fn json(self, value: impl Into<Value>) -> Result<(), Error> {
        if !self.is_json() {
            return Err(self.refuse("is only allowed in a JSON body"));
        }
        self.request.json_member(self.name, value);
        Ok(())
    }

    /// Writes a file; only in a multipart form.
    pub fn file(self, file: FilePart) -> Result<(), Error> {
        if self.place != Place::Multipart {
            return Err(self.refuse("is only allowed in a multipart form"));
        }
        self.request.file(self.name, file);
        Ok(())
    }

    /// Writes text under another name, one that only the caller knows; only in the query.
    pub fn text_under(&mut self, name: String, value: impl fmt::Display) -> Result<(), Error> {
        if self.place != Place::Query {
            return Err(self.refuse("is only allowed in the query"));
        }
        self.request.query(name, value);
        Ok(())
    }

    /// Writes a secret; only in the query.
    pub fn secret(self, value: &Secret) -> Result<(), Error> {
        if self.place != Place::Query {
            return Err(self.refuse("is only allowed in the query"));
        }
        self.request.secret_query(self.name, value);
        Ok(())
    }

    /// The error of a value that cannot be sent: the parameter's name, and `why`.
    pub fn refuse(&self, why: &str) -> Error {
        Error::invalid_input(format!("parameter `{}` {why}", self.name))
    }
}
