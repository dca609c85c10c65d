//! Many endpoints at once: there and back.

use std::path::{Path, PathBuf};

use browser_tests::bulk::{pack, passwords, unpack};
use browser_tests::{Authority, Engine, Environment, Page, PrivateKey, Session, openssl};

const PASSWORD: &str = "correct horse battery";

const ENDPOINTS: usize = 20;

browser_tests::in_every_engine!(
    twenty_names_go_there_and_come_back_with_a_bad_row_a_missing_key_and_a_stranger,
    one_password_for_all_there_and_back,
);

fn name(number: usize) -> String {
    format!("BaRS-INT-Y{number:05}.healthtech.thirdparty.nhs.uk")
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(name).collect()
}

async fn twenty_names_go_there_and_come_back_with_a_bad_row_a_missing_key_and_a_stranger(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    let mut table: String = "environment;ods_code;organisation\r\n".to_owned();
    for number in 0..ENDPOINTS {
        table += &format!("INT;Y{number:05};healthtech\r\n");
    }
    table += "INT;Y0_1;healthtech\r\n";
    page.upload("bulk-file", &[&session.file("names.csv", &table)]).await;
    page.has_rows("bulk-table", ENDPOINTS + 1).await;
    assert_eq!(page.text("bulk-list-status").await, "21 names: 1 refused.");
    assert_eq!(page.rows_that("bulk-table", "pass").await, names(ENDPOINTS));
    assert_eq!(page.rows("bulk-table").await[0].1, "fail", "what needs the person comes first");

    // Nobody leaves a row out but the person.
    page.click("bulk-generate").await;
    page.is_refused("bulk-leave-out", "1 row is refused. Correct it, or tick this box to leave it out.")
        .await;
    page.click("bulk-leave-out").await;
    page.make_requests().await;
    assert!(page.text("bulk-result-text").await.starts_with("20 requests and their keys were made in "));

    let made = save_requests(&session).await;
    let table = std::fs::read_to_string(made.folder.join("requests.csv")).expect("a table");
    assert_eq!(table.lines().count(), ENDPOINTS + 1);
    let keys = passwords(&made.passwords);
    assert_eq!(keys.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), names(ENDPOINTS));
    let public_keys: Vec<String> =
        keys.iter().map(|(name, password)| read_pair(&made.folder, name, password)).collect();
    assert_eq!(made.names_of_files(), {
        let of_each = |name: String| [format!("{name}/{name}.csr"), format!("{name}/{name}.key")];
        let mut all: Vec<String> = names(ENDPOINTS).into_iter().flat_map(of_each).collect();
        all.extend(["how-to-send.txt".to_owned(), "requests.csv".to_owned()]);
        all
    });

    // Days go by: another visit, a key was lost, and a certificate of somebody else came, too.
    let authority = Authority::of(Environment::Int);
    let mut certificates: Vec<PathBuf> = names(ENDPOINTS)
        .iter()
        .enumerate()
        .map(|(number, name)| {
            let request = made.folder.join(format!("{name}/{name}.csr"));
            session.file(&format!("{number}.crt"), authority.sign(&request, name))
        })
        .collect();
    let stranger = "BaRS-INT-A00001.stranger.thirdparty.nhs.uk";
    let other = authority.certificate_for(&PrivateKey::make("not used"), stranger);
    certificates.push(session.file("other.crt", other));
    let chain = authority.intermediate() + &authority.root();
    certificates.push(session.file("chain.pem", chain));
    let lost = name(7);
    std::fs::remove_dir_all(made.folder.join(&lost)).expect("a folder");
    let archive = pack(&made.folder);

    page.reload().await;
    page.go_to("bulk").await;
    let certificates: Vec<&Path> = certificates.iter().map(PathBuf::as_path).collect();
    page.upload("bulk-certificates", &certificates).await;
    page.upload("bulk-keys", &[&archive, &made.passwords]).await;
    page.has_rows("bulk-pairs", ENDPOINTS + 1).await;
    page.until("the keys are open", "text('bulk-return-status').startsWith('19 of 21')").await;
    assert_eq!(
        page.text("bulk-return-status").await,
        "19 of 21 endpoints are ready; the table says why the others are not."
    );
    let mut left_out = page.rows_that("bulk-pairs", "fail").await;
    left_out.sort();
    assert_eq!(left_out, [stranger.to_owned(), lost.clone()]);
    let [verdict, _] = page.row("bulk-pairs", &lost).await;
    assert_eq!(verdict, "No key");

    page.make_pfx_files().await;
    assert_eq!(page.text("bulk-pfx-result-text").await, "19 .pfx files are made.");
    let (pfx, pfx_passwords) = save_pfx(&session, true).await;
    let pfx_passwords = passwords(&pfx_passwords.expect("passwords were made"));
    assert_eq!(pfx_passwords.len(), ENDPOINTS - 1);
    for (name, password) in &pfx_passwords {
        let opened = openssl::read_pfx(&pfx.join(format!("{name}.pfx")), password);
        let number = keys.iter().position(|(own, _)| own == name).expect("one of the names");
        assert_eq!(opened.public_key, public_keys[number], "{name}");
        assert_eq!(opened.chain, [authority.intermediate(), authority.root()]);
        assert_eq!(opened.friendly_name, *name);
    }

    page.click("download-bulk-pfx-calendar").await;
    let calendar = session.downloads().file("certificate-reminders.ics").await;
    let calendar = std::fs::read_to_string(calendar).expect("a text");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 3 * (ENDPOINTS - 1));
}

