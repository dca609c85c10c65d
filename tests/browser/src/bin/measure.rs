//! Prints how quick the page is in headless Chromium on this computer.

#[path = "../../../support/hostile.rs"]
mod hostile;

use std::path::Path;

use browser_tests::{Authority, Engine, Environment, INT, Page, Session};

const TIMES: usize = 10;

#[tokio::main]
async fn main() {
    let session = Session::open(Engine::Chromium).await;
    session.note_readiness().await;
    let mut ready = Vec::new();
    for _ in 0..TIMES {
        session.open_unready("about:blank").await;
        ready.push(session.open_page().await.ready_after().await);
    }
    ready.sort_by(f64::total_cmp);
    println!("ready after navigation, median of {TIMES}: {:.0} ms", median(&ready));

    let page = session.page();
    page.name_endpoint(&INT).await;
    page.choose("key-size", "4096").await;
    page.choose_key_password("a key's own password").await;
    page.watch_long_work().await;
    page.take_time("generate", "request-result").await;
    let request = page.make_request().await;
    println!(
        "4096-bit key with a password, from the click to the answer: {:.1} s",
        page.seconds_taken().await
    );
    let longest = page.long_work().await.into_iter().fold(0.0, f64::max);
    println!("longest work of the page meanwhile, of 50 ms or more: {longest:.0} ms");

    page.go_to("bundle").await;
    let authority = Authority::of(Environment::Int);
    let certificate = authority.sign(&session.file("request.csr", request), INT.name);
    page.paste_certificates(&(certificate + &authority.intermediate() + &authority.root())).await;
    for kind in ["modern", "compatible"] {
        page.choose("pfx-encryption", kind).await;
        page.choose_pfx_password("correct horse battery").await;
        page.take_time("make-pfx", "bundle-result").await;
        page.make_pfx().await;
        println!(".pfx file, {kind}: {:.2} s", page.seconds_taken().await);
    }
    answer_the_worst(&session).await;
}

/// How long the page takes for inputs of a megabyte that were made to keep it busy.
async fn answer_the_worst(session: &Session) {
    let page = session.open_page().await;
    let mut answers = Vec::new();
    page.go_to("bundle").await;
    for hostile::Hostile { name, octets, is_key } in hostile::inputs() {
        let field = if is_key { "key-file" } else { "certificate-file" };
        answers.push((answer(&page, &session.file("hostile", octets), field).await, name));
    }
    page.go_to("inspect").await;
    for hostile::Hostile { name, octets, .. } in hostile::inputs() {
        let seconds = answer(&page, &session.file("hostile", octets), "inspect-file").await;
        answers.push((seconds, format!("looking at {name}")));
    }
    answers.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    println!("{} answers to inputs of a megabyte, the worst of them:", answers.len());
    for (seconds, name) in answers.iter().take(8) {
        println!("  {seconds:.2} s  {name}");
    }
}

async fn answer(page: &Page<'_>, file: &Path, field: &str) -> f64 {
    page.take_answer_time(field).await;
    page.upload(field, &[file]).await;
    page.until("the page answers", "window.taken !== null").await;
    let seconds = page.seconds_taken().await;
    page.take_files_out(field).await;
    let silent = "!['error-summary', 'inspect-found'].some(shown) && !element('checks').firstChild";
    page.until("nothing is said", silent).await;
    seconds
}

/// The middle one of sorted values, or between the two in the middle.
fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) {
        f64::midpoint(sorted[middle - 1], sorted[middle])
    } else {
        sorted[middle]
    }
}
