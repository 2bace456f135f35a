//! Instructions a call, counted by callgrind: two runs, of which one makes twice as many calls, so
//! that start-up and login cancel out.

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs, process};

use crate::bare::Bare;
use crate::question::Question;
use crate::server::ServerProcess;
use crate::table::Row;
use crate::{Result, role, sdk};

const CALLS: u32 = 300;

pub(crate) fn measure(server: &ServerProcess) -> Result<Vec<Row>> {
    let three = Row::new("instructions a call, three invoices").at_most("1.10");
    let status = Row::new("instructions a call, a status word alone");
    let limit = Row::new("the same, `reqwest` alone with a time limit");
    if Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_err() {
        return Ok([three, status].map(|row| row.without_figures("valgrind not found")).into());
    }
    let count = |client, question| for_a_call(client, server.address(), question);
    let text = |instructions: f64| format!("{:.1} k", instructions / 1e3);
    let bare = count("bare", Question::Status)?;
    Ok(vec![
        three.compared(count("bare", Question::Invoices)?, count("sdk", Question::Invoices)?, text),
        status.compared(bare, count("sdk", Question::Status)?, text),
        limit.compared(bare, count("bare-with-limit", Question::Status)?, text),
    ])
}

fn for_a_call(client: &str, address: &str, question: Question) -> Result<f64> {
    let once = for_calls(client, address, question, CALLS)?;
    let twice = for_calls(client, address, question, 2 * CALLS)?;
    let more = twice.checked_sub(once).ok_or("more calls took fewer instructions")?;
    Ok(f64::from(u32::try_from(more)?) / f64::from(CALLS))
}

fn for_calls(client: &str, address: &str, question: Question, calls: u32) -> Result<u64> {
    let file = env::temp_dir().join(format!("ratios-{}.callgrind", process::id()));
    let ended = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(env::current_exe()?)
        .args([role::FLAG, "calls", client, address, question.as_str(), &calls.to_string()])
        .stderr(Stdio::null())
        .status()?;
    let counted = counted(&file);
    if file.exists() {
        fs::remove_file(&file)?;
    }
    if ended.success() { counted } else { Err(format!("callgrind: {ended}").into()) }
}

fn counted(file: &Path) -> Result<u64> {
    let text = fs::read_to_string(file)?;
    let line = text.lines().find_map(|line| line.strip_prefix("totals: "));
    Ok(line.ok_or("callgrind wrote no total")?.trim().parse()?)
}

/// Makes the calls: what callgrind counts.
pub(crate) fn make(client: &str, address: &str, question: Question, calls: u32) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match client {
            "bare" | "bare-with-limit" => {
                let limited = client == "bare-with-limit";
                let bare = if limited { Bare::with_time_limit } else { Bare::new }(address)?;
                for _ in 0..calls {
                    bare.ask(question).await?;
                }
            }
            "sdk" => {
                let mk = sdk::client(address).build()?;
                for _ in 0..calls {
                    sdk::ask(&mk, question).await?;
                }
            }
            other => return Err(format!("there is no client `{other}`").into()),
        }
        Ok(())
    })
}
