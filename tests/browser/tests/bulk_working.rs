//! While the page works for many endpoints, and what may become of it.

use browser_tests::bulk::unpack;
use browser_tests::{Authority, Engine, Environment, Page, Session, Setup, openssl};

const PASSWORD: &str = "correct horse battery";

fn name(number: usize) -> String {
    format!("BaRS-INT-Y{number:05}.healthtech.thirdparty.nhs.uk")
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(name).collect()
}

/// The page with a list, whose workers are watched.
async fn page_with(session: &Session, count: usize) -> Page<'_> {
    let page = session.open_page().await;
    page.watch_workers().await;
    page.go_to("bulk").await;
    page.list_names(&names(count)).await;
    page
}

/// Saves the archive, in which OpenSSL opens a key for each of so many names.
async fn archive_is_good(session: &Session, count: usize) {
    session.page().click("download-bulk").await;
    let folder = unpack(&session.downloads().file("certificate-requests.zip").await);
    for name in names(count) {
        let file = |ending: &str| folder.join(format!("{name}/{name}.{ending}"));
        assert_eq!(openssl::read_key(&file("key"), ""), openssl::read_request(&file("csr"), &name));
    }
}

#[tokio::test]
async fn cancelling_keeps_what_is_done_and_the_rest_is_made_afterwards() {
    const COUNT: usize = 60;
    let session = Session::open(Engine::Chromium).await;
    let page = page_with(&session, COUNT).await;
    page.click("bulk-password-none").await;
    page.click("bulk-generate").await;
    page.until("some are done", "element('bulk-progress').value >= 2 && focused() === 'bulk-cancel'").await;
    page.click("bulk-cancel").await;
    page.until("what is done is there", "shown('bulk-result')").await;
    let said = page.text("bulk-result-text").await;
    let (made, rest) =
        said.strip_prefix("Cancelled. ").and_then(|said| said.split_once(" of 60 ")).expect("a number");
    let made: usize = made.parse().expect("a number");
    assert!((2..COUNT).contains(&made), "{said}");
    assert_eq!(rest, "are made and kept: save them, or make the others as well.");
    assert_eq!(page.text("bulk-continue").await, format!("Make the {} that are missing", COUNT - made));
    page.click("download-bulk").await;
    let archive = session.downloads().file("certificate-requests.zip").await;
    let folder = unpack(&archive);
    let table = std::fs::read_to_string(folder.join("requests.csv")).expect("a table");
    assert_eq!(table.lines().count(), made + 1);
    std::fs::remove_file(archive).expect("the file is there");
    std::fs::remove_dir_all(folder).expect("the folder is there");

    page.click("bulk-continue").await;
    let all = "shown('bulk-result') && text('bulk-result-text').startsWith('60 requests')";
    page.until("the rest is made", all).await;
    assert!(!page.is_shown("bulk-continue").await);
    archive_is_good(&session, COUNT).await;
}

#[tokio::test]
async fn a_worker_that_dies_costs_nothing_but_time() {
    let session = Session::open(Engine::Chromium).await;
    session.page().have_processors(2).await;
    let page = page_with(&session, 6).await;
    page.click("bulk-password-none").await;
    // The first has read the list, and the last is to put the files together.
    let (before, ended) = page.workers().await;
    assert_eq!((before, ended), (4, 0));
    page.click_and_kill("bulk-generate", 1).await;
    page.until("the requests are made", "shown('bulk-result')").await;
    assert!(page.text("bulk-result-text").await.starts_with("6 requests and their keys were made in "));
    assert_eq!(page.workers().await.0, before + 1, "one in the place of the one that died");
    archive_is_good(&session, 6).await;
}