async fn one_password_for_all_there_and_back(engine: Engine) {
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    let prod = "BaRS-PROD-RX7.NWAS.nhs.uk".to_owned();
    let all = [name(1), name(2), prod.clone()];
    page.list_names(&all).await;
    page.choose_one_password("bulk-password", PASSWORD).await;
    page.make_requests().await;
    assert_eq!(page.value("bulk-password").await, "", "the password has been taken");
    assert!(!page.is_shown("download-bulk-passwords").await, "nothing was made to be saved there");
    assert!(page.is_shown("bulk-sending-closed").await);
    page.click("download-bulk").await;
    page.until("the steps open", "shown('bulk-sending-int') && shown('bulk-sending-prod')").await;
    assert!(!page.is_shown("bulk-unsaved").await);
    let [to, subject, body] = page.mail("bulk-sending-prod", "dir").await;
    assert_eq!(to, "dir@nhs.net");
    assert!(subject.ends_with(&prod) && body.contains(&prod), "{subject}\n{body}");
    let [_, _, body] = page.mail("bulk-sending-int", "catalogue").await;
    assert!(all[..2].iter().all(|name| body.contains(name)) && !body.contains(&prod), "{body}");

    let archive = session.downloads().file("certificate-requests.zip").await;
    let folder = unpack(&archive);
    let public_keys = all.each_ref().map(|name| read_pair(&folder, name, PASSWORD));
    let authority = Authority::of(Environment::Int);
    let request = |name: &String| folder.join(format!("{name}/{name}.csr"));
    let mut bundle: String = all[..2].iter().map(|name| authority.sign(&request(name), name)).collect();
    bundle += &Authority::of(Environment::Prod).sign(&request(&prod), &prod);
    bundle += &(authority.intermediate() + &authority.root());

    page.upload("bulk-certificates", &[&session.file("all.pem", &bundle)]).await;
    page.upload("bulk-keys", &[&archive]).await;
    page.until("the page asks for the password", "shown('bulk-key-password-error')").await;
    let sealed = "3 keys have a password. Enter it, or give passwords.csv with the keys.";
    assert_eq!(page.error_beside("bulk-key-password").await, sealed);
    page.type_into("bulk-key-password", "not the password").await;
    page.leave("bulk-key-password").await;
    page.until("it is refused", "text('bulk-key-password-error').includes('did not open')").await;
    page.type_over("bulk-key-password", PASSWORD).await;
    page.leave("bulk-key-password").await;
    page.until("the keys are open", "!shown('bulk-key-password-error') && value('bulk-key-password') === ''")
        .await;
    assert_eq!(page.rows_that("bulk-pairs", "fail").await, [""; 0]);

    page.choose("bulk-pfx-encryption", "compatible").await;
    page.choose_one_password("bulk-pfx-password", PASSWORD).await;
    page.make_pfx_files().await;
    let (pfx, none) = save_pfx(&session, false).await;
    assert_eq!(none, None);
    for (name, public_key) in all.iter().zip(&public_keys) {
        let file = pfx.join(format!("{name}.pfx"));
        assert_eq!(openssl::read_pfx(&file, PASSWORD).public_key, *public_key);
        assert!(openssl::protection_of_pfx(&file, PASSWORD).contains("MAC: sha1"));
    }
}

#[tokio::test]
async fn keys_without_passwords_are_made_where_the_person_declines_them() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    // Nobody waits: the list is read first.
    page.paste_into("bulk-names", &names(2).join("\n")).await;
    page.click("bulk-password-none").await;
    page.make_requests().await;
    page.click("download-bulk").await;
    let folder = unpack(&session.downloads().file("certificate-requests.zip").await);
    for name in names(2) {
        read_pair(&folder, &name, "");
        let key = std::fs::read_to_string(folder.join(format!("{name}/{name}.key"))).expect("a text");
        assert!(key.starts_with("-----BEGIN PRIVATE KEY-----"), "{key}");
    }
}

