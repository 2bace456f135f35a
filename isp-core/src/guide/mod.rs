//! The guide: from the first call to a service in production.
//!
//! | chapter | answers |
//! |---|---|
//! | [`first_call`] | How do I ask an ERP something? |
//! | [`errors`] | What do I do when a call fails? |
//! | [`error_catalogue`] | What does this error mean, on each ERP? |
//! | [`writes`] | Was it done, and may I repeat it? |
//! | [`payment`] | What may I show to a payer? |
//! | [`many_subscribers`] | How does one process serve thousands of subscribers? |
//! | [`many_customers`] | How do I read a whole base, and continue after a failure? |
//! | [`testing`] | How do I test my service without an ERP? |
//! | [`operating`] | What do I set, watch and alert on in production? |
//! | [`recipes`] | How do I build a bot, a report, a monitor, a sync? |
//! | [`from_raw_calls`] | I call the ERP by URL today. What is that call here? |
//!
//! Snippets run as tests of this crate, on [`InMemoryIsp`](crate::testing::InMemoryIsp): an ISP in
//! memory that shows an invented [`World`](crate::testing::World). What a snippet does with it works on
//! every ERP; how a client of an ERP is built is shown in the documentation of its crate:
//! `mk-webservices`,
//! `voalle-portal`,
//! `voalle-global`.

pub mod error_catalogue;
pub mod errors;
pub mod first_call;
pub mod from_raw_calls;
pub mod many_customers;
pub mod many_subscribers;
pub mod operating;
pub mod payment;
pub mod recipes;
pub mod testing;
pub mod writes;
