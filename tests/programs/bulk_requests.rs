//! Requests and key files of a batch, before OpenSSL, Python, Java and `unzip`.

use std::path::Path;

use crate::bulk_requests::NAMES;
use crate::support::batch::{Batch, FOR_ALL, Passwords, unzip};
use crate::support::openssl::fingerprint_by_openssl;
use crate::support::program;
use crate::support::test_ca::NOW;

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The rows of `passwords.csv` as Python's own reader takes them: name, password, digest.
fn rows(table: &[u8]) -> Vec<[String; 3]> {
    let script = "import csv, io, sys\n\
        for row in csv.reader(io.TextIOWrapper(sys.stdin.buffer, 'ascii', newline='')): print('\\t'.join(row))\n";
    let said = program("python3", Path::new("."), &["-c", script], table).expect_success().text();
    said.lines()
        .map(|line| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            fields.try_into().unwrap_or_else(|fields| panic!("{fields:?}"))
        })
        .collect()
}

#[test]
fn openssl_opens_every_member_of_a_batch_whatever_seals_its_keys() {
    for passwords in [Passwords::None, Passwords::OneForAll, Passwords::OneForEach] {
        let batch = Batch::make(&NAMES, passwords, NOW);
        assert_eq!(batch.passwords.is_some(), passwords == Passwords::OneForEach);
        let table = batch.passwords.as_deref().map(rows).unwrap_or_default();
        let folder = unzip(&batch.zip);
        for (place, (name, made)) in NAMES.iter().zip(&batch.made).enumerate() {
            let request = read(folder.path(), &format!("{name}/{name}.csr"));
            let arguments = ["req", "-verify", "-noout", "-subject", "-nameopt", "RFC2253", "-pubkey"];
            let said = program("openssl", folder.path(), &arguments, request.as_bytes()).expect_success();
            assert!(said.stderr.contains("verify OK"), "{}", said.stderr);
            assert!(said.text().contains(&format!("subject=CN={name}\n")), "{}", said.text());

            let password = match passwords {
                Passwords::None => "pass:",
                Passwords::OneForAll => &format!("pass:{FOR_ALL}"),
                Passwords::OneForEach => &format!("pass:{}", table[place + 1][1]),
            };
            let key = format!("{name}/{name}.key");
            let is_sealed = passwords != Passwords::None;
            let begin = if is_sealed {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----"
            } else {
                "-----BEGIN PRIVATE KEY-----"
            };
            assert!(read(folder.path(), &key).starts_with(begin));
            let arguments = ["pkey", "-in", &key, "-passin", password];
            let opened = program("openssl", folder.path(), &arguments, b"").expect_success().stdout;
            assert_eq!(fingerprint_by_openssl(&opened), made.to_string());
        }
    }
}

#[test]
fn python_reads_the_archive_and_finds_times_rights_and_paths() {
    let batch = Batch::make(&NAMES[..2], Passwords::OneForEach, NOW);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.zip"), &batch.zip).expect("written");
    let script = "import zipfile\n\
        z = zipfile.ZipFile('a.zip')\n\
        assert z.testzip() is None\n\
        for i in z.infolist(): print(i.filename, i.date_time, oct(i.external_attr >> 16), i.compress_type)\n";
    let said = program("python3", folder.path(), &["-c", script], b"").expect_success().text();
    let line = |path: &str, rights: &str| format!("{path} (2026, 11, 24, 12, 0, 0) 0o{rights} 8\n");
    let member = |name: &str| {
        line(&format!("{name}/{name}.csr"), "100644") + &line(&format!("{name}/{name}.key"), "100600")
    };
    let rest = line("requests.csv", "100644") + &line("how-to-send.txt", "100644");
    assert_eq!(said, member(NAMES[0]) + &member(NAMES[1]) + &rest);
}

#[test]
fn java_reads_the_archive_from_its_beginning() {
    let batch = Batch::make(&NAMES[..1], Passwords::None, NOW);
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.zip"), &batch.zip).expect("written");
    let source = "import java.io.*; import java.util.zip.*;\n\
        public class Zip { public static void main(String[] a) throws Exception {\n\
        try (ZipInputStream in = new ZipInputStream(new FileInputStream(\"a.zip\"))) {\n\
        ZipEntry e; while ((e = in.getNextEntry()) != null)\n\
        System.out.println(e.getName() + \" \" + (in.readAllBytes().length > 0)); } } }\n";
    std::fs::write(folder.path().join("Zip.java"), source).expect("written");
    let said = program("java", folder.path(), &["Zip.java"], b"").expect_success().text();
    let name = NAMES[0];
    let expected =
        format!("{name}/{name}.csr true\n{name}/{name}.key true\nrequests.csv true\nhow-to-send.txt true\n");
    assert_eq!(said, expected);
}

#[test]
fn made_passwords_are_all_different_and_no_spreadsheet_takes_them_for_a_formula() {
    let batch = Batch::make(&NAMES, Passwords::OneForEach, NOW);
    let table = rows(batch.passwords.as_deref().expect("a table"));
    assert_eq!(table[0], ["name", "password", "sealed_sha256"].map(str::to_owned));
    let mut passwords: Vec<&str> = table[1..].iter().map(|row| row[1].as_str()).collect();
    let folder = unzip(&batch.zip);
    for (row, name) in table[1..].iter().zip(NAMES) {
        let arguments = ["asn1parse", "-noout", "-out", "key.der", "-in", &format!("{name}/{name}.key")];
        program("openssl", folder.path(), &arguments, b"").expect_success();
        let digest = program("sha256sum", folder.path(), &["key.der"], b"").expect_success().text();
        assert_eq!([row[0].as_str(), row[2].as_str()], [name, &digest[..64]]);
        assert!(
            row[1].len() == 23 && row[1].starts_with(|c: char| c.is_ascii_alphanumeric()),
            "{}",
            row[1].len()
        );
    }
    passwords.sort_unstable();
    passwords.dedup();
    assert_eq!(passwords.len(), NAMES.len());
}
