//! The page on small screens. Chromium only.

use serde_json::{Value, json};

use super::Page;

impl Page<'_> {
    /// Makes the screen so many CSS pixels wide and high.
    pub async fn resize(&self, width: u32, height: u32) {
        let parameters = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.session.developer_tools("Emulation.setDeviceMetricsOverride", parameters).await;
        self.until("the screen has its new width", &format!("innerWidth === {width}")).await;
    }

    /// Shows all letters so many times as large, and leaves the width of the screen as it is.
    pub async fn enlarge_letters(&self, times: u32) {
        let script = "
            const root = document.documentElement;
            root.style.fontSize = `${parseFloat(getComputedStyle(root).fontSize) * arguments[0]}px`;";
        self.run_with(script, vec![json!(times)]).await;
    }

    /// Shows the page to a person who prefers dark colours.
    pub async fn prefer_dark(&self) {
        self.prefer(json!([{ "name": "prefers-color-scheme", "value": "dark" }])).await;
    }

    /// Shows the page to a person whose computer has colours of its own.
    pub async fn force_colours(&self) {
        self.prefer(json!([{ "name": "forced-colors", "value": "active" }])).await;
    }

    /// Shows the page as it comes again.
    pub async fn prefer_nothing(&self) {
        self.prefer(json!([])).await;
    }

    async fn prefer(&self, features: Value) {
        self.session.developer_tools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// What sticks out to the right of the screen, so that one would have to scroll sideways.
    pub async fn sticking_out(&self) -> Vec<String> {
        let script = "
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const out = [...document.querySelectorAll('body *')]
                .filter((found) => found.getBoundingClientRect().right > root.clientWidth + 0.5)
                .map((found) => `${found.tagName} ${found.id} ${found.className}`);
            return [`${root.scrollWidth} of ${root.clientWidth} pixels`, ...out];";
        let out = self.run(script).await;
        let out = out.as_array().expect("a list").iter();
        out.map(|name| name.as_str().unwrap_or_default().to_owned()).collect()
    }
}
