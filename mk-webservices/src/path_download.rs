//! The file behind a second copy's `PathDownload`.

use std::sync::Arc;

use async_trait::async_trait;
use isp_core::http::vendor::{Dialect, Fault, FileLink, Login, RequestSigner, Token, TokenKey};
use isp_core::http::{
    Answer, AnswerFormat, BaseUrl, Bytes, Effect, EvidenceLevel, Operation, OperationSpec,
    RequestWriter,
};
use isp_core::wire::{DecodeError, Decoded, Drift, TextEncoding, pdf};
use isp_core::{Error, ErrorKind, Secret};

use crate::dialect::MkDialect;

/// The PDF behind a link, made by [`Client::path_download`](crate::Client::path_download).
#[derive(Debug, Clone)]
pub struct PathDownload(FileLink);

impl PathDownload {
    /// The file of `link`, if it is at one of the `origins`; with the dialect that fetches it.
    pub(crate) fn of(link: &str, origins: &[&BaseUrl]) -> Result<(Self, Arc<dyn Dialect>), Error> {
        let parsed = FileLink::parse(link, origins).map_err(|error| {
            let error = error.with_system(MkDialect::SYSTEM).with_operation(Self::SPEC.name);
            match error.kind() {
                ErrorKind::Configuration => error.with_advice(NOT_ALLOWED),
                _ => error,
            }
        })?;
        let address = parsed.address().clone();
        let dialect = LinkDialect { address, link: Secret::new(link.trim()) };
        Ok((Self(parsed), Arc::new(dialect)))
    }
}

const NOT_ALLOWED: &str =
    "compare it with the client's base URL; if MK's files are there, allow it by files_at(…)";

impl Operation for PathDownload {
    type Output = Bytes;

    const SPEC: OperationSpec = OperationSpec::get("PathDownload", "")
        .titled("PDF of a second copy")
        .with_effect(Effect::Read)
        .with_evidence(EvidenceLevel::Observed)
        .answering(AnswerFormat::Bytes);

    fn write(&self, request: &mut RequestWriter) -> Result<(), Error> {
        self.0.write(request);
        Ok(())
    }

    fn read(&self, answer: &Answer) -> Result<Decoded<Bytes>, DecodeError> {
        pdf::check(answer.body())?;
        Ok(Decoded { value: answer.to_bytes(), drift: Drift::default() })
    }
}

/// A link is fetched as it is: without login, token or any other parameter.
struct LinkDialect {
    address: BaseUrl,
    link: Secret,
}

#[async_trait]
impl Dialect for LinkDialect {
    fn system(&self) -> &'static str {
        MkDialect::SYSTEM
    }

    fn base_url(&self, _: &OperationSpec) -> &BaseUrl {
        &self.address
    }

    fn token_key(&self, _: &OperationSpec) -> Option<TokenKey> {
        None
    }

    async fn login(&self, _: &'static OperationSpec, _: &Login) -> Result<Token, Error> {
        Err(Error::unsupported(PathDownload::SPEC.name, "a link needs no login"))
    }

    fn sign(&self, _: Option<&Token>, _: &mut RequestSigner<'_>) {}

    fn encoding(&self) -> TextEncoding {
        TextEncoding::TornLatin1
    }

    fn classify(&self, _: &OperationSpec, answer: &Answer) -> Result<Drift, Fault> {
        match Fault::from_status(answer) {
            Some(fault) => Err(explain(answer.status, fault)),
            None if answer.looks_like_html() => {
                Err(Fault::new(ErrorKind::NotUnderstood, "a web page came instead of a PDF")
                    .with_advice(READ_AGAIN))
            }
            None => Ok(Drift::default()),
        }
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.link.clone()]
    }
}

const READ_AGAIN: &str =
    "read the second copy again for a new link: MK keeps the file only for a while";

/// What a status means for a file that is open to whoever has its link.
fn explain(status: u16, fault: Fault) -> Fault {
    match status {
        300..=399 => fault.with_advice(
            "redirects are not followed: compare the link's address with \
                                        that of the installation",
        ),
        401 | 403 => Fault::new(ErrorKind::Configuration, "the server keeps the file from us")
            .with_advice("no credentials are sent with a link; ask the provider to open its files"),
        404 | 410 => fault.with_advice(READ_AGAIN),
        _ => fault,
    }
}
