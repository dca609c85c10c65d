//! Apache httpd, with the key file under its password.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use browser_tests::free_port;

use super::caller::{CERTIFICATE_REQUIRED, End, HANDSHAKE_FAILURE, PROTOCOL_VERSION, UNKNOWN_CA};
use super::finished::{Finished, KEY_PASSWORD, changed};
use super::running::Running;

#[tokio::test]
async fn apache_answers_callers_under_the_same_authority_and_refuses_all_others() {
    let finished = Finished::get().await;
    let folder = finished.folder();
    let port = free_port().await;
    finished.run_commands("use-apache-files", folder.path());
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("the file is written");
    };
    // The shell's way to write an apostrophe between apostrophes.
    let password = KEY_PASSWORD.replace('\'', r"'\''");
    let program = changed(finished.text("use-apache-password"), "the password of the key file", &password);
    write("key-password.sh", &program);
    let path = folder.path().join("key-password.sh");
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o700)).expect("a mode is set");
    let host = changed(finished.text("use-apache"), "*:443", &format!("*:{port}"));
    write("httpd.conf", &format!("{SURROUNDINGS}\nListen {port}\n{host}\n"));
    let mut command = Command::new("/usr/sbin/apache2");
    command.arg("-X").arg("-d").arg(folder.path()).args(["-f", "httpd.conf"]);
    let _server = Running::start(&mut command, folder.path(), port).await;

    finished.expect_answer(port, 3, &End::Http(404, "hello".to_owned()));
    finished.expect_refusals(
        port,
        &PROTOCOL_VERSION,
        [&HANDSHAKE_FAILURE, &CERTIFICATE_REQUIRED],
        [&UNKNOWN_CA, &UNKNOWN_CA],
    );
}

/// What Apache needs beside the page's text, to run in a folder of its own.
const SURROUNDINGS: &str = "
    LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
    LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
    LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
    ServerName localhost
    PidFile apache.pid
    ErrorLog /dev/stderr
    DocumentRoot .
    ErrorDocument 404 hello
";
