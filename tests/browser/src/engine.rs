//! The three browser engines, and how each is asked for.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Edge and Chrome run on it.
    Chromium,
    /// Firefox, the extended support release.
    Firefox,
    /// WebKitGTK, the nearest that there is to Safari here.
    WebKit,
}

/// A browser that is not as it comes. Chromium only, but for the compiler.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// Every connection goes to a proxy on this port.
    pub proxy: Option<u16>,
    /// Scripts are switched off.
    pub scripts_off: bool,
    /// The compiler of scripts is switched off, as by Edge's enhanced security. Chromium as Debian
    /// builds it has no WebAssembly then; WebKitGTK, like Edge, runs it the slow way, without vectors.
    pub compiler_off: bool,
    /// What the processor seems to have for WebAssembly.
    pub processor: Processor,
    /// The browser keeps a log of its requests and messages.
    pub logs: bool,
    /// A question that the browser asks waits for an answer.
    pub questions_wait: bool,
}

/// What of the processor the browser uses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Processor {
    /// All that there is.
    #[default]
    Whole,
    /// No multiply-add that rounds once, as on processors before 2013.
    Unfused,
    /// No vectors.
    Scalar,
}

impl Engine {
    /// The program that drives it.
    pub(crate) fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::WebKit => "WebKitWebDriver",
        }
    }

    /// Whether it shows its window on a display, having no way to run without.
    pub(crate) fn needs_display(self) -> bool {
        self == Self::WebKit
    }

    /// What the environment of the driver, and with it of the browser, says of the setup.
    pub(crate) fn environment(self, setup: &Setup) -> Option<(&'static str, &'static str)> {
        (self == Self::WebKit && setup.compiler_off).then_some(("JSC_useJIT", "0"))
    }

    /// What the driver is asked for.
    pub(crate) fn capabilities(self, setup: &Setup, downloads: &Path) -> Map<String, Value> {
        let mut capabilities = match self {
            Self::Chromium => chromium(setup, downloads),
            Self::Firefox => firefox(downloads),
            Self::WebKit => json!({
                "webkitgtk:browserOptions": { "binary": mini_browser(), "args": ["--automation"] },
            }),
        };
        if setup.questions_wait {
            // Only to a session that could speak WebDriver BiDi does Chromium's driver leave the
            // question whether to leave a page; for others it answers by itself.
            capabilities["webSocketUrl"] = json!(true);
            capabilities["unhandledPromptBehavior"] =
                json!({ "default": "ignore", "beforeUnload": "ignore" });
        }
        let Value::Object(capabilities) = capabilities else { unreachable!("capabilities are an object") };
        capabilities
    }
}

/// What Chromium asks for by itself, about accounts and updates.
const OWN_SERVICES: [&str; 2] = ["accounts.google.com", "update.googleapis.com"];

fn chromium(setup: &Setup, downloads: &Path) -> Value {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-extensions",
        "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,OptimizationGuideModelDownloading",
        "--window-size=1280,1000",
    ]
    .map(String::from)
    .into();
    if let Some(port) = setup.proxy {
        arguments.push(format!("--proxy-server=http://127.0.0.1:{port}"));
        // Chromium lets connections to this computer past a proxy unless it is told otherwise. Its
        // own services have no switch: they pass by the proxy, and find no address.
        arguments.push(format!("--proxy-bypass-list=<-loopback>;{}", OWN_SERVICES.join(";")));
        let nowhere = OWN_SERVICES.map(|host| format!("MAP {host} ^NOTFOUND"));
        arguments.push(format!("--host-resolver-rules={}", nowhere.join(",")));
    }
    if setup.compiler_off {
        arguments.push("--js-flags=--jitless".into());
    }
    match setup.processor {
        Processor::Whole => {}
        Processor::Unfused => arguments.push("--js-flags=--no-enable-fma3".into()),
        // WebAssembly's vectors need at least these instructions.
        Processor::Scalar => arguments.push("--js-flags=--no-enable-ssse3".into()),
    }
    let mut preferences = json!({ "download.default_directory": downloads });
    if setup.scripts_off {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    let mut capabilities = json!({
        "goog:chromeOptions": { "args": arguments, "prefs": preferences },
    });
    if setup.logs {
        capabilities["goog:loggingPrefs"] = json!({ "performance": "ALL", "browser": "ALL" });
    }
    capabilities
}

fn firefox(downloads: &Path) -> Value {
    json!({
        "moz:firefoxOptions": {
            "args": ["-headless"],
            "prefs": {
                "browser.download.folderList": 2,
                "browser.download.dir": downloads,
                // The list of downloads would open, and take the keyboard from the page.
                "browser.download.alwaysOpenPanel": false,
            },
        },
    })
}

/// WebKitGTK's small browser lies in a folder that carries its version.
fn mini_browser() -> PathBuf {
    let libraries = Path::new("/usr/lib");
    let folders = |folder: &Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    folders(libraries)
        .iter()
        .flat_map(|folder| folders(folder))
        .chain(folders(Path::new("/usr/libexec")))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|program| program.is_file())
        .expect("MiniBrowser of WebKitGTK is installed")
}
