//! Pictures of the page, for people to look at.

use std::path::PathBuf;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::Page;
use crate::engine::Engine;

impl Page<'_> {
    /// Saves a picture of the whole page into the folder that `BARS_CSR_SCREENSHOTS` names, where
    /// it names one.
    pub async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("BARS_CSR_SCREENSHOTS").map(PathBuf::from) else { return };
        let picture = match self.session.engine {
            Engine::Chromium => self.whole_picture().await,
            _ => self.session.client.screenshot().await.expect("the browser takes a picture"),
        };
        std::fs::create_dir_all(&folder).expect("the folder for pictures can be made");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("the picture is written");
    }

    async fn whole_picture(&self) -> Vec<u8> {
        // What is not seen yet is not drawn.
        let script = "
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('* { content-visibility: visible !important; }');
            document.adoptedStyleSheets.push(sheet);";
        self.run(script).await;
        let beyond_the_screen = json!({ "captureBeyondViewport": true });
        let answer = self.session.developer_tools("Page.captureScreenshot", beyond_the_screen).await;
        self.run("document.adoptedStyleSheets.pop()").await;
        decoded(&answer)
    }

    /// A picture of one part of the page, so many pixels wide and high from its top. Chromium only.
    pub async fn picture_of(&self, id: &str, width: u32, height: u32) -> Vec<u8> {
        let script = "
            const { left, top, width } = element(arguments[0]).getBoundingClientRect();
            const margin = 16;
            return [left + scrollX - margin, top + scrollY - margin, width + 2 * margin];";
        let place = self.run_with(script, vec![json!(id)]).await;
        let [x, y, own] = [0, 1, 2].map(|part| place[part].as_f64().expect("a number"));
        // Drawn larger, and not enlarged afterwards: letters stay sharp.
        let scale = f64::from(width) / own;
        let clip =
            json!({ "x": x, "y": y, "width": own, "height": f64::from(height) / scale, "scale": scale });
        let parameters = json!({ "captureBeyondViewport": true, "clip": clip });
        decoded(&self.session.developer_tools("Page.captureScreenshot", parameters).await)
    }
}

fn decoded(answer: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(answer["data"].as_str().expect("a picture")).expect("a picture in base64")
}
