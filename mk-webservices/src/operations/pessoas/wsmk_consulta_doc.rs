//! Customer by CPF or CNPJ.

use isp_core::record;
use serde::{Deserialize, Serialize};

use crate::operation::operation;

operation! {
    /// Customer by CPF or CNPJ.
    ///
    /// An unknown document is [`ErrorKind::NotFound`](isp_core::ErrorKind).
    WSMKConsultaDoc, fn consulta_doc -> ConsultaDoc {
        service: 6,
        service_name: "Consultar documento",
        effect: Read,
        evidence: Observed,
        required: {
            /// CPF or CNPJ, sent without punctuation.
            doc: Document(&Document),
        }
    }
}

/// The registrations of one document: one at the root, further ones in `Outros`.
///
/// The root may be empty or repeated in `Outros`: read [`ConsultaDoc::registros`].
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ConsultaDoc {
    /// Customer code, `cd_cliente` elsewhere.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: Option<u64>,
    /// Name or company name.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
    /// CEP, eight digits.
    #[serde(rename = "CEP")]
    pub cep: Option<String>,
    /// E-mail.
    #[serde(rename = "Email")]
    pub email: Option<String>,
    /// Address in one line.
    #[serde(rename = "Endereco")]
    pub endereco: Option<String>,
    /// Phone, digits, with or without 55.
    #[serde(rename = "Fone")]
    pub fone: Option<String>,
    /// Latitude as text; `"0"` when unset.
    #[serde(rename = "Latitude")]
    pub latitude: Option<String>,
    /// Longitude as text; `"0"` when unset.
    #[serde(rename = "Longitude")]
    pub longitude: Option<String>,
    /// State of the registration, `"Ativo"` or `"Inativo"`; not of any contract.
    #[serde(rename = "Situacao")]
    pub situacao: Option<String>,
    /// Further registrations with the same document.
    #[serde(rename = "Outros")]
    pub outros: Option<Vec<Registro>>,
    /// `"OK"`.
    pub status: Option<String>,
}

/// One registration.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Registro {
    /// Customer code, `cd_cliente` elsewhere.
    #[serde(rename = "CodigoPessoa")]
    pub codigo_pessoa: u64,
    /// Name or company name.
    #[serde(rename = "Nome")]
    pub nome: Option<String>,
    /// CEP, eight digits.
    #[serde(rename = "CEP")]
    pub cep: Option<String>,
    /// E-mail.
    #[serde(rename = "Email")]
    pub email: Option<String>,
    /// Address in one line.
    #[serde(rename = "Endereco")]
    pub endereco: Option<String>,
    /// Phone, digits, with or without 55.
    #[serde(rename = "Fone")]
    pub fone: Option<String>,
    /// Latitude as text; `"0"` when unset.
    #[serde(rename = "Latitude")]
    pub latitude: Option<String>,
    /// Longitude as text; `"0"` when unset.
    #[serde(rename = "Longitude")]
    pub longitude: Option<String>,
    /// State of the registration, `"Ativo"` or `"Inativo"`; not of any contract.
    #[serde(rename = "Situacao")]
    pub situacao: Option<String>,
}

impl ConsultaDoc {
    /// Every registration once, the root first. If a code occurs twice, the two are merged, because some
    /// servers write the address only in `Outros`; if they differ in `Situacao`, both words are kept.
    pub fn registros(&self) -> Vec<Registro> {
        let root = self.codigo_pessoa.filter(|code| *code > 0).map(|codigo_pessoa| Registro {
            codigo_pessoa,
            nome: self.nome.clone(),
            cep: self.cep.clone(),
            email: self.email.clone(),
            endereco: self.endereco.clone(),
            fone: self.fone.clone(),
            latitude: self.latitude.clone(),
            longitude: self.longitude.clone(),
            situacao: self.situacao.clone(),
            extra: self.extra.clone(),
        });
        let mut all: Vec<Registro> = Vec::new();
        for next in root.into_iter().chain(self.outros.iter().flatten().cloned()) {
            match all.iter_mut().find(|known| known.codigo_pessoa == next.codigo_pessoa) {
                Some(known) => known.fill_from(next),
                None => all.push(next),
            }
        }
        all
    }
}

