//! The way back of a batch, before OpenSSL and `unzip`.

use crate::bulk_returned::{NAMES, batch, given, paired, passwords};
use crate::support::batch::{FOR_ALL, Passwords, unzip};
use crate::support::endpoint::{ENCRYPTIONS, password};
use crate::support::openssl::{fingerprint_by_openssl, openssl};
use crate::support::way_back::WayBack;
use bars_csr::job::NewPassword;
use bars_csr::pkcs12::Encryption;

#[test]
fn a_batch_goes_there_and_back_with_every_kind_of_password() {
    for (sealed, encryption) in [
        (Passwords::None, ENCRYPTIONS[0]),
        (Passwords::OneForAll, ENCRYPTIONS[1]),
        (Passwords::OneForEach, ENCRYPTIONS[0]),
    ] {
        let (batch, authority, certificates) = batch(sealed);
        let mut documents =
            vec![given("answer.p7b", &authority.bundle(&certificates)), given("requests.zip", &batch.zip)];
        documents.extend(batch.passwords.as_deref().map(|table| given("my passwords.csv", table)));
        let for_all = (sealed == Passwords::OneForAll).then_some(FOR_ALL);
        let mut back = WayBack::read(documents, for_all);
        assert_eq!(back.verdicts(), NAMES.map(paired), "{:?}", back.lines());
        let new = || match sealed {
            Passwords::OneForEach => NewPassword::Made,
            _ => NewPassword::Given(password("new")),
        };
        let files = back.make(new, encryption);
        assert_eq!(files.len(), if sealed == Passwords::OneForEach { 2 } else { 1 });
        let table = files.get(1).map(|table| passwords(table)).unwrap_or_default();
        let folder = unzip(&files[0]);
        for (place, name) in NAMES.iter().enumerate() {
            let pass = format!("pass:{}", table.get(place).map_or("new", |row| row[1].as_str()));
            let file = format!("{name}.pfx");
            let mut arguments = vec!["pkcs12", "-in", &file, "-passin", &pass, "-nodes"];
            if encryption == Encryption::Compatible {
                arguments.push("-legacy");
            }
            let opened = openssl(folder.path(), &arguments, b"");
            assert_eq!(fingerprint_by_openssl(&opened), batch.made[place].to_string());
            let text = String::from_utf8(opened).expect("PEM");
            assert_eq!(text.matches("-----BEGIN CERTIFICATE-----").count(), 3, "{text}");
            assert!(text.contains(&format!("CN = {name}")), "{text}");
        }
    }
}
