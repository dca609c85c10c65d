//! Calendars before Python.

use crate::bulk_calendar::{NAME, calendar, ending};
use crate::support::program;
use crate::support::test_ca::NOW;
use bars_csr::bulk::Ending;

#[test]
fn an_independent_reader_finds_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let endings = [ending(NAME, 100), Ending { certificate: [9; 32], ..ending("Trust, one; two", 65) }];
    std::fs::write(folder.path().join("c.ics"), calendar(&endings, NOW).text).expect("written");
    let script = "import re\n\
        t = open('c.ics', newline='').read()\n\
        assert t.count('\\n') == t.count('\\r\\n')\n\
        lines = re.sub('\\r\\n[ \\t]', '', t).split('\\r\\n')\n\
        unescape = lambda v: re.sub(r'\\\\(.)', r'\\1', v)\n\
        for line in lines:\n\
        \x20   if line.startswith('SUMMARY'): print(unescape(line.split(':', 1)[1]))\n";
    let said = program("python3", folder.path(), &["-c", script], b"").expect_success().text();
    let of = |name: &str| {
        [60, 30, 7].map(|days| format!("{name}: the certificate ends in {days} days\n")).concat()
    };
    assert_eq!(said, of(NAME) + &of("Trust, one; two"));
}
