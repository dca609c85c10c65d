//! The emails that go with a request, ready to send.

use crate::name::{EndpointName, Format};

/// An email.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: &'static str,
    /// The subject.
    pub subject: String,
    /// The text. Lines end in `\n`.
    pub body: String,
}

/// To the DIR team, who issue certificates for PROD.
pub fn to_dir(name: &EndpointName) -> Mail {
    let name = name.as_str();
    Mail {
        to: "dir@nhs.net",
        subject: format!("Certificate request for a BaRS Receiver endpoint: {name}"),
        body: format!(
            "Hello,\n\nPlease sign the attached certificate request. It is for a BaRS Receiver endpoint in PROD.\n\n\
             FQDN: {name}\nAttached: {name}.csr\n\nSolution Assurance has issued our Technical Conformance certificate.\n\n\
             Kind regards\n"
        ),
    }
}

/// To the BaRS team, who keep the Endpoint Catalogue, once the certificate is there.
pub fn to_endpoint_catalogue(name: &EndpointName, format: Format) -> Mail {
    let name = name.as_str();
    let environment = if format.is_production() { "PROD" } else { "INT" };
    Mail {
        to: "england.bookingandreferralstandard@nhs.net",
        subject: format!("Endpoint Catalogue ({environment}): Receiver URL for {name}"),
        body: format!(
            "Hello,\n\nPlease add this BaRS Receiver to the Endpoint Catalogue, for BaRS/API-M.\n\n\
             Environment: {environment}\nReceiver URL: https://{name}/\n\nThe certificate for this name has been issued.\n\n\
             Kind regards\n"
        ),
    }
}

impl Mail {
    /// The address that opens the email in the person's own program: a `mailto` URI (RFC 6068).
    /// It cannot carry an attachment.
    pub fn to_uri(&self) -> String {
        format!("mailto:{}?subject={}&body={}", self.to, percent(&self.subject), percent(&self.body))
    }

    /// The whole email as text, to be copied.
    pub fn to_text(&self) -> String {
        format!("To: {}\nSubject: {}\n\n{}", self.to, self.subject, self.body)
    }
}

/// Everything but unreserved characters as `%XX`; line ends as `%0D%0A` (RFC 6068 section 5).
fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len().saturating_mul(2));
    for octet in text.bytes() {
        match octet {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(octet))
            }
            b'\n' => encoded.push_str("%0D%0A"),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}
