//! Districts of a city.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Districts of a city.
    ///
    /// Nobody shows the answer's shape.
    WSMKListaBairros, fn lista_bairros -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// City code.
            cd_cidade: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};

    #[test]
    fn it_asks_for_one_city_and_gives_the_rows_whatever_they_are() {
        let operation = WSMKListaBairros::new(7);
        assert_eq!(
            request(&operation),
            "GET /mk/WSMKListaBairros.rule?sys=MK0&token=TOKEN&cd_cidade=7"
        );
        let answer =
            decoded_from(&operation, r#"{"Bairros":[{"codigo":9,"nome":"CENTRO"}],"status":"OK"}"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "codigo"), Some(9));
    }
}
