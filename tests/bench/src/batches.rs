//! Many endpoints at once, beside as many single ones.

mod there;
mod way_back;

use browser_tests::{Page, Session};
use serde_json::json;

/// What is measured: the measure, the result, and what it may be.
pub type Row = (String, String, &'static str);

/// A password, for all files.
const PASSWORD: &str = "correct horse battery";

/// All of it, or the part that is called like that part of the page.
pub async fn measure(part: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    if part != "bulk-return" {
        rows.extend(there::measure().await);
    }
    if part != "bulk-requests" {
        rows.push(way_back::measure().await);
    }
    rows
}

/// The table, in Markdown.
pub fn table(circumstances: &str, rows: &[Row]) -> String {
    let mut text =
        format!("{circumstances}\n\n| many endpoints at once | measured | wanted |\n| --- | --- | --- |\n");
    for (what, result, wanted) in rows {
        text += &format!("| {what} | {result} | {wanted} |\n");
    }
    text
}

fn name(number: usize) -> String {
    format!("BaRS-INT-Y{number:05}.healthtech.thirdparty.nhs.uk")
}

/// The step, opened anew.
async fn step(session: &Session) -> Page<'_> {
    let page = session.open_page().await;
    page.go_to("bulk").await;
    page
}

/// Milliseconds from something that happens to a field or button until files of the batch of a place
/// can be saved, by the page's clock. A batch may take longer than any test would wait.
async fn time_until(page: &Page<'_>, [id, event, result]: [&str; 3], happen: impl AsyncFnOnce()) -> f64 {
    let script = "
        const [id, event, result] = arguments;
        window.taken = null;
        let started;
        const clock = new MutationObserver(() => {
            if (started === undefined || !shown(result)) return;
            window.taken = performance.now() - started;
            clock.disconnect();
        });
        const begin = () => { started = performance.now(); };
        element(id).addEventListener(event, begin, { capture: true, once: true });
        clock.observe(element(result), { attributes: true });";
    page.run_with(script, vec![json!(id), json!(event), json!(result)]).await;
    happen().await;
    loop {
        if let Some(taken) = page.run("return window.taken").await.as_f64() {
            return taken;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("not that many"))
}
