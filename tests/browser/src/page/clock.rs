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

    /// Has the page see so many processors: there is a worker for each.
    async fn have_workers(&self, workers: u64) {
        let script = "
            Object.defineProperty((window.wrappedJSObject ?? window).navigator, 'hardwareConcurrency',
                { value: arguments[0], configurable: true });";
        self.run_with(script, vec![json!(workers)]).await;
    }

    /// Forgets the key before, fills in the form again, and waits until so many workers are ready: the next
    /// key is a person's first, without a question about the one before and without its picture.
    pub async fn begin_anew(&self, workers: u64) {
        self.have_workers(workers).await;
        let script = "
            const [workers, done] = arguments;
            const form = element('request-form');
            const environment = form.querySelector('[name=environment]:checked').id;
            const values = ['ods-code', 'organisation', 'key-size'].map((id) => [id, element(id).value]);
            element('forget').click();
            element('confirm-yes').click();
            performance.clearMarks();
            const clock = new PerformanceObserver(() => {
                if (performance.getEntriesByName('worker-ready').length < workers) return;
                clock.disconnect();
                // By then everything is painted.
                setTimeout(done, 100);
            });
            clock.observe({ entryTypes: ['mark'] });
            element(environment).click();
            for (const [id, value] of values) {
                element(id).value = value;
                for (const event of ['input', 'change']) {
                    element(id).dispatchEvent(new Event(event, { bubbles: true }));
                }
            }
            form.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));";
        self.run_until_done(script, vec![json!(workers)]).await;
    }

    /// Has the page make a key, with so many workers and a password that may be empty: how many
    /// milliseconds go by from the moment at which its workers are asked until they answer with key,
    /// request and key file, and from the click until all of it is shown. A key before it goes unsaved.
    pub async fn times_of_key(&self, workers: u64, password: &str) -> [f64; 2] {
        self.have_workers(workers).await;
        let script = "
            const [password, done] = arguments;
            for (const id of ['key-password', 'key-password-confirm']) {
                element(id).value = password;
                element(id).dispatchEvent(new InputEvent('input', { bubbles: true }));
            }
            performance.clearMarks();
            const moment = (mark) => performance.getEntriesByName(mark).at(-1).startTime;
            let started = 0;
            const clock = new PerformanceObserver(() => {
                if (performance.getEntriesByName('key-made').length === 0) return;
                clock.disconnect();
                done([moment('key-made') - moment('key-asked'), performance.now() - started]);
            });
            clock.observe({ entryTypes: ['mark'] });
            const press = (id) => { started = performance.now(); element(id).click(); };
            press('generate');
            if (element('confirm').open) press('confirm-yes');";
        let taken = self.run_until_done(script, vec![json!(password)]).await;
        [0, 1].map(|time| taken[time].as_f64().expect("a number of milliseconds"))
    }

    /// How many milliseconds the page's module for primes takes to search from these starts until it
    /// finds a prime, and how many candidates it tests meanwhile.
    pub async fn time_of_candidates(&self, starts: &[Vec<u32>], exponent: u32) -> (f64, u64) {
        let script = "
            const [starts, exponent] = arguments;
            const { words, begin, step, memory } = window.proposer;
            const shared = new Uint32Array(memory.buffer, words(), 192);
            let tested = 0;
            const started = performance.now();
            for (const start of starts) {
                shared.set(start);
                if (!begin(start.length, exponent)) continue;
                for (let last = 0; last < 256;) {
                    last = step();
                    tested += last % 256;
                }
            }
            return [performance.now() - started, tested];";
        let taken = self.run_with(script, vec![json!(starts), json!(exponent)]).await;
        (taken[0].as_f64().expect("milliseconds"), taken[1].as_u64().expect("a number"))
    }

    /// The time that was taken, in seconds.
    pub async fn seconds_taken(&self) -> f64 {
        self.run("return window.taken / 1000").await.as_f64().expect("a time was taken")
    }
}
