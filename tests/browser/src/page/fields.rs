//! Filling in fields.

use serde_json::json;

use super::{Key, Page};
use crate::engine::Engine;

impl Page<'_> {
    /// Clicks on an element.
    pub async fn click(&self, id: &str) {
        self.bring_into_sight(&format!("#{id}")).await;
        let clicked = self.element(id).await.click().await;
        if let Err(error) = clicked {
            panic!("click on #{id}: {error}\nthe page showed: {}", self.describe().await);
        }
    }

    /// Scrolls to an element, as a person does before clicking. WebKit takes a while for that, and what it
    /// shows moves meanwhile; its driver does not wait, and clicks beside the element.
    async fn bring_into_sight(&self, selector: &str) {
        if self.session.engine == Engine::WebKit {
            let script = "
                document.querySelector(arguments[0])?.scrollIntoView({ block: 'center' });
                requestAnimationFrame(() => requestAnimationFrame(arguments[1]));";
            self.run_until_done(script, vec![json!(selector)]).await;
        }
    }

    /// Goes to a step with its link.
    pub async fn go_to(&self, step: &str) {
        let link = format!("nav a[href='#{step}']");
        self.bring_into_sight(&link).await;
        let found = self.session.client.find(fantoccini::Locator::Css(&link)).await;
        let clicked = found.unwrap_or_else(|error| panic!("{link}: {error}")).click().await;
        clicked.unwrap_or_else(|error| panic!("{link}: {error}"));
        self.until("the step is shown", &format!("shown('{step}-title')")).await;
    }

    /// Types into a field, after what is there.
    pub async fn type_into(&self, id: &str, text: &str) {
        let typed = self.element(id).await.send_keys(text).await;
        typed.unwrap_or_else(|error| panic!("typing into #{id}: {error}"));
    }

    /// Types over what is in a field.
    pub async fn type_over(&self, id: &str, text: &str) {
        self.run_with("element(arguments[0]).select()", vec![json!(id)]).await;
        let instead = if text.is_empty() { Key::Delete.code().to_string() } else { text.to_owned() };
        self.type_into(id, &instead).await;
    }

    /// Leaves a field with the tabulator.
    pub async fn leave(&self, id: &str) {
        self.type_into(id, &Key::Tab.code().to_string()).await;
    }

    /// Puts a text into a field in one go, in place of what was there.
    pub async fn paste_into(&self, id: &str, text: &str) {
        let script = "
            const field = element(arguments[0]);
            field.focus();
            field.value = arguments[1];
            field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));";
        self.run_with(script, vec![json!(id), json!(text)]).await;
    }

    /// Opens or closes a part of the page that is closed at first.
    pub async fn click_summary_of(&self, id: &str) {
        let summary = format!("#{id} > summary");
        self.bring_into_sight(&summary).await;
        let found = self.session.client.find(fantoccini::Locator::Css(&summary)).await;
        let clicked = found.unwrap_or_else(|error| panic!("{summary}: {error}")).click().await;
        clicked.unwrap_or_else(|error| panic!("{summary}: {error}"));
    }

    /// Undoes what was typed last into a field, with the keyboard.
    pub async fn undo_in(&self, id: &str) {
        self.type_into(id, &format!("{}z", Key::Control.code())).await;
    }

    /// Pastes what is on the clipboard into a field, with the keyboard.
    pub async fn paste_clipboard_into(&self, id: &str) {
        self.type_into(id, &format!("{}v", Key::Control.code())).await;
    }

    /// Chooses an option of a list.
    pub async fn choose(&self, id: &str, option: &str) {
        let chosen = self.element(id).await.select_by_value(option).await;
        chosen.unwrap_or_else(|error| panic!("choosing {option} in #{id}: {error}"));
    }

    /// The ids of all fields of a step that are shown, and take text or files.
    pub async fn fields_of(&self, step: &str) -> Vec<String> {
        let script = "
            const fields = element(arguments[0]).querySelectorAll('input:not([type=radio], [type=checkbox]), textarea');
            return [...fields].map((field) => field.id).filter((id) => shown(id) && !element(id).readOnly);";
        let ids = self.run_with(script, vec![json!(step)]).await;
        let ids = ids.as_array().expect("a list").iter();
        ids.map(|id| id.as_str().expect("a field has an id").to_owned()).collect()
    }

    /// Whether a field takes files.
    pub async fn takes_files(&self, id: &str) -> bool {
        self.run_with("return element(arguments[0]).type === 'file'", vec![json!(id)]).await == true
    }

    /// What is in a field.
    pub async fn value(&self, id: &str) -> String {
        self.string("return value(arguments[0])", id).await
    }

    /// The text of an element, shown or not.
    pub async fn text(&self, id: &str) -> String {
        self.string("return text(arguments[0])", id).await
    }

    /// Whether an element is shown.
    pub async fn is_shown(&self, id: &str) -> bool {
        let shown = self.run_with("return shown(arguments[0])", vec![json!(id)]).await;
        shown.as_bool().expect("an element is shown or not")
    }

    /// Whether a choice is chosen.
    pub async fn is_chosen(&self, id: &str) -> bool {
        let chosen = self.run_with("return element(arguments[0]).checked", vec![json!(id)]).await;
        chosen.as_bool().expect("a choice is chosen or not")
    }

    /// The id of the element that has the keyboard.
    pub async fn focused(&self) -> String {
        self.string("return focused() ?? ''", "").await
    }

    async fn string(&self, script: &str, id: &str) -> String {
        let answer = self.run_with(script, vec![json!(id)]).await;
        answer.as_str().unwrap_or_else(|| panic!("#{id} has no text")).to_owned()
    }
}
