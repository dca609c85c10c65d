//! The checks of the path in sentences.

use super::{each, names};
use crate::authority::CURRENT_CHAINS;
use crate::check::{
    Completeness, Constraint, ConstraintFault, DateFault, KeyKind, OtherEndpoint, SignatureFault,
    SignatureProblem, WeakKey,
};
use crate::wording::algorithm::named;
use crate::wording::input::short;
use crate::wording::time::date;

pub(super) fn completeness(complete: &Completeness) -> String {
    let environment = |is_production: bool| if is_production { "PROD" } else { "INT" };
    match complete {
        Completeness::Complete { root } => format!("The chain leads to the root {}.", short(root)),
        Completeness::SelfSigned { certificate } => format!(
            "The certificate of {} is signed by its own key: no authority issued it, so nobody trusts it. Give the certificate that came back.",
            short(certificate)
        ),
        Completeness::Incomplete { certificate, missing, crossed: Some(is_production) } => format!(
            "{} was issued for {}, and the chain that you gave is for {}. Give the certificate of {} and what stands above it.",
            short(certificate),
            environment(*is_production),
            environment(!is_production),
            short(missing)
        ),
        Completeness::Incomplete { certificate, missing, crossed: None } => format!(
            "The certificate of {}, which issued {}, was not given. You can go on without it; some programs then need it on the server. The NHS publishes the current chains at {CURRENT_CHAINS}; the guide says that its pages for INT and PROD may be out of date.",
            short(missing),
            short(certificate)
        ),
    }
}

pub(super) fn signatures(faults: &[SignatureFault]) -> String {
    if faults.is_empty() {
        return "Every signature was verified.".to_owned();
    }
    each(faults, 5, |fault| {
        let (certificate, issuer) = (short(&fault.certificate), short(&fault.issuer));
        match &fault.problem {
            SignatureProblem::Wrong => {
                format!(
                    "{certificate} was not signed by {issuer}: the signature is wrong. Get the chain again."
                )
            }
            SignatureProblem::UnusableKey => format!(
                "The signature of {certificate} cannot be verified: the key of {issuer} is too short, too long or no key. Get the chain again."
            ),
            SignatureProblem::UnknownAlgorithm { oid } => format!(
                "The signature of {certificate} cannot be verified here: it uses {}. Ask for a certificate that is signed with SHA-256.",
                named(oid)
            ),
            SignatureProblem::Sha1 => format!(
                "{certificate} is signed with SHA-1, which is out of use: many programs refuse it. Ask for a certificate that is signed with SHA-256."
            ),
            SignatureProblem::TwoAlgorithms => format!(
                "{certificate} names one signature algorithm inside what is signed and another outside, so programs refuse it. Ask who issued it."
            ),
            SignatureProblem::OwnUnknown { oid } => format!(
                "The root's own signature was not checked; it uses {}. Compare its SHA-256 instead.",
                named(oid)
            ),
        }
    })
}

pub(super) fn dates(faults: &[DateFault]) -> String {
    if faults.is_empty() {
        return "Every certificate of the chain is inside its dates.".to_owned();
    }
    each(faults, 5, |fault| {
        let (name, begin, end) = (short(&fault.certificate), date(fault.not_before), date(fault.not_after));
        if fault.now > fault.not_after {
            format!("{name} ended on {end}. Get the current chain.")
        } else {
            format!("{name} begins on {begin}. Get the current chain.")
        }
    })
}

pub(super) fn constraints(faults: &[ConstraintFault]) -> String {
    if faults.is_empty() {
        return "Every issuer in the chain may sign certificates.".to_owned();
    }
    each(faults, 5, |fault| {
        let name = short(&fault.certificate);
        match fault.constraint {
            Constraint::CertificateAuthority => {
                format!("{name} is not a certificate authority, so it cannot issue certificates.")
            }
            Constraint::CertificateSigning => format!("{name} is not allowed to sign certificates."),
            Constraint::Purposes => {
                format!("{name} is not allowed to issue certificates for servers and clients.")
            }
            Constraint::Names => {
                format!("{name} is not allowed to issue certificates for all of the names below it.")
            }
            Constraint::PathLength { most, found } => {
                format!("{name} allows {most} authorities below it; there are {found}.")
            }
        }
    })
}

pub(super) fn strength(weak: &[WeakKey]) -> String {
    if weak.is_empty() {
        return "The keys of the authorities are strong enough.".to_owned();
    }
    each(weak, 5, |WeakKey { certificate, key }| {
        let key = match key {
            KeyKind::Rsa { bits } => format!("RSA of {bits} bits"),
            KeyKind::Other { algorithm } => named(algorithm),
        };
        format!(
            "The key of {} is {key}, which is weak: many programs refuse the chain. Get the current chain.",
            short(certificate)
        )
    })
}

pub(super) fn unneeded(unused: &[String], repeated: &[String], others: &[OtherEndpoint]) -> String {
    let mut sentences: Vec<String> = others.iter().take(5).map(other_endpoint).collect();
    if let Some(more) = others.len().checked_sub(5).filter(|more| *more > 0) {
        sentences.push(format!("There are {more} more certificates of endpoints."));
    }
    if !unused.is_empty() {
        sentences.push(format!("Not part of the chain, and left out of the file: {}.", names(unused)));
    }
    if !repeated.is_empty() {
        sentences.push(format!("Given more than once, and used once: {}.", names(repeated)));
    }
    if sentences.is_empty() {
        "Every certificate that was given is used.".to_owned()
    } else {
        sentences.join(" ")
    }
}

fn other_endpoint(other: &OtherEndpoint) -> String {
    let (name, end) = (short(&other.certificate), date(other.not_after));
    match (other.has_same_key, other.is_newer) {
        (true, _) => {
            format!("There is another certificate of {name} for this key, valid until {end}: it is left out.")
        }
        (false, true) => format!(
            "There is a newer certificate of {name}, valid until {end}, for another private key: it is left out. If that is the one you want, give the key file that was saved with its request."
        ),
        (false, false) => {
            format!(
                "The certificate of {name}, valid until {end}, is for another private key: it is left out."
            )
        }
    }
}
