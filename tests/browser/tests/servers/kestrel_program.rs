//! The guide's C#, as the page completes it, on .NET.
//!
//! The text is compiled as it stands, with what the SDK puts around it, and runs on .NET itself.
//! Only Kestrel's own part is a stand-in, `StandIn.cs`, which hands the options to .NET's TLS as
//! Kestrel does.

use std::path::Path;
use std::process::Command;

use browser_tests::program::program;
use browser_tests::{INT, free_port};

use super::caller::{End, PROTOCOL_VERSION};
use super::dotnet;
use super::finished::{Finished, PFX_PASSWORD, changed};
use super::running::Running;

/// The libraries of .NET that the text and the stand-in use.
const LIBRARIES: [&str; 9] = [
    "System.Private.CoreLib",
    "System.Private.Uri",
    "System.Runtime",
    "System.Collections",
    "System.Collections.NonGeneric",
    "System.Net.Primitives",
    "System.Net.Security",
    "System.Net.Sockets",
    "System.Security.Cryptography",
];

/// What the SDK's ImplicitUsings add.
const IMPLICIT: &str =
    "using System;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Hosting;\n";

#[tokio::test]
async fn the_program_for_kestrel_answers_callers_under_the_same_authority_and_refuses_all_others() {
    let finished = Finished::get().await;
    for pfx in [INT.file(".pfx"), "compatible.pfx".to_owned()] {
        let folder = finished.folder();
        let port = free_port().await;
        let text = changed(finished.text("use-kestrel-program"), "8080", &port.to_string());
        compile(&changed(&text, &format!("\"{}\"", INT.file(".pfx")), &format!("\"{pfx}\"")), folder.path());
        let mut command = Command::new(dotnet::installed("dnv/net/runtime/.net/dotnet"));
        command
            .arg("server.dll")
            .env("PFX_PASSWORD", PFX_PASSWORD)
            .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        let _server = Running::start(&mut command, folder.path(), port).await;

        finished.expect_answer(port, 2, &End::Http(200, "hello".to_owned()));
        // .NET looks at a certificate after the handshake, and says no word when it closes.
        finished.expect_refusals(
            port,
            &PROTOCOL_VERSION,
            [&End::Closed, &End::Closed],
            [&End::Closed, &End::Closed],
        );
    }
}

/// Compiles the text into a folder. The compiler is older than statements without a class around
/// them.
fn compile(text: &str, folder: &Path) {
    let (usings, statements) = text.split_at(text.find("var builder").expect("a builder"));
    let source = format!(
        "{IMPLICIT}{usings}class Program {{ static void Main(string[] args) {{\n{statements}\nbuilder.Run();\n}} }}\n"
    );
    let settings =
        r#"{"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "8.0.4"}}}"#;
    for (name, content) in [
        ("Program.cs", source.as_str()),
        ("StandIn.cs", include_str!("StandIn.cs")),
        ("server.runtimeconfig.json", settings),
    ] {
        std::fs::write(folder.join(name), content).expect("the file is written");
    }
    let libraries = dotnet::installed("dnv/net/runtime/.net/shared/Microsoft.NETCore.App/8.0.4");
    let references = LIBRARIES.map(|name| format!("-r:{}/{name}.dll", libraries.display()));
    let mut arguments = vec!["-nostdlib", "-noconfig", "-out:server.dll", "Program.cs", "StandIn.cs"];
    arguments.extend(references.iter().map(String::as_str));
    program("mcs", folder, &arguments, b"").expect_success();
}
