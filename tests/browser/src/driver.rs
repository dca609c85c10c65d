//! The program between the tests and a browser.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::display::Display;
use crate::engine::{Engine, Setup};
use crate::port::{free_port, until_it_listens};

/// A running driver. Dropped, it ends.
pub struct Driver {
    _process: Child,
    _display: Option<Display>,
    /// The port that it listens on.
    pub port: u16,
}

impl Driver {
    /// Starts the driver of an engine on a free port, and waits until it listens. The browser finds
    /// its settings in a folder of its own.
    pub async fn start(engine: Engine, setup: &Setup, settings: &Path) -> Self {
        let display = if engine.needs_display() { Some(Display::start().await) } else { None };
        let port = free_port().await;
        let mut command = Command::new(engine.driver());
        command
            .arg(format!("--port={port}"))
            .env("XDG_CONFIG_HOME", settings)
            .envs(engine.environment(setup))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        if let Some(display) = &display {
            command.env("DISPLAY", &display.name);
        }
        let process =
            command.spawn().unwrap_or_else(|error| panic!("{} does not start: {error}", engine.driver()));
        timeout(Duration::from_secs(60), until_it_listens(port))
            .await
            .unwrap_or_else(|_| panic!("{} does not listen after a minute", engine.driver()));
        Self { _process: process, _display: display, port }
    }
}
