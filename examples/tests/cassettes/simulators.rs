//! Recorded and replayed: the reads of every customer on every simulator, and of invented providers.

use std::sync::Arc;

use isp_core::http::cassette::Replayer;
use isp_core::jiff::civil::date;
use isp_core::testing::{PortalLogin, World, WorldConnection, WorldInvoice};
use isp_core::{
    Address, Connection, ConnectionStatus, Contract, ContractStatus, Customer, Document, GeoPoint,
    Invoice, Money, NewTicket, RegistrationStatus,
};
use proptest::prelude::*;

use crate::erps::Erp;
use crate::reads::read_all;
use crate::{Heard, leaks, read_back};

/// Records the reads of the owner of this document, looks for the world in the file, and compares with
/// the replay.
async fn check(erp: &Erp, world: &World, document: &Document) -> Result<(), String> {
    let (recorder, heard) = (erp.recorder(), Heard::new());
    recorder.label("document", document.to_string());
    let seen = read_all(&*erp.isp(recorder.clone(), heard.clone()), document).await;

    let mut search = leaks::search(world, &erp.secrets());
    // An invented number may hold one of the world by chance, but not under every key.
    let leak = |_| search.text("cassette", &recorder.cassette().to_json());
    (0..3).map(leak).min_by_key(Result::is_err).unwrap()?;

    let cassette = read_back(&recorder.cassette());
    let document: Document = cassette.label("document").unwrap().parse().unwrap();
    let replayer = Arc::new(Replayer::new(cassette));
    let heard_again = Heard::new();
    let seen_again = read_all(&*erp.isp(replayer.clone(), heard_again.clone()), &document).await;
    let (heard, heard_again) = (heard.sorted(), heard_again.sorted());
    if seen != seen_again || heard != heard_again {
        let only = |these: &[String], those: &[String]| {
            let other: Vec<_> =
                these.iter().filter(|line| !those.contains(line)).cloned().collect();
            other.join("\n")
        };
        return Err(format!(
            "only recorded:\n{}\n{}\nonly replayed:\n{}\n{}",
            only(&seen, &seen_again),
            only(&heard, &heard_again),
            only(&seen_again, &seen),
            only(&heard_again, &heard),
        ));
    }
    assert_eq!(replayer.left(), 0, "every recorded answer was served");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_customer_is_read_from_a_cassette_as_from_the_erp() {
    let world = World::on(date(2026, 9, 10));
    for erp in Erp::all(&world).await {
        for customer in &world.customers {
            let document = customer.document.unwrap();
            check(&erp, &world, &document).await.unwrap_or_else(|what| panic!("{what}"));
        }
    }
}

/// A word that is in no vocabulary.
fn word() -> impl Strategy<Value = String> {
    "[b-df-hj-np-tv-z]{5,9}"
}

fn words(most: usize) -> impl Strategy<Value = String> {
    let accents = prop::sample::select(vec!["", "ã", "Ç", "é", "'", " ", "ü", "&", "\"", "ÇÃO"]);
    prop::collection::vec((word(), accents, any::<bool>()), 1..=most).prop_map(|parts| {
        let spelled = |(word, accent, big): (String, &str, bool)| {
            let word = if big { word.to_uppercase() } else { word };
            format!("{word}{accent}")
        };
        parts.into_iter().map(spelled).collect::<Vec<_>>().join(" ")
    })
}

fn address() -> impl Strategy<Value = Address> {
    (words(3), words(2), words(2), 10_000_000..99_999_999_u32, 1..99_999_u32).prop_map(
        |(street, district, city, cep, number)| {
            let mut address = Address::default();
            (address.street, address.number) = (Some(street), Some(number.to_string()));
            (address.district, address.city) = (Some(district), Some(city));
            address.state = Some("RS".into());
            address.postal_code = cep.to_string().parse().ok();
            address
        },
    )
}

/// The CPF that begins with these nine digits.
fn cpf(first: u32) -> Document {
    (0..100).find_map(|check| format!("{first:09}{check:02}").parse().ok()).unwrap()
}

/// An invented provider with one customer.
fn world() -> impl Strategy<Value = World> {
    let person =
        (words(4), word(), word(), 10_000_000..999_999_999_u32, 20_000_000..99_999_999_u32);
    let ids = (10_000..9_000_000_u64, 10_000..900_000_u64);
    let place = (-33.0..-1.0_f64, -70.0..-35.0_f64);
    let texts = (words(4), words(3), word());
    (person, address(), ids, place, texts, 100..9_999_999_i64).prop_map(
        |((name, mail, domain, number, phone), address, (id, step), place, texts, centavos)| {
            let today = date(2026, 9, 10);
            let mut world = World::empty(today);
            let mut customer = Customer::new(id, name);
            customer.status = RegistrationStatus::Active;
            customer.document = Some(cpf(number));
            customer.email = Some(format!("{mail}@{domain}.org"));
            customer.phones = vec![format!("55519{phone}")];
            customer.location = GeoPoint::new(place.0, place.1);
            customer.address = Some(address.clone());
            let (plan, title, login) = texts;
            world.logins.push(PortalLogin::new(
                id,
                format!("{login}-{number}"),
                format!("{login}{id}x"),
            ));
            let mut contract = Contract::new(id + step, id, ContractStatus::Active);
            contract.plan = Some(plan);
            contract.monthly = Some(Money::from_centavos(centavos));
            world.contracts.push(contract);
            let mut connection = Connection::new(id + 2 * step, id, ConnectionStatus::Active);
            connection.contract = Some((id + step).into());
            connection.username = Some(format!("{login}.{mail}"));
            connection.address = Some(address);
            world.connections.push(WorldConnection::new(connection));
            for (number, due) in [date(2026, 8, 10), date(2026, 9, 20)].into_iter().enumerate() {
                let number = id + 3 * step + u64::try_from(number).unwrap() * 7;
                let invoice = Invoice::new(number, id, due, Money::from_centavos(centavos));
                world.invoices.push(WorldInvoice::payable(invoice));
            }
            world.customers.push(customer);
            world.open_ticket(&NewTicket::new(id, &*title, &*title)).unwrap();
            world
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4,
        max_shrink_iters: 16,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_of_an_invented_provider_is_in_a_cassette(world in world()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let checked: Result<(), String> = runtime.block_on(async {
            let document = world.customers.iter().next().unwrap().document.unwrap();
            for erp in Erp::all(&world).await {
                check(&erp, &world, &document).await?;
            }
            Ok(())
        });
        prop_assert!(checked.is_ok(), "{}", checked.unwrap_err());
    }
}
