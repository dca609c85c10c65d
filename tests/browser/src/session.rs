//! A browser that a person has opened.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::downloads::Downloads;
use crate::driver::Driver;
use crate::engine::{Engine, Setup};
use crate::page::{self, Page};

/// Two browsers at a time: each of them keeps a processor busy.
static SEATS: Semaphore = Semaphore::const_new(2);

/// The page that is tested: `BARS_CSR_PAGE`, or the one that `./build.sh` wrote.
pub fn page_file() -> PathBuf {
    let built = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../dist/bars-csr.html");
    let file = std::env::var_os("BARS_CSR_PAGE").map_or_else(built, PathBuf::from);
    file.canonicalize().unwrap_or_else(|error| panic!("there is no page at {}: {error}", file.display()))
}

/// A window of the browser.
pub struct Window(WindowHandle);

/// A browser with an empty profile and an empty folder for its downloads. Dropped, it is closed.
pub struct Session {
    pub(crate) engine: Engine,
    pub(crate) client: Client,
    id: String,
    downloads: Downloads,
    driver: Driver,
    folder: TempDir,
    _seat: SemaphorePermit<'static>,
}

impl Session {
    /// Opens a browser as it comes.
    pub async fn open(engine: Engine) -> Self {
        Self::open_with(engine, &Setup::default()).await
    }

    /// Opens a browser that was set up in a special way.
    pub async fn open_with(engine: Engine, setup: &Setup) -> Self {
        let seat = SEATS.acquire().await.expect("seats are never closed");
        let folder = tempfile::tempdir().expect("a folder");
        let (downloads, settings) = (folder.path().join("downloads"), folder.path().join("settings"));
        for folder in [&downloads, &settings] {
            std::fs::create_dir(folder).expect("a folder");
        }
        // WebKitGTK looks here for the place of downloads.
        let places = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
        std::fs::write(settings.join("user-dirs.dirs"), places).expect("the settings are written");
        let driver = Driver::start(engine, setup, &settings).await;
        let client = connect(engine, setup, &driver, &downloads).await;
        let id = client.session_id().await.expect("the driver answers").expect("a session has an id");
        let limits = TimeoutConfiguration::new(Some(page::LIMIT * 2), Some(page::LIMIT), None);
        client.update_timeouts(limits).await.expect("the driver takes time limits");
        let downloads = Downloads::watch(downloads);
        Self { engine, client, id, downloads, driver, folder, _seat: seat }
    }

    /// Opens the page from disk and waits until it is ready.
    pub async fn open_page(&self) -> Page<'_> {
        self.open_address(&self.file_address()).await
    }

    /// Opens the page at another address and waits until it is ready.
    pub async fn open_address(&self, address: &str) -> Page<'_> {
        let page = self.open_unready(address).await;
        page.is_ready().await;
        page
    }

    /// Opens an address, whatever becomes of it.
    pub async fn open_unready(&self, address: &str) -> Page<'_> {
        self.client.goto(address).await.unwrap_or_else(|error| panic!("opening {address}: {error}"));
        self.page()
    }

    /// The page that is open.
    pub fn page(&self) -> Page<'_> {
        Page::new(self)
    }

    /// The address of the page on this computer's disk.
    pub fn file_address(&self) -> String {
        url::Url::from_file_path(page_file()).expect("the path is absolute").into()
    }

    /// The window in which everything happens.
    pub async fn window(&self) -> Window {
        Window(self.client.window().await.expect("there is a window"))
    }

    /// Opens another window: from now on everything happens in it.
    pub async fn new_window(&self) -> Window {
        let window = Window(self.client.new_window(false).await.expect("a window opens").handle);
        self.go_to_window(&window).await;
        window
    }

    /// Goes to a window that is open.
    pub async fn go_to_window(&self, window: &Window) {
        self.client.switch_to_window(window.0.clone()).await.expect("the window is open");
    }

    /// The folder that the browser saves into.
    pub fn downloads(&self) -> &Downloads {
        &self.downloads
    }

    /// Writes a file that the person has on their disk.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("the file is written");
        path
    }

    /// What the driver said of the browser when it opened.
    pub fn capability(&self, name: &str) -> Value {
        let capabilities = self.client.capabilities().expect("the driver describes the browser");
        capabilities.get(name).cloned().unwrap_or_else(|| panic!("the driver does not say {name}"))
    }

    /// A command of Chromium's own developer tools.
    pub async fn developer_tools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.chromium("goog/cdp/execute", body).await
    }

    /// What Chromium has logged since the last time: `browser` or `performance`.
    pub async fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.chromium("se/log", json!({ "type": kind })).await;
        log.as_array().cloned().unwrap_or_default()
    }

    async fn chromium(&self, path: &'static str, body: Value) -> Value {
        let command = ChromiumCommand { path, body };
        self.client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The driver closes the browser when the session is deleted, and not when it is killed. A
        // driver that does not answer any more has nothing to close.
        let delete = || {
            let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, self.driver.port))?;
            connection.set_read_timeout(Some(Duration::from_secs(20)))?;
            write!(
                connection,
                "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
                self.id, self.driver.port
            )?;
            connection.read(&mut [0; 64])
        };
        let _ = delete();
    }
}

async fn connect(engine: Engine, setup: &Setup, driver: &Driver, downloads: &std::path::Path) -> Client {
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(engine.capabilities(setup, downloads));
    let address = format!("http://127.0.0.1:{}/", driver.port);
    timeout(Duration::from_secs(120), builder.connect(&address))
        .await
        .unwrap_or_else(|_| panic!("{engine:?} does not open within two minutes"))
        .unwrap_or_else(|error| panic!("{engine:?} does not open: {error}"))
}

/// A command that only Chromium knows.
#[derive(Debug)]
struct ChromiumCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for ChromiumCommand {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
