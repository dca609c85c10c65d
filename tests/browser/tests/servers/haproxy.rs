//! HAProxy, with the key, the certificate and the chain in one file.

use std::process::Command;

use browser_tests::free_port;

use super::caller::{CERTIFICATE_REQUIRED, End, HANDSHAKE_FAILURE, PROTOCOL_VERSION, UNKNOWN_CA};
use super::finished::{Finished, changed};
use super::running::Running;

#[tokio::test]
async fn haproxy_answers_callers_under_the_same_authority_and_refuses_all_others() {
    let finished = Finished::get().await;
    let folder = finished.folder();
    let port = free_port().await;
    let settings = changed(finished.text("use-haproxy"), "bind :443", &format!("bind 127.0.0.1:{port}"));
    let answer = "http-request return status 200 content-type text/plain string hello";
    let settings = changed(&settings, "    default_backend application", &format!("    {answer}"));
    std::fs::write(folder.path().join("haproxy.cfg"), settings + "\n").expect("the file is written");
    let mut command = Command::new("/usr/sbin/haproxy");
    command.arg("-C").arg(folder.path()).args(["-db", "-f", "haproxy.cfg"]);
    let _server = Running::start(&mut command, folder.path(), port).await;

    finished.expect_answer(port, 3, &End::Http(200, "hello".to_owned()));
    finished.expect_refusals(
        port,
        &PROTOCOL_VERSION,
        [&HANDSHAKE_FAILURE, &CERTIFICATE_REQUIRED],
        [&UNKNOWN_CA, &UNKNOWN_CA],
    );
}
