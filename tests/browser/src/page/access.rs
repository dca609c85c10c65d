//! Whether everyone gets through: the rules of WCAG 2.2, as axe-core checks them.

use std::path::Path;

use serde_json::{Value, json};

use super::Page;

/// Levels A and AA of every version up to 2.2.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

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
}
