//! nginx, with the key file under its password.

use std::process::Command;

use browser_tests::free_port;

use super::caller::{End, Tls};
use super::finished::{Finished, KEY_PASSWORD, changed};
use super::running::Running;

#[tokio::test]
async fn nginx_answers_callers_under_the_same_authority_and_refuses_all_others() {
    let finished = Finished::get().await;
    let folder = finished.folder();
    let port = free_port().await;
    finished.run_commands("use-nginx-files", folder.path());
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("the file is written");
    };
    write("key-password.txt", KEY_PASSWORD);
    let server = changed(finished.text("use-nginx"), "listen 443 ssl;", &format!("listen {port} ssl;"));
    write("bars.conf", &changed(&server, "server {", "server {\nreturn 200 hello;"));
    write("nginx.conf", SURROUNDINGS);
    let mut command = Command::new("/usr/sbin/nginx");
    command.arg("-p").arg(folder.path()).args(["-c", "nginx.conf"]);
    let _server = Running::start(&mut command, folder.path(), port).await;

    finished.expect_answer(port, 3, &End::Http(200, "hello".to_owned()));
    // nginx ends the handshake whoever calls, and refuses with the first answer.
    for tls in [Tls::V1_2, Tls::V1_3] {
        for (client, sentence) in [
            (None, "400 No required SSL certificate was sent"),
            (Some(&finished.stranger), "400 The SSL certificate error"),
        ] {
            let End::Http(status, body) = finished.ask(port, tls, client) else { panic!("no answer") };
            assert_eq!(status, 400);
            assert!(body.contains(&format!("<title>{sentence}</title>")), "{body}");
        }
    }
}

/// What nginx needs beside the page's text, to run for anyone and in a folder of its own.
const SURROUNDINGS: &str = "
    daemon off;
    master_process off;
    pid nginx.pid;
    error_log stderr;
    events {}
    http {
        access_log off;
        client_body_temp_path temporary;
        proxy_temp_path temporary;
        fastcgi_temp_path temporary;
        uwsgi_temp_path temporary;
        scgi_temp_path temporary;
        include bars.conf;
    }
";
