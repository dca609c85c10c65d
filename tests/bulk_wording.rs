//! What is said where there are many endpoints at once.

use crate::support::batch::{ask, refused};
use crate::support::desk::document;
use crate::support::sentences::are_plain;
use crate::support::test_ca::{NOW, Request, TestCa};
use bars_csr::bulk::{Column, Ending, List, ListError, TableError, TooMuch, in_use};
use bars_csr::job::{BulkJob, BulkOutcome};
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::name::EndpointName;
use bars_csr::sending::{CatalogueEntry, Details, INT_FORM, INT_FORM_FIELDS, to_dir};
use bars_csr::shown::CheckLine;
use bars_csr::wording;

const NAME: &str = "BaRS-INT-RX7.supplier.thirdparty.nhs.uk";

/// The rows of lists, and the notes.
fn shown(lists: &[(&str, &str)]) -> (Vec<CheckLine>, Vec<String>) {
    let documents = lists.iter().map(|(name, text)| document(Field::Fqdn, name, text.as_bytes()));
    match ask(&mut Keyholder::default(), BulkJob::ReadList, documents.collect()).0 {
        BulkOutcome::List { rows, notes } => (rows, notes),
        _ => panic!("another answer"),
    }
}

#[test]
fn every_refusal_of_a_list_is_a_plain_sentence() {
    let errors = [
        ListError::Empty,
        ListError::TooLarge { bytes: 2_000_000, most: 1_048_576 },
        ListError::TooManyNames { most: 1_000 },
        ListError::NotText,
        ListError::HeaderUnknown { line: 1, found: vec!["code".to_owned(), "town".to_owned()] },
        ListError::ColumnsMissing { line: 3, missing: vec![Column::Environment] },
        ListError::ColumnsMissing { line: 1, missing: vec![Column::Environment, Column::OdsCode] },
        ListError::Table(TableError::QuoteOpen { line: 4 }),
        ListError::Table(TableError::Swallowed { from: 4, to: 50 }),
        ListError::ColumnTwice(Column::Fqdn),
    ];
    let lists = errors.iter().flat_map(|error| {
        [wording::list_error(error, "", Field::Fqdn), wording::list_error(error, "notes.txt", Field::Fqdn)]
    });
    let much = [
        TooMuch::Octets { most: 50_000_000 },
        TooMuch::Things { most: 2_000 },
        TooMuch::Authorities { most: 30 },
    ];
    let much = much.into_iter().map(|error| wording::too_much(error, Field::Fqdn));
    let others = [
        wording::batch_incomplete(Field::Generate),
        wording::no_endings(&[], Field::Fqdn),
        wording::nothing_returned(&["notes.txt: This is empty.".to_owned()], Field::Fqdn),
    ];
    are_plain(lists.chain(much).chain(others).map(|message| message.sentence));
    assert_eq!(
        wording::list_error(&errors[5], "", Field::Fqdn).sentence,
        "Line 3, which names the columns, is missing the column environment. Write fqdn, or environment, ods_code and organisation."
    );
}

#[test]
fn a_row_says_where_it_stands_and_what_is_wrong_with_it() {
    let table = "fqdn,environment,ods_code,organisation,town\n";
    let list = format!(
        "{table}{NAME},,,,\n{NAME},,,,\nserver.example.com,,,,\nx.nhs.uk,,,,\n,DEV,RX7,a1,\n,,RX7,a1,\n,INT,,a1,\n{NAME},PROD,,,\n"
    );
    let (rows, notes) = shown(&[("", &list), ("more.csv", NAME)]);
    let said: Vec<_> =
        rows.iter().map(|row| (row.title.as_str(), row.result.as_str(), row.sentence.as_str())).collect();
    assert_eq!(
        said,
        [
            ("line 2", "pass", ""),
            ("line 3", "fail", "This name is there already, in line 2."),
            (
                "line 4",
                "fail",
                "The name must end in .nhs.uk: NHS England issues certificates for that domain only."
            ),
            (
                "line 5",
                "warn",
                "This name fits none of the three formats of the BaRS guide. Go on only if NHS England agreed to it."
            ),
            (
                "line 6",
                "fail",
                "\"DEV\" is no environment that is known. Write INT or PROD, or PROD provider if the provider hosts the endpoint itself."
            ),
            ("line 7", "fail", "The environment is missing. Write INT or PROD."),
            ("line 8", "fail", "Enter the ODS code, for example Y01061."),
            ("line 9", "fail", "The name and the environment \"PROD\" do not agree. Correct one of them."),
            ("more.csv, line 1", "fail", "This name is there already, in line 2."),
        ]
    );
    assert_eq!(notes, ["The column \"town\" is not used."]);
    assert_eq!([&rows[0].name, &rows[4].name], [NAME, "DEV, RX7, a1"]);
}

#[test]
fn lists_that_are_too_many_together_are_refused_and_a_bad_one_is_named() {
    let list: String = (0..600).map(|number| format!("a{number}.nhs.uk\n")).collect();
    let documents = |names: [&str; 2]| names.map(|name| document(Field::Fqdn, name, list.as_bytes())).into();
    assert_eq!(
        refused(BulkJob::ReadList, documents(["a", "b"])),
        "There are more than 1000 names. Make several lists of it."
    );
    let bad = vec![document(Field::Fqdn, "names.xlsx", b"PK\x03\x04\0")];
    assert_eq!(
        refused(BulkJob::ReadList, bad),
        "names.xlsx: This is not text. If it is a spreadsheet, save it as CSV and give that file."
    );
    assert_eq!(
        refused(BulkJob::ReadList, Vec::new()),
        "There is no name in it. Write one name in each line."
    );
}

