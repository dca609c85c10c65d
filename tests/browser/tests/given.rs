//! What was given stays, whatever is given next, and whichever box it is given in.

use std::path::{Path, PathBuf};

use browser_tests::bulk::{passwords, unpack};
use browser_tests::{Authority, Engine, Environment, Page, PrivateKey, Session, openssl};
use serde_json::json;

browser_tests::in_every_engine!(every_file_is_given_by_itself_there_and_back);

/// How many names, unless `BARS_CSR_NAMES` says another number.
const ENDPOINTS: usize = 4;

fn name(number: usize) -> String {
    format!("BaRS-INT-Y{number:05}.healthtech.thirdparty.nhs.uk")
}

/// The names of the files that are listed below a field.
async fn listed(page: &Page<'_>, id: &str) -> Vec<String> {
    let script = "
        const files = [...document.querySelectorAll(`#${arguments[0]}-given li:not(:has([data-place=all]))`)];
        return files.map((file) => file.querySelector('.given-name').textContent);";
    let names = page.run_with(script, vec![json!(id)]).await;
    let names = names.as_array().expect("a list").iter();
    names.map(|name| name.as_str().expect("a name").to_owned()).collect()
}

/// Takes out the file at a place.
async fn take_out(page: &Page<'_>, id: &str, place: usize) {
    let script = "document.querySelector(`#${arguments[0]}-given [data-place='${arguments[1]}']`).click();";
    page.run_with(script, vec![json!(id), json!(place)]).await;
}

async fn every_file_is_given_by_itself_there_and_back(engine: Engine) {
    let number = std::env::var("BARS_CSR_NAMES").ok().and_then(|number| number.parse().ok());
    let names: Vec<String> = (0..number.unwrap_or(ENDPOINTS)).map(name).collect();
    let session = Session::open(engine).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    for (place, name) in names.iter().enumerate() {
        page.upload("bulk-file", &[&session.file(&format!("{place}.txt"), name)]).await;
    }
    page.has_rows("bulk-table", names.len()).await;
    page.make_requests().await;
    page.click("download-bulk").await;
    let archive = session.downloads().file("certificate-requests.zip").await;
    page.click("download-bulk-passwords").await;
    let table = session.downloads().file("passwords.csv").await;
    let of_keys = session.file("of-keys.csv", std::fs::read(&table).expect("a file"));
    std::fs::remove_file(table).expect("the file is there");
    let folder = unpack(&archive);
    let authority = Authority::of(Environment::Int);

    page.reload().await;
    page.go_to("bulk").await;
    for (place, name) in names.iter().enumerate() {
        let request = folder.join(format!("{name}/{name}.csr"));
        let certificate = session.file(&format!("{place}.crt"), authority.sign(&request, name));
        page.upload("bulk-certificates", &[&certificate]).await;
        page.upload("bulk-keys", &[&folder.join(format!("{name}/{name}.key"))]).await;
    }
    let chain = authority.intermediate() + &authority.root();
    page.upload("bulk-keys", &[&session.file("chain.pem", chain)]).await;
    assert_eq!(listed(&page, "bulk-certificates").await.len(), names.len());
    page.until("the page asks for the passwords", "shown('bulk-key-password-error')").await;
    // In the box for certificates, and twice.
    for _ in 0..2 {
        page.upload("bulk-certificates", &[&of_keys]).await;
    }
    assert_eq!(listed(&page, "bulk-certificates").await.last().expect("a file"), "of-keys.csv");
    assert_eq!(listed(&page, "bulk-certificates").await.len(), names.len() + 1);
    let all = format!("text('bulk-return-status').startsWith('{} names, each with')", names.len());
    page.until("the keys are open", &all).await;
    assert_eq!(page.rows_that("bulk-pairs", "fail").await, [""; 0]);
    page.make_pfx_files().await;
    page.click("download-bulk-pfx").await;
    let pfx = session.downloads().file("pfx-files.zip").await;
    page.click("download-bulk-pfx-passwords").await;
    let table = session.downloads().file("passwords.csv").await;
    for (name, password) in passwords(&table) {
        let opened = openssl::read_pfx(&unpacked(&pfx).join(format!("{name}.pfx")), &password);
        assert_eq!(opened.friendly_name, name);
    }

    // Both in the same box, one after the other: nobody is asked for a password of each.
    page.upload("bulk-in-use", &[&pfx]).await;
    page.until("the page asks for the passwords", "shown('bulk-in-use-password-error')").await;
    page.upload("bulk-in-use", &[&table]).await;
    page.has_rows("bulk-in-use-table", names.len()).await;
    assert!(!page.is_shown("bulk-in-use-password-error").await);
    assert_eq!(listed(&page, "bulk-in-use").await, ["pfx-files.zip", "passwords.csv"]);
}

