//! What a subscriber or an attendant is told of an error, in Portuguese.

use super::{Error, ErrorKind, Outcome};

impl Error {
    /// One or two short sentences in Portuguese for a subscriber or an attendant: what happened as far as
    /// it is known, and what to do. No names of operations, no words of the ERP, nothing secret: for the
    /// log there is `Display`.
    ///
    /// It depends on [`outcome`](Error::outcome) and [`kind`](Error::kind) alone. After *perhaps done* it
    /// asks to verify before trying again. With [`Outcome::NotDone`] a bot may add that nothing was
    /// changed.
    ///
    /// ```
    /// use isp_core::{Error, ErrorKind, Outcome};
    ///
    /// let error = Error::new(ErrorKind::Timeout, "no answer within 5 s");
    /// assert_eq!(
    ///     error.message_pt(),
    ///     "Não houve resposta do sistema do provedor a tempo. Tente de novo em alguns minutos."
    /// );
    /// let error = error.with_outcome(Outcome::PerhapsDone);
    /// assert_eq!(
    ///     error.message_pt(),
    ///     "Não foi possível confirmar se o pedido foi concluído. Verifique antes de tentar de novo."
    /// );
    /// ```
    pub fn message_pt(&self) -> &'static str {
        match self.outcome() {
            Outcome::NotDone => not_done(self.kind()),
            Outcome::PerhapsDone => {
                "Não foi possível confirmar se o pedido foi concluído. Verifique antes de tentar de \
                 novo."
            }
            Outcome::Done => {
                "O pedido foi concluído, mas não foi possível ler os detalhes. Não é preciso repetir."
            }
        }
    }
}

const fn not_done(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidInput => {
            "Um dos dados informados não foi aceito. Confira os dados e tente de novo."
        }
        ErrorKind::Unsupported => {
            "O sistema do provedor não oferece este serviço por aqui. Fale com o atendimento."
        }
        ErrorKind::OutOfReach => {
            "Este acesso não permite ver os dados pedidos. Fale com o atendimento."
        }
        ErrorKind::Credential => {
            "O sistema do provedor recusou o acesso. Se você informou uma senha, confira-a; se não, fale \
             com o atendimento."
        }
        ErrorKind::Configuration => {
            "Este serviço não está disponível por falta de configuração. Fale com o atendimento."
        }
        ErrorKind::NotFound => {
            "O sistema do provedor não encontrou o que foi pedido. Confira os dados."
        }
        ErrorKind::Refused => {
            "O sistema do provedor não autorizou o pedido. Fale com o atendimento."
        }
        ErrorKind::Unreachable => {
            "Não foi possível conectar ao sistema do provedor. Tente de novo em alguns minutos."
        }
        ErrorKind::Timeout => {
            "Não houve resposta do sistema do provedor a tempo. Tente de novo em alguns minutos."
        }
        ErrorKind::Overloaded => {
            "O sistema do provedor não pôde atender agora. Tente de novo em alguns minutos."
        }
        ErrorKind::ServerFault => {
            "O sistema do provedor teve uma falha. Tente de novo mais tarde ou fale com o atendimento."
        }
        ErrorKind::NotUnderstood => {
            "Não foi possível entender a resposta do sistema do provedor. Fale com o atendimento."
        }
        ErrorKind::TooLarge => {
            "São dados demais para uma só consulta. Escolha um período menor ou fale com o atendimento."
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const OUTCOMES: [Outcome; 3] = [Outcome::NotDone, Outcome::PerhapsDone, Outcome::Done];

    /// Every kind, by the names that serde lists for a word that is none.
    fn kinds() -> Vec<ErrorKind> {
        let listed = serde_json::from_str::<ErrorKind>("\"none\"").unwrap_err().to_string();
        let (_, names) = listed.split_once("expected one of ").unwrap();
        let names =
            names.split('`').filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
        names.map(|name| serde_json::from_str(&format!("\"{name}\"")).unwrap()).collect()
    }

    fn message(kind: ErrorKind, outcome: Outcome) -> &'static str {
        let error = Error::new(kind, "token 5e0a of http://erp.interno")
            .with_operation("WSMKNovoAtendimento")
            .with_vendor_message("Cliente sem débitos")
            .with_outcome(outcome);
        error.message_pt()
    }

    #[test]
    fn every_kind_has_a_text_of_its_own_for_what_was_not_done() {
        let kinds = kinds();
        assert!(kinds.len() >= 13, "{kinds:?}");
        let texts: BTreeSet<_> =
            kinds.iter().map(|kind| message(*kind, Outcome::NotDone)).collect();
        assert_eq!(texts.len(), kinds.len());
    }

    /// On MK and on Voalle's provider-wide API the refused password is the provider's own.
    #[test]
    fn a_subscriber_without_a_password_is_not_told_to_correct_one() {
        let text = message(ErrorKind::Credential, Outcome::NotDone);
        assert!(text.contains("Se você informou uma senha"), "{text}");
    }

    #[test]
    fn what_was_perhaps_done_is_never_called_done_or_not_done() {
        for kind in kinds() {
            let text = message(kind, Outcome::PerhapsDone);
            assert!(text.contains("confirmar se o pedido foi concluído"), "{text}");
            assert!(text.contains("Verifique antes de tentar de novo"), "{text}");
            assert!(message(kind, Outcome::Done).contains("Não é preciso repetir"), "{kind}");
        }
    }

    /// An error says nothing about connections, invoices and payments.
    #[test]
    fn no_text_claims_what_is_not_known_or_names_what_is_internal() {
        let claims = [
            "ativ",
            "bloque",
            "liberad",
            "débito",
            "não deve",
            "paga",
            "pago",
            "em dia",
            "não há",
            "não existe",
            "nada consta",
            "cancelad",
        ];
        let internals = ["5e0a", "http", "erp", "WSMK", "token", "API", "sem débitos"];
        for kind in kinds() {
            for outcome in OUTCOMES {
                let text = message(kind, outcome);
                let lower = text.to_lowercase();
                assert!(!claims.iter().any(|claim| lower.contains(claim)), "{text}");
                assert!(!internals.iter().any(|name| text.contains(name)), "{text}");
                assert!(text.chars().count() <= 110 && text.ends_with('.'), "{text}");
            }
        }
    }
}
