//! Those who make keys.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use browser_tests::program::program;
use browser_tests::{Engine, INT, Session, Window, page_file};
use tempfile::TempDir;

/// Who makes a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// The page's workers, from the moment at which they are asked to their answer: key, request and key
    /// file.
    Page(Setting),
    /// The page, from the click on its button until the request is shown.
    Click,
    /// The same, for the first key of a browser that was just started.
    Fresh,
    /// The page, in a browser that refuses its module for primes.
    Plain(Setting),
    /// The browser itself: `crypto.subtle.generateKey`, and `exportKey`.
    Browser,
    /// node-forge, in the same browser.
    Forge,
    /// OpenSSL, a process of its own.
    OpenSsl,
}

/// How the page is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// With a worker for each processor.
    All,
    /// With one worker.
    One,
    /// With a worker for each processor, and a password on the key.
    Password,
}

/// All of them, in the order in which they take their turns.
pub const MAKERS: [Maker; 10] = [
    Maker::Page(Setting::All),
    Maker::Page(Setting::One),
    Maker::Page(Setting::Password),
    Maker::Click,
    Maker::Fresh,
    Maker::Plain(Setting::All),
    Maker::Plain(Setting::One),
    Maker::Browser,
    Maker::Forge,
    Maker::OpenSsl,
];

/// How long the page rests before a click, at least.
const FILLING_IN: Duration = Duration::from_secs(1);

/// The sizes of keys, in bits.
pub const SIZES: [u32; 3] = [2048, 3072, 4096];

impl Maker {
    /// What the table says of it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Page(Setting::All) => "this page",
            Self::Page(Setting::One) => "this page, one worker",
            Self::Page(Setting::Password) => "this page, key under a password",
            Self::Click => "this page, from click to screen",
            Self::Fresh => "this page, from click to screen, the first key of a browser just started",
            Self::Plain(Setting::One) => "this page without vectors, one worker",
            Self::Plain(_) => "this page without vectors",
            Self::Browser => "crypto.subtle, the browser itself",
            Self::Forge => "node-forge 1.4.3",
            Self::OpenSsl => "openssl genpkey, a process",
        }
    }
}

/// A browser in which all of them wait for their turn, each in a window of its own.
pub struct Makers<'a> {
    engine: Engine,
    session: &'a Session,
    processors: u64,
    page: Window,
    plain: Window,
    others: Window,
    folder: TempDir,
}

impl<'a> Makers<'a> {
    /// Opens the windows.
    pub async fn open(session: &'a Session, engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let page = session.window().await;
        session.open_page().await.name_endpoint(&INT).await;
        let processors = session.page().run("return navigator.hardwareConcurrency").await;
        let plain = session.new_window().await;
        let file = without_module(folder.path());
        session.open_address(&address(&file)).await.name_endpoint(&INT).await;
        let others = session.new_window().await;
        session.open_unready(&address(&Path::new(env!("CARGO_MANIFEST_DIR")).join("peers.html"))).await;
        let processors = processors.as_u64().expect("a number of processors");
        Self { engine, session, processors, page, plain, others, folder }
    }

    /// How many processors the browser sees.
    pub fn processors(&self) -> u64 {
        self.processors
    }

    /// Chooses the size of the next keys.
    pub async fn choose_size(&self, bits: u32) {
        for window in [&self.page, &self.plain] {
            self.session.go_to_window(window).await;
            self.session.page().choose("key-size", &bits.to_string()).await;
        }
    }

    /// Has one of them make a key: how many milliseconds it took.
    pub async fn time(&self, maker: Maker, bits: u32) -> f64 {
        match maker {
            Maker::Page(setting) => self.time_page(&self.page, setting).await[0],
            Maker::Click => self.time_page(&self.page, Setting::All).await[1],
            Maker::Fresh => self.time_fresh(bits).await,
            Maker::Plain(setting) => self.time_page(&self.plain, setting).await[0],
            Maker::Browser => self.time_other("browser", bits).await,
            Maker::Forge => self.time_other("forge", bits).await,
            Maker::OpenSsl => self.time_openssl(bits),
        }
    }

    async fn time_page(&self, window: &Window, setting: Setting) -> [f64; 2] {
        self.session.go_to_window(window).await;
        let page = self.session.page();
        let workers = if setting == Setting::One { 1 } else { self.processors };
        let password = if setting == Setting::Password { "a key's own password" } else { "" };
        page.begin_anew(workers).await;
        page.times_of_key(workers, password).await
    }

    /// A person fills in the form before the click: that is the time that the page has to warm up.
    async fn time_fresh(&self, bits: u32) -> f64 {
        let session = Session::open(self.engine).await;
        let page = session.open_page().await;
        page.name_endpoint(&INT).await;
        page.choose("key-size", &bits.to_string()).await;
        tokio::time::sleep(FILLING_IN).await;
        page.times_of_key(self.processors, "").await[1]
    }

    async fn time_other(&self, maker: &str, bits: u32) -> f64 {
        self.session.go_to_window(&self.others).await;
        let script = "
            const [maker, bits, done] = arguments;
            const root = document.documentElement;
            delete root.dataset.taken;
            const observer = new MutationObserver(() => { observer.disconnect(); done(Number(root.dataset.taken)); });
            observer.observe(root, { attributes: true, attributeFilter: ['data-taken'] });
            postMessage([maker, bits], '*');";
        let taken = self.session.page().run_until_done(script, vec![maker.into(), bits.into()]).await;
        taken.as_f64().unwrap_or_else(|| panic!("{maker} made no key"))
    }

    fn time_openssl(&self, bits: u32) -> f64 {
        let size = format!("rsa_keygen_bits:{bits}");
        let arguments = ["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", &size, "-out", "made.key"];
        let started = Instant::now();
        let made = program("openssl", self.folder.path(), &arguments, b"");
        let taken = started.elapsed().as_secs_f64() * 1000.0;
        made.expect_success();
        taken
    }
}

/// A copy of the page whose module for primes no browser takes.
fn without_module(folder: &Path) -> PathBuf {
    let page = std::fs::read_to_string(page_file()).expect("the page can be read");
    let (before, rest) = page.split_once("id=\"proposer\"").expect("the page has the module");
    let (tag, rest) = rest.split_once('>').expect("the end of its tag");
    let (_, after) = rest.split_once('<').expect("the end of the module");
    let copy = folder.join("without-module.html");
    std::fs::write(&copy, format!("{before}id=\"proposer\"{tag}><{after}")).expect("the copy is written");
    copy
}

fn address(file: &Path) -> String {
    format!("file://{}", file.display())
}
