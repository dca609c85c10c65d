//! The emails that go with a request.

use bars_csr::authority::Environment;
use bars_csr::name::EndpointName;
use bars_csr::sending::{
    CatalogueEntry, Details, Mail, ReceiverUrl, UrlError, entries, proxy_addresses, services, to_dir,
    to_endpoint_catalogue,
};

fn name() -> EndpointName {
    EndpointName::parse("BaRS-PROD-RX7.NWAS.nhs.uk").expect("a name")
}

/// Takes a `mailto` URI apart as RFC 6068 says.
fn parse(uri: &str) -> (String, String, String) {
    let (to, fields) =
        uri.strip_prefix("mailto:").and_then(|rest| rest.split_once('?')).expect("a mailto URI");
    let (subject, body) = fields.split_once('&').expect("two fields");
    let value = |field: &str, name: &str| decode(field.strip_prefix(name).expect("the field"));
    (to.to_owned(), value(subject, "subject="), value(body, "body="))
}

fn decode(text: &str) -> String {
    let mut octets = Vec::new();
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        octets.push(match octet {
            b'%' => {
                let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
                u8::from_str_radix(std::str::from_utf8(&digits).expect("ASCII"), 16).expect("hexadecimal")
            }
            plain => {
                assert!(plain.is_ascii_alphanumeric() || b"-._~".contains(&plain), "{text}");
                plain
            }
        });
    }
    String::from_utf8(octets).expect("UTF-8")
}

#[test]
fn the_address_opens_the_very_email_with_line_ends_as_mail_has_them() {
    for mail in [to_dir(&[&name()]), catalogue(Environment::Int)] {
        let (to, subject, body) = parse(&mail.to_uri());
        assert_eq!((to.as_str(), subject), (mail.to, mail.subject.clone()));
        assert_eq!(body, mail.body.replace('\n', "\r\n"));
    }
}

#[test]
fn everything_outside_plain_ascii_is_encoded() {
    let odd = Mail { to: "a@nhs.net", subject: "100 % & more?".to_owned(), body: "é #\n".to_owned() };
    assert_eq!(odd.to_uri(), "mailto:a@nhs.net?subject=100%20%25%20%26%20more%3F&body=%C3%A9%20%23%0D%0A");
}

#[test]
fn the_email_to_dir_says_what_it_is_for_and_what_to_attach() {
    let mail = to_dir(&[&name()]);
    assert_eq!(mail.to, "dir@nhs.net");
    for words in ["BaRS Receiver endpoint", "PROD", "Attached: BaRS-PROD-RX7.NWAS.nhs.uk.csr"] {
        assert!(mail.body.contains(words), "{words} in {}", mail.body);
    }
    assert_eq!(mail.subject, "Certificate request for a BaRS Receiver endpoint: BaRS-PROD-RX7.NWAS.nhs.uk");
}

fn catalogue(environment: Environment) -> Mail {
    to_endpoint_catalogue(environment, &[CatalogueEntry::of(name())], &Details::default())
}

#[test]
fn the_email_to_the_catalogue_holds_what_the_guide_asks_for() {
    let url = ReceiverUrl::parse("https://bars-prod-rx7.nwas.nhs.uk:9443/bars", &name()).expect("a URL");
    let entry = CatalogueEntry { name: name(), url, services: services("2000099999, 2000088888") };
    let details =
        Details { dates: " 11 to 15 January 2027 ".to_owned(), contact: "a@nwas.nhs.uk".to_owned() };
    let mail = to_endpoint_catalogue(Environment::Prod, &[entry], &details);
    assert_eq!(mail.to, "england.bookingandreferralstandard@nhs.net");
    assert_eq!(mail.subject, "Endpoint Catalogue (PROD): Receiver URL for BaRS-PROD-RX7.NWAS.nhs.uk");
    assert_eq!(
        mail.body,
        "Hello,\n\nPlease add this BaRS Receiver to the Endpoint Catalogue, for BaRS/API-M.\n\n\
         Environment: PROD\nReceiver URL: https://bars-prod-rx7.nwas.nhs.uk:9443/bars\n\
         ServiceId: 2000099999, 2000088888\nPlanned test dates: 11 to 15 January 2027\nContact: a@nwas.nhs.uk\n\n\
         The certificate for this name has been issued.\n\nKind regards\n"
    );
}

#[test]
fn what_was_not_given_is_to_be_filled_in() {
    let body = catalogue(Environment::Int).body;
    assert!(body.contains("Environment: INT\nReceiver URL: https://BaRS-PROD-RX7.NWAS.nhs.uk/\n"), "{body}");
    for line in ["ServiceId", "Planned test dates", "Contact"] {
        assert!(body.contains(&format!("{line}: (please fill in)\n")), "{body}");
    }
}

