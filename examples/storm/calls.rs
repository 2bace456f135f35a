//! The calls: reads whose answers are known, and tickets that are opened.

use std::time::Duration;

use isp_core::Error;
use mk_webservices::Client;
use mk_webservices::operations::atendimentos::OrigemContato;
use tokio::time::{sleep, timeout};

use super::faults::random;
use super::ledger::Ledger;

/// A customer of the simulated world.
const CUSTOMER: u64 = 10_123;
/// The beginning of every ticket's text; the number of its call follows.
pub(crate) const MARK: &str = "storm ";
/// How long a task rests when its call failed: what people do who are told to try again later.
const REST: Duration = Duration::from_millis(100);

/// Makes calls. Clones share the client.
#[derive(Clone)]
pub(crate) struct Caller {
    mk: Client,
    seed: u64,
    right: Right,
}

/// The right answers.
#[derive(Clone, Copy)]
struct Right {
    invoices: usize,
    contracts: usize,
    connections: usize,
}

impl Caller {
    /// Learns the right answers while nothing is wrong.
    pub(crate) async fn calm(mk: Client, seed: u64) -> Result<Self, Error> {
        let right = Right {
            invoices: mk.faturas_pendentes(CUSTOMER).await?.faturas_pendentes.len(),
            contracts: mk.contratos_por_cliente(CUSTOMER).await?.contratos_ativos.len(),
            connections: mk.conexoes_por_cliente(CUSTOMER).await?.conexoes.len(),
        };
        Ok(Self { mk, seed, right })
    }

    /// Makes the call of that number, and records how it ended.
    pub(crate) async fn make(&self, number: u64, ledger: &mut Ledger) {
        let random = random(self.seed ^ number.rotate_left(32));
        // One call of fifty is dropped after up to 16 ms.
        let patience = if random.is_multiple_of(50) {
            Duration::from_millis(random >> 60)
        } else {
            Duration::MAX
        };
        let failed = if (random >> 8).is_multiple_of(3) {
            let ended = timeout(patience, self.write(number)).await.ok();
            ledger.write(number, ended.as_ref());
            ended.is_some_and(|ended| ended.is_err())
        } else {
            let ended = timeout(patience, self.read(random >> 16)).await.ok();
            ledger.read(ended.as_ref());
            ended.is_some_and(|ended| ended.is_err())
        };
        if failed {
            sleep(REST).await;
        }
    }

    async fn write(&self, number: u64) -> Result<(), Error> {
        let text = format!("{MARK}{number}");
        let call = self.mk.novo_atendimento(CUSTOMER, 3, 12, OrigemContato::Bot, &text);
        call.await.map(drop)
    }

    /// Whether the answer is the right one.
    async fn read(&self, choice: u64) -> Result<bool, Error> {
        let (mk, right) = (&self.mk, &self.right);
        Ok(match choice % 3 {
            0 => mk.faturas_pendentes(CUSTOMER).await?.faturas_pendentes.len() == right.invoices,
            1 => {
                mk.contratos_por_cliente(CUSTOMER).await?.contratos_ativos.len() == right.contracts
            }
            _ => mk.conexoes_por_cliente(CUSTOMER).await?.conexoes.len() == right.connections,
        })
    }
}
