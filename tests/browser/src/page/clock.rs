//! How long things take, by the page's own clock.

use serde_json::json;

use super::Page;
use crate::session::Session;

impl Session {
    /// Notes, for every page that is opened from now on, the moment at which it is ready. Chromium
    /// only.
    pub async fn note_readiness(&self) {
        let source = "
            new MutationObserver(() => {
                if (document.documentElement?.dataset.ready) window.readyAt ??= performance.now();
            }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-ready'] });";
        self.developer_tools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    }
}

impl Page<'_> {
    /// Milliseconds from the navigation until the page was ready.
    pub async fn ready_after(&self) -> f64 {
        self.run("return window.readyAt").await.as_f64().expect("readiness was noted")
    }

    /// Takes the time from the next click on a button until an element is shown.
    pub async fn take_time(&self, button: &str, result: &str) {
        let script = "
            const [button, result] = [element(arguments[0]), element(arguments[1])];
            window.taken = null;
            let started;
            const clock = new MutationObserver(() => {
                if (started === undefined || result.hidden) return;
                window.taken = performance.now() - started;
                clock.disconnect();
            });
            button.addEventListener('click', () => { started = performance.now(); }, { capture: true, once: true });
            clock.observe(result, { attributes: true });";
        self.run_with(script, vec![json!(button), json!(result)]).await;
    }

    /// Takes the time from the next choice of files until the page has answered, be it with a
    /// refusal: nothing may be chosen or said yet.
    pub async fn take_answer_time(&self, field: &str) {
        let script = "
            window.taken = null;
            let started;
            const clock = new MutationObserver(() => {
                const shows = ['error-summary', 'key-taken', 'inspect-found'].some(shown);
                if (started === undefined || !(shows || element('checks').firstChild)) return;
                window.taken = performance.now() - started;
                clock.disconnect();
            });
            const begin = () => { started = performance.now(); };
            element(arguments[0]).addEventListener('change', begin, { capture: true, once: true });
            clock.observe(document.body, { attributes: true, childList: true, subtree: true });";
        self.run_with(script, vec![json!(field)]).await;
    }

    /// The time that was taken, in seconds.
    pub async fn seconds_taken(&self) -> f64 {
        self.run("return window.taken / 1000").await.as_f64().expect("a time was taken")
    }
}
