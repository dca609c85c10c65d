//! The step for many endpoints.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Page;
use crate::program::program;

impl Page<'_> {
    /// The rows of a table: name and result of each.
    pub async fn rows(&self, table: &str) -> Vec<(String, String)> {
        let script = "
            return [...element(arguments[0]).querySelectorAll('tbody tr')]
                .map((row) => [row.dataset.name, row.dataset.result]);";
        let rows = self.run_with(script, vec![json!(table)]).await;
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        rows.as_array().expect("a list").iter().map(|row| (word(&row[0]), word(&row[1]))).collect()
    }

    /// The names of the rows of a table that have a result, in their order.
    pub async fn rows_that(&self, table: &str, result: &str) -> Vec<String> {
        let rows = self.rows(table).await;
        rows.into_iter().filter(|(_, found)| found == result).map(|(name, _)| name).collect()
    }

    /// What a row of a table says: its result in a word or two, and its sentence.
    pub async fn row(&self, table: &str, name: &str) -> [String; 2] {
        let script = "
            const row = [...element(arguments[0]).querySelectorAll('tbody tr')]
                .find((row) => row.dataset.name === arguments[1]);
            return ['.verdict', '.row-sentence'].map((part) => row.querySelector(part).textContent);";
        let row = self.run_with(script, vec![json!(table), json!(name)]).await;
        [0, 1].map(|part| row[part].as_str().expect("a text").to_owned())
    }

    /// Waits until a table has so many rows.
    pub async fn has_rows(&self, table: &str, count: usize) {
        let rows = format!("element('{table}').querySelectorAll('tbody tr').length === {count}");
        self.until("the table has its rows", &rows).await;
    }

    /// Puts names into the list, and waits until they are read.
    pub async fn list_names(&self, names: &[impl AsRef<str>]) {
        let lines: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        self.paste_into("bulk-names", &lines.join("\n")).await;
        self.has_rows("bulk-table", names.len()).await;
    }

    /// Makes keys and requests, and waits until they can be saved.
    pub async fn make_requests(&self) {
        self.click("bulk-generate").await;
        self.until("the requests are made", "shown('bulk-result') && focused() === 'bulk-result-title'")
            .await;
    }

    /// Makes .pfx files, and waits until they can be saved.
    pub async fn make_pfx_files(&self) {
        self.click("bulk-make-pfx").await;
        let made = "shown('bulk-pfx-result') && focused() === 'bulk-pfx-result-title'";
        self.until("the .pfx files are made", made).await;
    }

    /// Chooses one password for all files of a batch.
    pub async fn choose_one_password(&self, field: &str, password: &str) {
        self.click(&format!("{field}-one")).await;
        self.type_over(field, password).await;
        self.type_over(&format!("{field}-confirm"), password).await;
    }
}

/// Unpacks a zip archive into a folder beside it, with Python.
pub fn unpack(archive: &Path) -> PathBuf {
    let folder = archive.with_extension("unpacked");
    let (archive, out) = (text(archive), text(&folder));
    program("/usr/bin/python3", Path::new("."), &["-m", "zipfile", "-e", archive, out], b"").expect_success();
    folder
}

/// Packs what is in a folder into a zip archive beside it, with Python.
pub fn pack(folder: &Path) -> PathBuf {
    let archive = folder.with_extension("zip");
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut arguments = vec!["-m", "zipfile", "-c", text(&archive)];
    arguments.extend(entries.iter().map(|entry| text(entry)));
    program("/usr/bin/python3", Path::new("."), &arguments, b"").expect_success();
    archive
}

/// The passwords in a `passwords.csv`, with the names of what they open.
pub fn passwords(file: &Path) -> Vec<(String, String)> {
    let table = std::fs::read_to_string(file).expect("a text");
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("name,password,sealed_sha256"));
    lines
        .map(|line| {
            let mut fields = line.split(',').map(str::to_owned);
            (fields.next().expect("a name"), fields.next().expect("a password"))
        })
        .collect()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path of letters")
}
