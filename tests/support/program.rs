//! Running other people's programs. A missing one fails the test.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a program said.
pub struct Outcome {
    /// Whether it exited with 0.
    pub success: bool,
    /// The number with which it exited, unless a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to standard error, as text.
    pub stderr: String,
}

impl Outcome {
    /// Standard output as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    /// Insists that the program was content.
    #[track_caller]
    pub fn expect_success(self) -> Self {
        assert!(self.success, "the program failed\nstdout: {}\nstderr: {}", self.text(), self.stderr);
        self
    }
}

/// Runs a program in a folder, with bytes on its standard input.
#[track_caller]
pub fn program(name: &str, folder: &Path, arguments: &[&str], input: &[u8]) -> Outcome {
    let mut child = Command::new(name)
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{name} cannot be started: {error}"));
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A program that does not read its input closes the pipe, and that is its right.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    Outcome {
        success: output.status.success(),
        code: output.status.code(),
        stdout: output.stdout,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
