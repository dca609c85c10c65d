//! A proxy that lets nothing through and takes down who knocks.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The proxy. Dropped, it ends.
pub struct Proxy {
    /// The port that it listens on.
    pub port: u16,
    knocks: Knocks,
    listening: JoinHandle<()>,
}

/// The first line of each connection, empty as long as there is none.
type Knocks = Arc<Mutex<Vec<String>>>;

impl Proxy {
    /// Listens on a free port.
    pub async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port is free");
        let port = listener.local_addr().expect("a listener has an address").port();
        let knocks = Knocks::default();
        let book = Arc::clone(&knocks);
        let listening = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(take_down(connection, Arc::clone(&book)));
            }
        });
        Self { port, knocks, listening }
    }

    /// What the connections that were attempted so far began with.
    pub fn knocks(&self) -> Vec<String> {
        self.knocks.lock().expect("nobody panics with the book in hand").clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn take_down(connection: TcpStream, book: Knocks) {
    // An attempt counts even if nothing is said.
    let place = {
        let mut book = book.lock().expect("nobody panics with the book in hand");
        book.push(String::new());
        book.len() - 1
    };
    let mut line = String::new();
    // Whoever breaks off has said what there is.
    let _ = BufReader::new(connection).read_line(&mut line).await;
    book.lock().expect("nobody panics with the book in hand")[place] = line.trim_end().to_owned();
}
