//! What is said of an endpoint for which something is left to do.

use super::input::short;
use crate::authority::Environment;
use crate::message::{Field, Message};
use crate::sending::UrlError;
use crate::steps::next::Stage;

/// The file is being read.
pub const READING_ENDPOINT: &str = "Reading the file.";

/// No endpoint is known.
pub const NOTHING_LEFT_KNOWN: &str =
    "Give the request (.csr), the certificate or the name, and what is left to do appears here.";

/// For which endpoint something is left to do, and how far it has come.
pub fn left_to_do(name: &str, environment: Environment, stage: Stage) -> String {
    let name = short(name);
    let environment = environment.as_str();
    match stage {
        Stage::Requested => format!("What is left to do for {name}, in {environment}."),
        Stage::Certified => {
            format!("What is left to do for {name}, in {environment}. Its certificate is there.")
        }
        Stage::Packed => format!("What is left to do for {name}, in {environment}. Its .pfx file is made."),
    }
}

/// Nobody has said which endpoint it is.
pub fn endpoint_missing() -> Message {
    Message::new(Field::NextName, "Enter the name of the endpoint, or give its request or its certificate.")
}

/// There is neither a request nor a certificate of an endpoint in the file.
pub fn no_endpoint() -> Message {
    Message::new(
        Field::NextFile,
        "There is no request and no certificate of an endpoint in this file. Give the .csr or the .cer, or enter the name.",
    )
}

/// Why a base URL is not accepted.
pub fn receiver_url(error: &UrlError) -> Message {
    let sentence = match error {
        UrlError::Empty => "Enter the base URL of the receiver.".to_owned(),
        UrlError::Character(character) => {
            format!("A URL cannot hold {}. Leave it out.", super::name::shown(*character))
        }
        UrlError::NotHttps => "The URL must begin with https://".to_owned(),
        UrlError::User => "The URL holds a user's name (@). Leave that out.".to_owned(),
        UrlError::OtherHost { found } => format!(
            "The host is {}. It must be the name in the certificate, without a change; a port and a path may follow.",
            if found.is_empty() { "missing".to_owned() } else { short(found) }
        ),
        UrlError::Port => "The port must be a number from 1 to 65535, as in :9443.".to_owned(),
        UrlError::NotABase(mark) => {
            format!("A base URL ends with its path. Leave out what stands from {mark} on.")
        }
    };
    Message::new(Field::CatalogueUrl, sentence)
}
