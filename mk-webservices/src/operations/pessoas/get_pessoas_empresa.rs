//! People of a company.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// People of one of the provider's companies.
    ///
    /// Nobody shows the answer's shape; probably rows as in
    /// [`GetPessoasNome`](super::GetPessoasNome).
    GetPessoasEmpresa = GET "pessoas/empresa", fn pessoas_empresa -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Company code (`provedorEmpresaId`).
            empresa: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    #[test]
    fn it_asks_for_one_company_and_gives_the_rows_whatever_they_are() {
        let operation = GetPessoasEmpresa::new(2);
        assert_eq!(request(&operation), "GET /core-api/pessoas/empresa?token=TOKEN&empresa=2");
        let answer = decoded_from(&operation, r#"[{"id":301,"nome":"Cliente Exemplo"}]"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "id"), Some(301));
    }
}
