//! Tables of passwords, as they were saved and as other programs and people save them again.

use crate::bulk_returned::{NAMES, batch, given, paired, passwords};
use crate::support::batch::{Batch, Passwords, ask, refused};
use crate::support::endpoint::{Endpoint, password};
use crate::support::test_ca::NOW;
use crate::support::way_back::{Authority, WayBack};
use crate::support::zip::unpack;
use bars_csr::bulk::archive::{Entry, pack};
use bars_csr::bulk::{Ending, SealedDigest, TableError};
use bars_csr::certificate::Certificate;
use bars_csr::job::{BulkJob, BulkOutcome, Document, NewPassword};
use bars_csr::keyholder::Keyholder;
use bars_csr::pkcs12::Encryption;
use bars_csr::wording;

/// A batch under a password for each key, and what came back for it.
struct Came {
    batch: Batch,
    authority: Authority,
    certificates: Vec<Certificate>,
}

impl Came {
    fn new() -> Self {
        let (batch, authority, certificates) = batch(Passwords::OneForEach);
        Self { batch, authority, certificates }
    }

    fn table(&self) -> &[u8] {
        self.batch.passwords.as_deref().expect("a table")
    }

    /// Name and password of each, without the digests.
    fn rows(&self) -> Vec<[String; 2]> {
        passwords(self.table())
    }

    fn documents(&self, others: Vec<Document>) -> Vec<Document> {
        let mut documents = vec![
            given("a.p7b", &self.authority.bundle(&self.certificates)),
            given("certificate-requests.zip", &self.batch.zip),
        ];
        documents.extend(others);
        documents
    }

    fn read(&self, others: Vec<Document>) -> WayBack {
        WayBack::read(self.documents(others), None)
    }

    /// A table with a line for each row.
    fn written(&self, header: &str, row: impl Fn(&[String; 2]) -> String) -> String {
        let rows: String = self.rows().iter().map(|own| row(own) + "\r\n").collect();
        format!("{header}{rows}")
    }
}

#[test]
fn tables_are_understood_however_they_were_saved() {
    let came = Came::new();
    let own = String::from_utf8(came.table().to_vec()).expect("ASCII");
    let tables = [
        own.clone(),
        format!("sep=,\r\n{own}"),
        format!("sep=;\r\n{}", own.replace(',', ";")),
        format!("#TYPE System.Management.Automation.PSCustomObject\r\n{own}"),
        format!("Passwords of the INT keys,,\r\n,,\r\n{own}"),
        format!("Do not send this by email\r\n\r\n{}", own.replace(',', "\t")),
        // Two tables, one behind the other.
        format!("{own}{own}"),
        came.written("Endpoint,Password\r\n", |[name, password]| format!("{name},{password}")),
        came.written("name;Key password\r\n", |[name, password]| format!("{name};{password}")),
        came.written("File name\tPassphrase\n", |[name, password]| format!("{name}.key\t{password}")),
        came.written("Password|FQDN\n", |[name, password]| format!("{password}|{name}")),
        came.written("FQDN,PFX password,Key password\n", |[name, password]| {
            format!("{name},other,{password}")
        }),
        came.written("Site,Pwd\n", |[name, password]| format!("{name},{password}")),
        // Without a header.
        came.written("", |[name, password]| format!("{name},{password}")),
        came.written("", |[name, password]| format!("{name}.key;{password}")),
        own.lines().skip(1).map(|line| format!("{line}\n")).collect(),
        // Far to the right, with whatever stands between.
        came.written(
            &format!("name,{}password\r\n", "notes of the practice,".repeat(40)),
            |[name, password]| format!("{name},{}{password}", "\"one, two\nand three\",".repeat(40)),
        ),
        // What people write against Excel.
        came.written("name,password\r\n", |[name, password]| format!("\"=\"\"{name}\"\"\",=\"{password}\"")),
    ];
    for table in &tables {
        let back = came.read(vec![given("passwords.csv", table.as_bytes())]);
        assert_eq!(back.verdicts(), NAMES.map(paired), "{table}");
    }
    let utf16: Vec<u8> = own.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for octets in
        [[b"\xff\xfe".as_slice(), &utf16].concat(), [b"\xef\xbb\xbf", own.as_bytes(), b"\x1a"].concat()]
    {
        assert_eq!(came.read(vec![given("p.txt", &octets)]).verdicts(), NAMES.map(paired));
    }
}