#[test]
fn many_endpoints_stand_in_one_email_each_with_its_services() {
    let other = EndpointName::parse("BaRS-PROD-RX8.NWAS.nhs.uk").expect("a name");
    let url = ReceiverUrl::from_pattern("https://{fqdn}:9443/FHIR/R4", &other).expect("a URL");
    let entries =
        [CatalogueEntry::of(name()), CatalogueEntry { name: other, url, services: vec!["7".to_owned()] }];
    let mail = to_endpoint_catalogue(Environment::Prod, &entries, &Details::default());
    assert_eq!(mail.subject, "Endpoint Catalogue (PROD): Receiver URLs for 2 endpoints");
    let lines = "https://BaRS-PROD-RX7.NWAS.nhs.uk/   ServiceId: (please fill in)\n\
                 https://BaRS-PROD-RX8.NWAS.nhs.uk:9443/FHIR/R4   ServiceId: 7\n";
    assert!(mail.body.contains(lines), "{}", mail.body);
}

#[test]
fn a_base_url_is_https_the_name_and_perhaps_a_port_and_a_path() {
    for (typed, taken, port) in [
        ("https://BaRS-PROD-RX7.NWAS.nhs.uk", "https://BaRS-PROD-RX7.NWAS.nhs.uk/", 443),
        (" HTTPS://bars-prod-rx7.nwas.nhs.uk/ ", "https://bars-prod-rx7.nwas.nhs.uk/", 443),
        ("https://BaRS-PROD-RX7.NWAS.nhs.uk:1/a/b%20c", "https://BaRS-PROD-RX7.NWAS.nhs.uk:1/a/b%20c", 1),
        (
            "https://BaRS-PROD-RX7.NWAS.nhs.uk:65535/x@y:z",
            "https://BaRS-PROD-RX7.NWAS.nhs.uk:65535/x@y:z",
            65535,
        ),
    ] {
        let url = ReceiverUrl::parse(typed, &name()).expect(typed);
        assert_eq!((url.as_str(), url.port()), (taken, port));
    }
    let other = |found: &str| UrlError::OtherHost { found: found.to_owned() };
    let own = "https://BaRS-PROD-RX7.NWAS.nhs.uk";
    for (typed, error) in [
        (String::new(), UrlError::Empty),
        ("BaRS-PROD-RX7.NWAS.nhs.uk".to_owned(), UrlError::NotHttps),
        ("http://BaRS-PROD-RX7.NWAS.nhs.uk/".to_owned(), UrlError::NotHttps),
        ("https://".to_owned(), other("")),
        ("https://other.nhs.uk/".to_owned(), other("other.nhs.uk")),
        (format!("{own}.evil.example/"), other("BaRS-PROD-RX7.NWAS.nhs.uk.evil.example")),
        ("https://x@BaRS-PROD-RX7.NWAS.nhs.uk/".to_owned(), UrlError::User),
        (format!("{own}:0/"), UrlError::Port),
        (format!("{own}:65536/"), UrlError::Port),
        (format!("{own}:+1/"), UrlError::Port),
        (format!("{own}:/"), UrlError::Port),
        (format!("{own}:1:2/"), UrlError::Port),
        (format!("{own}/?a"), UrlError::NotABase('?')),
        (format!("{own}/#a"), UrlError::NotABase('#')),
        (format!("{own}/a b"), UrlError::Character(' ')),
        (format!("{own}/é"), UrlError::Character('é')),
        (format!("{own}/{{a}}"), UrlError::Character('{')),
    ] {
        assert_eq!(ReceiverUrl::parse(&typed, &name()), Err(error), "{typed}");
    }
}

#[test]
fn services_are_told_apart_however_they_are_written() {
    assert_eq!(services(" 1,2; 3\n\t4 "), ["1", "2", "3", "4"]);
    assert_eq!(services(" ,; "), [""; 0]);
}

#[test]
fn the_proxy_calls_from_two_addresses_in_each_environment() {
    assert_eq!(proxy_addresses(Environment::Int), ["35.197.254.55", "35.246.55.143"]);
    assert_eq!(proxy_addresses(Environment::Prod), ["34.89.0.111", "34.89.69.6"]);
}

#[test]
fn the_text_to_copy_is_the_whole_email() {
    let mail = to_dir(&[&name()]);
    assert_eq!(mail.to_text(), format!("To: {}\nSubject: {}\n\n{}", mail.to, mail.subject, mail.body));
}

#[test]
fn one_pattern_makes_the_urls_of_all_or_of_none() {
    let names = ["BaRS-PROD-RX7.NWAS.nhs.uk", "BaRS-PROD-RX8.NWAS.nhs.uk"]
        .map(|name| EndpointName::parse(name).expect("a name"));
    let urls = |pattern: &str| {
        let (entries, error) = entries(&names, pattern);
        (entries.iter().map(|entry| entry.url.as_str().to_owned()).collect::<Vec<_>>(), error)
    };
    let plain = names.each_ref().map(|name| format!("https://{}/", name.as_str())).to_vec();
    assert_eq!(urls(" "), (plain.clone(), None));
    let with_port = names.each_ref().map(|name| format!("https://{}:9443/bars", name.as_str())).to_vec();
    assert_eq!(urls("https://{fqdn}:9443/bars"), (with_port, None));
    let other = UrlError::OtherHost { found: "BaRS-PROD-RX7.NWAS.nhs.uk".to_owned() };
    assert_eq!(urls("https://BaRS-PROD-RX7.NWAS.nhs.uk/"), (plain.clone(), Some(other)));
    assert_eq!(urls("http://{fqdn}/"), (plain, Some(UrlError::NotHttps)));
}
