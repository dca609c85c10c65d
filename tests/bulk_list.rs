//! Lists of names.

use bars_csr::bulk::{Column, List, ListError, MOST_NAMES, RowRefusal};
use bars_csr::name::{ComposeError, NameError};
use bars_csr::reader::MOST_BYTES;

const NAME: &str = "BaRS-INT-RX7.supplier.thirdparty.nhs.uk";
const OTHER: &str = "BaRS-PROD-RX8.supplier.thirdparty.nhs.uk";

#[track_caller]
fn read(text: &str) -> List {
    List::read(text.as_bytes()).expect("a list")
}

fn refused(text: &str) -> ListError {
    List::read(text.as_bytes()).expect_err("no list")
}

/// The lines with the names of them, or what was written there.
fn rows(list: &List) -> Vec<(u64, String)> {
    let name = |row: &bars_csr::bulk::Row| match &row.name {
        Ok(name) => name.as_str().to_owned(),
        Err(_) => format!("refused: {}", row.written),
    };
    list.rows.iter().map(|row| (row.line, name(row))).collect()
}

fn refusal(text: &str) -> RowRefusal {
    let row = read(text).rows.into_iter().next().expect("a row");
    row.name.expect_err("no name")
}

fn both(lines: [u64; 2]) -> Vec<(u64, String)> {
    lines.into_iter().zip([NAME, OTHER].map(str::to_owned)).collect()
}

#[test]
fn a_name_in_each_line_is_read_whatever_ends_the_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let list = read(&format!("{NAME}{end}{end}  {OTHER}  {end}"));
        assert_eq!(rows(&list), both([1, 3]), "{end:?}");
    }
    assert_eq!(rows(&read(&format!("\n\n{NAME}\n\n\n{OTHER}"))), both([3, 6]));
}

#[test]
fn names_in_one_line_are_told_apart() {
    for between in [",", "; ", "\t", " , "] {
        assert_eq!(rows(&read(&format!("{NAME}{between}{OTHER}{between}\n"))), both([1, 1]), "{between:?}");
    }
}

#[test]
fn a_table_composes_the_names_in_any_order_of_its_columns() {
    let tables = [
        "environment,ods_code,organisation\nINT,RX7,supplier\nPROD,RX8,supplier\n".to_owned(),
        "Organisation;ODS code;Environment\r\nsupplier;RX7;integration\r\nsupplier;RX8;Live\r\n".to_owned(),
        "ods\tENV\tnotes\tsupplier\nRX7\tint\tfirst\tsupplier\nRX8\tprod supplier\t\tsupplier".to_owned(),
        "\"environment\",\"ods_code\",\"organisation\"\n\"INT\",\"RX7\",\"supplier\"\n\"PROD\",\"RX8\",\"supplier\""
            .to_owned(),
        format!("fqdn\n{NAME}\n{OTHER}\n"),
        format!("environment,FQDN\nINT,{NAME}\nproduction,{OTHER}\n"),
        format!("name,environment,ods_code,organisation\n,INT,RX7,supplier\n{OTHER},,rx8,\n"),
    ];
    for table in tables {
        assert_eq!(rows(&read(&table)), both([2, 3]), "{table}");
    }
    let provider = read("environment,ods_code,organisation\nPROD provider,RX7,NWAS\n");
    assert_eq!(rows(&provider), [(2, "BaRS-PROD-RX7.NWAS.nhs.uk".to_owned())]);
}

