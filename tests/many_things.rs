//! Of more things in one file than anybody reads, the first are told, and that there are more.

use crate::support::desk::{document, inspect};
use crate::support::hostile;
use crate::support::test_ca::NOW;
use bars_csr::keyholder::Keyholder;
use bars_csr::message::Field;
use bars_csr::pkcs12::Skipped;
use bars_csr::shown::InspectedItem;
use bars_csr::wording;
use const_oid::ObjectIdentifier;

fn look_at(name: &str) -> InspectedItem {
    let all = hostile::inputs();
    let input = all.into_iter().find(|input| input.name == name).expect("an input of that name");
    let documents = vec![document(Field::InspectFile, "a.pfx", &input.octets)];
    inspect(&mut Keyholder::default(), documents, None, NOW).items.remove(0)
}

#[test]
fn a_pfx_with_thousands_of_certificates_shows_two_hundred() {
    let item = look_at("a .pfx with 2,500 certificates");
    assert_eq!(item.inside.len(), 200);
    let holds = item.facts.iter().find(|fact| fact.name == "Holds").expect("a fact");
    assert_eq!(holds.value, "200 certificates, and 2300 more");
    assert!(item.notes.contains(&"Only the first 200 things in it are shown.".to_owned()));
}

#[test]
fn thousands_of_one_kind_are_told_once() {
    let item = look_at("a .pfx with 50,000 parts of no known kind");
    let told: Vec<&String> = item.notes.iter().filter(|note| note.starts_with("The file ")).collect();
    let kind = "1.2.840.113549.1.12.10.1.9";
    assert_eq!(
        told,
        [&format!("The file also holds something of another kind ({kind}), which was left aside.")]
    );
}

#[test]
fn of_many_kinds_the_first_ten_are_told() {
    let kind = |number: usize| {
        let oid = ObjectIdentifier::new(&format!("1.2.3.{number}")).expect("an identifier");
        Skipped::OtherBag(oid)
    };
    let ten: Vec<Skipped> = (0..10).map(kind).collect();
    assert_eq!(wording::skipped(&[ten.clone(), ten].concat()).len(), 10);
    let many: Vec<Skipped> = (0..500).map(kind).collect();
    let told = wording::skipped(&many);
    assert_eq!(told.len(), 11);
    assert_eq!(told[9], "The file also holds something of another kind (1.2.3.9), which was left aside.");
    assert_eq!(told[10], "The file holds more things of other kinds, which were left aside as well.");
    assert_eq!(wording::skipped(&[]), [""; 0]);
}
