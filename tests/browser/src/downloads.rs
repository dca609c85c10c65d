//! The folder that a browser saves into.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use inotify::{EventMask, Inotify, WatchMask};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;

/// How long a file may take to arrive.
const LIMIT: Duration = Duration::from_secs(60);

/// A folder whose changes the operating system announces.
pub struct Downloads {
    folder: PathBuf,
    arrivals: Mutex<Arrivals>,
}

struct Arrivals {
    announced: UnboundedReceiver<OsString>,
    /// A browser may touch a file again after it has arrived, so that it is announced twice.
    seen: HashSet<OsString>,
}

impl Downloads {
    /// Watches a folder from now on.
    pub(crate) fn watch(folder: PathBuf) -> Self {
        let inotify = Inotify::init().expect("the operating system announces changes of folders");
        inotify
            .watches()
            .add(&folder, WatchMask::CLOSE_WRITE | WatchMask::MOVED_TO)
            .expect("the folder can be watched");
        let (announce, announced) = unbounded_channel();
        // It ends with the folder, whose end is the last announcement.
        thread::spawn(move || announce_files(inotify, &announce));
        Self { folder, arrivals: Mutex::new(Arrivals { announced, seen: HashSet::new() }) }
    }

    /// Waits until a file of this name is there as a whole.
    pub async fn file(&self, name: &str) -> PathBuf {
        let path = self.folder.join(name);
        let mut arrivals = self.arrivals.lock().await;
        if timeout(LIMIT, arrivals.until_there(&path)).await.is_err() {
            panic!("{name} did not arrive; the folder holds {:?}", self.names());
        }
        path
    }

    /// The names of all files that are there.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.folder).expect("the folder can be read");
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Arrivals {
    async fn until_there(&mut self, path: &Path) {
        let name = path.file_name().expect("a file has a name");
        // Firefox keeps the place of a file with an empty one of the same name.
        while !(self.seen.contains(name) && path.metadata().is_ok_and(|file| file.len() > 0)) {
            let arrived = self.announced.recv().await.expect("the folder is there as long as the session");
            self.seen.insert(arrived);
        }
    }
}

fn announce_files(mut inotify: Inotify, announce: &UnboundedSender<OsString>) {
    let mut buffer = [0; 4096];
    while let Ok(events) = inotify.read_events_blocking(&mut buffer) {
        for event in events {
            let told = event.name.is_none_or(|name| announce.send(name.to_owned()).is_ok());
            if event.mask.contains(EventMask::IGNORED) || !told {
                return;
            }
        }
    }
}