#[tokio::test]
async fn certificates_in_use_are_renewed_in_one_step() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    let authority = Authority::of(Environment::Int);
    let key = PrivateKey::make("not used");
    let ended = authority.sign_expired(&authority.request_for(&key, &name(1)), &name(1));
    let good = authority.certificate_for(&key, &name(2));
    page.upload("bulk-in-use", &[&session.file("in-use.pem", ended + &good)]).await;
    page.has_rows("bulk-in-use-table", 2).await;
    assert_eq!(page.text("bulk-in-use-status").await, "2 certificates: 1 has ended.");
    assert_eq!(page.rows("bulk-in-use-table").await[0], (name(1), "warn".to_owned()));
    let [left, sentence] = page.row("bulk-in-use-table", &name(1)).await;
    assert_eq!((left.as_str(), sentence.as_str()), ("Ended", "Ended on 1 January 2021."));
    page.click("download-bulk-calendar").await;
    let calendar = session.downloads().file("certificate-reminders.ics").await;
    assert_eq!(std::fs::read_to_string(calendar).expect("a text").matches("BEGIN:VEVENT").count(), 3);

    page.click("bulk-renew").await;
    page.until("the request is made", "shown('bulk-result')").await;
    assert_eq!(page.value("bulk-names").await, name(1));
    assert_eq!(page.rows("bulk-table").await, [(name(1), "pass".to_owned())]);
    page.click("bulk-renew-all").await;
    page.click("bulk-renew").await;
    page.until("the page asks", "shown('confirm')").await;
    let asked = page.text("confirm-text").await;
    assert!(asked.starts_with("1 of these 2 certificates is still in use."), "{asked}");
    assert!(asked.contains("will automatically revoke any existing certificate"), "{asked}");
    page.click("confirm-no").await;
    page.click("bulk-renew").await;
    page.until("the page asks again", "shown('confirm')").await;
    page.click("confirm-yes").await;
    page.until("the files are not saved", "shown('confirm') && text('confirm-yes') !== 'Renew all of them'")
        .await;
    page.click("confirm-yes").await;
    page.until("the requests are made", "text('bulk-result-text').startsWith('2 requests')").await;
}

#[tokio::test]
async fn a_single_pfx_file_comes_with_reminders() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bundle").await;
    let (authority, key) = (Authority::of(Environment::Int), PrivateKey::make("not used"));
    page.open_key(&session.file("single.key", &key.pem), "").await;
    page.paste_certificates(&authority.certificate_for(&key, &name(1))).await;
    page.choose_pfx_password(PASSWORD).await;
    page.make_pfx().await;
    let calendar = page.save_finished("download-calendar", &format!("{}.ics", name(1))).await;
    let calendar = std::fs::read_to_string(calendar).expect("a text");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 3, "{calendar}");
    let said = page.text("bundle-key-status").await;
    assert!(said.contains("with 3 reminders"), "{said}");
}

/// What was saved.
struct Saved {
    folder: PathBuf,
    passwords: PathBuf,
}

impl Saved {
    fn names_of_files(&self) -> Vec<String> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.folder).expect("a folder").flatten() {
            let own = entry.file_name().to_string_lossy().into_owned();
            match std::fs::read_dir(entry.path()) {
                Ok(inside) => names.extend(
                    inside.flatten().map(|file| format!("{own}/{}", file.file_name().to_string_lossy())),
                ),
                Err(_) => names.push(own),
            }
        }
        names.sort();
        names
    }
}

/// Saves the archive and the passwords, and makes sure that it is said what is not saved.
async fn save_requests(session: &Session) -> Saved {
    let page = session.page();
    let unsaved = "The archive and the passwords are not saved yet. Both are lost when this page is closed.";
    assert_eq!(page.text("bulk-unsaved-text").await, unsaved);
    page.click("download-bulk").await;
    let archive = session.downloads().file("certificate-requests.zip").await;
    assert!(page.text("bulk-unsaved-text").await.starts_with("The passwords are not saved yet."));
    assert!(page.is_shown("bulk-sending-closed").await);
    page.click("download-bulk-passwords").await;
    let passwords = session.downloads().file("passwords.csv").await;
    page.until("the steps open", "shown('bulk-sending-int') && !shown('bulk-unsaved')").await;
    assert!(!page.is_shown("bulk-sending-prod").await);
    let folder = unpack(&archive);
    // The passwords of the .pfx files are saved under the same name.
    let kept = session.file("key-passwords.csv", std::fs::read(&passwords).expect("a file"));
    std::fs::remove_file(passwords).expect("the file is there");
    Saved { folder, passwords: kept }
}

/// Saves the archive of the .pfx files and gives the folder into which it was unpacked.
async fn save_pfx(session: &Session, with_passwords: bool) -> (PathBuf, Option<PathBuf>) {
    let page: Page<'_> = session.page();
    assert_eq!(page.is_shown("download-bulk-pfx-passwords").await, with_passwords);
    page.click("download-bulk-pfx").await;
    let folder = unpack(&session.downloads().file("pfx-files.zip").await);
    if !with_passwords {
        return (folder, None);
    }
    page.click("download-bulk-pfx-passwords").await;
    (folder, Some(session.downloads().file("passwords.csv").await))
}

/// The public key of a request and its key, which OpenSSL opens.
fn read_pair(folder: &Path, name: &str, password: &str) -> String {
    let file = |ending: &str| folder.join(format!("{name}/{name}.{ending}"));
    let public_key = openssl::read_request(&file("csr"), name);
    assert_eq!(openssl::read_key(&file("key"), password), public_key);
    public_key
}
