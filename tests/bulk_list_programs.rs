//! Lists of names as Excel, PowerShell, Word and people write them: what is read, what is refused, and what is
//! said of the lines and columns that are not used.

use crate::support::batch::{ask, refused};
use crate::support::desk::document;
use bars_csr::bulk::{Foreign, List, ListError, RowRefusal, Spoiled, TableError};
use bars_csr::job::{BulkJob, BulkOutcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::name::NameError;
use bars_csr::shown::CheckLine;

fn name(number: usize) -> String {
    format!("BaRS-INT-A81{number:03}.acme.thirdparty.nhs.uk")
}

fn names(count: usize) -> Vec<String> {
    (1..=count).map(name).collect()
}

/// The names of a list in which every row is good.
#[track_caller]
fn good(text: &str) -> Vec<String> {
    let list = List::read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let good = |row: bars_csr::bulk::Row| row.name.unwrap_or_else(|error| panic!("{text}: {error:?}"));
    list.rows.into_iter().map(|row| good(row).as_str().to_owned()).collect()
}

fn error(text: &str) -> ListError {
    List::read(text.as_bytes()).expect_err("no list")
}

/// What is shown of a list: the rows, and the notes.
fn shown(text: &str) -> (Vec<CheckLine>, Vec<String>) {
    let documents = vec![document(Field::BulkFile, "", text.as_bytes())];
    match ask(&mut Keyholder::default(), BulkJob::ReadList, documents).0 {
        BulkOutcome::List { rows, notes } => (rows, notes),
        _ => panic!("another answer"),
    }
}

/// The results and the sentences of the rows.
fn said(text: &str) -> Vec<(&'static str, String)> {
    shown(text).0.into_iter().map(|row| (row.result.as_str(), row.sentence)).collect()
}

/// Rows of a table with three columns.
fn composed(between: &str, count: usize) -> String {
    (1..=count).map(|number| ["INT", &format!("A81{number:03}"), "acme"].join(between) + "\r\n").collect()
}

#[test]
fn a_cell_that_is_never_closed_is_refused_with_its_line_and_no_row_vanishes() {
    let table = |rows: &str| format!("fqdn,notes\r\n{rows}");
    let rows = |quoted: usize, note: &str| -> String {
        let note = |number| if number == quoted { note } else { "ok" };
        (1..=200).map(|number| format!("{},{}\r\n", name(number), note(number))).collect()
    };
    let open = ListError::Table(TableError::QuoteOpen { line: 4 });
    assert_eq!(error(&table(&rows(3, "\"waiting for Bob"))), open);
    // With several sheets behind it, tabs, and without a header.
    assert_eq!(error(&table(&rows(3, "\"waiting for Bob")).replace(',', "\t")), open);
    assert_eq!(error(&rows(4, "\"waiting for Bob")), open);
    assert_eq!(error(&format!("{}\r\n\"{}\r\n{}", name(1), name(2), name(3))), {
        ListError::Table(TableError::QuoteOpen { line: 2 })
    });
    // The last line, too, where nothing vanishes yet.
    assert_eq!(
        error(&format!("fqdn,notes\n{},\"ok", name(1))),
        ListError::Table(TableError::QuoteOpen { line: 2 })
    );
    // In a cell that goes on over lines, the mark may stand further down.
    let late = format!("fqdn,a,b\n{},\"one\ntwo\",\"three\n{},x,y\n", name(1), name(2));
    assert_eq!(error(&late), ListError::Table(TableError::QuoteOpen { line: 3 }));
}

#[test]
fn a_cell_that_swallows_rows_is_refused_with_its_lines() {
    let swallowed = |from, to| ListError::Table(TableError::Swallowed { from, to });
    let rows = |first: &str, last: &str| {
        format!("fqdn,notes\n{},{first}\n{},ok\n{},{last}\n{},ok\n", name(1), name(2), name(3), name(4))
    };
    assert_eq!(error(&rows("\"waiting", "done\"")), swallowed(2, 4));
    assert_eq!(error(&rows("\"waiting", "\"done\"")), swallowed(2, 4));
    let composed = "environment;ods_code;organisation;notes\r\nINT;A81001;acme;\"late\r\nINT;A81002;acme;\r\nINT;A81003;acme;no\"\r\n";
    assert_eq!(error(composed), swallowed(2, 4));
    // A note of several lines is one as long as there is no row in it.
    let note = format!("fqdn,notes\n{},\"first, then\nsecond, and\nthird\"\n{},ok\n", name(1), name(2));
    assert_eq!(good(&note), names(2));
}

#[test]
fn what_stands_above_the_columns_is_passed_over_and_named() {
    let header = ["environment", "ods_code", "organisation"];
    let tables = [
        ("sep=;\r\n", ";", Foreign::Separator),
        ("\"sep=;\"\r\n", ";", Foreign::Separator),
        ("SEP=,\n", ",", Foreign::Separator),
        ("sep=\t\n", "\t", Foreign::Separator),
        ("sep=|\n", "|", Foreign::Separator),
        ("#TYPE System.Management.Automation.PSCustomObject\r\n", ",", Foreign::TypeOfRows),
        ("#TYPE Selected.System.String\n", ";", Foreign::TypeOfRows),
        ("BaRS INT endpoints 2026,,\r\n,,\r\n", ",", Foreign::Title),
        ("Endpoints\r\n\r\n", ";", Foreign::Title),
        ("Environment\r\n", ",", Foreign::Title),
        ("List of ODS codes, by practice\r\n", "\t", Foreign::Title),
    ];
    for (above, between, what) in tables {
        let table = format!("{above}{}\r\n{}", header.join(between), composed(between, 5));
        assert_eq!(good(&table), names(5), "{table}");
        let passed = List::read(table.as_bytes()).expect("a list").passed;
        assert_eq!(
            passed.iter().map(|line| (line.line, line.what)).collect::<Vec<_>>(),
            [(1, what)],
            "{table}"
        );
    }
    let title = format!("BaRS INT endpoints 2026,,\r\n,,\r\n{}\r\n{}", header.join(","), composed(",", 2));
    assert_eq!(
        shown(&title).1,
        ["Line 1 stands above the names and is no name: \"BaRS INT endpoints 2026\"."]
    );
    let several = format!("Acme\nBy: Bob, 1 May\nStatus: draft\n\nfqdn\n{}\n", name(1));
    assert_eq!(List::read(several.as_bytes()).expect("a list").passed.len(), 3);
    // The same above names without columns.
    let list = format!("sep=;\nEndpoints\n\n{}\n# {}\n{}\n", name(1), name(9), name(2));
    assert_eq!(good(&list), names(2));
    assert_eq!(
        shown(&list).1,
        [
            "Line 1 says what stands between the columns and is no name: \"sep=\".",
            "Line 2 stands above the names and is no name: \"Endpoints\".",
            &format!("Line 5 is a comment and is no name: \"# {}\".", name(9)),
        ]
    );
    // Below the first name, words may be a name that was meant.
    assert_eq!(
        List::read(format!("{}\nEndpoints\n", name(1)).as_bytes()).expect("a list").rows[1].name,
        Err(RowRefusal::Name(NameError::NotNhsUk))
    );
    // A name above the header is a row.
    let above = List::read(format!("{}\nfqdn\n{}\n", name(1), name(2)).as_bytes()).expect("a list");
    assert_eq!(above.rows.iter().filter(|row| row.name.is_ok()).count(), 2);
}

#[test]
fn a_header_that_comes_again_is_no_row() {
    let table = format!("fqdn,note\n{},a\n{},b\nFQDN,Note\n{},c\n", name(1), name(2), name(3));
    assert_eq!(good(&table), names(3));
    assert!(
        shown(&table).1.contains(&"Line 4 names the columns once more and is no name: \"FQDN\".".to_owned())
    );
}

#[test]
fn what_stands_between_columns_is_told_by_header_and_rows_together() {
    // The header alone does not tell.
    assert_eq!(good(&format!("fqdn\n{};a, b, c\n{};d\n", name(1), name(2))), names(2));
    // Words of a header have commas of their own.
    let table = format!("fqdn;notes, if any, and more\n{};\n{};x\n", name(1), name(2));
    assert_eq!(good(&table), names(2));
    assert_eq!(good(&format!("fqdn|note\n{}|a, b; c\n", name(1))), names(1));
    assert_eq!(good(&format!("{} | {}\n", name(1), name(2))), names(2));
    let title = format!("Endpoints, by code, for all\nfqdn\tnote\n{}\ta,b,c\n", name(1));
    assert_eq!(good(&title), names(1));
}

#[test]
fn codes_that_a_spreadsheet_has_changed_are_warned_of() {
    let spoiled = |code: &str| {
        let list = format!("environment,ods_code,organisation\nINT,\"{code}\",acme\n");
        let row = List::read(list.as_bytes()).expect("a list").rows.remove(0);
        (row.name.is_ok(), row.spoiled)
    };
    for code in ["01-Dec", "01-Mar", "Mar-01", "2026-03-01", "1-may", "Dec", "MARCH", "5-12-2026"] {
        assert_eq!(spoiled(code), (true, Some(Spoiled::Date)), "{code}");
    }
    for code in ["01/03/2026", "1/3/26", "01.03.2026", "2026-03-01 00:00:00"] {
        assert_eq!(spoiled(code), (false, Some(Spoiled::Date)), "{code}");
    }
    for code in ["12", "50", "1", "001", "123456", "12-2"] {
        assert_eq!(spoiled(code), (true, Some(Spoiled::Number)), "{code}");
    }
    for code in ["A", "A1", "Y1-pharmacy"] {
        assert_eq!(spoiled(code), (true, Some(Spoiled::Short)), "{code}");
    }
    for code in ["5.00E+01", "1E+05", "5,00E+01", "1.2E-03"] {
        assert_eq!(spoiled(code).1, Some(Spoiled::Exponent), "{code}");
    }
    for code in ["A81001", "A81001-2", "RX7", "DEC1", "MAR02", "5E1", "8HK36", "Y01061-may", "YGM06-pharmacy"]
    {
        assert_eq!(spoiled(code), (true, None), "{code}");
    }
    let said = said(
        "environment,ods_code,organisation\nINT,01-Dec,acme\nINT,50,acme\nINT,5.00E+01,acme\nINT,01/03/2026,acme\n",
    );
    let excel = "Excel makes dates and numbers of codes such as DEC1, 001 and 5E1. Check the code; in Excel, make the column Text before you enter codes in it.";
    assert_eq!(said[0], ("warn", format!("\"01-Dec\" looks like a month or a date. {excel}")));
    assert_eq!(said[1], ("warn", format!("The ODS code \"50\" has digits only. {excel}")));
    assert_eq!((said[2].0, said[3].0), ("fail", "fail"));
    assert!(said[2].1.ends_with(&format!("This is how Excel writes a large number. {excel}")), "{said:?}");
    assert!(said[3].1.ends_with(&format!("This looks like a date. {excel}")), "{said:?}");
}

#[test]
fn what_people_write_against_excel_is_read() {
    assert_eq!(good(&format!("fqdn\n=\"{}\"\n\"=\"\"{}\"\"\"\n", name(1), name(2))), names(2));
    assert_eq!(good("environment,ods_code,organisation\nINT,=\"A81001\",acme\nINT,'A81002,acme\n"), names(2));
    assert_eq!(good(&format!("=\"{}\"", name(1))), names(1));
    assert_eq!(good(&format!("fqdn, note\n \"{}\", x\n", name(1))), names(1));
}

#[test]
fn a_whole_name_counts_beside_columns_that_only_inform() {
    let table = |header: &str, field: &str| {
        let rows = [1, 2].map(|number| format!("{},{field}\r\n", name(number)));
        format!("fqdn,{header}\r\n{}", rows.concat())
    };
    let unused = |table: &str| List::read(table.as_bytes()).expect("a list").unused;
    let informing = [
        ("environment", "Dev"),
        ("environment", "UAT"),
        ("env", "integration test"),
        ("organisation", "Acme Health Ltd"),
        ("supplier", "Acme (UK)"),
        ("ods_code", "to be told"),
        ("Name", "THE SURGERY 0"),
        ("Host", "server 7"),
    ];
    for (header, field) in informing {
        let table = table(header, field);
        assert_eq!((good(&table), unused(&table)), (names(2), vec![header.to_owned()]), "{table}");
    }
    let name_first = format!("Name,FQDN\r\nTHE SURGERY 0,{}\r\nTHE SURGERY 1,{}\r\n", name(1), name(2));
    assert_eq!((good(&name_first), unused(&name_first)), (names(2), vec!["Name".to_owned()]));
    // Which of two columns has the names, the rows say.
    let other = format!("fqdn,Common name\n,{}\n,{}\n", name(1), name(2));
    assert_eq!(good(&other), names(2));
    // What agrees is used, and what says another thing is refused.
    let code = table("ods_code", "A81001");
    assert!(unused(&code).is_empty());
    let second = "fqdn,ods_code\nBaRS-INT-A81001-2.acme.thirdparty.nhs.uk,A81001\nBaRS-INT-A81001-3.acme.thirdparty.nhs.uk,a81001-3\n";
    assert_eq!(good(second).len(), 2);
    let refusal =
        |table: &str| List::read(table.as_bytes()).expect("a list").rows.remove(0).name.expect_err("none");
    let differs = refusal(&format!("fqdn,cn\n{},{}\n", name(1), name(2)));
    assert!(matches!(differs, RowRefusal::Disagrees { written, .. } if written == name(2)));
    let identifier = refusal("fqdn,ods_code\nBaRS-INT-A81001-2.acme.thirdparty.nhs.uk,A81001-3\n");
    assert!(matches!(identifier, RowRefusal::Disagrees { written, .. } if written == "A81001-3"));
}

#[test]
fn several_names_in_a_cell_are_told() {
    let cell = |between: &str| format!("fqdn,x\r\n\"{}{between}{}\",y\r\n", name(1), name(2));
    for between in ["\n", "\r\n", " ", ", ", "\u{b}", "\u{2028}"] {
        let row = List::read(cell(between).as_bytes()).expect("a list").rows.remove(0);
        assert_eq!(row.name, Err(RowRefusal::SeveralNames { names: 2 }), "{between:?}");
    }
    assert_eq!(
        said(&cell("\n")),
        [("fail", "There are 2 names in one cell. Give each a row of its own.".to_owned())]
    );
    // Without columns, each line is a name.
    assert_eq!(good(&format!("\"{}\n{}\"\n{}\n", name(1), name(2), name(3))), names(3));
}

#[test]
fn what_word_does_to_a_name_is_undone_and_called_by_its_name() {
    let quoted = |open: char, close: char| format!("{open}{}{close}\n{open}{}{close}", name(1), name(2));
    for (open, close) in [('“', '”'), ('‘', '’'), ('„', '“'), ('«', '»'), ('"', '"'), ('\'', '\'')]
    {
        assert_eq!(good(&quoted(open, close)), names(2), "{open}");
    }
    let said = said(&quoted('“', '”'));
    let taken = "A left double quotation mark (“) and a right double quotation mark (”) were taken out.";
    assert_eq!(said[0], ("pass", taken.to_owned()));
    for bullet in ["• ", "·\t", "- ", "* ", "1.\t", "12)\t", "– ", "◦ ", "•\u{a0}"] {
        assert_eq!(good(&format!("{bullet}{}\n{bullet}{}", name(1), name(2))), names(2), "{bullet:?}");
    }
    for (dash, what) in [('‑', "A non-breaking hyphen"), ('–', "An en dash"), ('−', "A minus sign")] {
        let (rows, _) = shown(&name(1).replace('-', &dash.to_string()));
        assert_eq!((rows[0].name.as_str(), rows[0].result.as_str()), (name(1).as_str(), "warn"));
        assert!(rows[0].sentence.starts_with(what) && rows[0].sentence.ends_with("was read as a hyphen."));
    }
    for (hidden, what) in [('\u{ad}', "A soft hyphen (U+00AD)"), ('\u{200b}', "A zero width space (U+200B)")]
    {
        let (rows, _) = shown(&name(1).replace("acme", &format!("ac{hidden}me")));
        assert_eq!((rows[0].name.as_str(), rows[0].result.as_str()), (name(1).as_str(), "pass"));
        assert_eq!(rows[0].sentence, format!("{what} was taken out."));
    }
    // As Windows-1252 has them.
    let octets: Vec<u8> = [b"\x93", name(1).as_bytes(), b"\x94\r\n\x95 ", name(2).as_bytes()].concat();
    let list = List::read(&octets).expect("a list");
    assert_eq!(list.rows.iter().filter(|row| row.name.is_ok()).count(), 2);
    // What turns the direction of writing stays, and is refused.
    assert_eq!(shown(&name(1).replace("acme", "ac\u{202e}me")).0[0].result.as_str(), "fail");
}

#[test]
fn other_line_ends_and_what_fills_a_file_up_are_text() {
    for end in ["\u{b}", "\u{85}", "\u{2028}", "\u{2029}", "\u{c}"] {
        assert_eq!(good(&format!("{}{end}{}{end}{}", name(1), name(2), name(3))), names(3), "{end:?}");
        let table = format!("environment,ods_code,organisation{end}INT,A81001,acme{end}INT,A81002,acme{end}");
        assert_eq!(good(&table), names(2), "{end:?}");
        assert_eq!(good(&format!("{}{end}{}\r\n{}\r\n", name(1), name(2), name(3))), names(3), "{end:?}");
    }
    for fill in ["\u{1a}", "\0\0\0\0", "\u{1a}\0\0", "\r\n\u{1a}"] {
        assert_eq!(good(&format!("{}\r\n{}{fill}", name(1), name(2))), names(2), "{fill:?}");
    }
    assert_eq!(error("a\0b.nhs.uk"), ListError::NotText);
}

#[test]
fn sizes_are_told_in_numbers_that_differ() {
    let of = |octets: usize| {
        refused(BulkJob::ReadList, vec![document(Field::BulkFile, "a.txt", &vec![b'a'; octets])])
    };
    assert_eq!(of(1_200_000), "a.txt: This has 1.2 MB; 1 MB is the most that is read here.");
    assert_eq!(of(1_060_000), "a.txt: This has 1.06 MB; 1.04 MB is the most that is read here.");
    assert_eq!(
        of(1_048_577),
        "a.txt: This has 1,048,577 bytes; 1,048,576 bytes is the most that is read here."
    );
    assert_eq!(of(5_000_000), "a.txt: This has 5 MB; 1 MB is the most that is read here.");
}
