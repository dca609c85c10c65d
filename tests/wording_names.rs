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

#[test]
fn a_character_is_called_by_its_name_where_it_looks_like_another() {
    let told = |character: char| {
        let name = format!("BaRS-INT-X26{character}b.supplier.thirdparty.nhs.uk");
        wording::name(&EndpointName::parse(&name).expect_err("it is refused")).sentence
    };
    for (character, name) in [
        ('\u{2013}', "an en dash (\u{2013})"),
        ('\u{2014}', "an em dash (\u{2014})"),
        ('\u{2010}', "a typographic hyphen (\u{2010})"),
        ('\u{2011}', "a non-breaking hyphen (\u{2011})"),
        ('\u{2012}', "a figure dash (\u{2012})"),
        ('\u{2015}', "a horizontal bar (\u{2015})"),
        ('\u{2212}', "a minus sign (\u{2212})"),
        ('\u{ff0d}', "a fullwidth hyphen (\u{ff0d})"),
        ('\u{2019}', "a right single quotation mark (\u{2019})"),
        ('\u{201c}', "a left double quotation mark (\u{201c})"),
        ('\u{ff0e}', "a fullwidth full stop (\u{ff0e})"),
        ('\u{a0}', "a no-break space (U+00A0)"),
        ('\u{2009}', "a thin space (U+2009)"),
        ('\u{3000}', "an ideographic space (U+3000)"),
        ('\u{200b}', "a zero width space (U+200B)"),
        ('\u{ad}', "a soft hyphen (U+00AD)"),
        ('\u{202e}', "a right-to-left override (U+202E)"),
        ('\u{2062}', "the invisible character U+2062"),
        ('\u{7f}', "the invisible character U+007F"),
        ('é', "\"é\""),
    ] {
        let sentence = told(character);
        assert!(sentence.starts_with(&format!("The name cannot hold {name}; ")), "{sentence}");
    }
    let sentence = told('\u{2013}');
    assert!(sentence.ends_with("Did you mean BaRS-INT-X26-b.supplier.thirdparty.nhs.uk?"), "{sentence}");
    assert_eq!(told(' '), "The name has a space in it. Remove it.");
}
