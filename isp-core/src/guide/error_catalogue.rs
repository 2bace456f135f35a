//! What does this error mean, on each ERP?
//!
//! Every [`ErrorKind`](crate::ErrorKind), with an example of its line. A line says, in this order: the
//! ERP, the operation, the kind, what happened, the vendor's words, facts, and what to do. *Perhaps
//! done* is shown among the facts; a line without it is about a read or a write that was not done.
//!
//! *To the subscriber* is [`Error::message_pt`](crate::Error::message_pt) of a read, or of a write that was
//! not done. After *perhaps done* it asks to verify first.
//!
//! What the table says of writes is [`Error::outcome`](crate::Error::outcome). Ask the error, not the
//! kind: it knows more.
//!
//! # `InvalidInput`
//!
//! The caller's value was refused: by the library before anything was sent, or by the ERP.
//!
//! | | |
//! |---|---|
//! | in the line | `invalid input: …; correct the value` |
//! | repeated by the client | no |
//! | a write | not done |
//! | do | Correct the value. Without HTTP status in the line nothing was sent. |
//! | to the subscriber | Um dos dados informados não foi aceito. Confira os dados e tente de novo. |
//! | MK | a code of 0; a plain `http://` address without consent; MK's codes `002` (parameter rejected) and `004` (parameter missing) |
//! | Voalle portal | an id that is no number; a kind of ticket that the portal does not know; HTTP 400 and 422 |
//! | Voalle, provider-wide | a cursor of another ERP; a ticket without a kind; HTTP 400 and 422 |
//!
//! ```text
//! MK Webservices: invalid input: the base URL is plain http://, which would send passwords and tokens unencrypted; use https://, or allow it by allow_plaintext_http()
//! ```
//!
//! # `Unsupported`
//!
//! This ERP cannot do this, or this `Isp` was not set up for it. Nothing was sent.
//!
//! | | |
//! |---|---|
//! | in the line | `unsupported: …; check capabilities() before calling` |
//! | repeated by the client | no |
//! | a write | not done |
//! | do | Ask [`capabilities()`](crate::Isp::capabilities) first; it gives the same reason. |
//! | to the subscriber | O sistema do provedor não oferece este serviço por aqui. Fale com o atendimento. |
//! | MK | rare: nearly every operation of `Isp` exists |
//! | Voalle portal | a list of all customers or all due invoices from a directory; opening tickets without `ticket_defaults` |
//! | Voalle, provider-wide | `authenticate_subscriber`, `ticket_kinds`, `invoices_due`: the API has none, or nobody shows the answer |
//!
//! ```text
//! Voalle portal customers_page: unsupported: a directory finds the login of a customer and has no list of them: name the customers, for example with invoices_of_many(…); check capabilities() before calling
//! ```
//!
//! # `OutOfReach`
//!
//! The thing belongs to a customer whom this login cannot see. It may exist: never show it as *not there*.
//!
//! | | |
//! |---|---|
//! | in the line | `out of reach: …; use a login that can see it` |
//! | repeated by the client | no |
//! | a write | not done |
//! | do | Use the subscriber's own login, add it to the directory, or ask an ERP that reaches the whole base. |
//! | to the subscriber | Este acesso não permite ver os dados pedidos. Fale com o atendimento. |
//! | MK | does not occur: a profile sees everybody |
//! | Voalle portal | another subscriber's document, customer code, invoice or connection; no login in the directory; an id that the directory has not listed before |
//! | Voalle, provider-wide | an invoice or connection that was not listed before, and that the bounded search for its customer did not find |
//!
//! ```text
//! Voalle portal: out of reach: the directory has no login for this customer; add the subscriber's login to the directory
//! ```
//!
//! # `Credential`
//!
//! A password, token or profile was refused, after one new login where that could help.
//!
//! | | |
//! |---|---|
//! | in the line | `credential refused: …; check the configured credentials` |
//! | repeated by the client | a refused token: once, under a new login; a refused login is not, and is remembered for 30 seconds |
//! | a write | not done |
//! | do | Alert. Nothing will work until somebody corrects the configuration. |
//! | to the subscriber | O sistema do provedor recusou o acesso. Se você informou uma senha, confira-a; se não, fale com o atendimento. |
//! | MK | wrong user token or counter-password; an address that the profile does not allow; a profile with `Invalidar = Sim` without `single_use_tokens()`; a rule that MK does not open to operators |
//! | Voalle portal | wrong user name or password of the subscriber; wrong verify token, client id or client secret |
//! | Voalle, provider-wide | wrong client id, client secret or syndata; a user that is not marked as integrator |
//!
//! ```text
//! MK Webservices WSAutenticacao: credential refused: MK refused the login: "Token inválido." (HTTP 200, code 001, 1 attempt); check the user token, the profile password and the profile's allowed addresses
//! ```
//!
//! # `Configuration`
//!
//! The ERP or this side is not set up for the call.
//!
//! | | |
//! |---|---|
//! | in the line | `configuration: …; ask the provider to license or grant it in the ERP` |
//! | repeated by the client | no |
//! | a write | not done, except after a redirect and after MK's HTML page with HTTP 500: perhaps done |
//! | do | Alert. Usually the provider has to grant, license or install something. The example `doctor` finds most of it. |
//! | to the subscriber | Este serviço não está disponível por falta de configuração. Fale com o atendimento. |
//! | MK | a service that is not granted to the profile; a rule that is not licensed (an HTML page with HTTP 500) or that this release does not have (404); core-api not installed; a certificate that is not trusted |
//! | Voalle portal | a wrong base URL (404 at the login); a directory with another person's login; a certificate that is not trusted |
//! | Voalle, provider-wide | the two addresses swapped (tokens at port 45700, data at 45715); an operation that this version does not have; a certificate that is not trusted |
//!
//! ```text
//! MK Webservices WSMKFaturasPendentes: configuration: service 7 "Consulta de faturas pendentes" is not granted to this web-service profile; enable the service in the web-service profile in MK
//! ```
//!
//! # `NotFound`
//!
//! The ERP says, in a known form, that there is no such thing.
//!
//! | | |
//! |---|---|
//! | in the line | `not found: …; check the code` |
//! | repeated by the client | no |
//! | a write | not done |
//! | do | Tell the user, or create it. Reads of `Isp` turn it into `None` or an empty list where that is what it means. |
//! | to the subscriber | O sistema do provedor não encontrou o que foi pedido. Confira os dados. |
//! | MK | code `003` with no rows beside it |
//! | Voalle portal | HTTP 404 of an operation |
//! | Voalle, provider-wide | the words `Registro não encontrado.` with an empty response |
//!
//! ```text
//! MK Webservices WSMKConsultaDoc: not found: MK found no such record: "Documento não localizado." (HTTP 200, code 003, 1 attempt); check the code
//! ```
//!
//! # `Refused`
//!
//! A business rule of the ERP refused.
//!
//! | | |
//! |---|---|
//! | in the line | `refused: …; tell the user the reason` |
//! | repeated by the client | no |
//! | a write | not done if the refusal is in its documented form, otherwise perhaps done |
//! | do | Tell the user the reason: [`vendor_message`](crate::Error::vendor_message) has the ERP's words, in Portuguese. |
//! | to the subscriber | O sistema do provedor não autorizou o pedido. Fale com o atendimento. |
//! | MK | `status: ERRO` with a message and no code of another class: a connection that is not blocked, a contract that is not active |
//! | Voalle portal | a contract that is not blocked; statuses such as 402, 409 and 410 |
//! | Voalle, provider-wide | `success: false` with a message and an empty response |
//!
//! ```text
//! MK Webservices WSMKAutoDesbloqueio: refused: MK refused the request: "Status na conexão incompatível para auto-desbloqueio." (HTTP 200, 1 attempt); tell the user the reason
//! ```
//!
//! # `Unreachable`
//!
//! The server could not be reached, or the connection broke.
//!
//! | | |
//! |---|---|
//! | in the line | `unreachable: …; check the address and the network, then try again` |
//! | repeated by the client | reads yes; writes only if no connection was opened |
//! | a write | not done without a connection; perhaps done if it broke |
//! | do | Try later. Alert if it lasts: a name, a route, a firewall, or the server is down. |
//! | to the subscriber | Não foi possível conectar ao sistema do provedor. Tente de novo em alguns minutos. |
//! | MK | a server in the provider's own network, behind a firewall that does not know your address |
//! | Voalle portal | a wrong name |
//! | Voalle, provider-wide | one of the two ports closed by a firewall |
//!
//! ```text
//! MK Webservices WSAutenticacao: unreachable: no connection to 127.0.0.1:1: Connection refused (os error 111) (3 attempts); check the address and the network, then try again
//! ```
//!
//! # `Timeout`
//!
//! Time ran out: for a permit, the login, an attempt or the whole call; or the server answered with HTTP 408.
//!
//! | | |
//! |---|---|
//! | in the line | `timed out: …; try again later or allow more time` |
//! | repeated by the client | reads, within the time limit of the call; writes not |
//! | a write | perhaps done if the request was sent |
//! | do | Try later, or allow more time: `with_timeout`. If calls wait for a permit, see [admission](super::operating#admission). |
//! | to the subscriber | Não houve resposta do sistema do provedor a tempo. Tente de novo em alguns minutos. |
//! | MK | large lists: `WSMKConsultaClientes` and `WSMKFaturasAbertas` take a minute or more on real servers |
//! | Voalle portal | a slow server |
//! | Voalle, provider-wide | large pages; `connection/all` of a large provider, which `rows()` reads while it arrives |
//!
//! ```text
//! MK Webservices WSMKAutoDesbloqueio: timed out: no complete answer came in time (1 attempt, perhaps done); try again later or allow more time
//! ```
//!
//! # `Overloaded`
//!
//! The server or its proxy is overloaded or limits requests: HTTP 429, 502, 503, 504.
//!
//! | | |
//! |---|---|
//! | in the line | `server overloaded: …; try again later, at a lower rate` |
//! | repeated by the client | reads yes, after `Retry-After` where it is given; writes not |
//! | a write | HTTP 429: not done; the others: perhaps done |
//! | do | Try later, at a lower rate: fewer calls in flight, more spacing. |
//! | to the subscriber | O sistema do provedor não pôde atender agora. Tente de novo em alguns minutos. |
//! | MK | a Tomcat that restarts, behind a proxy |
//! | Voalle portal | a proxy that limits requests |
//! | Voalle, provider-wide | 503 as text while the ERP is updated |
//!
//! ```text
//! MK Webservices WSMKFaturasPendentes: server overloaded: the server or its proxy is overloaded (HTTP 503, 3 attempts); try again later, at a lower rate
//! ```
//!
//! # `ServerFault`
//!
//! The server reported a failure of its own: HTTP 500 and other 5xx.
//!
//! | | |
//! |---|---|
//! | in the line | `server fault: …; report it to the provider` |
//! | repeated by the client | no: it would fail again, and perhaps do more harm |
//! | a write | perhaps done |
//! | do | Look at the evidence, then report it to the provider with time and operation. |
//! | to the subscriber | O sistema do provedor teve uma falha. Tente de novo mais tarde ou fale com o atendimento. |
//! | MK | HTTP 500 without an HTML page; with one it is `Configuration` |
//! | Voalle portal | an exception in the portal |
//! | Voalle, provider-wide | an exception in the ERP |
//!
//! ```text
//! MK Webservices WSMKFaturasPendentes: server fault: the server failed (HTTP 500, 1 attempt); report it to the provider
//! ```
//!
//! # `NotUnderstood`
//!
//! The answer has no form that is known: a web page, truncated JSON, an empty body, other members, rows that contradict each other, a list that is shorter than announced.
//!
//! | | |
//! |---|---|
//! | in the line | `answer not understood: …; compare the evidence with the documented response` |
//! | repeated by the client | no |
//! | a write | perhaps done; *done* if only details of a proved answer could not be read |
//! | do | Never show it as *nothing there*. Look at [`evidence`](crate::Error::evidence): a proxy's login page, or an ERP that has changed. Report the shape, with invented values. |
//! | to the subscriber | Não foi possível entender a resposta do sistema do provedor. Fale com o atendimento. |
//! | MK | a status word that nobody has shown; a failure below `OK`; a list that is missing |
//! | Voalle portal | `success` that is not `true`; a message beside an empty list |
//! | Voalle, provider-wide | an answer without `success`; `success: true` beside a message of type Error; an empty list without the ERP's words for it |
//!
//! ```text
//! MK Webservices WSMKFaturasPendentes: answer not understood: a web page came instead of JSON (HTTP 200, 1 attempt); check the base URL and any proxy or login page in front of the ERP
//! ```
//!
//! # `TooLarge`
//!
//! The answer was larger than the limit, 16 MiB by default.
//!
//! | | |
//! |---|---|
//! | in the line | `answer too large: …; request less at once or raise the limit` |
//! | repeated by the client | no |
//! | a write | perhaps done |
//! | do | Ask for less: a narrower period, a smaller page. Read long lists with `rows()`, or raise `max_body`. |
//! | to the subscriber | São dados demais para uma só consulta. Escolha um período menor ou fale com o atendimento. |
//! | MK | open invoices of a long period |
//! | Voalle portal | does not occur: lists come in pages |
//! | Voalle, provider-wide | `connection/all`, up to 100 MB: use `rows()` |
//!
//! ```text
//! MK Webservices WSMKFaturasPendentes: answer too large: the body is larger than 100 bytes (1 attempt); request less at once or raise the limit
//! ```

