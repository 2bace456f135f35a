//! Invoice by barcode.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Invoice by barcode.
    ///
    /// Nobody shows the answer's shape.
    WSMKConsultaBarras, fn consulta_barras -> Untyped {
        service: 20,
        effect: Read,
        evidence: Assumed,
        required: {
            /// Barcode. Whether a digitable line will do is not known.
            barras: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};

    const BARCODE: &str = "00191000000000140550000000000000000000000000";

    #[test]
    fn it_asks_for_one_barcode_and_for_no_empty_one() {
        assert_eq!(
            request(&WSMKConsultaBarras::new(BARCODE)),
            format!("GET /mk/WSMKConsultaBarras.rule?sys=MK0&token=TOKEN&barras={BARCODE}")
        );
        assert!(refusal(&WSMKConsultaBarras::new(" ")).contains("barras"));
    }

    #[test]
    fn it_gives_whatever_the_server_says() {
        let answer = decoded_from(
            &WSMKConsultaBarras::new(BARCODE),
            r#"{"DadosFatura":[{"codfatura":900101}],"status":"OK"}"#,
        );
        assert_eq!(Untyped::integer(answer.rows()[0], "codfatura"), Some(900_101));
    }
}
