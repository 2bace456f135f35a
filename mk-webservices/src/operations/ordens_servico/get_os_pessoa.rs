//! Service orders of a customer.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Service orders of a customer.
    ///
    /// Nobody shows the answer's shape.
    GetOsPessoa = GET "os/pessoa", fn os_pessoa -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Customer code (`CodigoPessoa`).
            pessoa: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    #[test]
    fn it_asks_for_one_customer_and_gives_the_rows_whatever_they_are() {
        let operation = GetOsPessoa::new(301);
        assert_eq!(request(&operation), "GET /core-api/os/pessoa?token=TOKEN&pessoa=301");
        let answer = decoded_from(&operation, r#"[{"id":8001,"pessoaId":301}]"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "id"), Some(8001));
    }
}
