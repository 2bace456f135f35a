//! Reading a form.

use std::collections::HashMap;
use std::convert::Infallible;

use futures_util::{FutureExt, stream};
use isp_core::http::Bytes;
use isp_core::loopback::SimulatedRequest;

/// The text fields of a `multipart/form-data` body; `None` if it is none.
pub(super) fn fields(request: &SimulatedRequest) -> Option<HashMap<String, String>> {
    let boundary = multer::parse_boundary(request.header("content-type")?).ok()?;
    // The whole body is there, so that reading never has to wait.
    read(request.body.clone(), boundary).now_or_never()?.ok()
}

async fn read(body: Bytes, boundary: String) -> multer::Result<HashMap<String, String>> {
    let stream = stream::iter([Ok::<_, Infallible>(body)]);
    let mut form = multer::Multipart::new(stream, boundary);
    let mut fields = HashMap::new();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        fields.insert(name, field.text().await?);
    }
    Ok(fields)
}
