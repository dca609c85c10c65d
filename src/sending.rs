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
    let environment = format.environment();
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

/// The form of ITOC, the integration team, who issue certificates for INT.
pub const INT_FORM: &str = "https://digital.nhs.uk/services/path-to-live-environments/path-to-live-forms/combined-endpoint-and-service-registration-request";

/// What goes into the fields of that form, beside the name of the endpoint.
pub const INT_FORM_FIELDS: [(&str, &str); 4] = [
    ("Type of request", "Create/renew a certificate only (No endpoint)"),
    ("Environment", "Integration"),
    ("Existing party key", "N/A"),
    ("Additional comments/notes", "BaRS certificate request"),
];

/// To the DIR team, for many endpoints at once.
pub fn to_dir_for_all(names: &[&EndpointName]) -> Mail {
    if let [name] = names {
        return to_dir(name);
    }
    let lines: String = names.iter().map(|name| format!("{}\n", name.as_str())).collect();
    Mail {
        to: "dir@nhs.net",
        subject: format!("Certificate requests for {} BaRS Receiver endpoints", names.len()),
        body: format!(
            "Hello,\n\nPlease sign the attached certificate requests. They are for {} BaRS Receiver endpoints in PROD.\n\n\
             FQDNs, each with its request in a file of that name that ends in .csr:\n{lines}\n\
             Solution Assurance has issued our Technical Conformance certificate.\n\n\
             Kind regards\n",
            names.len()
        ),
    }
}

/// To the BaRS team, for many endpoints of one environment at once, once the certificates are there.
pub fn to_endpoint_catalogue_for_all(names: &[&EndpointName], format: Format) -> Mail {
    if let [name] = names {
        return to_endpoint_catalogue(name, format);
    }
    let environment = format.environment();
    let lines: String = names.iter().map(|name| format!("https://{}/\n", name.as_str())).collect();
    Mail {
        to: "england.bookingandreferralstandard@nhs.net",
        subject: format!("Endpoint Catalogue ({environment}): Receiver URLs for {} endpoints", names.len()),
        body: format!(
            "Hello,\n\nPlease add these BaRS Receivers to the Endpoint Catalogue, for BaRS/API-M.\n\n\
             Environment: {environment}\nReceiver URLs:\n{lines}\n\
             The certificates for these names have been issued.\n\n\
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
