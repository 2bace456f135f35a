//! Databases and providers of the tests.

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use isp_core::Isp;
use isp_core::jiff::civil::date;
use isp_core::testing::{InMemoryIsp, SharedWorld, World};
use rusqlite::ToSql;

use crate::AnyError;
use crate::database::Database;
use crate::proof::differences;
use crate::sync::{Options, Report, sync};

pub(crate) const PLACE: &str = "https://erp.example.com.br";

pub(crate) const OPTIONS: Options = Options { at_once: 4, page: 10, stop_after: None };

/// A directory of its own for each test, gone at its end.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new(test: &str) -> Self {
        let name = format!("sync-sqlite-test-{}-{test}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("isp.db")
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn open(directory: &Directory) -> Database {
    Database::open(&directory.file()).unwrap()
}

/// A generated provider.
pub(crate) fn provider(customers: u64) -> (SharedWorld, InMemoryIsp) {
    let world = SharedWorld::new(World::generated(date(2026, 9, 10), customers));
    (world.clone(), InMemoryIsp::new(world))
}

pub(crate) async fn run(database: &mut Database, isp: &dyn Isp) -> Report {
    run_with(database, isp, OPTIONS).await.unwrap()
}

pub(crate) async fn run_with(
    database: &mut Database,
    isp: &dyn Isp,
    options: Options,
) -> Result<Report, AnyError> {
    let bar = ProgressBar::hidden();
    sync(database, isp, PLACE, options, &bar, std::future::pending()).await
}

pub(crate) fn is_right(database: &Database, isp: &dyn Isp, world: &SharedWorld) {
    let found = world.with(|world| differences(database, isp.system(), world)).unwrap();
    assert!(found.is_empty(), "{found:#?}");
}

/// The values of the first column.
pub(crate) fn texts(database: &Database, sql: &str, parameters: &[&dyn ToSql]) -> Vec<String> {
    let mut statement = database.connection().prepare(sql).unwrap();
    let rows = statement.query_map(parameters, |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}
