//! What is said of names.

use crate::support::sentences::are_plain;
use bars_csr::name::{ComposeError, EndpointName, Format, NameWarning};
use bars_csr::wording;

const FORMATS: [Format; 3] = Format::ALL;

fn names() -> Vec<String> {
    let refused = [
        "",
        "https://a.nhs.uk/",
        "a@nhs.uk",
        "10.0.0.1",
        "::1",
        "*.a.nhs.uk",
        "a_b.nhs.uk",
        "a b.nhs.uk",
        "é.nhs.uk",
        "a\u{200b}.nhs.uk",
        "a,b.nhs.uk",
        "a.nhs.uk.",
        "a..nhs.uk",
        "-a.nhs.uk",
        "evilnhs.uk",
        "a.com",
        "nhs.uk",
        "BaRS-PROD-X.thirdparty.nhs.uk",
    ];
    let long = [format!("{}.nhs.uk", "a".repeat(64)), format!("{}.nhs.uk", "a.".repeat(40) + "a")];
    let refused = refused.into_iter().map(str::to_owned).chain(long);
    refused
        .map(|name| match EndpointName::parse(&name) {
            Ok(_) => panic!("{name} was accepted"),
            Err(error) => wording::name(&error).sentence,
        })
        .collect()
}

fn composed() -> Vec<String> {
    let (text, short) = ("x".to_owned(), "y".repeat(60));
    [
        ("", "a"),
        ("A_B", "a"),
        ("A1234567890", "a"),
        ("A", ""),
        ("A", "é"),
        ("A", "-a"),
        ("A", "thirdparty"),
        ("A", &short),
    ]
    .into_iter()
    .map(|(ods_code, organisation)| EndpointName::compose(Format::Int, ods_code, organisation).err())
    .chain([Some(ComposeError::OrganisationMalformed {
        character: Some('\u{feff}'),
        suggestion: Some(text),
    })])
    .map(|error| wording::compose(&error.expect("it is refused")).sentence)
    .collect()
}

fn warnings() -> Vec<String> {
    let crossed = FORMATS
        .into_iter()
        .flat_map(|chosen| FORMATS.into_iter().map(move |found| NameWarning::OtherFormat { chosen, found }));
    let others =
        [NameWarning::NoFormat, NameWarning::OrganisationWord("ltd"), NameWarning::OrganisationShort];
    crossed.chain(others).map(|warning| wording::name_warning(&warning)).collect()
}

#[test]
fn every_sentence_about_a_name_is_plain() {
    are_plain([names(), composed(), warnings()].concat());
}
