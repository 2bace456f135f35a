//! New person.

#![allow(clippy::too_many_arguments, reason = "the vendor wants ten")]

use isp_core::Error;
use isp_core::http::non_empty;
use isp_core::wire::Unconfirmed;

use crate::operation::operation;

operation! {
    /// New person. Licensed separately. Nobody shows what success answers: look the code up by document
    /// with [`WSMKConsultaDoc`](super::WSMKConsultaDoc).
    ///
    /// Address codes are those of this installation. The billing address goes by the names of the main
    /// one with `_cobranca` behind them; that rule is the manual's, the names are inferred from it.
    WSMKNovaPessoa = "WSMKNovaPessoa", fn nova_pessoa -> Unconfirmed {
        title: "new person",
        family: "pessoas",
        service: None,
        effect: Once,
        evidence: Assumed,
        required: {
            /// CPF or CNPJ, sent without punctuation.
            doc: document,
            /// Name or company name.
            nome: text,
            /// CEP, eight digits.
            cep: text,
            /// State code; not IBGE's.
            cd_uf: int,
            /// City code.
            cd_cidade: int,
            /// District code.
            cd_bairro: int,
            /// Street code.
            cd_logradouro: int,
            /// House number.
            numero: int,
            /// E-mail.
            email: text,
            /// Phone, digits.
            fone: text,
        }
        optional: {
            /// Complement of the address.
            complemento: text,
            /// Code of the provider's company.
            cd_empresa: int,
            /// Date of birth. Its format is not known; one caller sends eight digits, `DDMMAAAA`.
            nascimento: text,
            /// Latitude in degrees, south negative.
            lat: number,
            /// Longitude in degrees, west negative.
            lon: number,
            /// Mother's name.
            nome_mae: text,
            /// Identity card number.
            rg: key,
            /// User name for the customer area.
            user_sac: secret,
            /// Password for the customer area.
            senha_sac: secret,
            /// Kind of registration: 1, 2 or 3.
            tipo_cadastro: int,
            /// Code of the group that attends to the person.
            grupo_atend: int,
            /// Reseller code. One caller names it `cd_revenda`; which one counts is not known.
            revenda: int,
            /// Web site.
            site: text,
            /// CFOP, the fiscal code of operation.
            cfop: text,
            /// Meaning not known.
            cliente_com: text,
            /// WhatsApp; whether a number or a flag is not known.
            whatsapp: text,
            /// Condominium code.
            codcondominio: int,
            /// CEP of the billing address, eight digits.
            cep_cobranca: text,
            /// State code of the billing address.
            cd_uf_cobranca: int,
            /// City code of the billing address.
            cd_cidade_cobranca: int,
            /// District code of the billing address.
            cd_bairro_cobranca: int,
            /// Street code of the billing address.
            cd_logradouro_cobranca: int,
            /// House number of the billing address.
            numero_cobranca: int,
            /// Complement of the billing address.
            complemento_cobranca: text,
        }
        check: WSMKNovaPessoa::has_no_empty_login,
    }
}

impl WSMKNovaPessoa {
    /// A rule that writes takes an empty parameter for a bad value.
    fn has_no_empty_login(&self) -> Result<(), Error> {
        if let Some(user) = &self.user_sac {
            non_empty("user_sac", user.expose())?;
        }
        if let Some(password) = &self.senha_sac {
            non_empty("senha_sac", password.expose())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded_from, fault_from, refusal, request};
    use isp_core::ErrorKind;
    use isp_core::http::{Effect, Operation};

    fn named(name: &str) -> WSMKNovaPessoa {
        let document = "529.982.247-25".parse().unwrap();
        let (email, phone) = ("jose@example.com", "51900000000");
        WSMKNovaPessoa::new(&document, name, "12345000", 16, 7, 11, 1001, 142, email, phone)
    }

    fn operation() -> WSMKNovaPessoa {
        named("JOSÉ EXEMPLO")
    }

    #[test]
    fn it_sends_what_it_must_and_the_rest_when_given() {
        let path = "GET /mk/WSMKNovaPessoa.rule?sys=MK0&token=TOKEN&doc=52998224725\
                    &nome=JOS%C3%89+EXEMPLO&cep=12345000&cd_uf=16&cd_cidade=7&cd_bairro=11\
                    &cd_logradouro=1001&numero=142&email=jose%40example.com&fone=51900000000";
        assert_eq!(request(&operation()), path);
        let whole = operation()
            .complemento("CASA 2")
            .cd_empresa(2)
            .nascimento("07071990")
            .lat(-23.5)
            .lon(-46.25)
            .nome_mae("ANA")
            .rg("1234567")
            .user_sac(&"jose".into())
            .senha_sac(&"s3nh4".into())
            .tipo_cadastro(1)
            .grupo_atend(3)
            .revenda(7)
            .site("example.com")
            .cfop("5307")
            .cliente_com("x")
            .whatsapp("S")
            .codcondominio(9);
        assert_eq!(
            request(&whole),
            format!(
                "{path}&complemento=CASA+2&cd_empresa=2&nascimento=07071990&lat=-23.5&lon=-46.25\
                 &nome_mae=ANA&rg=1234567&user_sac=jose&senha_sac=s3nh4&tipo_cadastro=1\
                 &grupo_atend=3&revenda=7&site=example.com&cfop=5307&cliente_com=x&whatsapp=S\
                 &codcondominio=9"
            )
        );
        let billed_elsewhere = operation()
            .cep_cobranca("12345001")
            .cd_uf_cobranca(17)
            .cd_cidade_cobranca(8)
            .cd_bairro_cobranca(12)
            .cd_logradouro_cobranca(1002)
            .numero_cobranca(143)
            .complemento_cobranca("SALA 1");
        assert_eq!(
            request(&billed_elsewhere),
            format!(
                "{path}&cep_cobranca=12345001&cd_uf_cobranca=17&cd_cidade_cobranca=8\
                 &cd_bairro_cobranca=12&cd_logradouro_cobranca=1002&numero_cobranca=143\
                 &complemento_cobranca=SALA+1"
            )
        );
    }

    #[test]
    fn empty_values_are_refused_because_the_server_takes_them_for_bad_ones() {
        assert!(refusal(&named(" ")).contains("nome"));
        assert!(refusal(&operation().complemento("")).contains("complemento"));
        assert!(refusal(&operation().user_sac(&"".into())).contains("user_sac"));
        assert!(refusal(&operation().senha_sac(&" ".into())).contains("senha_sac"));
    }

    #[test]
    fn it_is_never_repeated_and_gives_whatever_the_server_says() {
        assert_eq!(WSMKNovaPessoa::SPEC.effect, Effect::Once);
        let answer = decoded_from(&operation(), r#"{"CodigoPessoa":10500,"status":"OK"}"#);
        assert_eq!(answer.answer().value()["CodigoPessoa"], 10_500);
        let refused = r#"{"Mensagem":"Parâmetro inválido.","Num. ERRO":"002","status":"ERRO"}"#;
        assert_eq!(fault_from(&operation(), refused).unwrap().kind, ErrorKind::InvalidInput);
    }
}
