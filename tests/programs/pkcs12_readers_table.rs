//! Every scheme before every program: what the page says of who opens a file and who refuses it is so.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::endpoint::password;
use crate::support::pkcs12_desk::Desk;
use crate::support::program;
use bars_csr::password::Password;
use bars_csr::pkcs12::{self, Description, Layout, PasswordKnown, Program, Readers};

/// The schemes that OpenSSL writes.
const SCHEMES: [&str; 25] = [
    "PBE-SHA1-3DES",
    "PBE-SHA1-2DES",
    "PBE-SHA1-RC2-128",
    "PBE-SHA1-RC2-40",
    "PBE-SHA1-RC4-128",
    "PBE-SHA1-RC4-40",
    "PBE-MD5-DES",
    "PBE-MD5-RC2-64",
    "PBE-SHA1-DES",
    "PBE-SHA1-RC2-64",
    "AES-128-CBC",
    "AES-192-CBC",
    "AES-256-CBC",
    "DES-EDE3-CBC",
    "DES-CBC",
    "RC2-CBC",
    "RC2-64-CBC",
    "RC2-40-CBC",
    "CAMELLIA-128-CBC",
    "CAMELLIA-192-CBC",
    "CAMELLIA-256-CBC",
    "ARIA-128-CBC",
    "ARIA-192-CBC",
    "ARIA-256-CBC",
    "SEED-CBC",
];

/// The programs that are here.
const PROGRAMS: [Program; 8] = [
    Program::Java,
    Program::OpenSsl3,
    Program::DotNet,
    Program::NodeJs,
    Program::Nss,
    Program::GnuTls,
    Program::Python,
    Program::Mono,
];

/// The names of the files in the folder `made` that a program opens under a password.
fn opened_by(reader: Program, desk: &Desk, text: &str) -> BTreeSet<String> {
    let source = |name: &str| format!("{}/tests/programs/readers/{name}", env!("CARGO_MANIFEST_DIR"));
    let all = names(desk);
    let each = |opens: &dyn Fn(&str) -> bool| all.iter().filter(|name| opens(name)).cloned().collect();
    let lines = |text: String| text.lines().map(str::to_owned).collect();
    let run = |name: &str, arguments: &[&str]| {
        program(name, desk.folder.path(), arguments, b"").expect_success().text()
    };
    match reader {
        Program::Java => lines(run("java", &[&source("Read.java"), "made", text])),
        Program::NodeJs => lines(run("node", &[&source("read.js"), "made", text])),
        Program::Python => lines(run("/usr/bin/python3", &[&source("read.py"), "made", text])),
        Program::DotNet => {
            compile_for_dotnet(&source("Read.cs"), desk.folder.path());
            let input: String = all.iter().map(|name| format!("made/{name}\n")).collect();
            let dotnet = dotnet("dnv/net/runtime/.net/dotnet");
            let said = program(
                "/usr/bin/env",
                desk.folder.path(),
                &[
                    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1",
                    dotnet.to_str().expect("a path in UTF-8"),
                    "read.dll",
                    text,
                ],
                input.as_bytes(),
            );
            said.expect_success().text().lines().map(|line| line.replace("made/", "")).collect()
        }
        Program::Mono => {
            run("mcs", &["-out:mono.exe", &source("Read.cs")]);
            let input: String = all.iter().map(|name| format!("made/{name}\n")).collect();
            let said = program("mono", desk.folder.path(), &["mono.exe", text], input.as_bytes());
            said.expect_success().text().lines().map(|line| line.replace("made/", "")).collect()
        }
        Program::OpenSsl3 => each(&|name| {
            let word = format!("pass:{text}");
            let read = ["pkcs12", "-in", &format!("made/{name}"), "-passin", &word, "-nodes"];
            holds_all(&program("openssl", desk.folder.path(), &read, b""))
        }),
        Program::GnuTls => each(&|name| {
            let file = format!("made/{name}");
            let read = ["--inder", "--p12-info", "--infile", &file, "--password", text];
            holds_all(&program("certtool", desk.folder.path(), &read, b""))
        }),
        Program::Nss => each(&|name| {
            let folder = tempfile::tempdir().expect("a folder");
            let database = format!("sql:{}", folder.path().display());
            run("certutil", &["-N", "-d", &database, "--empty-password"]);
            let read = ["-i", &format!("made/{name}"), "-d", &database, "-W", text];
            program("pk12util", desk.folder.path(), &read, b"").success
        }),
        other => panic!("{other:?} is not here"),
    }
}

