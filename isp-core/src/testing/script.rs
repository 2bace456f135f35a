//! Failures that a test prescribes for an [`InMemoryIsp`](super::InMemoryIsp).

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::Error;

macro_rules! methods {
    ($($variant:ident $name:ident;)+) => {
        /// A method of [`Isp`](crate::Isp) that can fail.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum IspMethod {
            $(
                #[doc = concat!("[`Isp::", stringify!($name), "`](crate::Isp::", stringify!($name), ")")]
                $variant,
            )+
        }

        impl IspMethod {
            /// All of them, in the order of the trait.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name of the method.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($name),)+
                }
            }
        }
    };
}

methods! {
    CustomersByDocument customers_by_document;
    Customer customer;
    CustomersPage customers_page;
    AuthenticateSubscriber authenticate_subscriber;
    Contracts contracts;
    Connections connections;
    Invoices invoices;
    InvoicesDue invoices_due;
    Payment payment;
    Pdf pdf;
    Tickets tickets;
    TicketKinds ticket_kinds;
    OpenTicket open_ticket;
    TrustUnlock trust_unlock;
}

impl fmt::Display for IspMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What the next calls meet, and how many there were. Clones are one script.
#[derive(Debug, Clone, Default)]
pub(super) struct Script(Arc<Mutex<Plan>>);

#[derive(Debug, Default)]
struct Plan {
    next: HashMap<IspMethod, VecDeque<Failure>>,
    always: HashMap<IspMethod, Error>,
    calls: HashMap<IspMethod, usize>,
}

#[derive(Debug)]
enum Failure {
    /// Instead of the call.
    Before(Error),
    /// The call takes effect, and its answer is lost.
    After(Error),
}

impl Script {
    /// Counts a call and does its work, unless a failure waits for it.
    pub(super) fn run<T>(
        &self,
        method: IspMethod,
        work: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self.lock().failure(method) {
            None => {}
            Some(Failure::Before(error)) => return Err(error),
            Some(Failure::After(error)) => {
                work()?;
                return Err(error);
            }
        }
        work()
    }

    pub(super) fn fail_next(&self, method: IspMethod, error: Error) {
        self.lock().next.entry(method).or_default().push_back(Failure::Before(error));
    }

    pub(super) fn lose_next_answer(&self, method: IspMethod, error: Error) {
        self.lock().next.entry(method).or_default().push_back(Failure::After(error));
    }

    pub(super) fn fail(&self, method: IspMethod, error: Error) {
        self.lock().always.insert(method, error);
    }

    pub(super) fn recover(&self) {
        let mut plan = self.lock();
        plan.next.clear();
        plan.always.clear();
    }

    pub(super) fn calls(&self, method: IspMethod) -> usize {
        self.lock().calls.get(&method).copied().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Plan {
    fn failure(&mut self, method: IspMethod) -> Option<Failure> {
        *self.calls.entry(method).or_default() += 1;
        let next = self.next.get_mut(&method).and_then(VecDeque::pop_front);
        next.or_else(|| self.always.get(&method).cloned().map(Failure::Before))
    }
}
