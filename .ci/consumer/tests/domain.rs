//! The domain and the trait, without any feature.

use std::sync::Arc;

use isp_core::brazil::Document;
use isp_core::{Capabilities, Customer, CustomerId, Error, ErrorKind, Isp, async_trait};

struct OneCustomer(Customer);

#[async_trait]
impl Isp for OneCustomer {
    fn system(&self) -> &'static str {
        "One customer"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    async fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        Ok((*id == self.0.id).then(|| self.0.clone()))
    }
}

#[tokio::test(flavor = "current_thread")]
async fn an_isp_of_ones_own_is_asked_through_the_trait() {
    let isp: Arc<dyn Isp> = Arc::new(OneCustomer(Customer::new(10_123, "MARIA DA SILVA")));
    assert_eq!(isp.customer(&10_123.into()).await.unwrap().unwrap().name, "MARIA DA SILVA");
    assert!(isp.customer(&10_124.into()).await.unwrap().is_none());
    let error = isp.contracts(&10_123.into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[test]
fn a_document_is_checked() {
    assert!("529.982.247-25".parse::<Document>().is_ok());
    assert!("529.982.247-26".parse::<Document>().is_err());
}

#[cfg(feature = "core-testing")]
#[tokio::test(flavor = "current_thread")]
async fn the_conformance_suite_runs() {
    use isp_core::testing::conformance::Conformance;
    use isp_core::testing::{InMemoryIsp, SharedWorld, World};

    let world = SharedWorld::new(World::example());
    let isp = InMemoryIsp::new(world.clone());
    assert!(Conformance::new(world, 10_123).check(&isp).await.unwrap() > 5);
}
