//! The checks: what each is about, what was found, what to do.

use super::algorithm::named;
use super::joined;
use super::name::format_in_words;
use super::request;
use super::time::date;
use crate::certificate::Certificate;
use crate::check::{
    Check, CommonName, Completeness, Constraint, ConstraintFault, DateFault, IssuerEnvironment, KeyKind,
    NameFormat, Purpose, SignatureFault, SignatureProblem, Verdict,
};
use crate::message::{Field, Message};
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

/// All checks in a sentence.
pub fn checks_summary(checks: &[CheckLine]) -> String {
    let count = |verdict: Verdict| checks.iter().filter(|check| check.result == verdict).count();
    let (problems, warnings) = (count(Verdict::Fail), count(Verdict::Warn));
    match (problems, warnings) {
        (0, 0) => format!("All {} checks are good.", checks.len()),
        (0, _) => format!("Nothing stops you. {warnings} of {} checks gave a warning.", checks.len()),
        (_, _) => {
            let solved = ["it is", "both are"].get(problems.saturating_sub(1)).unwrap_or(&"all are");
            format!(
                "{problems} of {} checks found a problem. No file can be made until {solved} solved.",
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

/// A certificate in a line.
pub fn certificate_line(certificate: &Certificate) -> String {
    format!(
        "{}, issued by {}, valid from {} to {}",
        short(&certificate.label()),
        short(&certificate.issuer().to_string()),
        date(certificate.not_before()),
        date(certificate.not_after())
    )
}

fn title(check: &Check) -> &'static str {
    match check {
        Check::KeyMatches { .. } => "Key and certificate belong together",
        Check::KeyStrength(_) => "Kind and size of the key",
        Check::NameIsCn(_) => "Name (CN)",
        Check::NameFormat(_) => "Format of the name",
        Check::NotExpired { .. } | Check::EndedInUse { .. } => "Not ended",
        Check::NotYetValid { .. } => "Begun",
        Check::ChainComplete(_) => "Chain up to the root",
        Check::ChainSignatures(_) => "Signatures",
        Check::ChainDates(_) | Check::ChainEndedInUse(_) => "Dates of the chain",
        Check::ChainConstraints(_) => "Authority to sign",
        Check::UnneededCertificates { .. } => "Nothing unneeded",
        Check::IssuerEnvironment(_) => "Issuer and environment",
        Check::Purpose(_) => "Purpose",
        Check::SubjectCnOnly { .. } => "The name and nothing else",
        Check::NoEmail(_) => "No email address",
        Check::RequestSignature(_) => "Signature of the request",
    }
}

fn sentence(check: &Check) -> String {
    match check {
        Check::KeyMatches { certificate, key } if certificate == key => {
            "The certificate was made for this private key.".to_owned()
        }
        Check::KeyMatches { certificate, key } => format!(
            "The certificate was made for another private key. The SHA-256 of its public key starts with {}, that of your key with {}. Look for the key file that was saved with the request.",
            start(certificate),
            start(key)
        ),
        Check::KeyStrength(KeyKind::Rsa { bits }) if check.result() == Verdict::Pass => {
            format!("RSA, {bits} bits.")
        }
        Check::KeyStrength(KeyKind::Rsa { bits }) => {
            format!(
                "The RSA key has {bits} bits; 2048 to 8192 are accepted. Make a new key and a new request."
            )
        }
        Check::KeyStrength(KeyKind::Other { algorithm }) => {
            format!("The key is for {}, not for RSA. Make a new key and a new request.", named(algorithm))
        }
        Check::NameIsCn(name) => common_name(name),
        Check::NameFormat(NameFormat::Fits { format, .. }) => {
            format!("It fits the format for {}.", format_in_words(*format))
        }
        Check::NameFormat(NameFormat::FitsNone { name }) => {
            format!("{} fits none of the three formats of the BaRS guide.", short(name))
        }
        Check::NotExpired { not_after, .. } if check.result() == Verdict::Pass => {
            format!("The certificate is valid until {}.", date(*not_after))
        }
        Check::NotExpired { not_after, .. } => {
            format!("The certificate ended on {}. Send a new request.", date(*not_after))
        }
        Check::EndedInUse { not_after } => format!(
            "The certificate ended on {}. The file can be made, but servers and callers refuse it. Send a new request.",
            date(*not_after)
        ),
        Check::NotYetValid { not_before, .. } if check.result() == Verdict::Pass => {
            format!("The certificate is valid since {}.", date(*not_before))
        }
        Check::NotYetValid { not_before, .. } => format!(
            "The certificate begins on {}. Until then, nobody accepts it. Check this computer's clock as well.",
            date(*not_before)
        ),
        Check::ChainComplete(complete) => completeness(complete),
        Check::ChainSignatures(faults) => signatures(faults),
        Check::ChainDates(faults) | Check::ChainEndedInUse(faults) => dates(faults),
        Check::ChainConstraints(faults) => constraints(faults),
        Check::UnneededCertificates { unused, repeated } => unneeded(unused, repeated),
        Check::IssuerEnvironment(issuer) => issuer_environment(issuer),
        Check::SubjectCnOnly { common_names, unwanted } => request::subject(*common_names, unwanted),
        Check::NoEmail(addresses) => request::email(addresses),
        Check::RequestSignature(signature) => request::signature(signature),
        Check::Purpose(Purpose::Any) => "The certificate is not restricted to a purpose.".to_owned(),
        Check::Purpose(Purpose::ServerAndClient) => "It is for servers and for clients.".to_owned(),
        Check::Purpose(Purpose::Restricted { server, client, .. }) => {
            let missing = match (server, client) {
                (true, _) => "not for clients",
                (_, true) => "not for servers",
                _ => "for neither servers nor clients",
            };
            format!("The certificate is {missing}; BaRS uses both. Ask who issued it.")
        }
    }
}

fn common_name(name: &CommonName) -> String {
    match name {
        CommonName::Good { name } => format!("It is for {}.", short(name)),
        CommonName::Missing => "There is no common name (CN), so it is for no endpoint.".to_owned(),
        CommonName::Several { names } => {
            let names: Vec<String> = names.iter().take(5).map(|name| short(name)).collect();
            format!("There are several common names: {}. Programs may use any of them.", joined(&names))
        }
        CommonName::NotEndpointName { name } => {
            format!(
                "It is for {}, which is not a name of an endpoint under nhs.uk. Is it the right one?",
                short(name)
            )
        }
        CommonName::Other { name, asked_for } => {
            format!("It is for {}; {} was asked for. Is it the right one?", short(name), short(asked_for))
        }
    }
}

fn completeness(complete: &Completeness) -> String {
    match complete {
        Completeness::Complete { root } => format!("The chain leads to the root {}.", short(root)),
        Completeness::Incomplete { certificate, missing } => format!(
            "The certificate of {}, which issued {}, was not given. You can go on without it; some programs then need it on the server. The chain is on the NHS Digital pages for INT and PROD.",
            short(missing),
            short(certificate)
        ),
    }
}

fn signatures(faults: &[SignatureFault]) -> String {
    if faults.is_empty() {
        return "Every signature was verified.".to_owned();
    }
    each(faults, |fault| match &fault.problem {
        SignatureProblem::Wrong => format!(
            "{} was not signed by {}: the signature is wrong. Get the chain again.",
            short(&fault.certificate),
            short(&fault.issuer)
        ),
        SignatureProblem::UnusableKey => format!(
            "The signature of {} cannot be verified: the key of {} is too short, too long or no key. Get the chain again.",
            short(&fault.certificate),
            short(&fault.issuer)
        ),
        SignatureProblem::UnknownAlgorithm { oid } => {
            format!("The signature of {} was not checked; it uses {}.", short(&fault.certificate), named(oid))
        }
    })
}

fn dates(faults: &[DateFault]) -> String {
    if faults.is_empty() {
        return "Every certificate of the chain is inside its dates.".to_owned();
    }
    each(faults, |fault| {
        let (name, begin, end) = (short(&fault.certificate), date(fault.not_before), date(fault.not_after));
        if fault.now > fault.not_after {
            format!("{name} ended on {end}. Get the current chain.")
        } else {
            format!("{name} begins on {begin}. Get the current chain.")
        }
    })
}

fn constraints(faults: &[ConstraintFault]) -> String {
    if faults.is_empty() {
        return "Every issuer in the chain may sign certificates.".to_owned();
    }
    each(faults, |fault| {
        let name = short(&fault.certificate);
        match fault.constraint {
            Constraint::CertificateAuthority => {
                format!("{name} is not a certificate authority, so it cannot issue certificates.")
            }
            Constraint::CertificateSigning => format!("{name} is not allowed to sign certificates."),
            Constraint::PathLength { most, found } => {
                format!("{name} allows {most} authorities below it; there are {found}.")
            }
        }
    })
}

fn unneeded(unused: &[String], repeated: &[String]) -> String {
    let names = |list: &[String]| joined(&list.iter().take(5).map(|name| short(name)).collect::<Vec<_>>());
    let mut sentences = Vec::new();
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

fn issuer_environment(issuer: &IssuerEnvironment) -> String {
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
            "{} is an authority of the first generation, which ended on 4 June 2024. Is this an old certificate?",
            short(issuer)
        ),
        IssuerEnvironment::Unknown { issuer } => format!(
            "{} is not an issuer that this page knows for INT or PROD. Issuers can change; ask if you did not expect it.",
            short(issuer)
        ),
    }
}

/// The first faults, each in a sentence.
fn each<T>(faults: &[T], sentence: impl Fn(&T) -> String) -> String {
    faults.iter().take(5).map(sentence).collect::<Vec<_>>().join(" ")
}

/// The start of a fingerprint: enough to tell two keys apart.
fn start(fingerprint: &str) -> String {
    fingerprint.chars().take(16).collect()
}

fn short(text: &str) -> String {
    super::input::short(text)
}
