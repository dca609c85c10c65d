//! What is to be seen while a key is made.

use serde_json::Value;

use super::Page;

/// What was seen.
#[derive(Debug)]
pub struct Seen {
    /// Whether it was said that work is going on.
    pub working: bool,
    /// What was said of the progress, each once.
    pub said: Vec<String>,
}

impl Page<'_> {
    /// Keeps an eye on the progress from now on: it may be over sooner than anyone can look.
    pub async fn watch_progress(&self) {
        let script = "
            window.seen = { working: false, said: new Set() };
            new MutationObserver(() => {
                if (!shown('working')) return;
                window.seen.working = true;
                window.seen.said.add(text('progress-text'));
            }).observe(element('working'),
                { subtree: true, childList: true, attributes: true, characterData: true });";
        self.run(script).await;
    }

    /// What was seen of the progress.
    pub async fn seen_progress(&self) -> Seen {
        let seen = self.run("return [window.seen.working, [...window.seen.said]]").await;
        let said = seen[1].as_array().expect("a list").iter().filter_map(Value::as_str);
        Seen { working: seen[0] == true, said: said.map(str::to_owned).collect() }
    }

    /// Takes down every piece of work from now on that keeps the page from answering for 50
    /// milliseconds or more. Chromium only.
    pub async fn watch_long_work(&self) {
        let script = "
            window.longWork = [];
            new PerformanceObserver((list) => {
                window.longWork.push(...list.getEntries().map((entry) => entry.duration));
            }).observe({ type: 'longtask' });";
        self.run(script).await;
    }

    /// The pieces of work that were taken down, in milliseconds.
    pub async fn long_work(&self) -> Vec<f64> {
        let work = self.run("return window.longWork").await;
        work.as_array().expect("a list").iter().filter_map(Value::as_f64).collect()
    }
}