#[tokio::test]
async fn a_worker_that_dies_with_opened_keys_is_replaced_and_they_are_opened_again() {
    let session = Session::open(Engine::Chromium).await;
    session.page().have_processors(2).await;
    let page = page_with(&session, 4).await;
    page.choose_one_password("bulk-password", PASSWORD).await;
    page.make_requests().await;
    page.click("download-bulk").await;
    let archive = session.downloads().file("certificate-requests.zip").await;
    let folder = unpack(&archive);
    let authority = Authority::of(Environment::Int);
    let request = |name: &str| folder.join(format!("{name}/{name}.csr"));
    let certificates: String = names(4).iter().map(|name| authority.sign(&request(name), name)).collect();
    let chain = authority.intermediate() + &authority.root();
    page.type_into("bulk-key-password", PASSWORD).await;
    page.upload("bulk-certificates", &[&session.file("all.pem", certificates + &chain)]).await;
    page.upload("bulk-keys", &[&archive]).await;
    page.until("the keys are open", "value('bulk-key-password') === ''").await;
    page.choose_one_password("bulk-pfx-password", PASSWORD).await;
    let (before, ended) = page.workers().await;
    // The last two hold the keys.
    page.click_and_kill("bulk-make-pfx", usize::try_from(before - ended - 1).expect("not that many")).await;
    page.until("the .pfx files are made", "shown('bulk-pfx-result')").await;
    assert_eq!(page.text("bulk-pfx-result-text").await, "4 .pfx files are made.");
    // One in its place. The one that read the files has put them together.
    assert_eq!(page.workers().await.0, before + 1);
    page.click("download-bulk-pfx").await;
    let pfx = unpack(&session.downloads().file("pfx-files.zip").await);
    for name in names(4) {
        let opened = openssl::read_pfx(&pfx.join(format!("{name}.pfx")), PASSWORD);
        assert_eq!(opened.public_key, openssl::read_request(&request(&name), &name));
    }
}

#[tokio::test]
async fn without_workers_it_is_said_that_nothing_was_made() {
    let session = Session::open(Engine::Chromium).await;
    let page = page_with(&session, 3).await;
    page.refuse_workers().await;
    page.kill_workers().await;
    page.click("bulk-generate").await;
    page.until("the page says what was not made", "shown('bulk-result')").await;
    assert_eq!(page.text("bulk-result-text").await, "0 of 3 requests and their keys are made.");
    let failed = page.text("bulk-failed").await;
    assert!(names(3).iter().all(|name| failed.contains(name)), "{failed}");
    assert!(!page.is_shown("bulk-save").await);
}

#[tokio::test]
async fn forgetting_ends_every_worker_and_empties_the_step() {
    let session = Session::open(Engine::Chromium).await;
    let page = page_with(&session, 40).await;
    page.choose_one_password("bulk-password", "a password").await;
    page.click("bulk-generate").await;
    page.until("some are done", "element('bulk-progress').value >= 1").await;
    page.forget_everything().await;
    let (started, ended) = page.workers().await;
    assert_eq!(started, ended, "no worker is left");
    assert_eq!(page.filled_in().await, [""; 0]);
    assert_eq!(page.rows("bulk-table").await, []);
    for id in ["bulk-working", "bulk-result", "bulk-table-box", "bulk-leave-out-box", "bulk-password-fields"]
    {
        assert!(!page.is_shown(id).await, "{id}");
    }
    assert!(page.is_chosen("bulk-password-each").await);
    // And it begins anew.
    page.list_names(&names(1)).await;
    page.make_requests().await;
}

#[tokio::test]
async fn leaving_with_unsaved_files_is_asked_about_and_with_saved_ones_it_is_not() {
    let setup = Setup { questions_wait: true, ..Setup::default() };
    let session = Session::open_with(Engine::Chromium, &setup).await;
    let page = page_with(&session, 2).await;
    page.make_requests().await;
    page.click("download-bulk").await;
    session.downloads().file("certificate-requests.zip").await;
    assert!(page.begin_to_leave().await, "the passwords are not saved");
    page.stay().await;
    page.click("download-bulk-passwords").await;
    session.downloads().file("passwords.csv").await;
    page.until("both are saved", "!shown('bulk-unsaved')").await;
    assert!(!page.begin_to_leave().await, "both are saved");
}

#[tokio::test]
async fn the_page_answers_while_a_thousand_names_are_shown() {
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.go_to("bulk").await;
    page.watch_long_work().await;
    page.list_names(&names(1_000)).await;
    page.list_names(&names(1_000)[..999]).await;
    page.paste_into("bulk-names", "").await;
    page.has_rows("bulk-table", 0).await;
    let longest = page.long_work().await.into_iter().fold(0.0, f64::max);
    println!("longest work of the page of 50 ms or more while it showed a thousand names: {longest} ms");
    // Rows that are made in one go keep the page from answering for longer.
    assert!(longest < 1_000.0, "the page did not answer for {longest} ms");
}
