//! Access plans by CRM product.

use isp_core::Error;
use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access plans by CRM product.
    ///
    /// Nobody shows the answer's shape.
    ///
    /// The rule is the one of [`WSMKConsultaPlanos`](super::WSMKConsultaPlanos): which of the
    /// two is meant, the server tells by the parameters. So at least one that only this one has
    /// must be given: a code, a limit of the window, or a name.
    WSMKConsultaPlanosProduto = "WSMKConsultaPlanos", fn consulta_planos_produto -> Untyped {
        effect: Read,
        evidence: Assumed,
        optional: {
            /// Changed from this day on. The form of the date is assumed: the manual shows none.
            data_alteracao: IsoDate(Date),
            /// One code.
            codigo_produto: u64,
            /// First code of a window.
            codigo_produto_inicio: u64,
            /// Last code of a window.
            codigo_produto_fim: u64,
            /// Only active products, or only inactive ones. Here it is `S` or `N`.
            ativo: SimNao(bool),
            /// Name.
            nome_produto: Text(&str),
        }
        check: WSMKConsultaPlanosProduto::names_a_product,
    }
}

impl WSMKConsultaPlanosProduto {
    fn names_a_product(&self) -> Result<(), Error> {
        let none = self.codigo_produto.is_none()
            && self.codigo_produto_inicio.is_none()
            && self.codigo_produto_fim.is_none()
            && self.nome_produto.is_none();
        if none {
            return Err(Error::invalid_input(
                "WSMKConsultaPlanos by product needs a product's code, window or name",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};
    use jiff::civil::date;

    fn operation() -> WSMKConsultaPlanosProduto {
        WSMKConsultaPlanosProduto::new().codigo_produto(8)
    }

    #[test]
    fn each_filter_goes_by_its_own_name() {
        let path = "GET /mk/WSMKConsultaPlanos.rule?sys=MK0&token=TOKEN";
        assert_eq!(request(&operation()), format!("{path}&codigo_produto=8"));
        let others = WSMKConsultaPlanosProduto::new()
            .data_alteracao(date(2026, 9, 1))
            .codigo_produto_inicio(1)
            .codigo_produto_fim(500)
            .ativo(true)
            .nome_produto("FIBRA");
        assert_eq!(
            request(&others),
            format!(
                "{path}&data_alteracao=2026-09-01&codigo_produto_inicio=1&codigo_produto_fim=500\
                 &ativo=S&nome_produto=FIBRA"
            )
        );
        assert!(request(&operation().ativo(false)).ends_with("&ativo=N"));
    }

    #[test]
    fn what_the_server_would_take_for_plans_is_refused() {
        let ambiguous = WSMKConsultaPlanosProduto::new().data_alteracao(date(2026, 9, 1));
        assert!(refusal(&ambiguous.ativo(true)).contains("by product"));
        assert!(refusal(&WSMKConsultaPlanosProduto::new()).contains("by product"));
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(&operation(), r#"{"Planos":[{"codplano":41}],"status":"OK"}"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "codplano"), Some(41));
    }
}
