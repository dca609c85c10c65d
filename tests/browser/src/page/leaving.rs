//! Leaving the page, and coming back.

use serde_json::Value;
use tokio::time::timeout;

use super::{LIMIT, Page};

impl Page<'_> {
    /// Reloads the page and waits until it is ready again.
    pub async fn reload(&self) {
        self.session.client.refresh().await.expect("the page can be reloaded");
        self.is_ready().await;
    }

    /// Goes to another page, and back with the browser's button.
    pub async fn leave_and_come_back(&self) {
        self.session.client.goto("about:blank").await.expect("there is always an empty page");
        self.session.client.back().await.expect("the browser goes back");
        self.is_ready().await;
    }

    /// Waits until the page is ready.
    pub async fn is_ready(&self) {
        self.until("the page is ready", "document.documentElement.dataset.ready === 'yes'").await;
    }

    /// Begins to leave the page, and says whether the browser asks first. The question is left
    /// open. Chromium only, set up so that questions wait.
    pub async fn begin_to_leave(&self) -> bool {
        self.run("setTimeout(() => { location.href = 'about:blank#left'; })").await;
        timeout(LIMIT, self.is_asked()).await.expect("the page is left, or the browser asks")
    }

    async fn is_asked(&self) -> bool {
        loop {
            if self.session.client.get_alert_text().await.is_ok() {
                return true;
            }
            let address = self.session.client.current_url().await;
            if address.is_ok_and(|address| address.as_str() == "about:blank#left") {
                return false;
            }
        }
    }

    /// Answers the open question with: stay.
    pub async fn stay(&self) {
        self.session.client.dismiss_alert().await.expect("a question is open");
    }

    /// Everything that the page may have left in the browser's memory.
    pub async fn left_behind(&self) -> Value {
        let script = "
            const done = arguments[arguments.length - 1];
            indexedDB.databases().then((databases) => done({
                local: localStorage.length, session: sessionStorage.length,
                databases: databases.length, cookies: document.cookie,
                address: location.search + location.hash, title: document.title,
            }), (error) => done(String(error)));";
        let left = self.session.client.execute_async(script, Vec::new()).await;
        left.expect("the browser says what it remembers")
    }

    /// The ids of all fields that hold anything, and of all that are shown of a result.
    pub async fn filled_in(&self) -> Vec<String> {
        let script = "
            const fields = [...document.querySelectorAll('input, textarea')]
                .filter((field) => field.type === 'checkbox' ? field.checked : field.type !== 'radio' && field.value !== '');
            const results = ['request-result', 'sending', 'bundle-result', 'made-key', 'key-taken', 'working',
                'bulk-result', 'bulk-pfx-result', 'bulk-working', 'bulk-pfx-working', 'bulk-renewing']
                .map(element).filter((result) => !result.hidden);
            const checks = [...document.querySelectorAll('#checks li, #bulk tbody tr')];
            return [...fields, ...results, ...checks].map((found) => found.id || found.dataset.check || found.dataset.name);";
        let filled = self.run(script).await;
        let filled = filled.as_array().expect("a list").iter();
        filled.map(|id| id.as_str().unwrap_or_default().to_owned()).collect()
    }
}
