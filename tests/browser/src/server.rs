//! The page from a web server, for those who do not open it from disk.

use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server that answers every question with the one page. Dropped, it ends.
pub struct Server {
    /// The address of the page.
    pub address: String,
    listening: JoinHandle<()>,
}

impl Server {
    /// Serves a file on a free port.
    pub async fn start(page: &Path) -> Self {
        let page: Arc<[u8]> = std::fs::read(page).expect("the page can be read").into();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port is free");
        let port = listener.local_addr().expect("a listener has an address").port();
        let listening = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                // A browser that goes away in the middle is content with what it has.
                tokio::spawn(answer(connection, Arc::clone(&page)));
            }
        });
        Self { address: format!("http://127.0.0.1:{port}/bars-csr.html"), listening }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn answer(mut connection: TcpStream, page: Arc<[u8]>) -> io::Result<()> {
    let mut lines = BufReader::new(&mut connection).lines();
    while lines.next_line().await?.is_some_and(|line| !line.is_empty()) {}
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        page.len()
    );
    connection.write_all(head.as_bytes()).await?;
    connection.write_all(&page).await?;
    connection.shutdown().await
}
