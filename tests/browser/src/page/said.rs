//! What the page says.

use serde_json::{Value, json};

use super::Page;

impl Page<'_> {
    /// The summary of errors as it is shown: field and sentence of each.
    pub async fn errors(&self) -> Vec<(String, String)> {
        let script = "
            if (!shown('error-summary')) return [];
            return [...document.querySelectorAll('#error-summary-list a')]
                .map((link) => [link.getAttribute('href').slice(1), link.textContent]);";
        pairs(&self.run(script).await)
    }

    /// What is said beside a field; empty where nothing is.
    pub async fn error_beside(&self, id: &str) -> String {
        let script = "
            const error = `${arguments[0]}-error`;
            return shown(error) ? text(error) : '';";
        let error = self.run_with(script, vec![json!(id)]).await;
        error.as_str().expect("a text").to_owned()
    }

    /// The checks: name and result of each, in their order.
    pub async fn checks(&self) -> Vec<(String, String)> {
        let script = "
            return [...document.querySelectorAll('#checks [data-check]')]
                .map((item) => [item.dataset.check, item.dataset.result]);";
        pairs(&self.run(script).await)
    }

    /// The names of the checks with a result.
    pub async fn checks_that(&self, result: &str) -> Vec<String> {
        let checks = self.checks().await;
        checks.into_iter().filter(|(_, found)| found == result).map(|(name, _)| name).collect()
    }

    /// The sentence of a check.
    pub async fn reason(&self, check: &str) -> String {
        let script = "
            return document.querySelector(`#checks [data-check=\"${arguments[0]}\"] .check-reason`).textContent;";
        let reason = self.run_with(script, vec![json!(check)]).await;
        reason.as_str().expect("a text").to_owned()
    }

    /// The words that are shown anywhere, as a screen reader finds them: that works where scripts
    /// do not. Chromium only.
    pub async fn words_shown(&self) -> String {
        let tree = self.session.developer_tools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().expect("a list of nodes").iter();
        let words = nodes.filter(|node| node["role"]["value"] == "StaticText");
        words.filter_map(|node| node["name"]["value"].as_str()).collect::<Vec<_>>().join("\n")
    }

    /// An email of the instructions: address, subject and text.
    pub async fn mail(&self, steps: &str, kind: &str) -> [String; 3] {
        let script = "
            const mail = element(arguments[0]).querySelector(`[data-mail=\"${arguments[1]}\"]`);
            return ['to', 'subject', 'body'].map((part) => mail.querySelector(`.mail-${part}`).textContent);";
        let mail = self.run_with(script, vec![json!(steps), json!(kind)]).await;
        [0, 1, 2].map(|part| mail[part].as_str().expect("a text").to_owned())
    }

    /// The values with their labels that the page gives in a place, to be copied or chosen.
    pub async fn values(&self, place: &str) -> Vec<(String, String)> {
        let script = "
            return [...element(arguments[0]).querySelectorAll('.value-text')]
                .map((value) => [value.dataset.value, value.textContent]);";
        let values = self.run_with(script, vec![json!(place)]).await;
        let word = |value: &Value| value.as_str().expect("a text").to_owned();
        values.as_array().expect("a list").iter().map(|pair| (word(&pair[0]), word(&pair[1]))).collect()
    }

    /// Waits until this is said beside that field and in the summary; the person stays where they
    /// are.
    pub async fn is_told(&self, field: &str, sentence: &str) {
        let said = format!("shown('{field}-error') && text('{field}-error') === {}", json!(sentence));
        self.until("the page finds fault with the field", &said).await;
        assert_eq!(self.errors().await, [(field.to_owned(), sentence.to_owned())]);
    }

    /// Waits for a result of a check.
    pub async fn check_is(&self, check: &str, result: &str) {
        self.until("a check has another result", &format!("check('{check}') === '{result}'")).await;
    }

    /// Waits for the summary of errors, and makes sure that it says this of that field, that it
    /// says it beside the field too, that it has the keyboard, and that its link leads there.
    pub async fn is_refused(&self, field: &str, sentence: &str) {
        self.until("the page refuses", "shown('error-summary') && focused() === 'error-summary'").await;
        let expected = (field.to_owned(), sentence.to_owned());
        let errors = self.errors().await;
        assert!(errors.contains(&expected), "expected {expected:?}, the page says {errors:#?}");
        assert_eq!(self.error_beside(field).await, sentence);
        let link = format!("#error-summary-list a[href='#{field}']");
        let link =
            self.session.client.find(fantoccini::Locator::Css(&link)).await.expect("a link to the field");
        let before = self.address().await;
        link.click().await.expect("the link can be clicked");
        assert_eq!(self.focused().await, field, "the link of the summary leads to its field");
        assert_eq!(self.address().await, before, "and stays in this step");
    }
}

fn pairs(list: &Value) -> Vec<(String, String)> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    list.as_array().expect("a list").iter().map(|pair| (word(&pair[0]), word(&pair[1]))).collect()
}
