//! Handing files to the page.

use std::path::Path;

use serde_json::json;

use super::Page;

impl Page<'_> {
    /// Chooses files with a file field.
    pub async fn upload(&self, id: &str, files: &[&Path]) {
        let paths: Vec<&str> = files.iter().map(|file| file.to_str().expect("a path of letters")).collect();
        self.type_into(id, &paths.join("\n")).await;
    }

    /// Takes every file out of a file field again. Most browsers add to what is there when more
    /// files are chosen.
    pub async fn take_files_out(&self, id: &str) {
        let script = "
            element(arguments[0]).value = '';
            element(arguments[0]).dispatchEvent(new Event('change', { bubbles: true }));";
        self.run_with(script, vec![json!(id)]).await;
    }

    /// Drops files on the box around a file field. Chromium only.
    pub async fn drop_files(&self, id: &str, files: &[&Path]) {
        let script = "
            const box = document.querySelector(`[data-drop=\"${arguments[0]}\"]`);
            box.scrollIntoView({ block: 'center' });
            const place = box.getBoundingClientRect();
            return [place.x + place.width / 2, place.y + place.height / 2];";
        let place = self.run_with(script, vec![json!(id)]).await;
        for moment in ["dragEnter", "dragOver", "drop"] {
            let parameters = json!({
                "type": moment,
                "x": place[0],
                "y": place[1],
                "data": { "items": [], "files": files, "dragOperationsMask": 1 },
            });
            self.session.developer_tools("Input.dispatchDragEvent", parameters).await;
        }
    }
}