/// Whether a program gave out a private key and certificates.
fn holds_all(said: &crate::support::Outcome) -> bool {
    let text = said.text();
    said.success && text.contains("PRIVATE KEY-----") && text.contains("BEGIN CERTIFICATE-----")
}

/// What is at a place among the packages that bring .NET.
fn dotnet(place: &str) -> PathBuf {
    let libraries = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("dotnet").join("lib");
    let versions = std::fs::read_dir(&libraries)
        .unwrap_or_else(|error| panic!("{}: {error}; ./build.sh test installs it", libraries.display()));
    let python = versions.flatten().next().expect("a version of Python");
    python.path().join("site-packages").join(place)
}

fn compile_for_dotnet(source: &str, folder: &Path) {
    let libraries = dotnet("dnv/net/runtime/.net/shared/Microsoft.NETCore.App/8.0.4");
    let settings =
        r#"{"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "8.0.4"}}}"#;
    std::fs::write(folder.join("read.runtimeconfig.json"), settings).expect("written");
    let names = [
        "System.Private.CoreLib",
        "System.Runtime",
        "System.Runtime.InteropServices",
        "System.Console",
        "System.Collections",
        "System.Private.Uri",
        "System.Security.Cryptography",
    ];
    let references = names.map(|name| format!("-r:{}/{name}.dll", libraries.display()));
    let mut arguments = vec!["-nostdlib", "-noconfig", "-out:read.dll", source];
    arguments.extend(references.iter().map(String::as_str));
    program("mcs", folder, &arguments, b"").expect_success();
}

fn names(desk: &Desk) -> Vec<String> {
    let entries = std::fs::read_dir(desk.folder.path().join("made")).expect("the folder is there");
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.expect("an entry").file_name().into_string().expect("a name in UTF-8")
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

/// What the names of files have in them that are not opened here.
const UNREAD: [&str; 5] = ["CAMELLIA", "ARIA", "SEED", "sha3_", "without-length"];

/// What is said of a file, which is opened if its name does not say otherwise.
fn said(desk: &Desk, name: &str, given: &Password) -> Readers {
    let file = desk.read(&format!("made/{name}"));
    let description = Description::read(&file).expect("a description");
    let contents = pkcs12::open(&file, Some(given));
    let is_read = UNREAD.iter().all(|unread| !name.contains(unread));
    assert_eq!(contents.is_ok(), is_read, "{name}");
    let contents = contents.ok();
    if let Some(contents) = &contents {
        desk.holds(contents, name);
    }
    let layout: Option<&Layout> = contents.as_ref().map(|contents| &contents.layout);
    Readers::of(&description, PasswordKnown::from(given), layout)
}

/// Holds what is said of every file in the folder against every program.
fn compare(desk: &Desk, text: &str) {
    let given = password(text);
    let mut wrong = Vec::new();
    for reader in PROGRAMS {
        let opened = opened_by(reader, desk, text);
        for name in names(desk) {
            let said = said(desk, &name, &given);
            let is_refused = said.refusals.iter().any(|refusal| refusal.program == reader);
            let is_opened = said.openers.contains(&reader);
            if opened.contains(&name) && is_refused || !opened.contains(&name) && is_opened {
                wrong.push(format!("{name}, {reader:?}: {} {:?}", opened.contains(&name), said.refusals));
            }
            // Mono was not tried with what it cannot open in any case, and NSS is of two minds about one.
            let is_untried =
                reader == Program::Mono || name == "authority-marked.pfx" || name.contains("sha3_");
            assert!(is_refused || is_opened || is_untried, "{name}, {reader:?}");
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_said_of_every_scheme_is_so_in_every_program() {
    let desk = Desk::new();
    desk.run("/usr/bin/python3", &["-c", include_str!("readers/files.py")]);
    for scheme in SCHEMES {
        let file = desk.by_openssl(&["-keypbe", scheme, "-certpbe", scheme, "-macalg", "sha1"], b"geheim");
        desk.write(&format!("made/{scheme}.pfx"), &file);
    }
    compare(&desk, "geheim");
}

#[test]
fn what_is_said_of_passwords_outside_ascii_is_so_in_every_program() {
    let desk = Desk::new();
    std::fs::create_dir(desk.folder.path().join("made")).expect("a folder");
    for scheme in ["PBE-SHA1-3DES", "AES-256-CBC"] {
        let text = "pässwörd".as_bytes();
        let file = desk.by_openssl(&["-keypbe", scheme, "-certpbe", scheme, "-macalg", "sha1"], text);
        desk.write(&format!("made/{scheme}.pfx"), &file);
    }
    compare(&desk, "pässwörd");
}