#[test]
fn tables_are_found_in_archives_and_beside_the_keys_in_them() {
    let came = Came::new();
    let alone =
        pack(&[Entry { path: "passwords.csv".to_owned(), octets: came.table(), is_private: true }], NOW);
    let alone = alone.expect("an archive");
    assert_eq!(came.read(vec![given("p.zip", &alone)]).verdicts(), NAMES.map(paired));
    let files = unpack(&came.batch.zip);
    let mut entries: Vec<Entry<'_>> = files
        .iter()
        .map(|(path, octets)| Entry { path: format!("keys/{path}"), octets, is_private: false })
        .collect();
    entries.push(Entry { path: "keys/passwords.csv".to_owned(), octets: came.table(), is_private: true });
    let together = pack(&entries, NOW).expect("an archive");
    let documents =
        vec![given("all.zip", &together), given("a.p7b", &came.authority.bundle(&came.certificates))];
    let back = WayBack::read(documents, None);
    assert_eq!(back.verdicts(), NAMES.map(paired));
    assert_eq!(back.returned.notes.len(), 1, "{:?}", back.returned.notes);
}

#[test]
fn a_table_of_another_batch_is_said_to_be_one() {
    let came = Came::new();
    let other = Batch::make(&["BaRS-INT-B1.supplier.thirdparty.nhs.uk"], Passwords::OneForEach, NOW);
    let others = "BaRS-INT-B1.supplier.thirdparty.nhs.uk,aaaa\nBaRS-INT-B2.supplier.thirdparty.nhs.uk,bbbb\nB3,cccc\nB4,dddd\n";
    let tables = [
        format!("name,password\n{others}").into_bytes(),
        [other.passwords.expect("a table"), others.as_bytes().to_vec()].concat(),
    ];
    for table in tables {
        let back = came.read(vec![given("passwords.csv", &table)]);
        let unused =
            "passwords.csv was read; none of its passwords opens these keys; it may be of another batch.";
        assert!(back.returned.notes.iter().any(|note| note == unused), "{:?}", back.returned.notes);
    }
    // Nobody typed anything, so nobody is told to type it again.
    let same = came.written("name,password\n", |[name, _]| format!("{name},of another time"));
    let back = came.read(vec![given("passwords.csv", same.as_bytes())]);
    let lines = back.lines();
    assert_eq!(lines.len(), NAMES.len(), "each endpoint once: {lines:?}");
    for line in &lines {
        assert_eq!((line.verdict, line.is_locked, line.is_alone), ("Key refused", true, false));
        assert_eq!(
            line.sentence,
            "The password in passwords.csv does not open this key; it may be of another batch. Look for the one that was saved with the key."
        );
    }
    assert_eq!(wording::pairs_summary(&lines), "0 of 3 endpoints are ready; 3 keys are locked.");
    let typed = WayBack::read(came.documents(vec![given("passwords.csv", same.as_bytes())]), Some("wrong"));
    assert_eq!(
        typed.lines()[0].sentence,
        "Neither passwords.csv nor the password that you typed opens this key. Look for the passwords.csv that was saved with it."
    );
    // Beside the right table, that of another batch for the same names does no harm, with or without digests.
    for tables in [[came.table(), same.as_bytes()], [same.as_bytes(), came.table()]] {
        let tables = tables.map(|table| given("passwords.csv", table)).into();
        assert_eq!(came.read(tables).verdicts(), NAMES.map(paired));
    }
    let named = came.written("name,password\n", |[name, password]| format!("{name},{password}"));
    let both = [same.as_bytes(), named.as_bytes()].map(|table| given("passwords.csv", table));
    assert_eq!(came.read(both.into()).verdicts(), NAMES.map(paired));
}

