//! The page in an engine that knows the JavaScript of 2009 and nothing newer, as Internet Explorer
//! does: Duktape.

use crate::support::program;

const TOO_OLD: &str = include_str!("../../www/too_old.js");
const BOOT: &str = include_str!("../../www/boot.js");

/// As much of a browser as the script asks for. It says what it is told.
const BROWSER: &str = "
    var loaded;
    var window = { addEventListener: function (kind, then) { if (kind === 'load') loaded = then; } };
    var element = function (id) {
        return {
            setAttribute: function (name, value) { print(id + ' ' + name + '=' + value); },
            removeAttribute: function (name) { print(id + ' without ' + name); }
        };
    };
    var document = { documentElement: element('html'), getElementById: element };
";

/// What the page does, and whether the program could be read.
fn run(before: &str, program_text: &str) -> String {
    assert!(program_text.is_ascii(), "a text in quotation marks, in both languages");
    let script = format!(
        "{BROWSER}{before}\n{TOO_OLD}\n\
         try {{ eval({program_text:?}); }} catch (error) {{ print(error.name); }}\nloaded();\n"
    );
    let here = tempfile::tempdir().expect("a folder");
    std::fs::write(here.path().join("page.js"), script).expect("the script is written");
    program("duk", here.path(), &["page.js"], b"").expect_success().text()
}

#[test]
fn an_engine_that_cannot_read_the_program_shows_why_the_page_cannot_work() {
    let said = "SyntaxError\n\
                html data-ready=no\n\
                unsupported without hidden\n\
                unsupported-language without hidden\n";
    assert_eq!(run("", BOOT), said);
}

#[test]
fn internet_explorer_is_told_from_other_old_browsers() {
    let said = "SyntaxError\n\
                html data-ready=no\n\
                unsupported without hidden\n\
                unsupported-internet-explorer without hidden\n";
    assert_eq!(run("document.documentMode = 11;", BOOT), said);
}

#[test]
fn a_program_that_was_read_is_left_to_itself() {
    assert_eq!(run("", "programStarted = true;"), "");
}
