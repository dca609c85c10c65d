//! The program between the tests and a browser.

use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::time::{interval, timeout};

use crate::display::Display;
use crate::engine::Engine;

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
    pub async fn start(engine: Engine, settings: &Path) -> Self {
        let display = if engine.needs_display() { Some(Display::start().await) } else { None };
        let port = free_port().await;
        let mut command = Command::new(engine.driver());
        command
            .arg(format!("--port={port}"))
            .env("XDG_CONFIG_HOME", settings)
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

async fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port is free");
    listener.local_addr().expect("a listener has an address").port()
}

/// Not every driver says when it listens; a connection that is taken says it for all of them.
async fn until_it_listens(port: u16) {
    let mut again = interval(Duration::from_millis(20));
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
        again.tick().await;
    }
}
