//! Was it done, and may I repeat it?
//!
//! A write has three outcomes. `Ok` is *done*: the ERP's answer proves it. For an `Err`,
//! [`Error::outcome`](crate::Error::outcome) says which of the others it is:
//!
//! | outcome | what happened | what to do |
//! |---|---|---|
//! | [`NotDone`](crate::Outcome::NotDone) | no request was sent, or the ERP refused it | correct what is wrong; repeating is safe |
//! | [`PerhapsDone`](crate::Outcome::PerhapsDone) | the request was sent, and no answer proves how it ended | look, then decide; never repeat blindly |
//! | [`Done`](crate::Outcome::Done) | the ERP says that it is done; details of the answer could not be read | take it for done; look for the details |
//!
//! # The client never repeats a write that may have been done
//!
//! What a repetition would do is declared for each operation as its effect, and the HTTP method does not
//! matter: many of MK's writes are `GET`. `OPERATIONS.md` of each crate lists the effects.
//!
//! | effect | repeated after a transient failure |
//! |---|---|
//! | read, login | yes |
//! | idempotent | yes: a repetition changes nothing more |
//! | once | only if no connection was opened, so that nothing was sent |
//!
//! A refused token is another case: the ERP refused before it did anything, so there is one new login,
//! and the call is sent again.
//!
//! # Find out what happened
//!
//! After *perhaps done*, read back what the write would have changed. For a ticket, put a reference of
//! your own into its text:
//!
//! ```
//! use isp_core::{CustomerId, Error, Isp, NewTicket, Outcome, Ticket, TicketQuery};
//!
//! /// Opens a ticket; if its end is unknown, finds it by the reference in its text.
//! async fn open_or_find(
//!     isp: &dyn Isp,
//!     customer: &CustomerId,
//!     text: &str,
//!     reference: &str,
//! ) -> Result<Ticket, Error> {
//!     let text = format!("{text} [{reference}]");
//!     let error = match isp.open_ticket(NewTicket::new(customer.clone(), "Sem conexão", text)).await {
//!         Ok(ticket) => return Ok(ticket),
//!         Err(error) if error.outcome() == Outcome::NotDone => return Err(error),
//!         Err(error) => error,
//!     };
//!     let tickets = isp.tickets(&TicketQuery::of_customer(customer.clone())).await?;
//!     let is_it = |ticket: &Ticket| {
//!         ticket.description.as_deref().is_some_and(|text| text.contains(reference))
//!     };
//!     // Not found is no proof that it was not opened: the ERP may list it later.
//!     tickets.into_iter().find(is_it).ok_or(error)
//! }
//!
//! # use isp_core::testing::{InMemoryIsp, IspMethod, World};
//! # use isp_core::ErrorKind;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! let isp = InMemoryIsp::new(World::example());
//! let lost = Error::new(ErrorKind::Timeout, "no answer in time").with_outcome(Outcome::PerhapsDone);
//! isp.lose_next_answer(IspMethod::OpenTicket, lost);
//!
//! let ticket = open_or_find(&isp, &10_123.into(), "Desde ontem.", "bot-7d1f").await?;
//! assert!(ticket.protocol.is_some());
//! assert_eq!(isp.calls(IspMethod::OpenTicket), 1, "it was not opened twice");
//! # Ok(())
//! # }
//! ```
//!
//! | write | read back by |
//! |---|---|
//! | [`open_ticket`](crate::Isp::open_ticket) | [`tickets`](crate::Isp::tickets) of the customer: a reference of your own in the text |
//! | [`trust_unlock`](crate::Isp::trust_unlock) | [`connections`](crate::Isp::connections): whether it is still blocked |
//! | a write of one vendor | the read of the same thing in that crate; where there is none, a person in the ERP |
//!
//! # Refused is an answer
//!
//! A trust unlock that the rules of the ERP do not allow is no error. It is
//! [`TrustUnlock::Refused`](crate::TrustUnlock::Refused) with the reason, and nothing was changed:
//!
//! ```
//! # use isp_core::testing::{InMemoryIsp, World};
//! use isp_core::{Isp, TrustUnlock, UnlockRefusal};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), isp_core::Error> {
//! # let isp = InMemoryIsp::new(World::example());
//! match isp.trust_unlock(&30_111.into()).await? {
//!     TrustUnlock::Refused { reason, .. } => assert_eq!(reason, UnlockRefusal::NotBlocked),
//!     unlocked => panic!("it was not blocked: {unlocked:?}"),
//! }
//! assert!(isp.trust_unlock(&30_222.into()).await?.is_unlocked());
//! # Ok(())
//! # }
//! ```
//!
//! # Writes without a documented proof
//!
//! For some operations nobody has shown the answer to success. They return
//! [`Unconfirmed`](crate::wire::Unconfirmed): it was sent and not refused, the answer is kept, and
//! nothing says that it was done. Read back.
//!
//! # When your own process ends
//!
//! If the process ends, or the future is dropped, between sending and answer, a write is perhaps done,
//! and no error is left to say so. Store what you are about to do before you do it, and look for it
//! at the next start.
//!
//! Next: [`payment`](super::payment).
