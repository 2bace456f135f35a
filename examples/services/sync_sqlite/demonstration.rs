//! A run that is stopped in the middle and continued; a customer who cannot be read at first; and an
//! invoice that disappears.

use isp_core::InvoiceStatus;
use isp_core::loopback::InjectedFault;

use crate::database::Database;
use crate::source::Simulators;
use crate::sync::{End, Options};
use crate::{AnyError, proof, run_once};

/// Whether each step led to what it should.
pub(crate) async fn show(simulators: &Simulators, options: Options) -> Result<bool, AnyError> {
    let name = format!("sync-sqlite-{}.db", std::process::id());
    let path = std::env::temp_dir().join(name);
    let mut database = Database::open(&path)?;
    let customers = simulators.world.with(|world| world.customers.len());
    let half = Some(u64::try_from(customers.div_ceil(2))?);
    let mut all_went_well = true;

    println!("An answer about one customer is HTML; the run is stopped in the middle.");
    let html = InjectedFault::Body { content_type: "text/html", body: b"<html>erro".to_vec() };
    simulators.mk.server().faults().inject("WSMKFaturasPendentes", html);
    for source in &simulators.sources {
        let stopped = Options { stop_after: half, ..options };
        run_once(&mut database, source, stopped).await?;
    }
    println!("\nThe next run reads that customer again, and continues.");
    for source in &simulators.sources {
        let report =
            run_once(&mut database, source, Options { stop_after: None, ..options }).await?;
        all_went_well &= report.resumed && report.end == End::Whole && report.unread == 0;
        all_went_well &= is_right(&database, source.isp.system(), simulators)?;
    }

    println!("\nSomebody pays an invoice. The ERP lists it no longer, and says nothing about it.");
    simulators.world.with(|world| {
        if let Some(known) = world.invoices.iter_mut().next() {
            known.invoice.status = InvoiceStatus::Paid;
        }
    });
    for source in &simulators.sources {
        let system = source.isp.system();
        let report =
            run_once(&mut database, source, Options { stop_after: None, ..options }).await?;
        all_went_well &= report.tally.invoices.gone == 1 && report.end == End::Whole;
        all_went_well &= is_right(&database, system, simulators)?;
        let sql = "SELECT id, status, not_listed_since FROM invoice
                   WHERE erp = ?1 AND not_listed_since IS NOT NULL";
        let shown = database.connection().query_row(sql, [system], |row| {
            let (id, status, since): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(format!("  invoice {id}: {status} when last listed, not listed since {since}"))
        })?;
        println!("{shown}");
    }
    println!("\ndatabase {}", path.display());
    Ok(all_went_well)
}

fn is_right(database: &Database, system: &str, simulators: &Simulators) -> Result<bool, AnyError> {
    let differences = simulators.world.with(|world| proof::differences(database, system, world))?;
    if differences.is_empty() {
        println!("  the database holds every record of the provider, and no other");
    }
    for difference in differences.iter().take(5) {
        println!("  WRONG: {difference}");
    }
    Ok(differences.is_empty())
}
