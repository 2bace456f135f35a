//! Create a lead: a person who may become a customer.

use isp_core::brazil::Phone;
use isp_core::record;
use isp_core::{GeoPoint, Secret};
use serde::{Deserialize, Serialize};

use super::EnderecoLead;
use crate::operation::operation;
use crate::operations::coordenadas::Coordenadas;

operation! {
    /// Create a lead: a person who may become a customer.
    ///
    /// The answer contains a login to the customer area.
    WSMKInserirLead, fn inserir_lead -> InserirLead {
        effect: Once,
        proof: Proof::Member("cd_lead"),
        evidence: Observed,
        required: {
            /// Name.
            nome: Text(&str),
            /// Phone, sent as digits with the area code.
            fone01: Phone,
            /// Address.
            endereco_lead: EnderecoLead,
        }
        optional: {
            /// CPF or CNPJ, sent without punctuation.
            documento: Document(&Document),
            /// E-mail.
            email: Text(&str),
            /// Place on the map, sent as `lat` and `lon`.
            coordenadas: Coordenadas(GeoPoint),
            /// Free text.
            informacoes: Text(&str),
            /// Name of the company, for a provider with several (`multiempresa`). One client sends the
            /// current time, `AAAA-MM-DDTHH:MM:SS.mmmZ`, against the manual.
            "dataConnection" data_connection: Text(&str),
        }
    }
}

/// The new lead.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InserirLead {
    /// Lead code.
    pub cd_lead: u64,
    /// User name for the customer area.
    pub user_sac: Option<Secret>,
    /// Password for the customer area.
    pub pass_sac: Option<Secret>,
    /// `"sucesso"`, and not `"OK"`.
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decode_error, decoded, refusal, request};
    use isp_core::brazil::State;
    use isp_core::http::{Effect, Operation};

    fn home() -> EnderecoLead {
        EnderecoLead {
            uf: Some(State::PR),
            cidade: "Cidade Exemplo".into(),
            bairro: "CENTRO".into(),
            rua: "RUA A".into(),
            numero: "12".into(),
            complemento: String::new(),
            cep: Some("12345-000".parse().unwrap()),
        }
    }

    fn living_at(home: EnderecoLead) -> WSMKInserirLead {
        WSMKInserirLead::new("JOSÉ EXEMPLO", "(51) 90000-0000".parse().unwrap(), home)
    }

    fn operation() -> WSMKInserirLead {
        living_at(home())
    }

    #[test]
    fn the_request_is_exact() {
        let path = "GET /mk/WSMKInserirLead.rule?sys=MK0&token=TOKEN&nome=JOS%C3%89+EXEMPLO\
                    &fone01=51900000000\
                    &endereco_lead=PR%7CCidade+Exemplo%7CCENTRO%7CRUA+A%7C12%7C%7C12345000";
        assert_eq!(request(&operation()), path);
        let whole = operation()
            .documento(&"529.982.247-25".parse().unwrap())
            .email("jose@example.com")
            .coordenadas(GeoPoint::new(-23.5, -46.25).unwrap())
            .informacoes("Quer 500 Mega")
            .data_connection("PROVEDOR EXEMPLO");
        assert_eq!(
            request(&whole),
            format!(
                "{path}&documento=52998224725&email=jose%40example.com&lat=-23.5&lon=-46.25\
                 &informacoes=Quer+500+Mega&dataConnection=PROVEDOR+EXEMPLO"
            )
        );
        assert_eq!(WSMKInserirLead::SPEC.effect, Effect::Once);
    }

    #[test]
    fn an_address_that_is_empty_or_would_shift_its_parts_is_refused() {
        assert!(refusal(&living_at(EnderecoLead::default())).contains("empty"));
        let shifted = EnderecoLead { rua: "RUA A | FUNDOS".into(), ..home() };
        assert!(refusal(&living_at(shifted)).contains("vertical bar"));
    }

    #[test]
    fn the_login_that_it_answers_is_never_shown() {
        let lead = decoded(&operation(), "WSMKInserirLead.ok.json");
        assert_eq!((lead.cd_lead, lead.status.as_deref()), (11_733, Some("sucesso")));
        assert_eq!(lead.pass_sac.as_ref().unwrap().expose(), "senha-exemplo");
        let shown = format!("{lead:?} {}", serde_json::to_string(&lead).unwrap());
        assert!(!shown.contains("senha-exemplo") && !shown.contains("usuario-exemplo"), "{shown}");
        assert!(decode_error(&operation(), r#"{"status":"sucesso"}"#).contains("does not prove"));
    }
}
