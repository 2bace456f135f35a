//! The memory of a long list, in a process of its own, whose peak is that of this test alone.

#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "support/long_answer.rs"]
mod long_answer;

use long_answer::{rows_of, serve};

const MIB: usize = 1 << 20;

/// A figure of this process, in bytes: `VmRSS` now, `VmHWM` at its peak.
fn memory(name: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

async fn count(row: &str, rows: usize) -> usize {
    let (base_url, _sent) = serve(row.to_owned(), rows, None);
    let mut list = rows_of(&base_url);
    let mut taken = 0;
    while let Some(row) = list.try_next().await.unwrap() {
        row.unwrap();
        taken += 1;
    }
    taken
}

#[tokio::test]
async fn a_list_of_200_mb_takes_less_than_16_mib_more_than_a_small_one() {
    let row = format!(
        r#"{{"name":"{}","values":[1,2,3],"text":"{}"}}"#,
        "á".repeat(500),
        "y".repeat(3000)
    );
    count(&row, 10).await;
    let idle = memory("VmRSS");
    let rows = 200_000_000 / row.len() + 1;
    assert_eq!(count(&row, rows).await, rows);
    let peak = memory("VmHWM");
    println!("{rows} rows, idle {} KiB, peak {} KiB", idle / 1024, peak / 1024);
    assert!(peak < idle + 16 * MIB, "idle {idle}, peak {peak}");
}