#[test]
fn rows_of_a_table_do_not_vanish() {
    let came = Came::new();
    // Behind three thousand rows of other batches.
    let others: String = (0..3_000).map(|number| format!("other-{number},password-{number},\r\n")).collect();
    let own = String::from_utf8(came.table().to_vec()).expect("ASCII");
    let (header, rows) = own.split_once("\r\n").expect("a header");
    let joined = format!("{header}\r\n{others}{header}\r\n{rows}");
    assert_eq!(came.read(vec![given("passwords.csv", joined.as_bytes())]).verdicts(), NAMES.map(paired));

    let noted = |note: &str| {
        let rows = came.rows();
        let row = |place: usize, note: &str| format!("{},{},{note}\n", rows[place][0], rows[place][1]);
        format!("name,password,note\n{}{}{}", row(0, "ok"), row(1, note), row(2, "ok"))
    };
    let note_of = |table: &str| {
        let back = came.read(vec![given("passwords.csv", table.as_bytes())]);
        back.returned.notes.into_iter().find(|note| note.starts_with("passwords.csv: "))
    };
    let open = note_of(&noted("\"waiting")).expect("it is said");
    assert!(open.contains("in line 3 opens a cell that is never closed"), "{open}");
    let swallowed = note_of(&(noted("\"waiting") + "x,y,\"end\"\n")).expect("it is said");
    assert!(swallowed.contains("goes from line 3 to line 5"), "{swallowed}");
    assert_eq!(note_of(&noted("\"waiting\nfor Bob\"")), None);
    let mut none = bars_csr::bulk::Passwords::default();
    assert_eq!(none.read(noted("\"waiting").as_bytes()), Err(TableError::QuoteOpen { line: 3 }));
    assert!(none.find(SealedDigest([0; 32]), [NAMES[0]]).is_empty(), "nothing of it is taken");
}

#[test]
fn what_is_no_table_of_passwords_is_none() {
    let mut none = bars_csr::bulk::Passwords::default();
    let texts = [
        "name,environment,key_bits,public_key_sha256\r\nBaRS-INT-A1.supplier.thirdparty.nhs.uk,INT,2048,",
        "BaRS-INT-A1.supplier.thirdparty.nhs.uk,waiting for Bob\nBaRS-INT-A2.supplier.thirdparty.nhs.uk,sent in May\n",
        "BaRS-INT-A1.supplier.thirdparty.nhs.uk\nBaRS-INT-A2.supplier.thirdparty.nhs.uk\n",
        "Dear all, you find the password of the archive, as agreed, in another email. Regards, Bob",
        "password\nsecret\n",
        "-----BEGIN PRIVATE KEY-----\nname,password\n-----END PRIVATE KEY-----\n",
        "PK\x03\x04name,password\na,b\n",
        "",
    ];
    for text in texts {
        assert_eq!(none.read(text.as_bytes()), Ok(false), "{text}");
    }
}

#[test]
fn a_spreadsheet_is_named_with_what_to_do() {
    let came = Came::new();
    let office = pack(
        &[
            Entry { path: "[Content_Types].xml".to_owned(), octets: b"<Types/>", is_private: false },
            Entry { path: "xl/workbook.xml".to_owned(), octets: b"<workbook/>", is_private: false },
        ],
        NOW,
    );
    let office = office.expect("an archive");
    let back = came.read(vec![given("passwords.xlsx", &office)]);
    assert_eq!(
        back.returned.notes[0],
        "passwords.xlsx: This is a spreadsheet or another office document. If it holds the passwords, open it in Excel, save it as CSV, and give that file."
    );
}

/// The `.pfx` files of a batch and their passwords, as the page saves them.
fn pfx_files(came: &Came) -> Vec<Vec<u8>> {
    let mut back = came.read(vec![given("passwords.csv", came.table())]);
    back.make(|| NewPassword::Made, Encryption::Modern)
}

fn in_use(documents: Vec<Document>, typed: Option<&str>) -> (Vec<Ending>, Vec<String>) {
    let job = BulkJob::ReadInUse { password: typed.map(password) };
    match ask(&mut Keyholder::default(), job, documents).0 {
        BulkOutcome::InUse { endings, notes } => (endings, notes),
        _ => panic!("another answer"),
    }
}

