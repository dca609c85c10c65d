//! How to send the requests of a batch: the text that goes with them.

use crate::name::{EndpointName, Format};
use crate::sending::{INT_FORM, INT_FORM_FIELDS, to_dir_for_all, to_endpoint_catalogue_for_all};
use crate::wording::{RENEWAL_INT, RENEWAL_OF_MANY, RENEWAL_PLAN, RENEWAL_PROD};

/// What is to be done with requests for these names, for each environment among them. Lines end in
/// CRLF: it is for a file that any editor may open.
pub fn how_to_send(names: &[EndpointName]) -> String {
    let format = |name: &EndpointName| name.parts().map(|parts| parts.format);
    let of = |wanted: Option<bool>| -> Vec<&EndpointName> {
        names.iter().filter(|name| format(name).map(Format::is_production) == wanted).collect()
    };
    let parts =
        [(of(Some(false)), int as fn(&[&EndpointName]) -> String), (of(Some(true)), prod), (of(None), other)];
    let text: Vec<String> =
        parts.iter().filter(|(names, _)| !names.is_empty()).map(|(names, words)| words(names)).collect();
    text.join("\n\n").replace('\n', "\r\n")
}

fn int(names: &[&EndpointName]) -> String {
    let fields: String =
        INT_FORM_FIELDS.iter().map(|(field, value)| format!("   {field}: {value}\n")).collect();
    let many = of_many(names);
    let catalogue = to_endpoint_catalogue_for_all(names, Format::Int).to_text();
    format!(
        "REQUESTS FOR INT\n\n\
         1. Open the Combined endpoint and service registration request of ITOC, the integration team:\n   {INT_FORM}\n\n\
         2. Fill it in for each of the names below, and give them the file of that name that ends in .csr. Never send a file that ends in .key.\n\n\
         {fields}   FQDN: one of these\n\n{}\n\
         If this is a renewal: {RENEWAL_INT} {RENEWAL_PLAN}{many}\n\n\
         3. The certificates come from ITOC. Give them to the page together with the key files.\n\n\
         4. When the certificates have come, send this email to the BaRS team, so that they add your endpoints to the Endpoint Catalogue. Put the whole Receiver URLs into it.\n\n\
         {catalogue}",
        listed(names)
    )
}

fn prod(names: &[&EndpointName]) -> String {
    let many = of_many(names);
    let dir = to_dir_for_all(names).to_text();
    let catalogue = to_endpoint_catalogue_for_all(names, Format::ProdSupplier).to_text();
    format!(
        "REQUESTS FOR PROD\n\n\
         1. Wait for the Technical Conformance certificate. PROD endpoints can be requested only when Solution Assurance has issued it.\n\n\
         If this is a renewal: {RENEWAL_PROD} {RENEWAL_PLAN}{many}\n\n\
         2. Send this email to the DIR team, and attach the files that end in .csr of the names in it. Never send a file that ends in .key.\n\n\
         {dir}\n\
         3. The certificates come from the DIR team. Give them to the page together with the key files.\n\n\
         4. When the certificates have come, send this email to the BaRS team, so that they add your endpoints to the Endpoint Catalogue. Put the whole Receiver URLs into it.\n\n\
         {catalogue}\n\
         5. Change your firewall exceptions, so that messages from the BaRS proxy reach the endpoints.\n"
    )
}

fn other(names: &[&EndpointName]) -> String {
    format!(
        "REQUESTS FOR OTHER NAMES\n\n\
         These names fit none of the three formats of the BaRS guide. Send their requests as you have agreed with NHS England.\n\n{}",
        listed(names)
    )
}

/// What is to be said where there are more than one.
fn of_many(names: &[&EndpointName]) -> String {
    if names.len() > 1 { format!(" {RENEWAL_OF_MANY}") } else { String::new() }
}

fn listed(names: &[&EndpointName]) -> String {
    names.iter().map(|name| format!("   {}\n", name.as_str())).collect()
}
