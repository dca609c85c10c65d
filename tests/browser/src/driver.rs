//! The program between the tests and a browser.

use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::{interval, timeout};

use crate::display::Display;
use crate::engine::{Engine, Setup};
use crate::port::free_port;

/// Ports that are tried.
const MOST_PORTS: usize = 3;

/// A running driver. Dropped, it ends.
pub struct Driver {
    _process: Child,
    _display: Option<Display>,
    /// The port that it listens on.
    pub port: u16,
}

impl Driver {
    /// Starts the driver of an engine on a free port, and waits until it answers. The browser finds
    /// its settings in a folder of its own.
    pub async fn start(engine: Engine, setup: &Setup, settings: &Path) -> Self {
        let display = if engine.needs_display() { Some(Display::start().await) } else { None };
        let start_on = |port: u16| {
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
            command.spawn().unwrap_or_else(|error| panic!("{} does not start: {error}", engine.driver()))
        };
        for _ in 0..MOST_PORTS {
            let port = free_port().await;
            let mut process = start_on(port);
            let answers = timeout(Duration::from_secs(60), until_it_answers(&mut process, port))
                .await
                .unwrap_or_else(|_| panic!("{} does not answer after a minute", engine.driver()));
            if answers {
                return Self { _process: process, _display: display, port };
            }
        }
        panic!("{} ends on each of {MOST_PORTS} ports", engine.driver());
    }
}

/// Whether a driver answers, by the command that all of them know (WebDriver section 8.3). It ends where
/// another program takes its port first.
async fn until_it_answers(process: &mut Child, port: u16) -> bool {
    let mut again = interval(Duration::from_millis(20));
    loop {
        let answers = answers(port).await.unwrap_or(false);
        if process.try_wait().expect("the system knows its processes").is_some() {
            return false;
        }
        if answers {
            return true;
        }
        again.tick().await;
    }
}

async fn answers(port: u16) -> std::io::Result<bool> {
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    let request = format!("GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).await?;
    let mut answer = [0; 12];
    connection.read_exact(&mut answer).await?;
    Ok(answer.ends_with(b" 200"))
}
