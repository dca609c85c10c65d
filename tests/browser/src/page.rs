//! The page, in the words of the person who uses it.

mod access;
pub mod bulk;
mod clock;
mod fields;
mod files;
mod keyboard;
pub mod lanes;
mod layout;
mod leaving;
mod picture;
mod proposer;
mod said;
mod workers;
mod working;

pub use keyboard::Key;
pub use working::Seen;

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::Value;

use crate::session::Session;

/// How long anything on the page may take. A key of 4096 bits on a busy machine is the longest.
pub const LIMIT: Duration = Duration::from_secs(90);

/// What every condition may use.
const WORDS: &str = "
    const element = (id) => document.getElementById(id);
    const shown = (id) => element(id).getClientRects().length > 0;
    const text = (id) => element(id).textContent.trim();
    const value = (id) => element(id).value;
    const focused = () => document.activeElement?.id;
    const check = (name) => document.querySelector(`#checks [data-check=\"${name}\"]`)?.dataset.result;
";

/// The page in an open browser.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub(crate) session: &'a Session,
}

impl<'a> Page<'a> {
    pub(crate) fn new(session: &'a Session) -> Self {
        Self { session }
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.run_with(script, Vec::new()).await
    }

    /// Runs a script in the page, with arguments.
    pub async fn run_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        let script = format!("{WORDS}{script}");
        let answer = self.session.client.execute(&script, arguments).await;
        answer.unwrap_or_else(|error| panic!("running {script}: {error}"))
    }

    /// Runs a script in the page, with arguments, until it calls the function that comes after them, and
    /// gives what that was called with.
    pub async fn run_until_done(&self, script: &str, arguments: Vec<Value>) -> Value {
        let script = format!("{WORDS}{script}");
        let answer = self.session.client.execute_async(&script, arguments).await;
        answer.unwrap_or_else(|error| panic!("running {script}: {error}"))
    }

    /// Waits until a condition, an expression of the page's own language, holds.
    pub async fn until(&self, awaited: &str, condition: &str) {
        let script = format!(
            "{WORDS}
            const done = arguments[arguments.length - 1];
            const limit = performance.now() + {limit};
            let answered = false;
            const answer = (answer) => {{ answered = true; observer.disconnect(); done(answer); }};
            const look = () => {{
                if (answered) return;
                try {{
                    if ({condition}) return answer('it holds');
                }} catch (error) {{
                    return answer(String(error));
                }}
                if (performance.now() > limit) answer('the time is over');
            }};
            const observer = new MutationObserver(look);
            const change = {{ subtree: true, childList: true, attributes: true, characterData: true }};
            observer.observe(document, change);
            (function frame() {{ look(); if (!answered) requestAnimationFrame(frame); }})();",
            limit = LIMIT.as_millis(),
        );
        let answer = match self.session.client.execute_async(&script, Vec::new()).await {
            Ok(answer) => answer.as_str().unwrap_or_default().to_owned(),
            Err(error) => error.to_string(),
        };
        if answer != "it holds" {
            panic!("awaited: {awaited} ({condition}): {answer}\nthe page showed: {}", self.describe().await);
        }
    }

    /// Everything that the page says at the moment, for the message of a test that fails.
    pub async fn describe(&self) -> String {
        let script = "
            const visible = (selector) => [...document.querySelectorAll(selector)]
                .filter((found) => found.getClientRects().length > 0 && found.textContent.trim() !== '')
                .map((found) => `${found.id || found.className}: ${found.textContent.trim()}`);
            const checks = [...document.querySelectorAll('#checks li')]
                .map((item) => `${item.dataset.check}: ${item.dataset.result}: ${item.textContent.trim()}`);
            return JSON.stringify({
                address: location.href, ready: document.documentElement.dataset.ready, focus: focused(),
                said: visible('.error, .status, .field-warning, #error-summary-list a'), checks,
            }, null, 2);";
        let said = match self.session.client.execute(&format!("{WORDS}{script}"), Vec::new()).await {
            Ok(said) => said.as_str().unwrap_or_default().to_owned(),
            Err(error) => error.to_string(),
        };
        format!("{said}\ndownloads: {:?}", self.session.downloads().names())
    }

    async fn element(&self, id: &str) -> Element {
        let found = self.session.client.find(Locator::Id(id)).await;
        found.unwrap_or_else(|error| panic!("#{id}: {error}"))
    }

    /// The address of the page as it is now.
    pub async fn address(&self) -> String {
        let address = self.session.client.current_url().await;
        address.expect("the browser knows its address").into()
    }
}
