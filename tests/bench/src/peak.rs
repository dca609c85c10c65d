//! How much memory a tab took at most, as Linux counts it.

use std::collections::BTreeMap;
use std::fs;

/// The most resident memory of the largest tab of browsers that this process has started, in
/// megabytes: page and workers together.
pub fn of_tab() -> f64 {
    let processes: BTreeMap<u32, Process> = fs::read_dir("/proc")
        .expect("Linux lists its processes")
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter_map(|id| Some((id, Process::read(id)?)))
        .collect();
    let own = |mut id: u32| {
        while let Some(process) = processes.get(&id) {
            if process.parent == std::process::id() {
                return true;
            }
            id = process.parent;
        }
        false
    };
    let tabs = processes.iter().filter(|(id, process)| process.is_tab && own(**id));
    tabs.map(|(_, process)| process.peak).max_by(f64::total_cmp).expect("a browser has a tab")
}

struct Process {
    parent: u32,
    is_tab: bool,
    peak: f64,
}

impl Process {
    /// None of a process that has ended meanwhile.
    fn read(id: u32) -> Option<Self> {
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let command = fs::read(format!("/proc/{id}/cmdline")).ok()?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_ascii_whitespace().next()?.parse::<u32>().ok()
        };
        Some(Self {
            parent: field("PPid:")?,
            is_tab: String::from_utf8_lossy(&command).contains("--type=renderer"),
            peak: f64::from(field("VmHWM:").unwrap_or_default()) / 1024.0,
        })
    }
}
