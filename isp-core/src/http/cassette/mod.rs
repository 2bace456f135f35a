//! Recording real answers for a bug report or a test, without anybody's data (feature `cassette`).
//!
//! A [`Recorder`] wraps a [`Transport`](super::Transport) and remembers what went through it. Its
//! [`Cassette`] is a JSON file for people to read, compare and attach to an issue; a [`Replayer`] is a
//! transport that serves it back. There is no way to write what was recorded unchanged.
//!
//! # What a cassette holds
//!
//! Method, path, names and values of parameters; status, content type and body of the answer. Other
//! headers are left out, except `retry-after`.
//!
//! Kept as they are: names of members, structure, `true`, `false`, `null`, zeros and single digits, and
//! the words of the [`Vocabulary`], which each API crate gives for its ERP. **Everything else is
//! replaced** by an invented datum of the same form: as many letters and digits in the same places, a
//! valid CPF, CNPJ, line, barcode, PIX text or telephone number where the original was valid. All dates
//! move by the same number of days, those before 2012 by another one; whoever knows one recent date, such
//! as the day of the recording, knows them all. The same original always becomes the
//! same replacement within one cassette, so that references hold. Accents and torn bytes stay, since they
//! are often what is wrong. The key that decides the replacements is random, made for one cassette and
//! not kept.
//!
//! A name of a member is kept if it looks like one: letters, no more than three digits in a row, no
//! blank. A server that uses data as names, such as one member for each customer's name, is not
//! recognised: **read the file before you send it**.
//!
//! ```
//! use std::sync::Arc;
//! use isp_core::http::cassette::{Cassette, Recorder, Replayer, Vocabulary};
//! use isp_core::http::{ClientOptions, ReqwestTransport};
//!
//! # fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let transport = ReqwestTransport::new(&ClientOptions::default())?;
//! let recorder = Arc::new(Recorder::new(Arc::new(transport), Vocabulary::new()));
//! recorder.label("document", "529.982.247-25");
//! // … builder.transport(recorder.clone()), then the calls …
//! let cassette = recorder.cassette();
//! cassette.write(std::path::Path::new("answers.json"))?;
//!
//! let cassette = Cassette::read(std::path::Path::new("answers.json"))?;
//! let document = cassette.label("document").map(str::to_owned); // the one in the file
//! let replayer = Replayer::new(cassette);
//! // … builder.transport(Arc::new(replayer)), then the same calls about that document …
//! # Ok(())
//! # }
//! ```

mod error;
mod exchange;
mod file;
mod layout;
mod recorder;
mod replayer;
mod scrub;
mod vocabulary;

pub use error::CassetteError;
pub use file::Cassette;
pub use recorder::{Recorder, Replaced};
pub use replayer::Replayer;
pub use vocabulary::Vocabulary;