impl Registro {
    fn fill_from(&mut self, other: Self) {
        let Self {
            codigo_pessoa: _,
            nome,
            cep,
            email,
            endereco,
            fone,
            latitude,
            longitude,
            situacao,
            extra,
        } = other;
        if self.extra.is_empty() {
            self.extra = extra;
        }
        for (mine, theirs) in [
            (&mut self.nome, nome),
            (&mut self.cep, cep),
            (&mut self.email, email),
            (&mut self.endereco, endereco),
            (&mut self.fone, fone),
            (&mut self.latitude, latitude),
            (&mut self.longitude, longitude),
            (&mut self.situacao, situacao.clone()),
        ] {
            if mine.is_none() {
                *mine = theirs;
            }
        }
        if let (Some(mine), Some(theirs)) = (&mut self.situacao, situacao)
            && *mine != theirs
        {
            *mine = format!("{mine} / {theirs}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{decoded, decoded_from, fault, request};
    use isp_core::ErrorKind;

    fn operation() -> WSMKConsultaDoc {
        WSMKConsultaDoc::new(&"529.982.247-25".parse().unwrap())
    }

    fn codes(answer: &ConsultaDoc) -> Vec<u64> {
        answer.registros().iter().map(|registro| registro.codigo_pessoa).collect()
    }

    #[test]
    fn the_request_is_exact() {
        let alphanumeric = WSMKConsultaDoc::new(&"12.ABC.345/01DE-35".parse().unwrap());
        assert_eq!(
            request(&operation()),
            "GET /mk/WSMKConsultaDoc.rule?sys=MK0&token=TOKEN&doc=52998224725"
        );
        assert!(request(&alphanumeric).ends_with("&doc=12ABC34501DE35"));
    }

    #[test]
    fn root_and_outros_are_registrations() {
        let answer = decoded(&operation(), "WSMKConsultaDoc.ok.json");
        assert_eq!(codes(&answer), [10_123, 10_456, 10_789]);
        assert_eq!(codes(&decoded(&operation(), "WSMKConsultaDoc.ok.sem-outros.json")), [10_123]);
    }

    #[test]
    fn an_address_only_in_outros_is_found_and_nobody_stands_twice() {
        let answer = decoded(&operation(), "WSMKConsultaDoc.ok.variante-2.json");
        assert_eq!(codes(&answer), [10_123]);
        assert_eq!(answer.registros()[0].cep.as_deref(), Some("12345000"));
    }

    #[test]
    fn a_record_only_in_outros_is_found_also_without_coordinates() {
        let answer = decoded_from(
            &operation(),
            r#"{"Outros":[{"CodigoPessoa":"10456","Nome":"MARIA","Situacao":"Ativo"}],"status":"OK"}"#,
        );
        assert_eq!(codes(&answer), [10_456]);
        let zero =
            r#"{"CodigoPessoa":0,"Nome":"","Outros":[{"CodigoPessoa":10456}],"status":"OK"}"#;
        assert_eq!(codes(&decoded_from(&operation(), zero)), [10_456]);
    }

    #[test]
    fn the_servers_torn_bytes_come_out_whole() {
        let answer = decoded(&operation(), "_codificacao/WSMKConsultaDoc.ok.bytes-mk.bin");
        let registro = &answer.registros().first().cloned().unwrap();
        assert!(registro.nome.as_deref().unwrap().contains("CONCEIÇÃO"), "{registro:?}");
    }

    #[test]
    fn unknown_and_invalid_documents_are_told_apart() {
        let kind = |file| fault(&operation(), file).kind;
        assert_eq!(kind("WSMKConsultaDoc.nao-encontrado.json"), ErrorKind::NotFound);
        assert_eq!(kind("WSMKConsultaDoc.documento-invalido.json"), ErrorKind::InvalidInput);
    }
}
