//! The page on small screens, and for people who read in their own way. Chromium only.

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

    /// Shows letters and the space between them as they come again.
    pub async fn show_text_as_it_comes(&self) {
        self.run("document.documentElement.style.fontSize = ''; document.adoptedStyleSheets = [];").await;
    }

    /// Puts so much space between letters, words, lines and paragraphs as a reader may ask for (WCAG
    /// 2.2, 1.4.12).
    pub async fn spread_text(&self) {
        let script = "
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`
                * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
                p, li, dd, pre { margin-bottom: 2em !important; }`);
            document.adoptedStyleSheets.push(sheet);
            return getComputedStyle(document.body).letterSpacing;";
        assert_ne!(self.run(script).await, "normal", "the space is there");
    }

    /// Shows the page to a person who prefers dark colours.
    pub async fn prefer_dark(&self) {
        self.prefer(json!([{ "name": "prefers-color-scheme", "value": "dark" }])).await;
    }

    /// Shows the page to a person whose computer has colours of its own.
    pub async fn force_colours(&self) {
        self.prefer(json!([{ "name": "forced-colors", "value": "active" }])).await;
    }

    /// Shows the page to a person whom moving things disturb.
    pub async fn reduce_motion(&self) {
        self.prefer(json!([{ "name": "prefers-reduced-motion", "value": "reduce" }])).await;
    }

    /// Shows the page as it comes again.
    pub async fn prefer_nothing(&self) {
        self.prefer(json!([])).await;
    }

    async fn prefer(&self, features: Value) {
        self.session.developer_tools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// What moves by itself: animations, and bars that do not know how far they are.
    pub async fn moving(&self) -> Vec<String> {
        let script = "
            const bars = [...document.querySelectorAll('progress:not([value])')].map(({ id }) => id).filter(shown);
            const moving = document.getAnimations().map((animation) => animation.effect.target.id);
            return [...moving, ...bars];";
        self.names(script).await
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
        self.names(script).await
    }

    /// Controls that are smaller than 24 by 24 CSS pixels. Links within a sentence may be (WCAG 2.2,
    /// 2.5.8).
    pub async fn small_targets(&self) -> Vec<String> {
        let script = "
            const inSentence = (link) =>
                link.matches('main p a, main li a') && link.parentElement.textContent !== link.textContent;
            return [...document.querySelectorAll('a, button, input, select, textarea, summary')]
                .filter((control) => control.checkVisibility() && !inSentence(control))
                .map((control) => [control, control.getBoundingClientRect()])
                .filter(([, { width, height }]) => width < 24 || height < 24)
                .map(([control, { width, height }]) =>
                    `${control.id || control.textContent}: ${width} by ${height}`);";
        self.names(script).await
    }

    /// Controls that look the same with the keyboard on them as without.
    pub async fn hidden_focus(&self) -> Vec<String> {
        let script = "
            const outlined = ({ outlineStyle, outlineWidth, outlineColor }) =>
                outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(', 0)');
            const filled = (style) => `${style.boxShadow} ${style.backgroundColor}`;
            const forced = matchMedia('(forced-colors: active)').matches;
            const within = document.querySelector('dialog:modal') ?? document;
            const controls = 'a[href], button, input, select, textarea, summary, [tabindex=\"0\"]';
            const before = document.activeElement;
            before?.blur();
            const hidden = [];
            for (const control of within.querySelectorAll(controls)) {
                if (!control.checkVisibility() || control.matches(':disabled')) continue;
                const style = getComputedStyle(control);
                const without = filled(style);
                control.focus({ focusVisible: true, preventScroll: true });
                const seen = outlined(style) || (!forced && filled(style) !== without);
                if (document.activeElement !== control || !seen) hidden.push(control.id || control.textContent);
                control.blur();
            }
            before?.focus({ preventScroll: true });
            return hidden;";
        self.names(script).await
    }

    async fn names(&self, script: &str) -> Vec<String> {
        let names = self.run(script).await;
        let names = names.as_array().expect("a list").iter();
        names.map(|name| name.as_str().unwrap_or_default().to_owned()).collect()
    }
}
