//! Access plans.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Access plans that changed.
    ///
    /// Nobody shows the answer's shape. The same rule lists plans by CRM product:
    /// [`WSMKConsultaPlanosProduto`](super::WSMKConsultaPlanosProduto).
    WSMKConsultaPlanos, fn consulta_planos -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// Changed from this day on. The form of the date is assumed: the manual shows none.
            data_alteracao: IsoDate(Date),
        }
        optional: {
            /// One code.
            codigo_plano: u64,
            /// First code of a window.
            codigo_plano_inicio: u64,
            /// Last code of a window.
            codigo_plano_fim: u64,
            /// Only active plans, or only inactive ones. Here it is `True` or `False`.
            ativo: TrueFalse(bool),
            /// Name.
            nome_plano: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};
    use jiff::civil::date;

    fn operation() -> WSMKConsultaPlanos {
        WSMKConsultaPlanos::new(date(2026, 9, 1))
    }

    #[test]
    fn each_filter_goes_by_its_own_name() {
        let path = "GET /mk/WSMKConsultaPlanos.rule?sys=MK0&token=TOKEN&data_alteracao=2026-09-01";
        assert_eq!(request(&operation()), path);
        let whole = operation()
            .codigo_plano(41)
            .codigo_plano_inicio(1)
            .codigo_plano_fim(500)
            .ativo(true)
            .nome_plano("FIBRA");
        assert_eq!(
            request(&whole),
            format!(
                "{path}&codigo_plano=41&codigo_plano_inicio=1&codigo_plano_fim=500&ativo=True\
                 &nome_plano=FIBRA"
            )
        );
        assert_eq!(request(&operation().ativo(false)), format!("{path}&ativo=False"));
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer = decoded_from(&operation(), r#"{"Planos":[{"codplano":41}],"status":"OK"}"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "codplano"), Some(41));
    }
}
