//! Accept a contract with signature and selfie.

use isp_core::record;
use serde::{Deserialize, Serialize};

use super::imagem_png::ImagemPng;
use crate::operation::operation;

operation! {
    /// Accept a contract with signature and selfie.
    ///
    /// Licensed separately. The answer is known from one client, which compares no word for success:
    /// only MK's usual one beside the contract's code counts as done.
    POST WSMKAceiteSelfieAssinatura, fn aceite_selfie_assinatura -> AceiteSelfieAssinatura {
        effect: Once,
        proof: Proof::Member("response.codigo_contrato"),
        evidence: Manual,
        required: {
            /// Contract code, sent in the query and in the form.
            contrato: u64 in QueryAndMultipart,
            /// The signature, a PNG image.
            assinatura: ImagemPng(Vec<u8>) in Multipart,
            /// The selfie, a PNG image.
            selfie: ImagemPng(Vec<u8>) in Multipart,
        }
        always: {
            "sys" = "MK0" in Multipart,
            "token" = "the session token" in Signature,
        }
    }
}

/// The answer, in the only member that it has.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AceiteSelfieAssinatura {
    /// The answer itself.
    pub response: AceiteContratual,
}

/// The acceptance of a contract.
#[record]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct AceiteContratual {
    /// Contract code.
    pub codigo_contrato: u64,
    /// What was done, for people.
    pub mensagem: Option<String>,
    /// `"OK"`; assumed, see [`WSMKAceiteSelfieAssinatura`].
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::testing::{
        decode_error, fault, fault_from, fault_of_status, refusal, request, unwrapped,
    };
    use isp_core::http::vendor::TokenVerdict;
    use isp_core::{ErrorKind, Outcome};

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n-";

    fn with(assinatura: &[u8], selfie: &[u8]) -> WSMKAceiteSelfieAssinatura {
        WSMKAceiteSelfieAssinatura::new(5001, assinatura.to_vec(), selfie.to_vec())
    }

    fn operation() -> WSMKAceiteSelfieAssinatura {
        with(PNG, PNG)
    }

    #[test]
    fn the_request_is_exact() {
        assert_eq!(
            request(&operation()),
            "POST /mk/WSMKAceiteSelfieAssinatura.rule?token=TOKEN&contrato=5001\n\
             contrato=5001\n\
             assinatura=assinatura.png, image/png, 9 bytes\n\
             selfie=selfie.png, image/png, 9 bytes\n\
             sys=MK0\n\
             token=TOKEN"
        );
    }

    #[test]
    fn only_png_images_are_sent() {
        assert!(refusal(&with(b"\xFF\xD8\xFF", PNG)).contains("assinatura"));
        assert!(refusal(&with(PNG, b"")).contains("selfie"));
    }

    #[test]
    fn it_reads_the_answer_within_its_wrapper() {
        let done = unwrapped(&operation(), "WSMKAceiteSelfieAssinatura.ok.json").response;
        assert_eq!(done.codigo_contrato, 5001);
        assert_eq!(done.mensagem.as_deref(), Some("Contrato 5001 aceito com sucesso."));
    }

    #[test]
    fn a_refusal_within_the_wrapper_is_one() {
        let refused = fault(&operation(), "WSMKAceiteSelfieAssinatura.erro.json");
        assert_eq!((refused.kind, refused.outcome), (ErrorKind::Refused, Outcome::NotDone));
        assert_eq!(refused.message.as_deref(), Some("Contrato sem aceite pendente."));
        let status = fault_of_status(&operation(), 400, "WSMKAceiteSelfieAssinatura.erro.json");
        assert_eq!(status.message.as_deref(), Some("Contrato sem aceite pendente."));
    }

    #[test]
    fn a_refused_token_within_the_wrapper_does_not_send_the_images_again() {
        let body = r#"{"response":{"Num. ERRO":"001","status":"ERRO"}}"#;
        assert_eq!(fault_from(&operation(), body).unwrap().token, TokenVerdict::PerhapsExpired);
    }

    #[test]
    fn an_answer_without_code_or_word_does_not_prove_it() {
        for body in [
            r#"{"response":{"status":"OK"}}"#,
            r#"{"response":{"codigo_contrato":5001}}"#,
            r#"{"response":{"codigo_contrato":5001,"status":"RECEBIDO"}}"#,
            r#"{"codigo_contrato":5001,"status":"OK"}"#,
            r#"{"response":{"codigo_contrato":5001,"status":"OK"},"status":"ERRO"}"#,
        ] {
            decode_error(&operation(), body);
        }
    }
}
