//! Contracts waiting for acceptance.

use isp_core::wire::Untyped;

use crate::operation::operation;

operation! {
    /// Contracts whose terms the customer has not accepted yet.
    ///
    /// Nobody shows the answer's shape.
    WSMKAceiteContratualPendente, fn aceite_contratual_pendente -> Untyped {
        effect: Read,
        evidence: Assumed,
        required: {
            /// First day of the contracts.
            data_adesao: BrazilianDate(Date),
        }
        optional: {
            /// Customer code; since release 74.
            cd_pessoa: u64,
            /// Contract code; since release 74.
            cd_contrato: u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, request};
    use jiff::civil::date;

    fn operation() -> WSMKAceiteContratualPendente {
        WSMKAceiteContratualPendente::new(date(2026, 9, 1))
    }

    #[test]
    fn the_day_goes_day_first_and_the_codes_when_given() {
        let path = "GET /mk/WSMKAceiteContratualPendente.rule?sys=MK0&token=TOKEN\
                    &data_adesao=01%2F09%2F2026";
        assert_eq!(request(&operation()), path);
        assert_eq!(
            request(&operation().cd_pessoa(10_123).cd_contrato(20_567)),
            format!("{path}&cd_pessoa=10123&cd_contrato=20567")
        );
    }

    #[test]
    fn it_gives_the_rows_whatever_they_are() {
        let answer =
            decoded_from(&operation(), r#"{"Contratos":[{"codcontrato":20567}],"status":"OK"}"#);
        assert_eq!(Untyped::integer(answer.rows()[0], "codcontrato"), Some(20_567));
    }
}
