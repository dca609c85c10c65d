//! Looking into the memory of a page and of its workers. Chromium only, over its developer tools.

mod snapshot;

use std::collections::BTreeSet;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use self::snapshot::Snapshot;
use crate::session::Session;

/// How long the browser may take for an answer.
const LIMIT: Duration = Duration::from_secs(120);

/// Whether a memory of WebAssembly has these octets. They are given turned over, so that the
/// question is not found in place of what it asks for.
const HOLDS: &str = "function (turned) {
    const needle = turned.map((octet) => 255 - octet);
    const octets = new Uint8Array(this.buffer);
    for (let start = octets.indexOf(needle[0]); start >= 0; start = octets.indexOf(needle[0], start + 1)) {
        if (needle.every((octet, place) => octets[start + place] === octet)) return true;
    }
    return false;
}";

/// What V8 calls a memory of WebAssembly, and the octets of any buffer. Scripts' own buffers cannot
/// be looked into from outside, but they are counted.
const MEMORY: &str = "Memory";
const BUFFER: &str = "system / JSArrayBufferData";

/// What is in the memory of a page and of its workers.
pub struct Memory {
    socket: WebSocket<TcpStream>,
    questions: u64,
    workers: BTreeSet<String>,
    chunks: String,
}

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Among the strings of the page's scripts.
    PageStrings,
    /// In the memory of the page's WebAssembly.
    PageOctets,
    /// Among the strings of a worker's scripts.
    WorkerStrings,
    /// In the memory of a worker's WebAssembly.
    WorkerOctets,
}

impl Memory {
    /// Of the page that is open in a browser.
    pub async fn of(session: &Session) -> Self {
        let options = session.capability("goog:chromeOptions");
        let address = options["debuggerAddress"].as_str().expect("Chromium says where to ask");
        let target = session.developer_tools("Target.getTargetInfo", json!({})).await;
        let target = target["targetInfo"]["targetId"].as_str().expect("a page has an id").to_owned();
        let connection = TcpStream::connect(address).expect("Chromium listens");
        connection.set_read_timeout(Some(LIMIT)).expect("a connection takes a time limit");
        let address = format!("ws://{address}/devtools/page/{target}");
        let (socket, _) = tungstenite::client(address, connection).expect("Chromium answers");
        let mut memory = Self { socket, questions: 0, workers: BTreeSet::new(), chunks: String::new() };
        let attach = json!({ "autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true });
        memory.ask(None, "Target.setAutoAttach", attach);
        memory
    }

    /// Waits until there are so many workers: one that is told to end takes its time.
    pub fn until_workers(&mut self, expected: usize) {
        let limit = Instant::now() + LIMIT;
        // The news comes before the answer to whatever is asked next.
        self.ask(None, "Runtime.getIsolateId", json!({}));
        while self.workers.len() != expected {
            assert!(Instant::now() < limit, "{} workers in place of {expected}", self.workers.len());
            self.ask(None, "Runtime.getIsolateId", json!({}));
        }
    }

    /// Has the browser let go of all that is garbage, then looks for octets, as such and as a text.
    pub fn find(&mut self, octets: &[u8]) -> BTreeSet<Place> {
        let mut found = BTreeSet::new();
        let workers: Vec<String> = self.workers.iter().cloned().collect();
        for worker in [None].into_iter().chain(workers.iter().map(|worker| Some(worker.as_str()))) {
            let (strings, memories) = match worker {
                None => (Place::PageStrings, Place::PageOctets),
                Some(_) => (Place::WorkerStrings, Place::WorkerOctets),
            };
            let snapshot = self.snapshot(worker);
            if std::str::from_utf8(octets).is_ok_and(|text| snapshot.has_string(text)) {
                found.insert(strings);
            }
            if snapshot.objects(MEMORY).any(|memory| self.holds(worker, memory, octets)) {
                found.insert(memories);
            }
        }
        found
    }

    /// How many files the page has, made or chosen, when all garbage is gone.
    pub fn files(&mut self) -> usize {
        let snapshot = self.snapshot(None);
        snapshot.natives("Blob") + snapshot.natives("File")
    }

    /// How many buffers the page has besides the memory of its WebAssembly.
    pub fn buffers(&mut self) -> usize {
        let snapshot = self.snapshot(None);
        snapshot.natives(BUFFER) - snapshot.objects(MEMORY).count()
    }

    fn snapshot(&mut self, worker: Option<&str>) -> Snapshot {
        self.ask(worker, "HeapProfiler.enable", json!({}));
        self.ask(worker, "HeapProfiler.collectGarbage", json!({}));
        self.chunks.clear();
        self.ask(worker, "HeapProfiler.takeHeapSnapshot", json!({ "reportProgress": false }));
        Snapshot::read(&self.chunks)
    }

    fn holds(&mut self, worker: Option<&str>, memory: u64, octets: &[u8]) -> bool {
        let number = json!({ "objectId": memory.to_string() });
        let object = self.ask(worker, "HeapProfiler.getObjectByHeapObjectId", number);
        let object = object["result"]["objectId"].clone();
        let turned: Vec<u8> = octets.iter().map(|octet| 255 - octet).collect();
        let question = json!({
            "objectId": object,
            "functionDeclaration": HOLDS,
            "arguments": [{ "value": turned }],
            "returnByValue": true,
        });
        let answer = self.ask(worker, "Runtime.callFunctionOn", question);
        // What was asked for must not stay alive for having been asked for.
        self.ask(worker, "Runtime.releaseObject", json!({ "objectId": object }));
        answer["result"]["value"].as_bool().unwrap_or_else(|| panic!("no answer: {answer}"))
    }

    /// Asks the page, or one of its workers, and waits for the answer.
    fn ask(&mut self, worker: Option<&str>, method: &str, parameters: Value) -> Value {
        self.questions += 1;
        let number = self.questions;
        let mut question = json!({ "id": number, "method": method, "params": parameters });
        if let Some(worker) = worker {
            question["sessionId"] = json!(worker);
        }
        self.socket.send(Message::text(question.to_string())).expect("Chromium takes a question");
        loop {
            let message = self.socket.read().expect("Chromium answers in time");
            let Ok(text) = message.into_text() else { continue };
            let Ok(message) = serde_json::from_str::<Value>(text.as_str()) else { continue };
            if message["id"] == number {
                assert_eq!(message["error"], Value::Null, "{method}");
                return message["result"].clone();
            }
            self.hear(&message);
        }
    }

    /// Takes down what is told without a question.
    fn hear(&mut self, message: &Value) {
        let told = &message["params"];
        let session = || told["sessionId"].as_str().unwrap_or_default().to_owned();
        match message["method"].as_str() {
            Some("Target.attachedToTarget") => {
                self.workers.insert(session());
            }
            Some("Target.detachedFromTarget") => {
                self.workers.remove(&session());
            }
            Some("HeapProfiler.addHeapSnapshotChunk") => {
                self.chunks.push_str(told["chunk"].as_str().unwrap_or_default());
            }
            _ => {}
        }
    }
}
