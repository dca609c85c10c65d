//! The name of an endpoint: composed, checked, taken apart.

use bars_csr::name::{ComposeError, EndpointName, Format, NameError, NameWarning, suggest_ascii};

fn parse(text: &str) -> Result<String, NameError> {
    EndpointName::parse(text).map(|name| name.as_str().to_owned())
}

fn warnings(text: &str, chosen: Format) -> Vec<NameWarning> {
    EndpointName::parse(text).expect("a good name").warnings(Some(chosen))
}

#[test]
fn the_three_formats_are_composed_as_the_guide_writes_them() {
    let composed =
        |format| EndpointName::compose(format, "Y01061", "Acme").map(|name| name.as_str().to_owned());
    assert_eq!(composed(Format::Int), Ok("BaRS-INT-Y01061.Acme.thirdparty.nhs.uk".to_owned()));
    assert_eq!(composed(Format::ProdSupplier), Ok("BaRS-PROD-Y01061.Acme.thirdparty.nhs.uk".to_owned()));
    assert_eq!(composed(Format::ProdProvider), Ok("BaRS-PROD-Y01061.Acme.nhs.uk".to_owned()));
}

#[test]
fn live_names_are_taken_apart_whatever_their_case() {
    for (text, format, ods_code, organisation) in [
        (
            "bars-prod-ygm06-pharmoutcomes.emis.thirdparty.nhs.uk",
            Format::ProdSupplier,
            "ygm06-pharmoutcomes",
            "emis",
        ),
        ("BaRS-PROD-RX7.NWAS.nhs.uk", Format::ProdProvider, "RX7", "NWAS"),
        ("BARS-INT-K81003001.acme.thirdparty.nhs.uk", Format::Int, "K81003001", "acme"),
    ] {
        let name = EndpointName::parse(text).expect("a live name");
        let parts = name.parts().expect("a format");
        assert_eq!((parts.format, parts.ods_code, parts.organisation), (format, ods_code, organisation));
        assert_eq!(name.as_str(), text);
        assert_eq!(EndpointName::compose(format, ods_code, organisation).expect("composes"), name);
    }
}

#[test]
fn names_are_equal_without_case() {
    assert_eq!(
        EndpointName::parse("A.nhs.uk").expect("good"),
        EndpointName::parse("a.NHS.uk").expect("good")
    );
    assert_ne!(
        EndpointName::parse("a.nhs.uk").expect("good"),
        EndpointName::parse("b.nhs.uk").expect("good")
    );
}

#[test]
fn white_space_around_a_name_is_dropped_and_inside_refused() {
    assert_eq!(parse("  a.nhs.uk\t\r\n"), Ok("a.nhs.uk".to_owned()));
    assert_eq!(parse("a b.nhs.uk"), Err(NameError::Space));
}

#[test]
fn each_refusal_has_its_own_reason() {
    for (text, reason) in [
        ("", NameError::Empty),
        (" \n", NameError::Empty),
        ("https://a.nhs.uk", NameError::WebAddress),
        ("a.nhs.uk/path", NameError::WebAddress),
        ("a.nhs.uk:443", NameError::WebAddress),
        ("person@a.nhs.uk", NameError::EmailAddress),
        ("10.0.0.1", NameError::IpAddress),
        ("::1", NameError::IpAddress),
        ("[2001:db8::1]", NameError::IpAddress),
        ("*.acme.nhs.uk", NameError::Wildcard),
        ("a_b.nhs.uk", NameError::Underscore),
        ("a!b.nhs.uk", NameError::Character('!')),
        ("<b>.nhs.uk", NameError::Character('<')),
        ("a.nhs.uk.", NameError::TrailingDot),
        ("a..nhs.uk", NameError::EmptyLabel),
        (".nhs.uk", NameError::EmptyLabel),
        ("-a.nhs.uk", NameError::EdgeHyphen { label: "-a".to_owned() }),
        ("a-.nhs.uk", NameError::EdgeHyphen { label: "a-".to_owned() }),
        ("acme.example.com", NameError::NotNhsUk),
        ("evilnhs.uk", NameError::LookAlike),
        ("a.evilnhs.uk", NameError::LookAlike),
        ("thirdparty.nhs.uk.example.com", NameError::LookAlike),
        ("nhs.uk", NameError::BareDomain),
        ("NHS.UK", NameError::BareDomain),
        ("thirdparty.nhs.uk", NameError::BareDomain),
        ("BaRS-PROD-RX7.thirdparty.nhs.uk", NameError::OrganisationMissing),
        ("bars-int-rx7.THIRDPARTY.nhs.uk", NameError::OrganisationMissing),
    ] {
        assert_eq!(parse(text), Err(reason), "{text}");
    }
}

#[test]
fn labels_have_63_characters_and_names_64_at_most() {
    let longest = format!("{}.nhs.uk", "a".repeat(57));
    assert_eq!(longest.len(), 64);
    assert_eq!(parse(&longest), Ok(longest.clone()));
    assert_eq!(parse(&format!("a{longest}")), Err(NameError::TooLong { length: 65 }));
    let label = "b".repeat(64);
    assert_eq!(parse(&format!("{label}.nhs.uk")), Err(NameError::LabelTooLong { label, length: 64 }));
}

