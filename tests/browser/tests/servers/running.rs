//! A server that runs for the time of a test.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use browser_tests::until_it_listens;
use tokio::time::timeout;

/// A running server. Dropped, it ends.
pub struct Running {
    process: Child,
    log: PathBuf,
}

impl Running {
    /// Starts a server in a folder, and waits until it listens on its port.
    pub async fn start(command: &mut Command, folder: &Path, port: u16) -> Self {
        let log = folder.join("log");
        let output = File::create(&log).expect("the log is made");
        let errors = output.try_clone().expect("a file has two handles");
        command.current_dir(folder).stdin(Stdio::null()).stdout(output).stderr(errors);
        let process = command.spawn().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        let mut server = Self { process, log };
        let waited = timeout(Duration::from_secs(60), until_it_listens(port)).await;
        let ended = server.process.try_wait().expect("the operating system knows its processes");
        assert!(waited.is_ok() && ended.is_none(), "{command:?} does not listen:\n{}", server.said());
        server
    }

    /// What the server has said so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_else(|error| error.to_string())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already is what was wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
