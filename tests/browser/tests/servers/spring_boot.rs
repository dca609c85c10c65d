//! Spring Boot's properties, before the Java library that Spring Boot hands them to.

use std::process::Command;

use browser_tests::free_port;

use super::caller::End;
use super::finished::{Finished, PFX_PASSWORD, changed};
use super::running::Running;

#[tokio::test]
async fn java_with_the_properties_of_spring_boot_answers_callers_under_the_same_authority_and_refuses_all_others()
 {
    let finished = Finished::get().await;
    let folder = finished.folder();
    let port = free_port().await;
    let properties =
        changed(finished.text("use-spring-boot"), "server.port=8443", &format!("server.port={port}"));
    std::fs::write(folder.path().join("application.properties"), properties).expect("it is written");
    std::fs::write(folder.path().join("PropertiesServer.java"), include_str!("PropertiesServer.java"))
        .expect("it is written");
    let mut command = Command::new("java");
    command.args(["PropertiesServer.java", "application.properties"]).env("PFX_PASSWORD", PFX_PASSWORD);
    let _server = Running::start(&mut command, folder.path(), port).await;

    finished.expect_answer(port, 3, &End::Http(200, "hello".to_owned()));
    // Java's own server says no word to those whom it refuses.
    let closed = [&End::Closed, &End::Closed];
    finished.expect_refusals(port, &End::Closed, closed, closed);
}
