//! Service orders of a customer.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Service orders of a customer. Nobody shows the answer's shape.
    GetOsPessoa = Get "os/pessoa", fn os_pessoa -> Untyped {
        title: "service orders of a customer",
        family: "ordens_servico",
        effect: Read,
        evidence: Assumed,
        required: {
            /// Customer code (`CodigoPessoa`).
            pessoa: int,
        }
        optional: {}
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
