//! Kestrel, with its settings file.
//!
//! No package index that was within reach has Kestrel by itself. One has a program that is built
//! around a current one and reads its settings as any other does: what Kestrel does with them is
//! tested, and what the program answers behind it does not matter.

use std::process::Command;

use browser_tests::{INT, free_port};

use super::caller::{End, PROTOCOL_VERSION};
use super::dotnet;
use super::finished::{Finished, PFX_PASSWORD, changed};
use super::running::Running;

#[tokio::test]
async fn kestrel_with_the_settings_answers_callers_under_the_same_authority_and_refuses_all_others() {
    let finished = Finished::get().await;
    let folder = finished.folder();
    let port = free_port().await;
    let settings = changed(finished.text("use-kestrel-settings"), ":8080", &format!(":{port}"));
    std::fs::write(folder.path().join("appsettings.json"), settings).expect("it is written");
    // It looks for its settings beside itself.
    let program = folder.path().join("azmcp");
    std::fs::copy(dotnet::installed("msmcp_azure/bin/azmcp"), &program).expect("the program is copied");
    let mut command = Command::new(program);
    command
        .args(["server", "start", "--transport", "http", "--dangerously-disable-http-incoming-auth"])
        .env("Kestrel__Endpoints__Bars__Certificate__Password", PFX_PASSWORD)
        // The machine's stores, as .NET finds them on Linux.
        .env("SSL_CERT_FILE", folder.path().join(INT.file("-chain.pem")))
        .env("AZURE_MCP_COLLECT_TELEMETRY", "false")
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
    let _server = Running::start(&mut command, folder.path(), port).await;

    // The program behind it does not let itself be looked at.
    finished.expect_answer(port, 2, &End::Http(405, String::new()));
    // .NET looks at a certificate after the handshake, and says no word when it closes.
    finished.expect_refusals(
        port,
        &PROTOCOL_VERSION,
        [&End::Closed, &End::Closed],
        [&End::Closed, &End::Closed],
    );
}
