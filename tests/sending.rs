//! The emails that go with a request.

use bars_csr::name::{EndpointName, Format};
use bars_csr::sending::{Mail, to_dir, to_endpoint_catalogue};

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
    for mail in [to_dir(&name()), to_endpoint_catalogue(&name(), Format::Int)] {
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
    let mail = to_dir(&name());
    assert_eq!(mail.to, "dir@nhs.net");
    for words in ["BaRS Receiver endpoint", "PROD", "Attached: BaRS-PROD-RX7.NWAS.nhs.uk.csr"] {
        assert!(mail.body.contains(words), "{words} in {}", mail.body);
    }
    assert_eq!(mail.subject, "Certificate request for a BaRS Receiver endpoint: BaRS-PROD-RX7.NWAS.nhs.uk");
}

#[test]
fn the_email_to_the_catalogue_holds_the_receiver_url_and_its_environment() {
    for (format, environment) in
        [(Format::Int, "INT"), (Format::ProdSupplier, "PROD"), (Format::ProdProvider, "PROD")]
    {
        let mail = to_endpoint_catalogue(&name(), format);
        assert_eq!(mail.to, "england.bookingandreferralstandard@nhs.net");
        assert!(mail.body.contains(&format!("Environment: {environment}\n")), "{}", mail.body);
        assert!(mail.body.contains("Receiver URL: https://BaRS-PROD-RX7.NWAS.nhs.uk/\n"), "{}", mail.body);
    }
}

#[test]
fn the_text_to_copy_is_the_whole_email() {
    let mail = to_dir(&name());
    assert_eq!(mail.to_text(), format!("To: {}\nSubject: {}\n\n{}", mail.to, mail.subject, mail.body));
}
