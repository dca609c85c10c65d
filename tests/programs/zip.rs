//! Zip archives are read entry by entry, and within limits.

use crate::support::program;
use bars_csr::reader::{
    Appearance, Change, Container, Found, Item, MOST_BYTES, MOST_ENTRIES, MOST_UNPACKED_BYTES,
    MOST_ZIP_BYTES, Place, ReadError, Unread, read,
};

const PROXY: &str = include_str!("../vectors/bars-proxy.spineservices.nhs.uk.pem");
const INT: &str = include_str!("../vectors/int.api.service.nhs.uk.pem");

/// An archive that Python's `zipfile` writes with a few lines, `z` being the archive.
fn zip(lines: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("proxy.pem"), PROXY).expect("written");
    std::fs::write(folder.path().join("int.pem"), INT).expect("written");
    let script = format!(
        "import zipfile\nproxy, int = open('proxy.pem').read(), open('int.pem').read()\nz = zipfile.ZipFile('z.zip', 'w', zipfile.ZIP_DEFLATED)\n{lines}\nz.close()\n"
    );
    program("python3", folder.path(), &["-c", &script], b"").expect_success();
    std::fs::read(folder.path().join("z.zip")).expect("an archive")
}

fn entry(name: &str, line: usize) -> Place {
    Place { entry: Some(name.into()), line: Some(line), ..Place::default() }
}

fn unread(entry: &str, error: ReadError) -> Unread {
    Unread { place: Place { entry: Some(entry.into()), ..Place::default() }, error }
}

fn certificate(pem: &str) -> Item {
    read(pem.as_bytes()).expect("it is read").found.remove(0).item
}

#[test]
fn every_entry_is_read_and_says_where_it_was() {
    let archive = zip(
        "z.writestr('leaf.cer', proxy)\nz.writestr('ca/', '')\nz.writestr('ca/é.pem', 'Hello\\n\\n> ' + int.replace('\\n', '\\n> '))\nz.writestr('readme.txt', 'Dear all')\nz.writestr('stored.pem', int, zipfile.ZIP_STORED)",
    );
    let reading = read(&archive).expect("it is read");
    let found = [
        Found { item: certificate(PROXY), place: entry("leaf.cer", 1) },
        Found { item: certificate(INT), place: entry("ca/é.pem", 3) },
        Found { item: certificate(INT), place: entry("stored.pem", 1) },
    ];
    assert!(reading.found == found, "{:?}", reading.found);
    assert_eq!(reading.repairs.len(), 1);
    assert_eq!(
        (&reading.repairs[0].change, &reading.repairs[0].place),
        (&Change::Quoting, &entry("ca/é.pem", 3))
    );
    let text = ReadError::NotRecognised { appearance: Appearance::Text };
    assert_eq!(reading.unread, [unread("readme.txt", text)]);
}

#[test]
fn what_is_not_read_is_named() {
    let archive = zip(
        "z.writestr('a.pem', proxy)\nz.writestr('b.zip', open('z.zip', 'rb').read(50))\nz.writestr('c.bz2', int, zipfile.ZIP_BZIP2)\nz.writestr('d.pem', int[:800])\nz.writestr('e.txt', '')\nz.writestr('f.bin', ' ' * 2_000_000)",
    );
    let reading = read(&archive).expect("it is read");
    assert_eq!(reading.found.len(), 1);
    let expected = [
        unread("b.zip", ReadError::ZipInZip),
        unread("c.bz2", ReadError::UnknownCompression { method: 12 }),
        unread("d.pem", ReadError::MissingEnd { label: "CERTIFICATE".to_owned() }),
        unread("e.txt", ReadError::Empty),
        unread("f.bin", ReadError::TooLarge { bytes: 2_000_000, most: MOST_BYTES }),
    ];
    assert_eq!(reading.unread, expected);
    let damaged: Vec<bool> = reading.unread.iter().map(Unread::is_damaged).collect();
    assert_eq!(damaged, [false, false, true, false, false]);
}

