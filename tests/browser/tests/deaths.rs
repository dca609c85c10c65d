//! Each worker dies in each state of each step: it is heard, nothing waits for ever, and the person goes on.

use std::path::PathBuf;

use browser_tests::{Authority, Engine, Environment, INT, Page, PrivateKey, Session};
use serde_json::json;

const KEY_PASSWORD: &str = "a key's own password";
const PFX_PASSWORD: &str = "correct horse battery";

/// What the page is at when a worker dies.
#[derive(Debug, Clone, Copy)]
enum State {
    Resting,
    MakingKey,
    HoldingKey,
    CheckingSavedKey,
    OpeningKey,
    HoldingCertificates,
    MakingFile,
    Looking,
    ReadingList,
    MakingRequests,
    ReadingReturned,
    OpeningReturned,
    MakingFiles,
    ReadingInUse,
}

/// The files of a person whose certificate came back.
struct Desk {
    key: PathBuf,
    sealed_key: PathBuf,
    certificates: PathBuf,
    chain: String,
}

impl Desk {
    fn lay(session: &Session) -> Self {
        let authority = Authority::of(Environment::Int);
        let key = PrivateKey::make(KEY_PASSWORD);
        let chain = authority.certificate_for(&key, INT.name) + &authority.intermediate() + &authority.root();
        Self {
            key: session.file("a.key", &key.pem),
            sealed_key: session.file("sealed.key", &key.sealed),
            certificates: session.file("a.pem", &chain),
            chain,
        }
    }
}

impl State {
    /// The step in which it is.
    fn step(self) -> &'static str {
        match self {
            Self::Resting | Self::MakingKey | Self::HoldingKey | Self::CheckingSavedKey => "request",
            Self::OpeningKey | Self::HoldingCertificates | Self::MakingFile => "bundle",
            Self::Looking => "inspect",
            _ => "bulk",
        }
    }

    /// Brings the page into it. Where a worker is asked something, it has not heard it yet.
    async fn reach(self, page: &Page<'_>, desk: &Desk, saved_key: &mut Option<PathBuf>) {
        page.watch_workers().await;
        page.go_to(self.step()).await;
        match self {
            Self::Resting => page.name_endpoint(&INT).await,
            Self::MakingKey => {
                page.name_endpoint(&INT).await;
                page.hold_workers().await;
                page.click("generate").await;
            }
            Self::HoldingKey | Self::CheckingSavedKey => {
                page.name_endpoint(&INT).await;
                page.make_request().await;
                if matches!(self, Self::CheckingSavedKey) {
                    *saved_key = Some(page.save_key(&INT).await);
                    page.hold_workers().await;
                    page.upload("saved-key-file", &[saved_key.as_ref().expect("it is saved")]).await;
                    page.click("check-saved-key").await;
                }
            }
            Self::OpeningKey => {
                page.hold_workers().await;
                page.upload("key-file", &[&desk.key]).await;
                page.paste_into("certificate-pem", &desk.chain).await;
                page.choose_pfx_password(PFX_PASSWORD).await;
            }
            Self::HoldingCertificates | Self::MakingFile => {
                page.open_key(&desk.key, "").await;
                if matches!(self, Self::HoldingCertificates) {
                    page.hold_workers().await;
                    page.paste_into("certificate-pem", &desk.chain).await;
                    page.choose_pfx_password(PFX_PASSWORD).await;
                } else {
                    page.paste_certificates(&desk.chain).await;
                    page.choose_pfx_password(PFX_PASSWORD).await;
                    page.hold_workers().await;
                    page.click("make-pfx").await;
                }
            }
            Self::Looking => {
                page.hold_workers().await;
                page.upload("inspect-file", &[&desk.certificates]).await;
            }
            Self::ReadingList => {
                page.hold_workers().await;
                page.paste_into("bulk-names", INT.name).await;
            }
            Self::MakingRequests => {
                page.list_names(&[INT.name]).await;
                page.click("bulk-password-none").await;
                page.hold_workers().await;
                page.click("bulk-generate").await;
            }
            Self::ReadingReturned => {
                page.hold_workers().await;
                page.upload("bulk-certificates", &[&desk.certificates]).await;
                page.upload("bulk-keys", &[&desk.key]).await;
            }
            Self::OpeningReturned => {
                page.upload("bulk-certificates", &[&desk.certificates]).await;
                page.upload("bulk-keys", &[&desk.sealed_key]).await;
                page.until("the password is asked for", "shown('bulk-key-password-error')").await;
                page.type_into("bulk-key-password", KEY_PASSWORD).await;
                page.hold_workers().await;
                page.leave("bulk-key-password").await;
            }
            Self::MakingFiles => {
                page.upload("bulk-certificates", &[&desk.certificates]).await;
                page.upload("bulk-keys", &[&desk.key]).await;
                page.has_rows("bulk-pairs", 1).await;
                page.choose_one_password("bulk-pfx-password", PFX_PASSWORD).await;
                page.hold_workers().await;
                page.click("bulk-make-pfx").await;
            }
            Self::ReadingInUse => {
                page.hold_workers().await;
                page.upload("bulk-in-use", &[&desk.certificates]).await;
            }
        }
    }

    /// Whether the person has pressed for it, or chosen a file that is all it takes.
    fn is_awaited(self) -> bool {
        !matches!(
            self,
            Self::Resting
                | Self::HoldingKey
                | Self::OpeningKey
                | Self::HoldingCertificates
                | Self::ReadingList
                | Self::ReadingReturned
                | Self::OpeningReturned
        )
    }

    /// Whether the person has what they wanted, in the words of the page's own language.
    fn done(self) -> &'static str {
        match self {
            Self::Resting | Self::MakingKey | Self::HoldingKey => "shown('request-result')",
            Self::CheckingSavedKey => "text('saved-key-status').includes('holds the key')",
            Self::OpeningKey | Self::HoldingCertificates | Self::MakingFile => "shown('bundle-result')",
            Self::Looking => "document.querySelector('#inspect-result [data-kind]') !== null",
            Self::ReadingList | Self::MakingRequests => "shown('bulk-result') && shown('bulk-save')",
            Self::ReadingReturned | Self::OpeningReturned | Self::MakingFiles => {
                "shown('bulk-pfx-result') && shown('bulk-pfx-save')"
            }
            Self::ReadingInUse => "document.querySelector('#bulk-in-use-table tbody tr') !== null",
        }
    }

    /// What a person does next, as often as it takes.
    async fn go_on(self, page: &Page<'_>, desk: &Desk) {
        match self {
            Self::Resting | Self::MakingKey | Self::HoldingKey => page.click("generate").await,
            Self::CheckingSavedKey => page.click("check-saved-key").await,
            Self::OpeningKey | Self::HoldingCertificates | Self::MakingFile => page.click("make-pfx").await,
            Self::Looking => page.click("inspect-look").await,
            Self::ReadingList => {
                page.click("bulk-password-none").await;
                page.click("bulk-generate").await;
            }
            Self::MakingRequests => {
                let button =
                    if page.is_shown("bulk-continue").await { "bulk-continue" } else { "bulk-generate" };
                page.click(button).await;
            }
            Self::ReadingReturned | Self::OpeningReturned | Self::MakingFiles => {
                if page.is_shown("bulk-pfx-continue").await {
                    return page.click("bulk-pfx-continue").await;
                }
                page.choose_one_password("bulk-pfx-password", PFX_PASSWORD).await;
                page.click("bulk-make-pfx").await;
            }
            Self::ReadingInUse => {
                page.take_files_out("bulk-in-use").await;
                page.upload("bulk-in-use", &[&desk.certificates]).await;
            }
        }
    }
}

