//! What the kernel says of this process.

use std::fs;
use std::time::Duration;

use crate::Result;

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