#[test]
fn locked_entries_are_named() {
    let mut archive = zip("z.writestr('a.pem', proxy)");
    let central = archive.windows(4).rposition(|four| four == b"PK\x01\x02").expect("a directory");
    archive[central + 8] |= 1;
    assert_eq!(read(&archive), Err(ReadError::LockedZip));
}

#[test]
fn nothing_of_ours_and_nothing_at_all_are_told() {
    let text = ReadError::NotRecognised { appearance: Appearance::Text };
    let error = ReadError::NothingInside { container: Container::Zip, unread: vec![unread("a.txt", text)] };
    assert_eq!(read(&zip("z.writestr('a.txt', 'Dear all')")), Err(error));
    assert_eq!(
        read(&zip("")),
        Err(ReadError::NothingInside { container: Container::Zip, unread: Vec::new() })
    );
    assert_eq!(read(b"PK\x03\x04 and no more"), Err(ReadError::DamagedZip));
}

#[test]
fn limits_are_kept_before_anything_is_unpacked() {
    let many = zip("for n in range(1001): z.writestr(str(n), proxy)");
    assert_eq!(read(&many), Err(ReadError::TooManyEntries { most: MOST_ENTRIES }));
    let most = zip("for n in range(1000): z.writestr(str(n), proxy)");
    assert_eq!(read(&most).expect("it is read").found.len(), 1000);
    let large = zip("z.writestr('a.pem', proxy)\nfor n in range(51): z.writestr(str(n), ' ' * 1_000_000)");
    let bytes = 51_000_000 + u64::try_from(PROXY.len()).unwrap();
    assert!(large.len() < 100_000);
    assert_eq!(read(&large), Err(ReadError::UnpacksTooLarge { bytes, most: MOST_UNPACKED_BYTES }));
    let bytes = MOST_ZIP_BYTES + 1;
    let mut long = zip("z.writestr('a.pem', proxy)");
    long.resize(bytes, 0);
    assert_eq!(read(&long), Err(ReadError::TooLarge { bytes, most: MOST_ZIP_BYTES }));
}

#[test]
fn a_size_that_lies_costs_no_more_than_it_says() {
    let honest = zip("z.writestr('a.pem', proxy)\nz.writestr('b', ' ' * 1_000_000)");
    let central = honest.windows(4).rposition(|four| four == b"PK\x01\x02").expect("a directory");
    for size in [0u32, 1, 10, 999_999, 1_000_001, u32::MAX] {
        let mut lying = honest.clone();
        lying[central + 24..central + 28].copy_from_slice(&size.to_le_bytes());
        match read(&lying) {
            Ok(reading) => assert_eq!((reading.found.len(), reading.unread.len()), (1, 1), "{size}"),
            Err(error) => assert!(
                matches!(error, ReadError::UnpacksTooLarge { .. } | ReadError::DamagedZip),
                "{error:?}"
            ),
        }
    }
}

#[test]
fn no_prefix_and_no_changed_octet_brings_it_down() {
    let archive = zip("z.writestr('a.pem', proxy)\nz.writestr('b.pem', int, zipfile.ZIP_STORED)");
    for length in 0..archive.len() {
        let _ = read(&archive[..length]);
    }
    for at in 0..archive.len() {
        for octet in [0, 1, 0x50, 0x7f, 0xff] {
            let mut changed = archive.clone();
            changed[at] = octet;
            for item in read(&changed).iter().flat_map(bars_csr::reader::Reading::items) {
                assert!([certificate(PROXY), certificate(INT)].contains(item), "{at}: {item:?}");
            }
        }
    }
}

#[test]
fn the_most_that_unpacks_is_read() {
    let archive = zip(
        "z.writestr('a.pem', proxy)\nfor n in range(12): z.writestr(str(n), ('=3D<b>&gt;\\\\n> ' + '-BEGIN CERTIFICATE MII ') * 25_000)",
    );
    assert!(archive.len() < MOST_BYTES);
    assert_eq!(read(&archive).expect("it is read").found.len(), 1);
}
