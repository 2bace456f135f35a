//! Plans of a company.

use isp_core::wire::Untyped;

use crate::operation::core_operation;

core_operation! {
    /// Plans of a company.
    ///
    /// Nobody shows the answer's shape.
    GetPlanosAcessosListEmpresa = GET "planos-acessos/list/empresa",
    fn planos_acessos_list_empresa -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Company code.
            empresa: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    fn operation() -> GetPlanosAcessosListEmpresa {
        GetPlanosAcessosListEmpresa::new(1)
    }

    #[test]
    fn it_asks_for_one_company() {
        assert_eq!(
            request(&operation()),
            "GET /core-api/planos-acessos/list/empresa?token=TOKEN&empresa=1"
        );
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(&operation(), r#"[{"id":41,"descricao":"FIBRA 500 MEGA"}]"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "id"), Some(41));
    }
}
