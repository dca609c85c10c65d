//! Takes the README's picture of a finished request, in headless Chromium, into a file that is named.

use browser_tests::{Engine, INT, Session};

#[tokio::main]
async fn main() {
    let file = std::env::args().nth(1).expect("where the picture goes");
    let session = Session::open(Engine::Chromium).await;
    let page = session.open_page().await;
    page.name_endpoint(&INT).await;
    page.choose_key_password("correct horse battery").await;
    page.make_request().await;
    page.save_key(&INT).await;
    page.until("the key is saved", "text('saved') !== ''").await;
    let picture = page.picture_of("request-result", 1280, 1090).await;
    std::fs::write(file, picture).expect("the picture is written");
}
