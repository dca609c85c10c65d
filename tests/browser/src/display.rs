//! A display that nobody looks at.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// A virtual display. Dropped, it ends.
pub struct Display {
    _process: Child,
    /// Its name, for the environment variable `DISPLAY`.
    pub name: String,
}

impl Display {
    /// Starts one with a number that is free, and waits until it says so.
    pub async fn start() -> Self {
        let mut process = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("Xvfb is installed");
        let output = process.stdout.take().expect("standard output is piped");
        let mut number = String::new();
        timeout(Duration::from_secs(60), BufReader::new(output).read_line(&mut number))
            .await
            .expect("Xvfb starts within a minute")
            .expect("Xvfb says the number of its display");
        Self { _process: process, name: format!(":{}", number.trim()) }
    }
}
