//! What points to an [`Isp`] is one: `&I`, `Box<I>` and `Arc<I>`, also of a `dyn Isp`.

use std::ops::RangeInclusive;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;

use crate::brazil::Document;
use crate::capabilities::Capabilities;
use crate::error::Error;
use crate::isp::Isp;
use crate::model::{
    Connection, ConnectionId, Contract, Customer, CustomerCursor, CustomerId, CustomerPage,
    Invoice, InvoiceId, InvoiceQuery, NewTicket, PaymentMeans, Pdf, SubscriberAuthentication,
    Ticket, TicketKind, TicketQuery, TrustUnlock,
};
use crate::secret::Secret;

/// Every method of the trait is here: one left out would answer *unsupported*.
macro_rules! forward_to_target {
    ($($pointer:ty),+) => {$(
        #[async_trait]
        impl<I: Isp + ?Sized> Isp for $pointer {
            fn system(&self) -> &'static str {
                (**self).system()
            }

            fn capabilities(&self) -> Capabilities {
                (**self).capabilities()
            }

            async fn customers_by_document(
                &self,
                document: &Document,
            ) -> Result<Vec<Customer>, Error> {
                (**self).customers_by_document(document).await
            }

            async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
                (**self).customer(id).await
            }

            async fn customers_page(
                &self,
                after: Option<&CustomerCursor>,
            ) -> Result<CustomerPage, Error> {
                (**self).customers_page(after).await
            }

            async fn authenticate_subscriber(
                &self,
                login: &str,
                password: &Secret,
            ) -> Result<SubscriberAuthentication, Error> {
                (**self).authenticate_subscriber(login, password).await
            }

            async fn contracts(&self, customer: &CustomerId) -> Result<Vec<Contract>, Error> {
                (**self).contracts(customer).await
            }

            async fn connections(&self, customer: &CustomerId) -> Result<Vec<Connection>, Error> {
                (**self).connections(customer).await
            }

            async fn invoices(&self, query: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
                (**self).invoices(query).await
            }

            async fn invoices_due(
                &self,
                due: RangeInclusive<Date>,
            ) -> Result<Vec<Invoice>, Error> {
                (**self).invoices_due(due).await
            }

            async fn payment(&self, invoice: &InvoiceId) -> Result<PaymentMeans, Error> {
                (**self).payment(invoice).await
            }

            async fn pdf(&self, pdf: &Pdf) -> Result<Vec<u8>, Error> {
                (**self).pdf(pdf).await
            }

            async fn tickets(&self, query: &TicketQuery) -> Result<Vec<Ticket>, Error> {
                (**self).tickets(query).await
            }

            async fn ticket_kinds(&self, customer: &CustomerId) -> Result<Vec<TicketKind>, Error> {
                (**self).ticket_kinds(customer).await
            }

            async fn open_ticket(&self, ticket: NewTicket) -> Result<Ticket, Error> {
                (**self).open_ticket(ticket).await
            }

            async fn trust_unlock(&self, connection: &ConnectionId) -> Result<TrustUnlock, Error> {
                (**self).trust_unlock(connection).await
            }
        }
    )+};
}

forward_to_target!(&I, Box<I>, Arc<I>);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Answers each method with an error that is its name.
    struct NamesItsMethods;

    macro_rules! named {
        ($($method:ident($($argument:ident: $kind:ty),*) -> $output:ty;)+) => {
            #[async_trait]
            impl Isp for NamesItsMethods {
                fn system(&self) -> &'static str {
                    "system"
                }

                fn capabilities(&self) -> Capabilities {
                    Capabilities::none("capabilities")
                }

                $(async fn $method(&self, $($argument: $kind),*) -> Result<$output, Error> {
                    $(let _ = $argument;)*
                    Err(Error::invalid_input(stringify!($method)))
                })+
            }
        };
    }

    named! {
        customers_by_document(document: &Document) -> Vec<Customer>;
        customer(id: &CustomerId) -> Option<Customer>;
        customers_page(after: Option<&CustomerCursor>) -> CustomerPage;
        authenticate_subscriber(login: &str, password: &Secret) -> SubscriberAuthentication;
        contracts(customer: &CustomerId) -> Vec<Contract>;
        connections(customer: &CustomerId) -> Vec<Connection>;
        invoices(query: &InvoiceQuery) -> Vec<Invoice>;
        invoices_due(due: RangeInclusive<Date>) -> Vec<Invoice>;
        payment(invoice: &InvoiceId) -> PaymentMeans;
        pdf(pdf: &Pdf) -> Vec<u8>;
        tickets(query: &TicketQuery) -> Vec<Ticket>;
        ticket_kinds(customer: &CustomerId) -> Vec<TicketKind>;
        open_ticket(ticket: NewTicket) -> Ticket;
        trust_unlock(connection: &ConnectionId) -> TrustUnlock;
    }

    /// The methods of the trait, read from its source, so that a new one is not forgotten.
    fn methods_of_the_trait() -> Vec<&'static str> {
        let (_, body) = include_str!("isp.rs").split_once("pub trait Isp").unwrap();
        let methods = body.lines().filter_map(|line| {
            let line = line.strip_prefix("    ")?;
            line.strip_prefix("async fn ").or_else(|| line.strip_prefix("fn "))?.split('(').next()
        });
        methods.collect()
    }

    /// What each method answers through `isp`.
    async fn answers(isp: impl Isp) -> Vec<String> {
        fn name<T>(result: Result<T, Error>) -> String {
            result.err().map_or_else(String::new, |error| error.what().to_owned())
        }
        let can = isp.capabilities();
        let day = date(2026, 9, 10);
        vec![
            isp.system().to_owned(),
            can.customer.to_string().trim_start_matches("no: ").to_owned(),
            name(isp.customers_by_document(&"52998224725".parse().unwrap()).await),
            name(isp.customer(&1.into()).await),
            name(isp.customers_page(None).await),
            name(isp.authenticate_subscriber("maria", &Secret::new("x")).await),
            name(isp.contracts(&1.into()).await),
            name(isp.connections(&1.into()).await),
            name(isp.invoices(&InvoiceQuery::unpaid(1)).await),
            name(isp.invoices_due(day..=day).await),
            name(isp.payment(&1.into()).await),
            name(isp.pdf(&Pdf::Bytes(Vec::new())).await),
            name(isp.tickets(&TicketQuery::of_customer(1)).await),
            name(isp.ticket_kinds(&1.into()).await),
            name(isp.open_ticket(NewTicket::new(1, "", "")).await),
            name(isp.trust_unlock(&1.into()).await),
        ]
    }

    #[tokio::test]
    async fn every_method_reaches_the_isp_behind_a_pointer() {
        let expected = methods_of_the_trait();
        assert_eq!(answers(&NamesItsMethods).await, expected);
        assert_eq!(answers(Box::new(NamesItsMethods)).await, expected);
        assert_eq!(answers(Arc::new(NamesItsMethods)).await, expected);
        let boxed: Box<dyn Isp> = Box::new(NamesItsMethods);
        assert_eq!(answers(&*boxed).await, expected);
        assert_eq!(answers(boxed).await, expected);
        let shared: Arc<dyn Isp> = Arc::new(NamesItsMethods);
        assert_eq!(answers(Arc::clone(&shared)).await, expected);
        assert_eq!(answers(&shared).await, expected);
    }
}
