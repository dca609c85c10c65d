//! Whether everyone gets through: the rules of WCAG 2.2, as axe-core checks them, and what the browser
//! tells to programs that read aloud.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::Page;

/// Levels A and AA of every version up to 2.2.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// What a person can work with, as browsers call it.
const CONTROLS: [&str; 9] = [
    "button",
    "checkbox",
    "combobox",
    "DisclosureTriangle",
    "link",
    "radio",
    "textbox",
    "progressbar",
    "menulistpopup",
];

impl Page<'_> {
    /// Lets axe-core look at the page that is open. Once is enough for a page.
    pub async fn bring_axe(&self) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("axe/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(&file);
        let source = source.unwrap_or_else(|error| panic!("{}: {error}; npm ci brings it", file.display()));
        self.run(&format!("{source}\nwindow.axe = axe;")).await;
    }

    /// Which rules are broken at the moment, and where.
    pub async fn broken_rules(&self) -> Vec<String> {
        let script = "
            const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: { type: 'tag', values: arguments[0] }, resultTypes: ['violations'] })
                .then(({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`))))
                .catch((error) => done([String(error)]));";
        let answer = self.session.client.execute_async(script, vec![json!(RULES)]).await;
        let answer = answer.expect("axe answers");
        let rules = answer.as_array().expect("a list").iter().filter_map(Value::as_str);
        rules.map(str::to_owned).collect()
    }

    /// Controls without a name, and those that nobody can tell apart by their names: links may have the
    /// same one where they lead to the same place. Chromium only.
    pub async fn confusing_names(&self) -> Vec<String> {
        let tree = self.session.developer_tools("Accessibility.getFullAXTree", json!({})).await;
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for node in tree["nodes"].as_array().expect("a list of nodes") {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            if node["ignored"] == true || !CONTROLS.contains(&role) {
                continue;
            }
            let name = node["name"]["value"].as_str().unwrap_or_default().to_owned();
            let properties = node["properties"].as_array().cloned().unwrap_or_default();
            let address = properties.iter().find(|property| property["name"] == "url");
            let address = address.map(|address| address["value"]["value"].to_string()).unwrap_or_default();
            let known = names.entry(format!("{role}: {name}")).or_default();
            if role != "link" || !known.contains(&address) {
                known.push(address);
            }
        }
        let confusing = |(name, known): &(String, Vec<String>)| name.ends_with(": ") || known.len() > 1;
        names.into_iter().filter(confusing).map(|(name, _)| name).collect()
    }

    /// Name and description of an element, as they are read aloud. Chromium only.
    pub async fn read_aloud(&self, id: &str) -> (String, String) {
        let document = self.session.developer_tools("DOM.getDocument", json!({})).await;
        let root = &document["root"]["nodeId"];
        let wanted = json!({ "nodeId": root, "selector": format!("#{id}") });
        let found = self.session.developer_tools("DOM.querySelector", wanted).await;
        let wanted = json!({ "nodeId": found["nodeId"], "fetchRelatives": false });
        let tree = self.session.developer_tools("Accessibility.getPartialAXTree", wanted).await;
        let node = &tree["nodes"][0];
        let text = |part: &str| node[part]["value"].as_str().unwrap_or_default().to_owned();
        (text("name"), text("description"))
    }

    /// Takes down everything that is added to the summary of errors from now on, and read aloud.
    pub async fn listen_to_summary(&self) {
        let script = "
            window.heard = [];
            new MutationObserver((changes) => {
                window.heard.push(...changes.flatMap(({ addedNodes }) => [...addedNodes].map(({ textContent }) => textContent)));
            }).observe(element('error-summary'), { subtree: true, childList: true, characterData: true });";
        self.run(script).await;
    }

    /// What was taken down.
    pub async fn heard(&self) -> Value {
        self.run("return window.heard").await
    }
}
