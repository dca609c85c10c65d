//! What a person has at the end: the files that the page made, and what it says to do with them.

use std::collections::BTreeMap;
use std::path::Path;

use browser_tests::program::program;
use browser_tests::{Authority, Engine, Environment, INT, Page, Session, openssl};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::caller::Client;

/// The password of the key file.
pub const KEY_PASSWORD: &str = "a key's own password";

/// The password of the .pfx files.
pub const PFX_PASSWORD: &str = "correct horse battery";

/// Everything that the page made and says, and the callers of the servers.
pub struct Finished {
    files: BTreeMap<String, Vec<u8>>,
    texts: BTreeMap<String, String>,
    /// What a server has to send: its certificate and the intermediate, then perhaps the root.
    path: [String; 3],
    /// A caller under the same authority, as the BaRS proxy is.
    pub proxy: Client,
    /// A caller under the authority of the other environment.
    pub stranger: Client,
}

impl Finished {
    /// Makes the files with the page, the first time that it is asked.
    pub async fn get() -> &'static Self {
        static FINISHED: OnceCell<Finished> = OnceCell::const_new();
        FINISHED.get_or_init(Self::make).await
    }

    async fn make() -> Self {
        let session = Session::open(Engine::Chromium).await;
        let page = session.open_page().await;
        page.name_endpoint(&INT).await;
        page.choose_key_password(KEY_PASSWORD).await;
        page.make_request().await;
        let request = page.save_request(&INT).await;
        let key = page.save_key(&INT).await;

        let authority = Authority::of(Environment::Int);
        let path = [authority.sign(&request, INT.name), authority.intermediate(), authority.root()];
        page.go_to("bundle").await;
        page.paste_certificates(&path.concat()).await;
        let mut files = BTreeMap::from([(INT.file(".key"), std::fs::read(key).expect("the key file"))]);
        for (kind, name) in [("compatible", "compatible.pfx".to_owned()), ("modern", INT.file(".pfx"))] {
            files.insert(name, make_pfx(&page, kind).await);
        }
        for (button, ending) in [("download-cer", ".cer"), ("download-chain", "-chain.pem")] {
            let file = page.save_finished(button, &INT.file(ending)).await;
            files.insert(INT.file(ending), std::fs::read(file).expect("a finished file"));
        }
        page.run("document.getElementById('download-combined-pem').closest('details').open = true").await;
        for (button, ending) in
            [("download-plain-key", "-without-password.key"), ("download-combined-pem", "-combined.pem")]
        {
            page.click(button).await;
            page.until("the page asks", "shown('confirm')").await;
            page.click("confirm-yes").await;
            let file = session.downloads().file(&INT.file(ending)).await;
            files.insert(INT.file(ending), std::fs::read(file).expect("a key file"));
        }
        assert_eq!(page.value("trust-of").await, "given");
        for (button, name) in
            [("download-trust-pem", "nhs-int-trust.pem"), ("download-trust-p12", "nhs-int-trust.p12")]
        {
            page.click(button).await;
            let file = session.downloads().file(name).await;
            files.insert(name.to_owned(), std::fs::read(file).expect("a trust store"));
        }
        assert!(page.is_shown("no-other-names").await, "the certificate has no subjectAltName");
        let proxy = Client::under(&authority, "bars-proxy.nhs.uk");
        let stranger = Client::under(&Authority::of(Environment::Prod), "stranger.nhs.uk");
        Self { files, texts: texts(&page).await, path, proxy, stranger }
    }

    /// A new folder with all the files in it.
    pub fn folder(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        self.write_files(folder.path());
        folder
    }

    /// Writes all the files into a folder.
    pub fn write_files(&self, folder: &Path) {
        for (name, content) in &self.files {
            std::fs::write(folder.join(name), content).expect("the file is written");
        }
    }

    /// A text that the page shows, by its id, as it would be copied.
    pub fn text(&self, id: &str) -> &str {
        self.texts.get(id).unwrap_or_else(|| panic!("the page shows no {id}: {:?}", self.texts.keys()))
    }

    /// Runs the commands of a text in a folder, as a shell does.
    pub fn run_commands(&self, id: &str, folder: &Path) {
        program("sh", folder, &["-e", "-c", self.text(id)], b"").expect_success();
    }

    /// The certificate of the root, PEM.
    pub fn root(&self) -> &str {
        &self.path[2]
    }

    /// What a caller may see of the server's certificates: its own, the intermediate, and the root
    /// where the server sends that too.
    pub fn path(&self, certificates: usize) -> &[String] {
        &self.path[..certificates]
    }
}

/// A text with one thing in it replaced, which occurs once: what the page tells people to change.
pub fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from} occurs once in {text}");
    text.replacen(from, to, 1)
}

async fn make_pfx(page: &Page<'_>, kind: &str) -> Vec<u8> {
    page.choose("pfx-encryption", kind).await;
    page.choose_pfx_password(PFX_PASSWORD).await;
    page.make_pfx().await;
    let file = page.save_finished("download-pfx", &INT.file(".pfx")).await;
    let content = std::fs::read(&file).expect("the .pfx file");
    assert_eq!(openssl::read_pfx(&file, PFX_PASSWORD).chain.len(), 2);
    // The next one shall have the same name.
    std::fs::remove_file(file).expect("it is taken away");
    content
}

async fn texts(page: &Page<'_>) -> BTreeMap<String, String> {
    let script = "return [...document.querySelectorAll('#bundle-result code[id]')]
        .map((text) => [text.id, text.textContent]);";
    let texts = page.run(script).await;
    let word = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    texts.as_array().expect("a list").iter().map(|pair| (word(&pair[0]), word(&pair[1]))).collect()
}
