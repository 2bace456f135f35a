//! The database file: whose it is, and which version of the tables it has.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use crate::AnyError;

/// What makes a database from an older one, beginning with an empty one. A version that was released
/// never changes; a change of the tables is one more of them.
const MIGRATIONS: [&str; 1] = [include_str!("schema_1.sql")];

/// Marks a database of this program: `ISPs` in ASCII.
const APPLICATION: i64 = 0x4953_5073;

/// How long another process may hold the database.
const BUSY: Duration = Duration::from_secs(10);

/// Opens the database, or makes it. It holds personal data, so that a new one is for its owner alone.
///
/// # Errors
///
/// If the file is no database of this program, or of a later version than this one knows: then it is
/// left as it is.
pub(crate) fn open(path: &Path) -> Result<Connection, AnyError> {
    create_private(path)?;
    let mut database = Connection::open(path)?;
    database.busy_timeout(BUSY)?;
    let in_file = |error: AnyError| format!("{}: {error}", path.display());
    missing(&database).map_err(in_file)?;
    // Readers are not held up by a sync.
    database.pragma_update(None, "journal_mode", "WAL")?;
    database.pragma_update(None, "foreign_keys", true)?;

    // Another process may have begun at the same moment.
    let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in missing(&transaction).map_err(in_file)? {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
    transaction.commit()?;
    Ok(database)
}

/// What the database lacks of the newest version.
fn missing(database: &Connection) -> Result<&'static [&'static str], AnyError> {
    let number = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0));
    let application = number("PRAGMA application_id")?;
    let is_new = application == 0 && number("SELECT count(*) FROM sqlite_master")? == 0;
    if application != APPLICATION && !is_new {
        return Err("it is a database of another program".into());
    }
    let version = number("PRAGMA user_version")?;
    let known = usize::try_from(version).ok().and_then(|version| MIGRATIONS.get(version..));
    known.ok_or_else(|| {
        let newest = MIGRATIONS.len();
        format!(
            "its tables have version {version}, and this program knows {newest}: use a newer one"
        )
        .into()
    })
}

fn create_private(path: &Path) -> Result<(), AnyError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(format!("{} cannot be made: {error}", path.display()).into()),
    }
}
