//! Create a person.

use isp_core::GeoPoint;
use isp_core::brazil::{Cep, Phone};
use isp_core::wire::{TextOrNumber, Unconfirmed};

use super::TipoCadastro;

use crate::operation::operation;
use crate::operations::coordenadas::Coordenadas;

operation! {
    /// Create a person.
    ///
    /// Licensed separately. The answer to a success is undocumented: look the code up by document
    /// with [`WSMKConsultaDoc`](super::WSMKConsultaDoc).
    ///
    /// Address codes are those of the installation. The manual says that the parameters of the
    /// billing address end in `_cobranca`; their full names are inferred from that.
    WSMKNovaPessoa, fn nova_pessoa -> Unconfirmed {
        effect: Once,
        evidence: Assumed,
        required:
        /// ```no_run
        /// # async fn run(mk: mk_webservices::Client) -> Result<(), Box<dyn std::error::Error>> {
        /// use mk_webservices::operations::pessoas::NovaPessoaParameters;
        ///
        /// let person = NovaPessoaParameters {
        ///     doc: "529.982.247-25".parse()?,
        ///     nome: "JOSÉ EXEMPLO".into(),
        ///     cep: "12345-000".parse()?,
        ///     cd_uf: 16,
        ///     cd_cidade: 7,
        ///     cd_bairro: 11,
        ///     cd_logradouro: 1001,
        ///     numero: 142.into(),
        ///     email: "jose@example.com".into(),
        ///     fone: "(51) 90000-0000".parse()?,
        /// };
        /// mk.nova_pessoa(person).complemento("CASA 2").await?;
        /// # Ok(())
        /// # }
        /// ```
        NovaPessoaParameters {
            /// CPF or CNPJ, sent without punctuation.
            doc: Document(&Document),
            /// Name or company name.
            nome: Text(&str),
            /// CEP, sent as eight digits.
            cep: Cep,
            /// State code; not IBGE's.
            cd_uf: u64,
            /// City code.
            cd_cidade: u64,
            /// District code.
            cd_bairro: u64,
            /// Street code.
            cd_logradouro: u64,
            /// House number, or text such as `"S/N"`.
            numero: TextOrNumber,
            /// E-mail.
            email: Text(&str),
            /// Phone, sent as digits with the area code.
            fone: Phone,
        }
        optional: {
            /// Complement of the address.
            complemento: Text(&str),
            /// Code of the provider's company.
            cd_empresa: u64,
            /// Date of birth. Its format is unknown; one client sends eight digits, `DDMMAAAA`.
            nascimento: Text(&str),
            /// Place on the map, sent as `lat` and `lon`.
            coordenadas: Coordenadas(GeoPoint),
            /// Mother's name.
            nome_mae: Text(&str),
            /// Identity card number.
            rg: PrivateText(&str),
            /// User name for the customer area.
            user_sac: Secret(&Secret),
            /// Password for the customer area.
            senha_sac: Secret(&Secret),
            /// Kind of registration.
            tipo_cadastro: TipoCadastro,
            /// Code of the group that attends to the person.
            grupo_atend: u64,
            /// Reseller code. One client calls it `cd_revenda`; which name counts is unknown.
            revenda: u64,
            /// Web site.
            site: Text(&str),
            /// CFOP, the fiscal code of operation.
            cfop: Text(&str),
            /// Its meaning is unknown.
            cliente_com: Text(&str),
            /// WhatsApp; whether it is a number or a flag is unknown.
            whatsapp: Text(&str),
            /// Condominium code.
            codcondominio: u64,
            /// CEP of the billing address, sent as eight digits.
            cep_cobranca: Cep,
            /// State code of the billing address.
            cd_uf_cobranca: u64,
            /// City code of the billing address.
            cd_cidade_cobranca: u64,
            /// District code of the billing address.
            cd_bairro_cobranca: u64,
            /// Street code of the billing address.
            cd_logradouro_cobranca: u64,
            /// House number of the billing address, or text such as `"S/N"`.
            numero_cobranca: TextOrNumber,
            /// Complement of the billing address.
            complemento_cobranca: Text(&str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{refusal, request};
    use crate::operations::untyped_tests::new_person;

    fn operation() -> WSMKNovaPessoa {
        new_person("JOSÉ EXEMPLO")
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKNovaPessoa.rule?sys=MK0&token=TOKEN&doc=52998224725\
                    &nome=JOS%C3%89+EXEMPLO&cep=12345000&cd_uf=16&cd_cidade=7&cd_bairro=11\
                    &cd_logradouro=1001&numero=142&email=jose%40example.com&fone=51900000000";
        assert_eq!(request(&operation()), path);
        let whole = operation()
            .complemento("CASA 2")
            .cd_empresa(2)
            .nascimento("07071990")
            .coordenadas(GeoPoint::new(-23.5, -46.25).unwrap())
            .nome_mae("ANA")
            .rg("1234567")
            .user_sac(&"jose".into())
            .senha_sac(&"s3nh4".into())
            .tipo_cadastro(TipoCadastro::Cliente)
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
            .cep_cobranca("12345-001".parse().unwrap())
            .cd_uf_cobranca(17)
            .cd_cidade_cobranca(8)
            .cd_bairro_cobranca(12)
            .cd_logradouro_cobranca(1002)
            .numero_cobranca("S/N".into())
            .complemento_cobranca("SALA 1");
        assert_eq!(
            request(&billed_elsewhere),
            format!(
                "{path}&cep_cobranca=12345001&cd_uf_cobranca=17&cd_cidade_cobranca=8\
                 &cd_bairro_cobranca=12&cd_logradouro_cobranca=1002&numero_cobranca=S%2FN\
                 &complemento_cobranca=SALA+1"
            )
        );
    }

    #[test]
    fn empty_values_are_refused_because_the_server_takes_them_for_bad_ones() {
        assert!(refusal(&operation().complemento("")).contains("complemento"));
        assert!(refusal(&operation().numero_cobranca("".into())).contains("numero_cobranca"));
        assert!(refusal(&operation().user_sac(&"".into())).contains("user_sac"));
        assert!(refusal(&operation().senha_sac(&" ".into())).contains("senha_sac"));
    }
}
