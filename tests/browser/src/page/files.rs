//! Handing files to the page.

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::Page;
use crate::engine::Engine;

impl Page<'_> {
    /// Chooses files with a file field.
    pub async fn upload(&self, id: &str, files: &[&Path]) {
        let paths: Vec<&str> = files.iter().map(|file| file.to_str().expect("a path of letters")).collect();
        self.type_into(id, &paths.join("\n")).await;
    }

    /// Takes every file out of a file field again: what was given stays otherwise, where a field takes
    /// several.
    pub async fn take_files_out(&self, id: &str) {
        let script = "
            const list = document.getElementById(`${arguments[0]}-given`);
            const all = list && list.querySelector('button[data-place=all]');
            const button = all || list && list.querySelector('button');
            if (button) return button.click();
            element(arguments[0]).value = '';
            element(arguments[0]).dispatchEvent(new Event('change', { bubbles: true }));";
        self.run_with(script, vec![json!(id)]).await;
    }

    /// Drops files on the box around a file field. Only Chromium lets a driver do so; elsewhere a
    /// script does, with files of the same names and octets.
    pub async fn drop_files(&self, id: &str, files: &[&Path]) {
        if self.session.engine != Engine::Chromium {
            return self.drop_with_a_script(id, files).await;
        }
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

    async fn drop_with_a_script(&self, id: &str, files: &[&Path]) {
        let file = |path: &&Path| {
            let octets = BASE64_STANDARD.encode(std::fs::read(path).expect("the file is there"));
            json!([path.file_name().and_then(|name| name.to_str()).expect("a name of letters"), octets])
        };
        let files: Vec<Value> = files.iter().map(file).collect();
        let script = "
            const box = document.querySelector(`[data-drop=\"${arguments[0]}\"]`);
            const dataTransfer = new DataTransfer();
            for (const [name, octets] of arguments[1]) {
                dataTransfer.items.add(new File([Uint8Array.from(atob(octets), (letter) => letter.charCodeAt(0))], name));
            }
            for (const moment of ['dragenter', 'dragover', 'drop']) {
                box.dispatchEvent(new DragEvent(moment, { bubbles: true, cancelable: true, dataTransfer }));
            }";
        self.run_with(script, vec![json!(id), json!(files)]).await;
    }
}