#[test]
fn characters_that_do_not_show_are_shown_by_their_numbers() {
    let row = &shown(&[("", "a\u{202e}b.nhs.uk")]).0[0];
    assert_eq!(row.name, "aU+202Eb.nhs.uk");
    assert!(row.sentence.contains("U+202E"), "{}", row.sentence);
    let list = List::read("a\u{202e}b,c\n1,2".as_bytes());
    let said = wording::list_error(&list.expect_err("no list"), "", Field::Fqdn).sentence;
    assert!(said.contains("\"aU+202Eb\" and \"c\""), "{said}");
}

#[test]
fn a_certificate_in_use_says_how_long_it_is_valid_and_whether_its_name_will_do() {
    let ca = TestCa::new();
    let root = ca.root(&Request::ca("/CN=root", "root"));
    let issue = |subject: &str, until: &str| {
        ca.issue(&Request { subject, until, ..Request::endpoint("leaf") }, &root, "root")
    };
    let name = format!("/CN={NAME}");
    let certificates = [
        issue(&name, "20261125120000Z"),
        issue(&name, "20271125120000Z"),
        issue("/CN=server.example.com", "20261124115959Z"),
        issue("/CN=x.nhs.uk", "20280101000000Z"),
    ];
    let endings: Vec<Ending> = certificates.iter().map(Ending::of).collect();
    let lines: Vec<_> = in_use(&endings, NOW).iter().map(wording::in_use_line).collect();
    let said: Vec<_> = lines
        .iter()
        .map(|line| [line.day.as_str(), line.left.as_str(), line.result.as_str(), line.sentence.as_str()])
        .collect();
    assert_eq!(
        said,
        [
            [
                "24 November 2026",
                "Ended",
                "fail",
                "The name must end in .nhs.uk: NHS England issues certificates for that domain only."
            ],
            ["25 November 2026", "1 day left", "warn", "A newer certificate for this name is there as well."],
            ["25 November 2027", "366 days left", "pass", ""],
            [
                "1 January 2028",
                "402 days left",
                "warn",
                "This name fits none of the three formats of the BaRS guide. Go on only if NHS England agreed to it."
            ],
        ]
    );
}

#[test]
fn certificates_in_use_are_found_in_bundles_and_opened_files() {
    let endpoint = crate::support::endpoint::Endpoint::new();
    let pfx = endpoint.seal("old", bars_csr::pkcs12::Encryption::Modern);
    let ask_for = |password: &str| {
        let job = BulkJob::ReadInUse { password: Some(crate::support::endpoint::password(password)) };
        let documents = vec![
            document(Field::CertificateFile, "old.pfx", &pfx),
            document(Field::CertificateFile, "old.cer", endpoint.levels.leaf.as_der()),
        ];
        match ask(&mut Keyholder::default(), job, documents).0 {
            BulkOutcome::InUse { endings, notes } => (endings, notes),
            _ => panic!("another answer"),
        }
    };
    let own = [Ending::of(&endpoint.levels.leaf)];
    assert_eq!(ask_for("old"), (own.to_vec(), Vec::new()));
    let (endings, notes) = ask_for("wrong");
    assert_eq!(endings, own);
    assert_eq!(
        notes,
        ["1 .pfx file did not open with this password (old). If another one opens them, enter that."]
    );
    let job = BulkJob::ReadInUse { password: None };
    let root = endpoint.levels.root.to_pem();
    let said = refused(job, vec![document(Field::CertificateFile, "root.pem", root.as_bytes())]);
    assert_eq!(said, "There is no certificate of an endpoint in it. Give those that are in use.");
}

#[test]
fn how_to_send_says_for_each_environment_what_the_page_says() {
    let names = [NAME, "BaRS-PROD-RX7.supplier.thirdparty.nhs.uk", "BaRS-PROD-RX8.NWAS.nhs.uk", "x.nhs.uk"]
        .map(|name| EndpointName::parse(name).expect("a name"));
    let entries = names.clone().map(CatalogueEntry::of);
    let text = wording::how_to_send(&entries, &Details::default());
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let parts = ["REQUESTS FOR INT", "REQUESTS FOR PROD", "REQUESTS FOR OTHER NAMES"];
    assert!(parts.iter().all(|part| text.matches(part).count() == 1), "{text}");
    assert!(text.contains(INT_FORM));
    let places: Vec<Option<usize>> =
        INT_FORM_FIELDS.iter().map(|(label, _)| text.find(&format!("   {label}: "))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    for words in ["Integration", "N/A", "BaRS certificate request: Receiver endpoint, internet facing"] {
        assert!(text.contains(&format!(": {words}\r\n")), "{words} in {text}");
    }
    let dir = to_dir(&[&names[1], &names[2]]);
    assert!(text.contains(dir.to_text().replace('\n', "\r\n").trim_end()), "{text}");
    for words in [wording::RENEWAL_INT, wording::RENEWAL_PROD, wording::RENEWAL_PLAN] {
        assert!(text.contains(words), "{words} in {text}");
    }
    for address in ["35.197.254.55", "35.246.55.143", "34.89.0.111", "34.89.69.6", "March 2026"] {
        assert!(text.contains(address), "{address} in {text}");
    }
    assert!(text.contains(wording::RENEWAL_OF_MANY), "there are two for PROD");
    let only = wording::how_to_send(&entries[..1], &Details::default());
    assert!(!only.contains(wording::RENEWAL_OF_MANY));
    assert!(only.starts_with("REQUESTS FOR INT") && !only.contains("PROD"), "{only}");
}
