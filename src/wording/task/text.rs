//! Tasks as a text file.

use super::{Errand, Part, Task, Value, tasks};
use crate::authority::Environment;
use crate::name::EndpointName;
use crate::sending::{CatalogueEntry, Details};

/// What is to be done with requests for these names, for each environment among them. Lines end in
/// CRLF: it is for a file that any editor may open.
pub fn how_to_send(entries: &[CatalogueEntry], details: &Details) -> String {
    let of = |wanted: Option<Environment>| -> Vec<CatalogueEntry> {
        entries.iter().filter(|entry| entry.name.environment() == wanted).cloned().collect()
    };
    let mut parts = Vec::new();
    for environment in [Environment::Int, Environment::Prod] {
        let entries = of(Some(environment));
        if !entries.is_empty() {
            let errand = Errand { environment, entries: &entries, request: None, details };
            parts.push(format!("REQUESTS FOR {}\n\n{}", environment.as_str(), numbered(&tasks(&errand))));
        }
    }
    let others = of(None);
    if !others.is_empty() {
        let names: Vec<&EndpointName> = others.iter().map(|entry| &entry.name).collect();
        parts.push(other(&names));
    }
    with_crlf(&parts.join("\n\n"))
}

/// What is left to do for one endpoint. Lines end in CRLF.
pub fn tasks_as_text(name: &EndpointName, tasks: &[Task]) -> String {
    with_crlf(&format!("WHAT IS LEFT TO DO FOR {}\n\n{}", name.as_str(), numbered(tasks)))
}

fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn other(names: &[&EndpointName]) -> String {
    format!(
        "REQUESTS FOR OTHER NAMES\n\n\
         These names fit none of the three formats of the BaRS guide. Send their requests as you have agreed with NHS England.\n\n{}\n",
        names.iter().map(|name| format!("   {}\n", name.as_str())).collect::<String>().trim_end_matches('\n')
    )
}

fn numbered(tasks: &[Task]) -> String {
    let task = |(place, task): (usize, &Task)| {
        let parts: Vec<String> = task.parts.iter().map(part).collect();
        let number = place.saturating_add(1);
        format!("{number}. {} ({})\n\n{}\n", task.title, task.who, parts.join("\n\n"))
    };
    tasks.iter().enumerate().map(task).collect::<Vec<_>>().join("\n")
}

fn part(part: &Part) -> String {
    match part {
        Part::Words(words) | Part::Warning(words) => words.clone(),
        // A step of the page has no address outside it.
        Part::Link { words, address, .. } if address.starts_with('#') => words.clone(),
        Part::Link { words, address, .. } => format!("{words}\n   {address}"),
        Part::Values(values) => values.iter().map(value).collect::<Vec<_>>().join("\n"),
        Part::Mail { lead, mail, .. } => format!("{lead}\n\n{}", mail.to_text().trim_end()),
        Part::Names(names) => names.iter().map(|name| format!("   {name}")).collect::<Vec<_>>().join("\n"),
    }
}

fn value(Value { label, value, .. }: &Value) -> String {
    match value.trim_end() {
        text if text.contains('\n') => format!("   {label}:\n{text}"),
        text => format!("   {label}: {text}"),
    }
}