/// Lets a worker die, counted among those that live. Gives whether there is such a one.
async fn kill(page: &Page<'_>, victim: usize) -> bool {
    let script = "
        const asked = (window.heldBack ?? []).map(([worker]) => worker);
        const living = [...new Set([...window.workers, ...asked])].filter((worker) => !worker.ended);
        const worker = living[arguments[0]];
        if (!worker) return false;
        worker.dispatchEvent(new Event('error', { cancelable: true }));
        worker.terminate();
        return true;";
    page.run_with(script, vec![json!(victim)]).await == json!(true)
}

/// Lets each worker die in a state, each on a page of its own. Gives how many.
async fn each_worker_dies(session: &Session, desk: &Desk, state: State) -> usize {
    let mut victim = 0;
    loop {
        let page = session.open_page().await;
        let mut saved_key = None;
        state.reach(&page, desk, &mut saved_key).await;
        let is_held = page.run("return 'heldBack' in window").await == json!(true);
        if is_held {
            page.until("a worker is asked", "heldBack.length > 0").await;
        }
        if !kill(&page, victim).await {
            return victim;
        }
        if is_held {
            page.let_workers_go().await;
        }
        let done = state.done();
        // What was pressed is either done, or refused with a sentence.
        let answered = format!("({done}) || shown('error-summary')");
        for attempt in 0..3 {
            if attempt > 0 || state.is_awaited() {
                page.until(&format!("{state:?}, worker {victim}: the page answers"), &answered).await;
            }
            if page.run(&format!("return ({done})")).await == json!(true) {
                break;
            }
            if matches!(state, State::CheckingSavedKey) && !page.is_shown("saved-key-file").await {
                // The worker that held the key has died: there is nothing to compare the file with.
                assert!(!page.errors().await.is_empty(), "{state:?}, worker {victim}: it is said");
                break;
            }
            state.go_on(&page, desk).await;
        }
        if !matches!(state, State::CheckingSavedKey) {
            page.until(&format!("{state:?}, worker {victim}: the person goes on"), done).await;
        }
        if let Some(file) = saved_key {
            std::fs::remove_file(file).expect("the file is there");
        }
        victim += 1;
    }
}

#[tokio::test]
async fn each_worker_dies_in_each_state_and_the_person_goes_on() {
    let session = Session::open(Engine::Chromium).await;
    session.page().have_processors(2).await;
    let desk = Desk::lay(&session);
    for state in [
        State::Resting,
        State::MakingKey,
        State::HoldingKey,
        State::CheckingSavedKey,
        State::OpeningKey,
        State::HoldingCertificates,
        State::MakingFile,
        State::Looking,
        State::ReadingList,
        State::MakingRequests,
        State::ReadingReturned,
        State::OpeningReturned,
        State::MakingFiles,
        State::ReadingInUse,
    ] {
        let died = each_worker_dies(&session, &desk, state).await;
        assert!(died > 0, "{state:?}: no worker lives");
    }
}
