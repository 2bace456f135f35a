//! Figures of a process: what the kernel says of this one, and what another one printed.

use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use crate::{Result, role};

/// Starts this program in a role, whose arguments these are, and reads the figures that it prints.
pub(crate) fn printed_by<const FIGURES: usize>(role: &[&str]) -> Result<[f64; FIGURES]> {
    let output = Command::new(env::current_exe()?).arg(role::FLAG).args(role).output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("the role `{}`: {errors}", role.join(" ")).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let figures: Vec<f64> =
        text.split_whitespace().map(str::parse).collect::<std::result::Result<_, _>>()?;
    figures.try_into().map_err(|_| format!("the role `{}` printed: {text}", role.join(" ")).into())
}

/// The most memory that the process has had so far, in KiB.
pub(crate) fn peak_kib() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = line.and_then(|line| line.split_whitespace().next());
    Ok(digits.ok_or("the kernel gives no peak memory")?.parse()?)
}

/// The processor time that the process has used so far, to 10 ms.
pub(crate) fn cpu() -> Result<Duration> {
    /// Linux counts in hundredths of a second for its programs, whatever it uses itself.
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in parentheses, may contain anything.
    let (_, fields) = stat.rsplit_once(')').ok_or("the kernel gives no processor time")?;
    let ticks: Vec<u32> = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map(str::parse)
        .collect::<std::result::Result<_, _>>()?;
    Ok(TICK * ticks.into_iter().sum())
}
