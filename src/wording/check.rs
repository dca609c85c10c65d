//! The checks: what each is about, what was found, what to do.

mod certificate;
mod issuer;
mod path;

use super::input::short;
use super::time::date;
use super::{joined, request};
use crate::certificate::Certificate;
use crate::check::{Check, Verdict};
use crate::message::{Field, Message};
use crate::public_key::{PublicKey, Writing};
use crate::shown::CheckLine;

/// A check as the page shows it.
pub fn check_line(check: &Check) -> CheckLine {
    CheckLine {
        name: check.name().as_str().to_owned(),
        result: check.result(),
        title: title(check).to_owned(),
        sentence: sentence(check),
    }
}

/// A verdict in a word.
pub fn verdict(result: Verdict) -> &'static str {
    match result {
        Verdict::Pass => "Good",
        Verdict::Warn => "Warning",
        Verdict::Fail => "Problem",
    }
}

/// All checks in a sentence, with how many things could not be read beside what was checked.
pub fn checks_summary(checks: &[CheckLine], unread: usize) -> String {
    let count = |verdict: Verdict| checks.iter().filter(|check| check.result == verdict).count();
    let (problems, warnings) = (count(Verdict::Fail), count(Verdict::Warn));
    let could_not = match unread {
        0 => String::new(),
        1 => " One thing that you gave could not be read.".to_owned(),
        several => format!(" {several} things that you gave could not be read."),
    };
    match (problems, warnings, unread) {
        (0, 0, 0) => format!("All {} checks are good.", checks.len()),
        (0, _, 0) => format!("Nothing stops you. {warnings} of {} checks gave a warning.", checks.len()),
        (0, _, 1) => format!("No file can be made until it is read or taken out.{could_not}"),
        (0, _, _) => format!("No file can be made until they are read or taken out.{could_not}"),
        (_, _, _) => {
            let solved = ["it is", "both are"].get(problems.saturating_sub(1)).unwrap_or(&"all are");
            format!(
                "{problems} of {} checks found a problem. No file can be made until {solved} solved.{could_not}",
                checks.len()
            )
        }
    }
}

/// The messages for checks that stop the file from being made.
pub fn refused_by_checks(checks: &[CheckLine]) -> Option<Message> {
    let failed: Vec<&str> = checks
        .iter()
        .filter(|check| check.result == Verdict::Fail)
        .map(|check| check.sentence.as_str())
        .collect();
    (!failed.is_empty())
        .then(|| Message::new(Field::MakePfx, format!("No file was made. {}", failed.join(" "))))
}

/// What a row of many says of its authorities; who they are stands above the table.
pub const AUTHORITY_NOT_PUBLISHED: &str =
    "Its authorities are not all ones that the NHS published: see above the table.";

/// A certificate in a line.
pub fn certificate_line(certificate: &Certificate) -> String {
    if certificate.claims_to_be_root() && certificate.is_ca() {
        return super::authority_line(certificate);
    }
    format!(
        "{}, issued by {}, valid from {} to {}",
        short(&certificate.label()),
        short(&certificate.issuer().to_string()),
        date(certificate.not_before()),
        date(certificate.not_after())
    )
}

/// How keys are written in certificates, where that is unusual and some programs mind.
pub fn peculiarities(certificates: &[Certificate]) -> Vec<String> {
    certificates
        .iter()
        .filter_map(|certificate| {
            writing(certificate.public_key(), &format!("The certificate of {}", short(&certificate.label())))
        })
        .collect()
}

/// How a public key is written, where that is unusual and some programs mind.
pub(super) fn writing(key: &PublicKey, holder: &str) -> Option<String> {
    match key.writing() {
        Writing::Regular => None,
        Writing::WithoutNull => Some(format!(
            "{holder} leaves out a NULL that belongs beside its public key. The key is the same; programs made with Go refuse it."
        )),
        Writing::UnusualNumbers => Some(format!(
            "{holder} writes the numbers of its public key in an unusual way, with needless zeros or without a sign. The key is the same; some programs refuse it."
        )),
    }
}

fn title(check: &Check) -> &'static str {
    match check {
        Check::KeyMatches { .. } => "Key and certificate belong together",
        Check::KeyStrength(_) => "Kind and size of the key",
        Check::NameIsCn(_) => "Name (CN)",
        Check::NameFormat(_) => "Format of the name",
        Check::NotExpired { .. } | Check::EndedInUse { .. } => "Not ended",
        Check::NotYetValid { .. } => "Begun",
        Check::Understood(_) => "Nothing that is not understood",
        Check::KeyUsage(_) => "Use of the key",
        Check::Purpose(_) => "Purpose",
        Check::ChainComplete(_) => "Chain up to the root",
        Check::ChainSignatures(_) => "Signatures",
        Check::ChainDates(_) | Check::ChainEndedInUse(_) => "Dates of the chain",
        Check::ChainConstraints(_) => "Authority to sign",
        Check::ChainStrength(_) => "Strength of the authorities' keys",
        Check::IssuerKnown(_) => "Published authorities",
        Check::IssuerEnvironment(_) => "Issuer and environment",
        Check::UnneededCertificates { .. } => "Nothing unneeded",
        Check::SubjectCnOnly { .. } => "The name and nothing else",
        Check::NoEmail(_) => "No email address",
        Check::RequestSignature(_) => "Signature of the request",
    }
}

fn sentence(check: &Check) -> String {
    let is_good = check.result() == Verdict::Pass;
    match check {
        Check::KeyMatches { certificate, key, own } => certificate::key_matches(certificate, key, *own),
        Check::KeyStrength(kind) => certificate::key_strength(kind, is_good),
        Check::NameIsCn(name) => certificate::common_name(name),
        Check::NameFormat(format) => certificate::name_format(format),
        Check::NotExpired { not_after, of_authority, .. } => {
            certificate::not_expired(*not_after, is_good, *of_authority)
        }
        Check::EndedInUse { not_after } => certificate::ended_in_use(*not_after),
        Check::NotYetValid { not_before, .. } => certificate::not_yet_valid(*not_before, is_good),
        Check::Understood(obscurities) => certificate::understood(obscurities),
        Check::KeyUsage(usage) => certificate::key_usage(*usage).to_owned(),
        Check::Purpose(purpose) => certificate::purpose(purpose),
        Check::ChainComplete(complete) => path::completeness(complete),
        Check::ChainSignatures(faults) => path::signatures(faults),
        Check::ChainDates(faults) | Check::ChainEndedInUse(faults) => path::dates(faults),
        Check::ChainConstraints(faults) => path::constraints(faults),
        Check::ChainStrength(weak) => path::strength(weak),
        Check::IssuerKnown(known) => issuer::known(known),
        Check::IssuerEnvironment(environment) => issuer::environment(environment),
        Check::UnneededCertificates { unused, repeated, others } => path::unneeded(unused, repeated, others),
        Check::SubjectCnOnly { common_names, unwanted } => request::subject(*common_names, unwanted),
        Check::NoEmail(addresses) => request::email(addresses),
        Check::RequestSignature(signature) => request::signature(signature),
    }
}

/// The first faults, each in a sentence.
fn each<T>(faults: &[T], most: usize, sentence: impl Fn(&T) -> String) -> String {
    faults.iter().take(most).map(sentence).collect::<Vec<_>>().join(" ")
}

/// The first names of a list.
fn names(list: &[String]) -> String {
    joined(&list.iter().take(5).map(|name| short(name)).collect::<Vec<_>>())
}