#[test]
fn a_letter_outside_ascii_is_refused_with_the_one_that_was_meant() {
    for (text, character, suggestion) in [
        ("café.nhs.uk", 'é', Some("cafe.nhs.uk")),
        ("асme.nhs.uk", 'а', Some("acme.nhs.uk")),
        ("BaRS–INT.nhs.uk", '–', Some("BaRS-INT.nhs.uk")),
        ("a\u{200b}cme.nhs.uk", '\u{200b}', Some("acme.nhs.uk")),
        ("漢.nhs.uk", '漢', None),
    ] {
        let suggestion = suggestion.map(str::to_owned);
        assert_eq!(parse(text), Err(NameError::NonAscii { character, suggestion }), "{text}");
    }
}

#[test]
fn a_good_name_that_is_unusual_is_warned_of() {
    use NameWarning::{NoFormat, OrganisationShort, OrganisationWord, OtherFormat};
    assert_eq!(warnings("BaRS-INT-X1.acme.thirdparty.nhs.uk", Format::Int), vec![]);
    assert_eq!(warnings("booking.acme.nhs.uk", Format::Int), vec![NoFormat]);
    assert_eq!(warnings("BaRS-INT-RX7.acme.nhs.uk", Format::Int), vec![NameWarning::OlderInt]);
    assert!(NameWarning::OlderInt.is_note() && !NoFormat.is_note());
    assert_eq!(warnings("BaRS-INT-RX7.acme.nhs.uk", Format::ProdProvider), vec![NoFormat]);
    assert_eq!(
        warnings("BaRS-INT-X1.acme.thirdparty.nhs.uk", Format::ProdSupplier),
        vec![OtherFormat { chosen: Format::ProdSupplier, found: Format::Int }]
    );
    assert_eq!(warnings("BaRS-INT-X1.AcmeLtd.thirdparty.nhs.uk", Format::Int), vec![OrganisationWord("ltd")]);
    for word in ["plc", "limited", "gov"] {
        let name = format!("BaRS-INT-X1.acme-{word}.thirdparty.nhs.uk");
        assert_eq!(warnings(&name, Format::Int), vec![OrganisationWord(word)]);
    }
    assert_eq!(warnings("BaRS-INT-X1.ab.thirdparty.nhs.uk", Format::Int), vec![OrganisationShort]);
}

#[test]
fn the_field_at_fault_is_named() {
    let compose = |ods_code: &str, organisation: &str| {
        EndpointName::compose(Format::ProdProvider, ods_code, organisation)
            .map(|name| name.as_str().to_owned())
    };
    assert_eq!(compose("", "acme"), Err(ComposeError::OdsCodeEmpty));
    assert_eq!(compose("RX7", " "), Err(ComposeError::OrganisationEmpty));
    assert_eq!(compose("R X7", "acme"), Err(ComposeError::OdsCodeMalformed { character: Some(' ') }));
    assert_eq!(compose("ABCDEFGHIJ", "acme"), Err(ComposeError::OdsCodeMalformed { character: None }));
    assert_eq!(compose("RX7-", "acme"), Err(ComposeError::OdsCodeMalformed { character: None }));
    assert_eq!(compose("-two", "acme"), Err(ComposeError::OdsCodeMalformed { character: None }));
    assert_eq!(compose("RX7-two", "acme"), Ok("BaRS-PROD-RX7-two.acme.nhs.uk".to_owned()));
    assert_eq!(compose("RX7", "ThirdParty"), Err(ComposeError::OrganisationIsThirdparty));
    assert_eq!(
        compose("RX7", "Acme Health"),
        Err(ComposeError::OrganisationMalformed {
            character: Some(' '),
            suggestion: Some("Acme-Health".to_owned())
        })
    );
    assert_eq!(
        compose("RX7", "acme.health"),
        Err(ComposeError::OrganisationMalformed {
            character: Some('.'),
            suggestion: Some("acmehealth".to_owned())
        })
    );
    assert_eq!(
        compose("RX7", "-acme"),
        Err(ComposeError::OrganisationMalformed { character: None, suggestion: Some("acme".to_owned()) })
    );
}

#[test]
fn the_room_that_is_left_is_exact() {
    for format in Format::ALL {
        let room = format.room_for_organisation("Y01061");
        let longest = "a".repeat(usize::try_from(room).expect("there is room"));
        assert!(EndpointName::compose(format, "Y01061", &longest).is_ok());
        let excess = EndpointName::compose(format, "Y01061", &format!("{longest}a"));
        assert_eq!(excess.expect_err("one too many"), ComposeError::TooLong { excess: 1 });
    }
    assert_eq!(Format::Int.room_for_organisation("Y01061"), 30);
}

#[test]
fn any_text_is_answered() {
    let huge = "x".repeat(1_000_000);
    for text in [huge.as_str(), "\0", "\u{202e}", "🦀.nhs.uk", "%00.nhs.uk", "....", "----"] {
        assert!(parse(text).is_err());
        assert!(EndpointName::compose(Format::Int, text, text).is_err());
        assert!(text.len() > 100 || suggest_ascii(text).is_none_or(|label| label.is_ascii()));
    }
}
