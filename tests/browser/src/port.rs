//! Ports of this computer that servers listen on.

use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::interval;

/// A port that nobody listens on.
pub async fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port is free");
    listener.local_addr().expect("a listener has an address").port()
}

/// Not every server says when it listens; a connection that is taken says it for all of them.
pub async fn until_it_listens(port: u16) {
    let mut again = interval(Duration::from_millis(20));
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
        again.tick().await;
    }
}