fn unpacked(archive: &Path) -> PathBuf {
    let folder = archive.with_extension("unpacked");
    if folder.exists() { folder } else { unpack(archive) }
}

#[tokio::test]
async fn what_is_taken_out_is_not_used_any_more() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    let files = [0, 1, 2].map(|number| session.file(&format!("{number}.txt"), name(number)));
    page.upload("bulk-file", &[&files[0], &files[1]]).await;
    page.upload("bulk-file", &[&files[2]]).await;
    page.has_rows("bulk-table", 3).await;
    assert_eq!(listed(&page, "bulk-file").await, ["0.txt", "1.txt", "2.txt"]);
    take_out(&page, "bulk-file", 1).await;
    page.has_rows("bulk-table", 2).await;
    assert_eq!(listed(&page, "bulk-file").await, ["0.txt", "2.txt"]);
    assert_eq!(page.run("return document.activeElement.dataset.place").await, json!("1"));
    assert_eq!(page.text("said").await, "1.txt is taken out.");
    // Dropped or chosen, it comes again.
    page.drop_files("bulk-file", &[&files[1], &files[0]]).await;
    page.has_rows("bulk-table", 3).await;
    page.take_files_out("bulk-file").await;
    page.until("the table is empty", "!shown('bulk-table-box')").await;
    assert!(!page.is_shown("bulk-file-given").await);
    assert_eq!(page.focused().await, "bulk-file");
    // A script that sets the files of the field gives them as well.
    let script = "
        const files = new DataTransfer();
        files.items.add(new File([arguments[0]], 'made.txt'));
        element('bulk-file').files = files.files;
        element('bulk-file').dispatchEvent(new Event('change', { bubbles: true }));";
    page.run_with(script, vec![json!(name(7))]).await;
    page.has_rows("bulk-table", 1).await;
    page.click("forget").await;
    page.click("confirm-yes").await;
    page.until("the table is empty", "!shown('bulk-table-box')").await;
    assert_eq!(listed(&page, "bulk-file").await, [""; 0]);
}

#[tokio::test]
async fn certificates_and_things_to_check_stay_as_well() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    let (authority, key) = (Authority::of(Environment::Int), PrivateKey::make("not used"));
    let leaf = session.file("leaf.crt", authority.certificate_for(&key, &name(1)));
    let parts = [authority.intermediate(), authority.root()];
    let parts = [0, 1].map(|place| session.file(&format!("{place}.crt"), &parts[place]));
    page.go_to("bundle").await;
    for file in [&leaf, &parts[0], &parts[1]] {
        page.upload("certificate-file", &[file]).await;
    }
    page.check_is("chain-complete", "pass").await;
    assert_eq!(listed(&page, "certificate-file").await, ["leaf.crt", "0.crt", "1.crt"]);
    page.go_to("inspect").await;
    for file in [&leaf, &parts[0]] {
        page.upload("inspect-file", &[file]).await;
    }
    let two = "element('inspect-result').querySelectorAll('[data-kind=certificate]').length === 2";
    page.until("both are shown", two).await;
    page.click("inspect-clear").await;
    assert_eq!(listed(&page, "inspect-file").await, [""; 0]);
}

#[tokio::test]
async fn a_folder_is_read_with_its_folders() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    let names: Vec<String> = (0..2).map(name).collect();
    page.list_names(&names).await;
    page.click("bulk-password-none").await;
    page.make_requests().await;
    page.click("download-bulk").await;
    let folder = unpack(&session.downloads().file("certificate-requests.zip").await);
    std::fs::write(folder.join(".DS_Store"), "of the Finder").expect("written");
    let authority = Authority::of(Environment::Int);
    let certificate = |name: &String| authority.sign(&folder.join(format!("{name}/{name}.csr")), name);
    let bundle: String = names.iter().map(certificate).collect();
    page.upload("bulk-certificates", &[&session.file("all.pem", bundle)]).await;
    page.drop_files("bulk-keys", &[&folder]).await;
    page.until("the pairs are there", "text('bulk-return-status').startsWith('2 names, each with')").await;
    let own = folder.file_name().and_then(|name| name.to_str()).expect("a name");
    let path = |name: &String, end: &str| format!("{own}/{name}/{name}.{end}");
    let files = listed(&page, "bulk-keys").await;
    let mut expected: Vec<String> =
        names.iter().flat_map(|name| [path(name, "csr"), path(name, "key")]).collect();
    expected.extend(["how-to-send.txt", "requests.csv"].map(|file| format!("{own}/{file}")));
    assert_eq!(files, expected);
}
