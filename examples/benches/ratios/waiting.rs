//! An ISP whose every answer takes the same time and costs nothing else.

use std::time::Duration;

use isp_core::{
    Capabilities, Customer, CustomerCursor, CustomerPage, Error, Invoice, InvoiceQuery, Isp,
    NextPage, Reach, async_trait,
};

const PAGE: u64 = 500;

pub(crate) struct Waiting {
    pub(crate) customers: u64,
    /// How long each call takes.
    pub(crate) latency: Duration,
}

#[async_trait]
impl Isp for Waiting {
    fn system(&self) -> &'static str {
        "waiting"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::all(Reach::WholeBase)
    }

    async fn customers_page(&self, after: Option<&CustomerCursor>) -> Result<CustomerPage, Error> {
        tokio::time::sleep(self.latency).await;
        let before: u64 = after.and_then(|cursor| cursor.as_str().parse().ok()).unwrap_or(0);
        let last = (before + PAGE).min(self.customers);
        let customers = (before + 1..=last).map(|id| Customer::new(id, "CLIENTE")).collect();
        let next = if last < self.customers {
            NextPage::After(CustomerCursor::new(last.to_string()))
        } else {
            NextPage::End
        };
        Ok(CustomerPage::new(customers, next))
    }

    async fn invoices(&self, _: &InvoiceQuery) -> Result<Vec<Invoice>, Error> {
        tokio::time::sleep(self.latency).await;
        Ok(Vec::new())
    }
}
