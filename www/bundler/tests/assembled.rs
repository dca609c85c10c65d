//! The page is put together as its policy says.

use base64ct::{Base64, Encoding};
use bundler::{Package, PageError, Sources, assemble, checksum_line};
use sha2::{Digest, Sha256};

const HTML: &str = "<head><!-- bundle:policy --><!-- bundle:style --></head>\
                    <p>{{version}}</p><table><!-- bundle:packages --></table><!-- bundle:core -->\
                    <!-- bundle:proposer --><!-- bundle:lanes --><!-- bundle:notices --><!-- bundle:too-old --><!-- bundle:program -->";

fn sources() -> Sources<'static> {
    Sources {
        html: HTML,
        style: "p{}",
        glue: "let a;",
        boot: "a = 1;",
        core: "AAAA",
        proposer: "BBBB",
        lanes: "DDDD",
        too_old: "var b;",
        packages: &[],
        notices: "CCCC",
        version: "1.2.3",
    }
}

fn refused(sources: &Sources<'_>) -> PageError {
    assemble(sources).expect_err("it is refused")
}

#[test]
fn the_policy_names_the_digest_of_the_very_bytes_in_the_file() {
    let page = String::from_utf8(assemble(&sources()).expect("a page")).expect("text");
    let between = |from: &str, to: &str| {
        page.split_once(from).and_then(|(_, rest)| rest.split_once(to)).expect(from).0.to_owned()
    };
    let digest = |text: &str| format!("'sha256-{}'", Base64::encode_string(&Sha256::digest(text)));
    let policy = between("content=\"", "\"");
    let expected = format!(
        "default-src 'none'; script-src {} {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; \
         form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types bars-csr",
        digest(&between("<script>", "</script>")),
        digest(&between("<script id=\"program\">", "</script>")),
        digest(&between("<style>", "</style>")),
    );
    assert_eq!(policy, expected);
    assert!(page.contains("<p>1.2.3</p>"));
    assert_eq!(between("<script type=\"text/plain\" id=\"core\">", "</script>"), "AAAA");
    assert_eq!(between("<script type=\"text/plain\" id=\"proposer\">", "</script>"), "BBBB");
    assert_eq!(between("<script type=\"text/plain\" id=\"lanes\">", "</script>"), "DDDD");
}

#[test]
fn the_page_has_no_indentation_but_in_texts_that_are_shown_as_they_are() {
    let html = format!("{HTML}\n  <p>\n    one\n  </p>\n  <pre>\n    two\n  </pre>\n  <p>three</p>");
    let page =
        String::from_utf8(assemble(&Sources { html: &html, ..sources() }).expect("a page")).expect("text");
    assert!(page.ends_with("\n<p>\none\n</p>\n<pre>\n    two\n  </pre>\n<p>three</p>"), "{page}");
}

#[test]
fn a_text_that_would_end_its_element_is_refused() {
    assert_eq!(refused(&Sources { boot: "'</SCRIPT>'", ..sources() }), PageError::EndTag("</script"));
    assert_eq!(refused(&Sources { too_old: "</script", ..sources() }), PageError::EndTag("</script"));
    assert_eq!(refused(&Sources { style: "</style >", ..sources() }), PageError::EndTag("</style"));
}

#[test]
fn styles_and_scripts_in_attributes_are_refused() {
    let with = |tag: &str| format!("{HTML}{tag}");
    let html = with("<p style=\"color: red\">");
    assert_eq!(refused(&Sources { html: &html, ..sources() }), PageError::Inline("style"));
    let html = with("<p ONCLICK=\"a()\">");
    assert_eq!(refused(&Sources { html: &html, ..sources() }), PageError::Inline("on"));
}

#[test]
fn packages_are_a_table_and_their_names_no_markup() {
    let package = Package {
        name: "<b>&".into(),
        version: "1.0.0".into(),
        licence: "MIT".into(),
        sha256: None,
        needs: Vec::new(),
        folder: None,
    };
    let page = assemble(&Sources { packages: &[&package], ..sources() }).expect("a page");
    let row = "<table><tr><th scope=row>&lt;b>&amp;<td>1.0.0<td>MIT\n</table>";
    assert!(String::from_utf8(page).expect("text").contains(row));
}

#[test]
fn a_missing_or_repeated_place_is_refused() {
    let html = HTML.replace("<!-- bundle:core -->", "");
    assert_eq!(refused(&Sources { html: &html, ..sources() }), PageError::Place("<!-- bundle:core -->"));
    let html = format!("{HTML}<!-- bundle:style -->");
    assert_eq!(refused(&Sources { html: &html, ..sources() }), PageError::Place("<!-- bundle:style -->"));
}

#[test]
fn the_checksum_is_what_sha256sum_writes() {
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  page.html\n";
    assert_eq!(checksum_line(b"abc", "page.html"), expected);
}
