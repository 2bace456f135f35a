//! One pass over the whole base of an ERP: the customers of whom something could not be read before, then
//! everybody from where the last process stopped.

use std::future::Future;
use std::pin::pin;

use indicatif::ProgressBar;
use isp_core::sweep::SweepOptions;
use isp_core::{Customer, Isp, IspExt, NextPage, OverviewParts, Reach};

use crate::AnyError;
use crate::database::{Database, Ended, Run};
use crate::tally::Tally;

/// How a pass is made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Options {
    /// How many customers are read at the same time.
    pub(crate) at_once: usize,
    /// How many customers are stored in one transaction.
    pub(crate) page: usize,
    /// Stops after so many customers.
    pub(crate) stop_after: Option<u64>,
}

/// What a pass did.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) run: i64,
    /// Whether it continued where another process stopped.
    pub(crate) resumed: bool,
    pub(crate) end: End,
    pub(crate) tally: Tally,
    /// How many customers could not be read before, and could now.
    pub(crate) read_at_last: usize,
    /// Of how many customers something could not be read.
    pub(crate) unread: usize,
}

/// How a pass ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The ERP proves that these were all customers.
    Whole,
    /// These are all whom the login reaches.
    Reached,
    /// The ERP does not prove it: how far the search went.
    Unproven(String),
    /// It read as many customers as it was to read; the next one continues.
    Stopped,
    /// It was told to stop; the next one continues.
    Interrupted,
}

impl End {
    fn of(end: Option<&NextPage>, reach: Option<Reach>) -> Self {
        match end {
            Some(NextPage::End) if reach == Some(Reach::WholeBase) => Self::Whole,
            Some(NextPage::End) => Self::Reached,
            Some(NextPage::Unproven { reason, .. }) => Self::Unproven(reason.to_string()),
            _ => Self::Unproven("the list does not say how it ended".into()),
        }
    }

    fn ended(&self) -> Option<Ended> {
        match self {
            Self::Whole => Some(Ended::Proven),
            Self::Reached | Self::Unproven(_) => Some(Ended::Unproven),
            Self::Stopped | Self::Interrupted => None,
        }
    }
}

/// Makes a pass, or what is left of one, until `stop` is over.
///
/// # Errors
///
/// If the list of customers cannot be read, or the database cannot be written. What was stored before
/// stays, and the next pass continues there.
pub(crate) async fn sync(
    database: &mut Database,
    isp: &dyn Isp,
    place: &str,
    options: Options,
    bar: &ProgressBar,
    stop: impl Future<Output = ()>,
) -> Result<Report, AnyError> {
    let mut stop = pin!(stop);
    let erp = isp.system();
    let mut run = database.begin_run(erp, place)?;
    let unread_before = database.unread(erp)?;
    let mut report = Report {
        run: run.number,
        resumed: run.cursor.is_some(),
        end: End::Interrupted,
        tally: Tally::default(),
        read_at_last: 0,
        unread: 0,
    };
    let is_over = tokio::select! {
        done = read_again(database, isp, &run, options, &mut report.tally) => done.map(|()| true)?,
        () = &mut stop => false,
    };
    report.unread = database.unread(erp)?.len();
    report.read_at_last = unread_before.len().saturating_sub(report.unread);
    if !is_over {
        return Ok(report);
    }

    let reach = isp.capabilities().customers_page.reach();
    let mut sweep_options = SweepOptions::at_once(options.at_once);
    if let Some(cursor) = &run.cursor {
        sweep_options = sweep_options.resume_from(cursor.parse()?);
    }
    let mut sweep = isp.overviews_of_all(OverviewParts::basic(), sweep_options);
    let (mut page, mut read) = (Vec::new(), 0);
    let end = loop {
        let item = tokio::select! {
            item = sweep.next() => item,
            () = &mut stop => break Ok(End::Interrupted),
        };
        match item {
            Some(Ok(overview)) => page.push(overview),
            Some(Err(error)) => break Err(error),
            None => break Ok(End::of(sweep.end(), reach)),
        }
        read += 1;
        bar.inc(1);
        if page.len() >= options.page {
            // It takes some milliseconds, in which no other task needs this thread.
            report.tally += database.store(&mut run, &page, &sweep.cursor(), None, &now())?;
            page.clear();
        }
        if options.stop_after.is_some_and(|limit| read >= limit) {
            break Ok(End::Stopped);
        }
    };
    // The rest of the page, also where the list could not be read any further.
    let ended = end.as_ref().ok().and_then(End::ended);
    report.tally += database.store(&mut run, &page, &sweep.cursor(), ended, &now())?;
    report.end = end?;
    report.unread = database.unread(erp)?.len();
    Ok(report)
}

/// A sweep does not come again to a customer of whom something could not be read.
async fn read_again(
    database: &mut Database,
    isp: &dyn Isp,
    run: &Run,
    options: Options,
    tally: &mut Tally,
) -> Result<(), AnyError> {
    // Of the customer only the id is used; the registration is stored by the sweep alone.
    let unread = database.unread(isp.system())?;
    let unread = unread.into_iter().map(|id| Customer::new(id, String::new())).collect();
    let sweep_options = SweepOptions::at_once(options.at_once);
    let mut sweep = isp.overviews_of_many(unread, OverviewParts::basic(), sweep_options);
    while let Some(overview) = sweep.next().await {
        *tally += database.store_again(run, &[overview?], &now())?;
    }
    Ok(())
}

fn now() -> String {
    format!("{:.0}", examples::now())
}
