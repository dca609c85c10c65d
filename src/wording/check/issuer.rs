//! The checks of the authorities in sentences.

use super::each;
use crate::check::{IssuerEnvironment, IssuerKnown, Pretence, UnpublishedAuthority};
use crate::wording::input::short;

pub(super) fn known(known: &IssuerKnown) -> String {
    match known {
        IssuerKnown::Published { authority } => {
            format!(
                "{} is an authority that the NHS published, and its certificate is the published one.",
                short(authority)
            )
        }
        IssuerKnown::Unpublished(authorities) => {
            let sentences = each(authorities, 3, unpublished);
            format!(
                "{sentences} Compare it with what the NHS publishes: there may be new authorities since this page was made."
            )
        }
    }
}

fn unpublished(one: &UnpublishedAuthority) -> String {
    let UnpublishedAuthority { authority, sha256, pretence } = one;
    let authority = short(authority);
    match pretence {
        Pretence::NhsName => format!(
            "{authority} has the name of an NHS authority, but not its published certificate. Its SHA-256 is {sha256}."
        ),
        Pretence::Root => {
            format!("{authority} is a root that this page does not know. Its SHA-256 is {sha256}.")
        }
        Pretence::Intermediate => {
            format!("{authority} is an authority that this page does not know. Its SHA-256 is {sha256}.")
        }
    }
}

pub(super) fn environment(issuer: &IssuerEnvironment) -> String {
    let environment = |production: bool| if production { "PROD" } else { "INT" };
    match issuer {
        IssuerEnvironment::Same { issuer, production } => {
            format!("Name and issuer ({}) are both of {}.", short(issuer), environment(*production))
        }
        IssuerEnvironment::Crossed { name, name_is_production, issuer } => format!(
            "{} is a name for {}, and {} issues for {}. The certificate will not be accepted there.",
            short(name),
            environment(*name_is_production),
            short(issuer),
            environment(!*name_is_production)
        ),
        IssuerEnvironment::FirstGeneration { issuer } => format!(
            "{} is an authority of the first generation, which was superseded on 4 June 2024. Is this an old certificate?",
            short(issuer)
        ),
        IssuerEnvironment::Unknown { issuer } => format!(
            "{} is not an issuer that this page knows for INT or PROD. Issuers can change; ask if you did not expect it.",
            short(issuer)
        ),
    }
}