#[cfg(test)]
mod tests {
    use crate::error::{Error, ErrorKind};

    const CATALOGUE: &str = include_str!("error_catalogue.rs");

    /// Each kind leads to the next one, so that a new kind does not compile without a place here.
    fn next(kind: ErrorKind) -> Option<ErrorKind> {
        use ErrorKind::{
            Configuration, Credential, InvalidInput, NotFound, NotUnderstood, OutOfReach,
            Overloaded, Refused, ServerFault, Timeout, TooLarge, Unreachable, Unsupported,
        };
        Some(match kind {
            InvalidInput => Unsupported,
            Unsupported => OutOfReach,
            OutOfReach => Credential,
            Credential => Configuration,
            Configuration => NotFound,
            NotFound => Refused,
            Refused => Unreachable,
            Unreachable => Timeout,
            Timeout => Overloaded,
            Overloaded => ServerFault,
            ServerFault => NotUnderstood,
            NotUnderstood => TooLarge,
            TooLarge => return None,
        })
    }

    #[test]
    fn every_kind_has_a_section_with_its_word_its_advice_every_erp_and_an_example() {
        let page = CATALOGUE.split("#[cfg(test)]").next().unwrap().replace("//! ", "");
        let mut sections = page.split("\n# `").skip(1);
        let mut kind = Some(ErrorKind::InvalidInput);
        while let Some(expected) = kind {
            let section = sections.next().unwrap_or_default();
            let name = section.split('`').next().unwrap_or_default();
            assert_eq!(name, format!("{expected:?}"), "the sections are in the order of the enum");
            let parts = [
                format!("| in the line | `{expected}: …; {}` |", expected.advice()),
                "| repeated by the client | ".to_owned(),
                "| a write | ".to_owned(),
                "| do | ".to_owned(),
                format!("| to the subscriber | {} |", Error::new(expected, "").message_pt()),
                "| MK | ".to_owned(),
                "| Voalle portal | ".to_owned(),
                "| Voalle, provider-wide | ".to_owned(),
                format!(": {expected}: "),
            ];
            for part in parts {
                assert!(section.contains(&part), "{expected:?} has no {part:?}");
            }
            kind = next(expected);
        }
        assert_eq!(sections.next(), None, "a section without a kind");
    }
}
