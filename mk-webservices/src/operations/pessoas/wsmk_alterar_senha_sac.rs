//! Reset customer-area passwords in bulk.

use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// Reset customer-area passwords **in bulk** and send the new ones by SMS. Nobody shows the answer's
    /// shape.
    ///
    /// Whatever is left out does not narrow: **without `cd_clientes` and `tag` expect it to change the
    /// password of every customer**, and to text them all.
    WSMKAlterarSenhaSac = "WSMKAlterarSenhaSac", fn alterar_senha_sac -> Unconfirmed {
        title: "reset customer-area passwords in bulk and send them by SMS",
        family: "pessoas",
        service: None,
        effect: Once,
        evidence: Assumed,
        required: {
            /// Whether only customers with active contracts.
            contrato_ativos: sn,
        }
        optional: {
            /// Only customers with this tag.
            tag: text,
            /// Only these customers (`CodigoPessoa`).
            cd_clientes: codes,
            /// Whether only customers with an active connection.
            conexao_ativa: sn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, refusal, request};
    use isp_core::http::{Effect, Operation};

    #[test]
    fn the_customers_go_joined_by_a_vertical_bar() {
        let path = "GET /mk/WSMKAlterarSenhaSac.rule?sys=MK0&token=TOKEN&contrato_ativos=S";
        assert_eq!(request(&WSMKAlterarSenhaSac::new(true)), path);
        let some =
            WSMKAlterarSenhaSac::new(true).tag("VIP").cd_clientes(&[301, 302]).conexao_ativa(false);
        assert_eq!(request(&some), format!("{path}&tag=VIP&cd_clientes=301%7C302&conexao_ativa=N"));
    }

    #[test]
    fn a_list_of_nobody_is_refused_because_it_would_mean_everybody() {
        assert!(refusal(&WSMKAlterarSenhaSac::new(true).cd_clientes(&[])).contains("cd_clientes"));
        assert!(refusal(&WSMKAlterarSenhaSac::new(true).tag("")).contains("tag"));
    }

    #[test]
    fn it_is_never_repeated_and_gives_whatever_the_server_says() {
        assert_eq!(WSMKAlterarSenhaSac::SPEC.effect, Effect::Once);
        let answer = decoded_from(&WSMKAlterarSenhaSac::new(true), r#"{"status":"OK"}"#);
        assert_eq!(answer.answer().value()["status"], "OK");
    }
}
