//! Service order by code.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Service order by code.
    ///
    /// Nobody shows the answer's shape; probably it is the [`OrdemServico`] that a change
    /// answers with.
    ///
    /// [`OrdemServico`]: super::OrdemServico
    GetOsId = GET "os/id", fn os_id -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Service-order code.
            id: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    #[test]
    fn it_asks_for_one_and_gives_it_whatever_it_is() {
        assert_eq!(request(&GetOsId::new(8001)), "GET /core-api/os/id?token=TOKEN&id=8001");
        let answer = decoded_from(&GetOsId::new(8001), r#"{"id":8001}"#);
        assert_eq!(answer.value()["id"], 8001);
    }
}
