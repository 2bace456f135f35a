//! Change a person.

use isp_core::Error;
use isp_core::brazil::{Cep, Phone};

use super::Pessoa;
use crate::operation::core_operation;

core_operation! {
    /// Change a person.
    ///
    /// Only what is given changes. Each code of an address requires those after it: state, city,
    /// district, street. The same holds for the billing address.
    PutPessoas = PUT "pessoas", fn alterar_pessoa -> Pessoa {
        effect: Idempotent,
        proof: Proof::Member("id"),
        evidence: Observed,
        required: {
            /// Customer code (`CodigoPessoa`).
            id: u64,
        }
        optional: {
            /// Code of the kind of person.
            tipo: u64 in Json,
            /// E-mail.
            email: Text(&str) in Json,
            /// Code of the class of the registration.
            classificacao: u64 in Json,
            /// Date of birth.
            nascimento: IsoDate(Date) in Json,
            /// Phone, sent as digits with the area code.
            fone: Phone in Json,
            /// State code; not IBGE's. Requires the city's.
            "estadoId" estado_id: u64 in Json,
            /// City code. Requires the district's.
            "cidadeId" cidade_id: u64 in Json,
            /// District code. Requires the street's.
            "bairroId" bairro_id: u64 in Json,
            /// Street code.
            "logradouroId" logradouro_id: u64 in Json,
            /// State code of the billing address. Requires the city's.
            "estadoCobrancaId" estado_cobranca_id: u64 in Json,
            /// City code of the billing address. Requires the district's.
            "cidadeCobrancaId" cidade_cobranca_id: u64 in Json,
            /// District code of the billing address. Requires the street's.
            "bairroCobrancaId" bairro_cobranca_id: u64 in Json,
            /// Street code of the billing address.
            "logradouroCobrancaId" logradouro_cobranca_id: u64 in Json,
            /// House number.
            numero: u64 in Json,
            /// House number of the billing address.
            "numeroCobranca" numero_cobranca: u64 in Json,
            /// CEP, sent as eight digits.
            cep: Cep in Json,
            /// CEP of the billing address, sent as eight digits.
            "cepCobranca" cep_cobranca: Cep in Json,
            /// Reseller code.
            "revendaId" revenda_id: u64 in Json,
        }
        check: PutPessoas::is_a_whole_change,
    }
}

impl PutPessoas {
    fn is_a_whole_change(&self) -> Result<(), Error> {
        let home = [
            ("estadoId", self.estado_id),
            ("cidadeId", self.cidade_id),
            ("bairroId", self.bairro_id),
            ("logradouroId", self.logradouro_id),
        ];
        let billing = [
            ("estadoCobrancaId", self.estado_cobranca_id),
            ("cidadeCobrancaId", self.cidade_cobranca_id),
            ("bairroCobrancaId", self.bairro_cobranca_id),
            ("logradouroCobrancaId", self.logradouro_cobranca_id),
        ];
        for pair in home.windows(2).chain(billing.windows(2)) {
            if let [(given, Some(_)), (missing, None)] = pair {
                return Err(Error::invalid_input(format!("`{given}` requires `{missing}`")));
            }
        }
        if self.has_no_option() {
            return Err(Error::invalid_input("PUT pessoas changes nothing"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::pessoas::CodigoOuNome;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use jiff::civil::date;

    fn operation() -> PutPessoas {
        PutPessoas::new(301)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation().email("cliente@exemplo.invalid")),
            r#"PUT /core-api/pessoas?token=TOKEN&id=301 {"email":"cliente@exemplo.invalid"}"#
        );
        let all = operation()
            .tipo(1)
            .email("cliente@exemplo.invalid")
            .classificacao(1)
            .nascimento(date(1990, 7, 7))
            .fone("(51) 90000-0000".parse().unwrap())
            .estado_id(21)
            .cidade_id(1)
            .bairro_id(11)
            .logradouro_id(1001)
            .estado_cobranca_id(22)
            .cidade_cobranca_id(2)
            .bairro_cobranca_id(12)
            .logradouro_cobranca_id(1002)
            .numero(142)
            .numero_cobranca(143)
            .cep("90000-000".parse().unwrap())
            .cep_cobranca("90000-001".parse().unwrap())
            .revenda_id(7);
        assert_eq!(
            request(&all),
            concat!(
                r#"PUT /core-api/pessoas?token=TOKEN&id=301 {"bairroCobrancaId":12,"bairroId":11,"#,
                r#""cep":"90000000","cepCobranca":"90000001","cidadeCobrancaId":2,"cidadeId":1,"#,
                r#""classificacao":1,"email":"cliente@exemplo.invalid","estadoCobrancaId":22,"#,
                r#""estadoId":21,"fone":"51900000000","logradouroCobrancaId":1002,"#,
                r#""logradouroId":1001,"nascimento":"1990-07-07","numero":142,"#,
                r#""numeroCobranca":143,"revendaId":7,"tipo":1}"#,
            )
        );
    }

    #[test]
    fn a_gap_in_an_address_is_refused_wherever_it_is() {
        for (gap, missing) in [
            (operation().estado_id(21), "cidadeId"),
            (operation().cidade_id(1), "bairroId"),
            (operation().bairro_id(11), "logradouroId"),
            (operation().estado_id(21).bairro_id(11).logradouro_id(1001), "cidadeId"),
            (operation().estado_cobranca_id(21), "cidadeCobrancaId"),
            (operation().cidade_cobranca_id(1), "bairroCobrancaId"),
            (operation().bairro_cobranca_id(11), "logradouroCobrancaId"),
        ] {
            assert!(refusal(&gap).contains(missing), "{missing}");
        }
        request(&operation().bairro_id(11).logradouro_id(1001));
        request(&operation().logradouro_id(1001));
    }

    #[test]
    fn a_change_of_nothing_is_refused() {
        assert!(refusal(&operation()).contains("nothing"));
        assert!(refusal(&operation().email(" ")).contains("email"));
    }

    #[test]
    fn it_reads_the_changed_person_with_codes_where_a_read_has_names() {
        let person = decoded(&operation(), "core-api.pessoas.put.ok.json");
        assert_eq!(person.tipo, Some(CodigoOuNome::Codigo(1)));
        assert_eq!(person.classificacao, Some(CodigoOuNome::Codigo(1)));
        assert_eq!(person.nascimento, Some(date(1990, 7, 7)));
        assert_eq!((person.revenda_id, person.provedor_empresa), (Some(7), None));
        assert!(decode_error(&operation(), r#"{"id":301}"#).contains("nome"));
    }
}
