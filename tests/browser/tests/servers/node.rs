//! Node.js.

use std::process::Command;

use browser_tests::free_port;

use super::caller::{CERTIFICATE_REQUIRED, End, HANDSHAKE_FAILURE, PROTOCOL_VERSION};
use super::finished::{Finished, PFX_PASSWORD, changed};
use super::running::Running;

#[tokio::test]
async fn node_answers_callers_under_the_same_authority_and_refuses_all_others() {
    let finished = Finished::get().await;
    let folder = finished.folder();
    let port = free_port().await;
    let program = changed(finished.text("use-node"), "listen(443)", &format!("listen({port})"));
    let handler = "function handler(request, response) { response.end('hello'); }\n";
    std::fs::write(folder.path().join("server.js"), handler.to_owned() + &program).expect("it is written");
    let mut command = Command::new("node");
    command.arg("server.js").env("PFX_PASSWORD", PFX_PASSWORD);
    let _server = Running::start(&mut command, folder.path(), port).await;

    finished.expect_answer(port, 3, &End::Http(200, "hello".to_owned()));
    // Node.js looks at a certificate after the handshake, and says no word when it closes.
    finished.expect_refusals(
        port,
        &PROTOCOL_VERSION,
        [&HANDSHAKE_FAILURE, &CERTIFICATE_REQUIRED],
        [&End::Closed, &End::Closed],
    );
}
