//! For which endpoint a request or a certificate is.

use crate::certificate::Certificate;
use crate::check::endpoint_name;
use crate::job::{Document, Outcome};
use crate::message::{Field, Message};
use crate::name::EndpointName;
use crate::reader::{self, Item};
use crate::request::ReceivedRequest;
use crate::wording;

/// The endpoint that the first certificate among the documents names, or else the first request.
pub(super) fn read(documents: &[Document]) -> Result<Outcome, Vec<Message>> {
    let (mut requested, mut certified): (Option<(EndpointName, String)>, Option<EndpointName>) = (None, None);
    for Document { name, bytes, .. } in documents {
        let reading = reader::read(bytes)
            .map_err(|error| vec![wording::certificate_input(&error, name, Field::NextFile)])?;
        for item in reading.items() {
            match item {
                Item::Certificate(der) => {
                    let certificate = Certificate::from_der(der).ok();
                    let found = certificate.and_then(|one| endpoint_name(one.subject()));
                    certified = certified.or(found);
                }
                Item::Request(der) => {
                    let request = ReceivedRequest::from_der(der).ok();
                    let found = request.and_then(|one| Some((endpoint_name(one.subject())?, one.to_pem())));
                    requested = requested.or(found);
                }
                _ => {}
            }
        }
    }
    let has_certificate = certified.is_some();
    let name = certified.or_else(|| requested.as_ref().map(|(name, _)| name.clone()));
    let name = name.ok_or_else(|| vec![wording::no_endpoint()])?;
    let request = requested.filter(|(of, _)| *of == name).map(|(_, request)| request);
    Ok(Outcome::Endpoint { name: name.as_str().to_owned(), request, has_certificate })
}
