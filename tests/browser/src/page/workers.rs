//! What may become of the page's workers.

use serde_json::json;

use super::Page;

impl Page<'_> {
    /// Has the browser say that it has so many processors, from the next page on. Chromium only.
    pub async fn have_processors(&self, count: u32) {
        let parameters = json!({ "hardwareConcurrency": count });
        self.session.developer_tools("Emulation.setHardwareConcurrencyOverride", parameters).await;
    }

    /// Counts the workers that are started from now on, and what is asked of them.
    pub async fn watch_workers(&self) {
        let script = "
            window.AnyWorker = window.Worker;
            window.workers = [];
            window.Worker = class extends AnyWorker {
                constructor(...address) {
                    super(...address);
                    this.ended = false;
                    window.workers.push(this);
                }
                terminate() {
                    this.ended = true;
                    super.terminate();
                }
            };";
        self.run(script).await;
    }

    /// How many workers have been started, and how many of them ended.
    pub async fn workers(&self) -> (u64, u64) {
        let counts = "return [window.workers.length, window.workers.filter((worker) => worker.ended).length]";
        let counts = self.run(counts).await;
        (counts[0].as_u64().expect("a number"), counts[1].as_u64().expect("a number"))
    }

    /// Begins to make a key and, before anything else happens, lets workers die: they end, and the page
    /// is told as of any worker that fails. They are counted among those that live, in the order in
    /// which they were started.
    pub async fn make_key_and_kill(&self, victims: &[usize]) {
        let script = "
            element('generate').click();
            const living = window.workers.filter((worker) => !worker.ended);
            for (const worker of arguments[0].map((victim) => living[victim])) {
                worker.terminate();
                worker.dispatchEvent(new Event('error', { cancelable: true }));
            }";
        self.run_with(script, vec![json!(victims)]).await;
    }

    /// Clicks and, before anything else happens, lets a worker die. It is counted among those that live, in
    /// the order in which they were started.
    pub async fn click_and_kill(&self, button: &str, victim: usize) {
        let script = "
            element(arguments[0]).click();
            const worker = window.workers.filter((worker) => !worker.ended)[arguments[1]];
            worker.terminate();
            worker.dispatchEvent(new Event('error', { cancelable: true }));";
        self.run_with(script, vec![json!(button), json!(victim)]).await;
    }

    /// Lets every worker die that lives.
    pub async fn kill_workers(&self) {
        let script = "
            for (const worker of window.workers.filter((worker) => !worker.ended)) {
                worker.terminate();
                worker.dispatchEvent(new Event('error', { cancelable: true }));
            }";
        self.run(script).await;
    }

    /// No worker can be started any more.
    pub async fn refuse_workers(&self) {
        self.run("window.Worker = class { constructor() { throw new Error('no more'); } };").await;
    }

    /// Workers that are started from now on get no random numbers from the browser.
    pub async fn refuse_random_numbers(&self) {
        let script = "
            const Blob = window.Blob;
            const refuse = 'self.crypto.getRandomValues = () => { throw new Error(\"no\"); };';
            window.Blob = class extends Blob {
                constructor(parts, options) {
                    super(options?.type === 'text/javascript' ? [refuse, ...parts] : parts, options);
                }
            };";
        self.run(script).await;
    }

    /// Workers hear nothing from now on, and so answer nothing.
    pub async fn hold_workers(&self) {
        let script = "
            window.heldBack = [];
            window.AnyWorker ??= Worker;
            window.postToWorker = AnyWorker.prototype.postMessage;
            AnyWorker.prototype.postMessage = function (...message) { heldBack.push([this, message]); };";
        self.run(script).await;
    }

    /// Workers that have not ended hear everything, and answer again.
    pub async fn let_workers_go(&self) {
        let script = "
            AnyWorker.prototype.postMessage = window.postToWorker;
            heldBack.splice(0).forEach(([worker, message]) => worker.postMessage(...message));";
        self.run(script).await;
    }
}
