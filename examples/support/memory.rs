//! How much memory this process uses.

/// The peak of the resident memory, if the system has `/proc`.
pub fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: Option<u64> = peak.and_then(|text| text.trim().strip_suffix(" kB")?.parse().ok());
    kib.map_or_else(|| "not available".to_owned(), |kib| format!("{} MiB", kib / 1024))
}
