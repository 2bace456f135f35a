//! A large invented provider, the same every time.

use jiff::ToSpan;
use jiff::civil::Date;

use super::world::{World, WorldConnection, WorldInvoice};
use crate::brazil::{Boleto, Cpf, Document, Money, PaymentLine, PixCode};
use crate::model::{
    Address, Connection, ConnectionStatus, Contract, ContractStatus, Customer, Invoice,
    RegistrationStatus,
};

const FIRST_NAMES: [&str; 8] =
    ["ANA", "BRUNO", "CECÍLIA", "DÉBORA", "ESTÊVÃO", "FÁTIMA", "GIL", "ÍRIS"];
const LAST_NAMES: [&str; 6] = ["CONCEIÇÃO", "ARAÚJO", "GONÇALVES", "DA LUZ", "PAIXÃO", "SÁ"];
const PLANS: [(&str, i64); 4] = [
    ("FIBRA 100 MEGA", 6_990),
    ("FIBRA 300 MEGA", 8_990),
    ("FIBRA 500 MEGA", 9_990),
    ("FIBRA 1 GIGA", 14_652),
];

/// A debt is at most so many months old.
const OLDEST_MONTHS: u64 = 6;

impl World {
    /// A provider with `customers` customers, the same for the same day: codes with gaps from 1 on,
    /// valid documents, a contract and a connection each, an invoice that is due later, and for one in
    /// eight one to six that are overdue, none of them for more than half a year.
    pub fn generated(today: Date, customers: u64) -> Self {
        let mut world = Self::empty(today);
        for number in 1..=customers {
            world.add_generated(number);
        }
        world
    }

    fn add_generated(&mut self, number: u64) {
        // One code in seven is not used.
        let code = number + (number - 1) / 6;
        let random = mixed(code);
        let pick = |of: usize, shift: u32| {
            usize::try_from(random >> shift).unwrap_or_default() % of.max(1)
        };
        let overdue_months =
            if random.is_multiple_of(8) { 1 + (random >> 8) % OLDEST_MONTHS } else { 0 };
        let first = FIRST_NAMES.get(pick(FIRST_NAMES.len(), 16)).copied().unwrap_or_default();
        let last = LAST_NAMES.get(pick(LAST_NAMES.len(), 24)).copied().unwrap_or_default();
        let (plan, centavos) = PLANS.get(pick(PLANS.len(), 32)).copied().unwrap_or_default();

        let mut customer = Customer::new(code, format!("{first} {last} EXEMPLO {code}"));
        customer.status = RegistrationStatus::Active;
        customer.document =
            u32::try_from(code).ok().and_then(Cpf::with_check_digits).map(Document::Cpf);
        customer.email = Some(format!("cliente{code}@example.com"));
        customer.phones = vec![format!("55119{:08}", code % 100_000_000)];
        customer.address = Some(address(code));
        let blocked = overdue_months > 1;

        let mut contract = Contract::new(
            code + 2_000_000,
            code,
            if blocked { ContractStatus::BlockedForDebt } else { ContractStatus::Active },
        );
        contract.plan = Some(plan.into());
        contract.monthly = Some(Money::from_centavos(centavos));
        contract.start = self.today.checked_sub(900.days()).ok();

        let status = if blocked { ConnectionStatus::Blocked } else { ConnectionStatus::Active };
        let mut connection = Connection::new(code + 3_000_000, code, status);
        connection.contract = Some(contract.id.clone());
        connection.username = Some(format!("cliente.{code}"));
        connection.reduced = Some(false);
        connection.block_reason = blocked.then(|| "Falta de pagamento".into());
        connection.address.clone_from(&customer.address);

        let until_due = i64::try_from((random >> 40) % 28).unwrap_or_default();
        for month in 0..=overdue_months {
            let days = until_due - 30 * i64::try_from(month).unwrap_or_default();
            let id = 10 * code + month + 9_000_000;
            self.invoices.push(invoice(id, &contract, self.today, days, centavos));
        }
        self.customers.push(customer);
        self.contracts.push(contract);
        self.connections.push(WorldConnection {
            password: format!("pppoe-{code}"),
            wifi_password: format!("wifi-{code}"),
            unlocks_left: 1,
            connection,
        });
    }
}

/// An open invoice of a contract, due in so many days.
fn invoice(id: u64, contract: &Contract, today: Date, days: i64, centavos: i64) -> WorldInvoice {
    let due = today.saturating_add(days.days());
    let amount = Money::from_centavos(centavos);
    let mut invoice = Invoice::new(id, contract.customer.clone(), due, amount);
    invoice.contracts = Some(vec![contract.id.clone()]);
    invoice.description = contract.plan.as_ref().map(|plan| format!("Mensalidade {plan}"));
    let boleto = Boleto::new("999", Some(due), Some(amount), &format!("{id:025}"));
    let pix = PixCode::for_key(
        "123e4567-e12b-12d1-a456-426655440000",
        "PROVEDOR EXEMPLO",
        "CIDADE EXEMPLO",
    );
    WorldInvoice {
        line: boleto.ok().map(PaymentLine::Boleto),
        pix: pix.amount(amount).txid(&format!("FAT{id}")).build().ok(),
        invoice,
        late_fee: if due < today { Money::from_centavos(centavos / 50) } else { Money::ZERO },
    }
}

fn address(code: u64) -> Address {
    Address {
        street: Some("RUA DAS ACÁCIAS".into()),
        number: Some((1 + code % 2_000).to_string()),
        district: Some("JARDIM SÃO JOSÉ".into()),
        city: Some("Cidade Exemplo".into()),
        state: Some("PR".into()),
        postal_code: "12345-000".parse().ok(),
        ..Address::default()
    }
}

/// The finalizer of `SplitMix64`: similar numbers become different ones.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::HashSet;

    #[test]
    fn a_generated_world_is_valid_and_the_same_every_time() {
        let today = date(2026, 9, 10);
        let world = World::generated(today, 500);
        let codes: Vec<_> = world.customers.iter().map(|c| c.id.to_number().unwrap()).collect();
        assert_eq!((codes.len(), codes[0], codes[5], codes[6], codes[499]), (500, 1, 6, 8, 583));
        let documents: HashSet<_> =
            world.customers.iter().map(|c| c.document.unwrap().plain()).collect();
        assert_eq!(documents.len(), 500);
        let invoices: HashSet<_> = world.invoices.iter().map(|known| &known.invoice.id).collect();
        assert_eq!(invoices.len(), world.invoices.len());
        assert!(world.invoices.iter().all(|known| known.line.is_some() && known.pix.is_some()));

        let overdue = world.invoices.iter().filter(|known| known.invoice.is_overdue(today));
        let delinquent: HashSet<_> = overdue.map(|known| &known.invoice.customer).collect();
        assert!((30..100).contains(&delinquent.len()), "{}", delinquent.len());
        let since = today.checked_sub(185.days()).unwrap();
        assert!(world.invoices.iter().all(|known| known.invoice.due >= since));

        let again = World::generated(today, 500);
        assert_eq!(*world.customers, *again.customers);
        assert_eq!(*world.invoices, *again.invoices);
    }
}
