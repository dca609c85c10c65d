//! Tomcat, the server inside most of Spring Boot as well.

use std::path::Path;
use std::process::Command;

use browser_tests::free_port;

use super::caller::{BAD_CERTIFICATE, CERTIFICATE_UNKNOWN, End, PROTOCOL_VERSION};
use super::finished::{Finished, PFX_PASSWORD, changed};
use super::running::Running;

#[tokio::test]
async fn tomcat_answers_callers_under_the_same_authority_and_refuses_all_others() {
    let finished = Finished::get().await;
    let base = tempfile::tempdir().expect("a folder");
    let settings = base.path().join("conf");
    for folder in ["conf", "logs", "temp", "webapps/ROOT/WEB-INF"] {
        std::fs::create_dir_all(base.path().join(folder)).expect("a folder");
    }
    finished.write_files(&settings);
    let port = free_port().await;
    let connector = changed(finished.text("use-tomcat"), "port=\"8443\"", &format!("port=\"{port}\""));
    write_surroundings(base.path(), &connector);
    let mut command = Command::new("sh");
    command.args(["/usr/share/tomcat10/bin/catalina.sh", "run"]);
    command.env("CATALINA_HOME", "/usr/share/tomcat10").env("CATALINA_BASE", base.path());
    let _server = Running::start(&mut command, base.path(), port).await;

    finished.expect_answer(port, 3, &End::Http(200, "hello".to_owned()));
    finished.expect_refusals(
        port,
        &PROTOCOL_VERSION,
        [&BAD_CERTIFICATE, &BAD_CERTIFICATE],
        [&CERTIFICATE_UNKNOWN, &CERTIFICATE_UNKNOWN],
    );
}

/// What Tomcat needs beside the page's text: a service around the connector, where its own
/// libraries are, and a page.
fn write_surroundings(base: &Path, connector: &str) {
    let server = format!(
        "<Server port='-1'><Service name='Catalina'>{connector}\
         <Engine name='Catalina' defaultHost='localhost'><Host name='localhost' appBase='webapps'/></Engine>\
         </Service></Server>"
    );
    // Looking into every library for what a page may need takes longer than all the rest.
    let properties = format!(
        "PFX_PASSWORD={PFX_PASSWORD}\ncommon.loader=\"${{catalina.home}}/lib/*.jar\"\n\
         tomcat.util.scan.StandardJarScanFilter.jarsToSkip=*.jar\n"
    );
    let application = "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0' metadata-complete='true'>\
        <servlet><servlet-name>files</servlet-name>\
        <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class></servlet>\
        <servlet-mapping><servlet-name>files</servlet-name><url-pattern>/</url-pattern></servlet-mapping>\
        <welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list></web-app>";
    for (name, text) in [
        ("conf/server.xml", server.as_str()),
        ("conf/catalina.properties", &properties),
        ("webapps/ROOT/WEB-INF/web.xml", application),
        ("webapps/ROOT/index.html", "hello"),
    ] {
        std::fs::write(base.join(name), text).expect("the file is written");
    }
}