#[test]
fn marks_of_the_byte_order_and_utf_16_are_understood() {
    let text = "environment;ods_code;organisation\r\nINT;RX7;supplier\r\nPROD;RX8;supplier\r\n";
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let little =
        |mark: &[u8]| [mark, &utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<_>>()].concat();
    let big: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let all = [
        [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        little(b"\xff\xfe"),
        little(b""),
        [b"\xfe\xff", big.as_slice()].concat(),
    ];
    for octets in all {
        assert_eq!(rows(&List::read(&octets).expect("a list")), both([2, 3]));
    }
}

#[test]
fn fields_in_quotes_can_hold_what_stands_between_columns_and_line_ends() {
    let list = read(&format!("note,fqdn\n\"one, two\nand \"\"three\"\"\",{NAME}\n\n,{OTHER}\n"));
    assert_eq!(rows(&list), both([2, 5]));
    assert_eq!(list.unused, ["note"]);
}

#[test]
fn lines_without_anything_in_them_are_passed_over() {
    let list = read("environment,ods_code,organisation\n,,\nINT,RX7,supplier\n \n,,,,\n");
    assert_eq!(rows(&list), [(3, NAME.to_owned())]);
}

#[test]
fn a_bad_row_keeps_its_line_and_its_reason_and_holds_up_no_other() {
    let list = read(&format!("{NAME}\nserver.example.com\n{OTHER}"));
    assert_eq!(
        rows(&list),
        [(1, NAME.to_owned()), (2, "refused: server.example.com".to_owned()), (3, OTHER.to_owned())]
    );
    assert_eq!(refusal("server.example.com"), RowRefusal::Name(NameError::NotNhsUk));
    let table = |row: &str| refusal(&format!("environment,ods_code,organisation\n{row}\n"));
    assert_eq!(table(",RX7,supplier"), RowRefusal::EnvironmentMissing);
    let unknown = RowRefusal::EnvironmentUnknown { written: "DEV".to_owned() };
    assert_eq!(table("DEV,RX7,supplier"), unknown);
    assert_eq!(table("INT,,supplier"), RowRefusal::Compose(ComposeError::OdsCodeEmpty));
    assert_eq!(table("INT,RX7"), RowRefusal::Compose(ComposeError::OrganisationEmpty));
}

#[test]
fn a_row_that_says_two_things_is_refused() {
    let table = "fqdn,environment,ods_code,organisation";
    let said = |row: &str| match refusal(&format!("{table}\n{row}\n")) {
        RowRefusal::Disagrees { column, written } => (column, written),
        other => panic!("{other:?}"),
    };
    assert_eq!(said(&format!("{NAME},PROD,RX7,supplier")), (Column::Environment, "PROD".to_owned()));
    assert_eq!(said(&format!("{NAME},INT,RX8,supplier")), (Column::OdsCode, "RX8".to_owned()));
    assert_eq!(said(&format!("{NAME},INT,RX7,other")), (Column::Organisation, "other".to_owned()));
    let provider = said(&format!("{OTHER},PROD provider,,"));
    assert_eq!(provider, (Column::Environment, "PROD provider".to_owned()));
    assert_eq!(rows(&read(&format!("{table}\n{NAME},int,rx7,SUPPLIER\n"))), [(2, NAME.to_owned())]);
}

#[test]
fn a_name_that_stands_there_twice_is_refused_the_second_time_whatever_its_case() {
    let mut lists = [read(&format!("{NAME}\n{OTHER}\n{}", NAME.to_uppercase())), read(&format!("\n{OTHER}"))];
    List::refuse_duplicates(&mut lists);
    let refusal = |list: usize, row: usize| lists[list].rows[row].name.clone().err();
    assert_eq!((refusal(0, 0), refusal(0, 1)), (None, None));
    assert_eq!(refusal(0, 2), Some(RowRefusal::Duplicate { list: 0, line: 1 }));
    assert_eq!(refusal(1, 0), Some(RowRefusal::Duplicate { list: 0, line: 2 }));
}

#[test]
fn a_header_that_does_not_do_is_named() {
    let missing =
        ListError::ColumnsMissing { line: 1, missing: vec![Column::Environment, Column::Organisation] };
    assert_eq!(refused("ods_code,town\nRX7,Leeds\n"), missing);
    let found = vec!["code".to_owned(), "town".to_owned()];
    assert_eq!(refused("code,town\nRX7,Leeds\n"), ListError::HeaderUnknown { line: 1, found });
    assert_eq!(refused("fqdn,FQDN\na,b\n"), ListError::ColumnTwice(Column::Fqdn));
}

#[test]
fn what_is_no_list_is_refused() {
    assert_eq!(refused(" \n\r\n"), ListError::Empty);
    assert_eq!(refused("fqdn\n\n"), ListError::Empty);
    assert_eq!(refused("PK\x03\x04\0\0"), ListError::NotText);
    let large = vec![b'a'; MOST_BYTES + 1];
    assert_eq!(List::read(&large), Err(ListError::TooLarge { bytes: MOST_BYTES + 1, most: MOST_BYTES }));
    assert_eq!(read(&"a\n".repeat(MOST_NAMES)).rows.len(), MOST_NAMES);
    assert_eq!(refused(&"a\n".repeat(MOST_NAMES + 1)), ListError::TooManyNames { most: MOST_NAMES });
}
