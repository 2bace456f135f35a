//! How does one process serve thousands of subscribers?
//!
//! # One client for all
//!
//! Build a client once, when the process starts, and clone it. Clones share connections, tokens, permits
//! and the retry quota. A client built for each request would log in for each request.
//!
//! An [`Isp`](crate::Isp) of MK or of Voalle's provider-wide API reaches every customer under one login.
//! There is nothing more to do than to share it:
//!
//! ```
//! use std::sync::Arc;
//! use isp_core::testing::{InMemoryIsp, World};
//! use isp_core::{Isp, IspExt};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let isp: Arc<dyn Isp> = Arc::new(InMemoryIsp::new(World::example()));
//! let mut conversations = Vec::new();
//! for customer in [10_123, 10_124, 10_130] {
//!     let isp = Arc::clone(&isp);
//!     conversations.push(tokio::spawn(async move {
//!         isp.unpaid_invoices(&customer.into()).await.map(|invoices| invoices.len())
//!     }));
//! }
//! let mut counted = Vec::new();
//! for conversation in conversations {
//!     counted.push(conversation.await??);
//! }
//! assert_eq!(counted, [4, 1, 0]);
//! # Ok(())
//! # }
//! ```
//!
//! # Voalle's portal: each subscriber has a login
//!
//! A portal login sees one subscriber. Two ways lead to all of them; both use one client, whose logins
//! are kept by user name and password and never mixed up.
//!
//! | the subscriber | use |
//! |---|---|
//! | types user name and password into your service | `portal.subscriber(username, password).isp()` |
//! | is recognised by your service, which knows the login | `portal.isp(directory)` |
//!
//! A `SubscriberDirectory` is your code: it finds the login of a document or of a customer in your own
//! database or vault. It is asked at every call, so a changed password is used at once. The `Isp` made of
//! it serves all subscribers of the directory; anyone else is
//! [out of reach](crate::ErrorKind::OutOfReach), never *not there*.
//! `voalle-portal` shows one.
//!
//! If you also have an integrator's credentials for Voalle, `VoalleIsp` of
//! `voalle-global` (feature `portal`) is one `Isp` over both APIs: it finds
//! customers by CPF or CNPJ, and asks the portal only for what needs the subscriber's own login.
//!
//! # Is it really the subscriber?
//!
//! [`authenticate_subscriber`](crate::Isp::authenticate_subscriber) asks the ERP whether a user name and
//! password are right. It asks each time, once, and an error says nothing about the password:
//!
//! ```
//! use isp_core::testing::{InMemoryIsp, World};
//! use isp_core::{Isp, Secret, SubscriberAuthentication};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), isp_core::Error> {
//! let isp = InMemoryIsp::new(World::example());
//! let right = Secret::new("senha-da-maria");
//! let answer = isp.authenticate_subscriber("52998224725", &right).await?;
//! assert_eq!(answer.customer().map(|customer| customer.id.as_str()), Some("10123"));
//!
//! let wrong = isp.authenticate_subscriber("52998224725", &Secret::new("errada")).await?;
//! assert_eq!(wrong, SubscriberAuthentication::Refused);
//! # Ok(())
//! # }
//! ```
//!
//! # Logins and their number
//!
//! - A login is made when a call first needs it. Calls that wait for the same one share it.
//! - A token is renewed before it ends; while the renewal fails, the held one stays in use.
//! - A refused login is remembered for 30 seconds, so that many tasks with one wrong password do not
//!   lock it at the ERP.
//! - 10,000 tokens are remembered; the least recently used go first. `remembered_subscribers` of the
//!   portal's builder changes it. A forgotten token costs one login.
//!
//! # A token store shares logins
//!
//! With a [`TokenStore`](crate::http::TokenStore), clients in one process or in several replicas log in
//! once for all, and a restart needs no new login. [`MemoryTokenStore`](crate::http::MemoryTokenStore)
//! is for one process; the crate `isp-redis` keeps tokens in Redis,
//! encrypted under a key of yours.
//!
//! ```
//! use std::sync::Arc;
//! use isp_core::http::{MemoryTokenStore, TokenStore};
//!
//! // Then on each builder: `.token_store(Arc::clone(&store))`.
//! let store: Arc<dyn TokenStore> = Arc::new(MemoryTokenStore::new());
//! # let _ = store;
//! ```
//!
//! # Limits protect the ERP
//!
//! A client has at most eight calls in flight (`max_in_flight`); others wait, within their own time
//! limit. `min_spacing` sets the least time between the starts of two calls. Ask the provider before you
//! raise these: the ERP also serves its staff.
//!
//! Next: [`many_customers`](super::many_customers).
