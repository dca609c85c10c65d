//! The email to the DIR team, who issue certificates for PROD.

use super::Mail;
use crate::name::EndpointName;

/// Asks for the certificates of these endpoints: one or many.
pub fn to_dir(names: &[&EndpointName]) -> Mail {
    const TO: &str = "dir@nhs.net";
    const CONFORMANCE: &str = "Solution Assurance has issued our Technical Conformance certificate.";
    if let [name] = names {
        let name = name.as_str();
        return Mail {
            to: TO,
            subject: format!("Certificate request for a BaRS Receiver endpoint: {name}"),
            body: format!(
                "Hello,\n\nPlease sign the attached certificate request. It is for a BaRS Receiver endpoint in PROD.\n\n\
                 FQDN: {name}\nAttached: {name}.csr\n\n{CONFORMANCE}\n\nKind regards\n"
            ),
        };
    }
    let lines: String = names.iter().map(|name| format!("{}\n", name.as_str())).collect();
    Mail {
        to: TO,
        subject: format!("Certificate requests for {} BaRS Receiver endpoints", names.len()),
        body: format!(
            "Hello,\n\nPlease sign the attached certificate requests. They are for {} BaRS Receiver endpoints in PROD.\n\n\
             FQDNs, each with its request in a file of that name that ends in .csr:\n{lines}\n{CONFORMANCE}\n\n\
             Kind regards\n",
            names.len()
        ),
    }
}