#[test]
fn the_archive_of_pfx_files_opens_with_its_passwords_where_certificates_in_use_are_asked_for() {
    let came = Came::new();
    let files = pfx_files(&came);
    let [zip, table] = files.as_slice() else { panic!("an archive and a table") };
    let names = |(endings, notes): (Vec<Ending>, Vec<String>)| {
        let mut names: Vec<String> = endings.into_iter().map(|ending| ending.name).collect();
        names.sort();
        (names, notes)
    };
    let all = (NAMES.map(str::to_owned).to_vec(), Vec::new());
    let both = || vec![given("pfx-files.zip", zip), given("passwords.csv", table)];
    assert_eq!(names(in_use(both(), None)), all);
    // Each file by itself, renamed, with a password that was typed for others.
    let mut documents: Vec<Document> = unpack(zip).values().map(|pfx| given("renamed.pfx", pfx)).collect();
    documents.push(given("passwords.csv", table));
    assert_eq!(names(in_use(documents, Some("of others"))), all);
    // By name alone.
    let named: String =
        passwords(table).iter().map(|[name, password]| format!("{name}.pfx;{password}\n")).collect();
    let documents =
        vec![given("pfx-files.zip", zip), given("p.csv", format!("file;password\n{named}").as_bytes())];
    assert_eq!(names(in_use(documents, None)), all);

    // Where they do not open, that is said once.
    let refusal = |documents, typed: Option<&str>| {
        refused(BulkJob::ReadInUse { password: typed.map(password) }, documents)
    };
    let listed = NAMES.join(", ").replace(&format!(", {}", NAMES[2]), &format!(" and {}", NAMES[2]));
    assert_eq!(
        refusal(vec![given("pfx-files.zip", zip)], None),
        format!("3 .pfx files have a password ({listed}). Enter it, or give passwords.csv with them.")
    );
    assert_eq!(
        refusal(vec![given("pfx-files.zip", zip), given("passwords.csv", came.table())], None),
        format!(
            "passwords.csv was read; none of its passwords opens 3 .pfx files ({listed}). It may be of another batch: give that which was saved with them, or enter the password."
        )
    );
    let endpoint = Endpoint::new();
    let mut documents = vec![given("pfx-files.zip", zip)];
    documents.push(given("one.cer", endpoint.levels.leaf.as_der()));
    let (endings, notes) = in_use(documents, Some("wrong"));
    assert_eq!((endings.len(), notes.len()), (1, 1));
    assert_eq!(
        notes[0],
        format!(
            "3 .pfx files did not open with this password ({listed}). If another one opens them, enter that."
        )
    );
}

#[test]
fn whose_a_locked_key_is_shows_by_its_request_or_its_name() {
    let came = Came::new();
    let files = unpack(&came.batch.zip);
    let key = |place: usize| files[&format!("{0}/{0}.key", NAMES[place])].as_slice();
    let request = |place: usize| files[&format!("{0}/{0}.csr", NAMES[place])].as_slice();
    let bundle = given("a.p7b", &came.authority.bundle(&came.certificates));
    let documents = vec![
        bundle,
        // Its request lies beside it under the same name; it is named as its endpoint; neither.
        given("first.key", key(0)),
        given("first.csr", request(0)),
        given(&format!("{}.KEY", NAMES[1].to_uppercase()), key(1)),
        given("third.key", key(2)),
    ];
    let back = WayBack::read(documents, None);
    let lines = back.lines();
    let said: Vec<_> = lines.iter().map(|line| (line.name.as_str(), line.verdict, line.is_alone)).collect();
    assert_eq!(
        said,
        [
            (NAMES[0], "Key refused", false),
            (NAMES[1], "Key refused", false),
            (NAMES[2], "No key", false),
            ("third", "Key refused", true),
        ]
    );
    assert_eq!(lines[2].sentence, "No open key belongs to it; some keys are not open yet.");
    assert_eq!(wording::pairs_summary(&lines), "0 of 3 endpoints are ready; 3 keys are locked.");
}
