//! A link to a file, which an ERP gave in an answer.

use std::fmt;

use url::Url;

use crate::error::{Error, ErrorKind};
use crate::http::base_url::BaseUrl;
use crate::http::request_writer::RequestWriter;

/// A link to a file that leads to an address which was allowed beforehand: what an ERP, or whoever stands
/// between, writes into an answer must not choose whom this machine talks to.
///
/// `Debug` shows nothing of it, since whoever has the link has the file.
#[derive(Clone)]
pub struct FileLink {
    address: BaseUrl,
    query: Vec<(String, String)>,
}

impl FileLink {
    /// Reads a link. Scheme, host and port must be those of one of the `origins`; whether a path is below
    /// theirs does not matter. A user name or password in it is refused, a fragment is dropped.
    pub fn parse(link: &str, origins: &[&BaseUrl]) -> Result<Self, Error> {
        let Ok(mut url) = Url::parse(link.trim()) else {
            return Err(refused("is not a URL"));
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refused("does not begin with https:// or http://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("holds a user name or password"));
        }
        let origin = url.origin();
        if !origins.iter().any(|allowed| allowed.url().origin() == origin) {
            let origin = origin.ascii_serialization();
            return Err(Error::new(
                ErrorKind::Configuration,
                format!("the link of the file leads to {origin}, which is not allowed"),
            )
            .with_advice("allow that address if the provider's files are there"));
        }
        let query = url.query_pairs().into_owned().collect();
        url.set_query(None);
        url.set_fragment(None);
        Ok(Self { address: BaseUrl::parse(url.as_str())?, query })
    }

    /// The address of the file, without its query: the base URL of an operation whose path is empty.
    pub fn address(&self) -> &BaseUrl {
        &self.address
    }

    /// Writes the rest of the link into the request of that operation. All of the link is replaced in
    /// what is kept of the call.
    pub fn write(&self, request: &mut RequestWriter) {
        request.redact(self.address.to_string());
        request.redact(self.address.own_path());
        for (name, value) in &self.query {
            request.redact(value.as_str());
            request.query(name.clone(), value);
        }
    }
}

fn refused(why: &str) -> Error {
    Error::invalid_input(format!("the link of the file {why}"))
        .with_advice("hand in the link as the ERP gave it")
}

impl fmt::Debug for FileLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileLink(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::OperationSpec;

    fn read(link: &str) -> Result<FileLink, Error> {
        let origins = ["https://erp.example.com/mk", "http://files.example.com:8080"]
            .map(|origin| BaseUrl::parse(origin).unwrap());
        FileLink::parse(link, &origins.each_ref())
    }

    #[test]
    fn the_request_is_the_link_without_its_fragment() {
        for (link, sent) in [
            (
                "https://erp.example.com/mk/tmp/a%20b.PDF",
                "https://erp.example.com/mk/tmp/a%20b.PDF",
            ),
            (
                " https://ERP.example.com:443/x?h=a%2Fb&n=1#p ",
                "https://erp.example.com/x?h=a%2Fb&n=1",
            ),
            ("http://files.example.com:8080/x.pdf", "http://files.example.com:8080/x.pdf"),
            ("https://erp.example.com/mk/../x.pdf", "https://erp.example.com/x.pdf"),
        ] {
            let link = read(link).unwrap();
            let mut request = RequestWriter::new(link.address(), &OperationSpec::get("File", ""));
            link.write(&mut request);
            let request = request.finish().unwrap();
            let signed = crate::http::vendor::RequestSigner::new(&request).finish();
            assert_eq!(*signed.url, *sent);
        }
    }

    #[test]
    fn a_link_to_anywhere_else_is_refused_with_the_address_alone() {
        for (link, origin) in [
            ("http://erp.example.com/s3nh4.pdf", "http://erp.example.com"),
            ("https://erp.example.com:8443/s3nh4.pdf", "https://erp.example.com:8443"),
            ("https://erp.example.com.evil.example/s3nh4", "https://erp.example.com.evil.example"),
            ("https://evil.example\\@erp.example.com/s3nh4", "https://evil.example"),
            ("http://169.254.169.254/s3nh4", "http://169.254.169.254"),
            ("http://0x7f.1/s3nh4", "http://127.0.0.1"),
        ] {
            let error = read(link).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration, "{link}");
            let text = error.to_string();
            assert!(text.contains(&format!("leads to {origin}, which is not allowed")), "{text}");
            assert!(!text.contains("s3nh4"), "{text}");
        }
    }

    #[test]
    fn what_is_no_link_of_a_file_is_refused_without_being_quoted() {
        for link in [
            "",
            "/mk/tmp/s3nh4.PDF",
            "s3nh4.PDF",
            "file:///etc/s3nh4",
            "ftp://erp.example.com/s3nh4",
            "https://s3nh4@erp.example.com/a.pdf",
            "https://u:s3nh4@erp.example.com/a.pdf",
        ] {
            let error = read(link).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{link}");
            assert!(!error.to_string().contains("s3nh4"), "{error}");
        }
        let link = read("https://erp.example.com/s3nh4.pdf").unwrap();
        assert!(!format!("{link:?}").contains("s3nh4"));
    }
}
