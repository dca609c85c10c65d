//! The page: sources in, one HTML file with its own content security policy out.

use std::fmt;

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use crate::Package;

/// What the page is made of.
pub struct Sources<'a> {
    /// The HTML, with a place for each of the others.
    pub html: &'a str,
    /// The style sheet.
    pub style: &'a str,
    /// The script that `wasm-bindgen` wrote.
    pub glue: &'a str,
    /// The script that starts the program.
    pub boot: &'a str,
    /// The packed core.
    pub core: &'a str,
    /// The packed module that proposes primes.
    pub proposer: &'a str,
    /// The packed module that works with four passwords at once.
    pub lanes: &'a str,
    /// The script that runs before the others, also in browsers that cannot run those.
    pub too_old: &'a str,
    /// What is inside the page.
    pub packages: &'a [&'a Package],
    /// The packed licence texts.
    pub notices: &'a str,
    /// The version that the page shows.
    pub version: &'a str,
}

/// Why the sources make no page.
#[derive(Debug, PartialEq, Eq)]
pub enum PageError {
    /// The HTML has no such place, or more than one.
    Place(&'static str),
    /// A text would end the element that it stands in.
    EndTag(&'static str),
    /// The HTML has a style or a script in an attribute, which the policy forbids.
    Inline(&'static str),
}

/// Puts the sources together. The policy names the digest of the very bytes that stand in the file.
///
/// # Errors
/// [`PageError`].
pub fn assemble(sources: &Sources<'_>) -> Result<Vec<u8>, PageError> {
    refuse_inline(sources.html)?;
    let program = format!("{}\n{}", sources.glue, sources.boot);
    refuse_end_tag(&program, "</script")?;
    refuse_end_tag(sources.core, "</script")?;
    refuse_end_tag(sources.proposer, "</script")?;
    refuse_end_tag(sources.lanes, "</script")?;
    refuse_end_tag(sources.too_old, "</script")?;
    refuse_end_tag(sources.notices, "</script")?;
    refuse_end_tag(sources.style, "</style")?;
    let policy = policy(&[sources.too_old, &program], sources.style);
    let mut html = without_indentation(sources.html).replace("{{version}}", sources.version);
    for (place, element) in [
        (
            "<!-- bundle:policy -->",
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"),
        ),
        ("<!-- bundle:style -->", format!("<style>{}</style>", sources.style)),
        (
            "<!-- bundle:core -->",
            format!("<script type=\"text/plain\" id=\"core\">{}</script>", sources.core),
        ),
        (
            "<!-- bundle:proposer -->",
            format!("<script type=\"text/plain\" id=\"proposer\">{}</script>", sources.proposer),
        ),
        (
            "<!-- bundle:lanes -->",
            format!("<script type=\"text/plain\" id=\"lanes\">{}</script>", sources.lanes),
        ),
        (
            "<!-- bundle:notices -->",
            format!("<script type=\"text/plain\" id=\"notices\">{}</script>", sources.notices),
        ),
        ("<!-- bundle:packages -->", sources.packages.iter().map(|package| row(package)).collect()),
        ("<!-- bundle:too-old -->", format!("<script>{}</script>", sources.too_old)),
        ("<!-- bundle:program -->", format!("<script id=\"program\">{program}</script>")),
    ] {
        let (before, after) = html.split_once(place).ok_or(PageError::Place(place))?;
        if after.contains(place) {
            return Err(PageError::Place(place));
        }
        html = [before, &element, after].concat();
    }
    Ok(html.into_bytes())
}

/// The lines without the white space before them, but for those of texts that are shown as they are.
fn without_indentation(html: &str) -> String {
    let (mut lines, mut is_kept) = (Vec::new(), false);
    for line in html.split('\n') {
        lines.push(if is_kept { line } else { line.trim_start() });
        is_kept = match (line.rfind("<pre"), line.rfind("</pre>")) {
            (Some(begin), end) => end.is_none_or(|end| end < begin),
            (None, Some(_)) => false,
            (None, None) => is_kept,
        };
    }
    lines.join("\n")
}

/// A package in the table of what is inside the page. HTML ends cells and rows by itself.
fn row(package: &Package) -> String {
    let Package { name, version, licence, .. } = package;
    let [name, version, licence] = [name, version, licence].map(|text| escape(text));
    format!("<tr><th scope=row>{name}<td>{version}<td>{licence}\n")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn policy(scripts: &[&str], style: &str) -> String {
    let scripts: Vec<String> = scripts.iter().map(|script| digest(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; \
         form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types bars-csr",
        scripts.join(" "),
        digest(style)
    )
}

fn digest(text: &str) -> String {
    format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(text)))
}

fn refuse_end_tag(text: &str, tag: &'static str) -> Result<(), PageError> {
    if text.to_ascii_lowercase().contains(tag) { Err(PageError::EndTag(tag)) } else { Ok(()) }
}

/// Looks for `style=` and `on…=` inside tags.
fn refuse_inline(html: &str) -> Result<(), PageError> {
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default().to_ascii_lowercase();
        for attribute in tag.split_ascii_whitespace().skip(1) {
            let name = attribute.split('=').next().unwrap_or_default();
            if attribute.contains('=') && name == "style" {
                return Err(PageError::Inline("style"));
            }
            if attribute.contains('=') && name.starts_with("on") {
                return Err(PageError::Inline("on"));
            }
        }
    }
    Ok(())
}

impl fmt::Display for PageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(place) => write!(out, "index.html must have {place} once"),
            Self::EndTag(tag) => write!(out, "{tag} stands in a text that it would end"),
            Self::Inline(name) => write!(out, "index.html has an attribute {name}…= that the policy forbids"),
        }
    }
}

impl std::error::Error for PageError {}
