//! The checks by name, each with its facts and its verdict.

use serde::{Deserialize, Serialize};

use super::{
    CommonName, Completeness, ConstraintFault, DateFault, IssuerEnvironment, KeyKind, NameFormat, Purpose,
    RequestSignature, SignatureFault, SignatureProblem, UnwantedField,
};

/// What follows from a check. The worst is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// As it should be.
    Pass,
    /// Said, and let through.
    Warn,
    /// Stops the file from being made.
    Fail,
}

impl Verdict {
    /// The word that the page writes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// The shortest and the longest RSA key that is let through.
const RSA_BITS: std::ops::RangeInclusive<u32> = 2048..=8192;

macro_rules! checks {
    ($( $(#[$doc:meta])* $name:ident = $text:literal, )*) => {
        /// The fixed names of the checks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum CheckName { $( $(#[$doc])* $name, )* }

        impl CheckName {
            /// Every name, in the order in which people read the checks.
            pub const ALL: &[Self] = &[ $( Self::$name, )* ];

            /// The name in kebab case.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $text, )* }
            }
        }
    };
}

checks! {
    /// The certificate's public key is the private key's.
    KeyMatches = "key-matches",
    /// The key is RSA, 2048 to 8192 bits.
    KeyStrength = "key-strength",
    /// The certificate has one common name, the one asked for.
    NameIsCn = "name-is-cn",
    /// The name fits one of the guide's formats.
    NameFormat = "name-format",
    /// The certificate has not ended.
    NotExpired = "not-expired",
    /// The certificate has begun.
    NotYetValid = "not-yet-valid",
    /// The chain leads to a root that was given.
    ChainComplete = "chain-complete",
    /// Each certificate is signed by the next.
    ChainSignatures = "chain-signatures",
    /// Each issuer is inside its dates.
    ChainDates = "chain-dates",
    /// Each issuer may sign certificates.
    ChainConstraints = "chain-constraints",
    /// The path uses every certificate.
    UnneededCertificates = "unneeded-certificates",
    /// Name and issuer belong to the same environment.
    IssuerEnvironment = "issuer-environment",
    /// The certificate may be a server's and a client's.
    Purpose = "purpose",
    /// A request's subject has one common name and nothing else.
    SubjectCnOnly = "subject-cn-only",
    /// A request holds no email address.
    NoEmail = "no-email",
    /// A request's signature verifies.
    RequestSignature = "request-signature",
}

/// One check that was made, with the facts that were found. Certificates are named by their
/// common name, times are seconds since the Unix epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// `key-matches`: both keys by the SHA-256 digest of their SubjectPublicKeyInfo.
    KeyMatches {
        /// The certificate's.
        certificate: String,
        /// The private key's.
        key: String,
    },
    /// `key-strength`.
    KeyStrength(KeyKind),
    /// `name-is-cn`.
    NameIsCn(CommonName),
    /// `name-format`.
    NameFormat(NameFormat),
    /// `not-expired`.
    NotExpired {
        /// The last second in which the certificate is valid.
        not_after: i64,
        /// The time of the check.
        now: i64,
    },
    /// `not-expired`, of a certificate in a PKCS#12 file that was given, which has ended.
    EndedInUse {
        /// The last second in which the certificate was valid.
        not_after: i64,
    },
    /// `not-yet-valid`.
    NotYetValid {
        /// The first second in which the certificate is valid.
        not_before: i64,
        /// The time of the check.
        now: i64,
    },
    /// `chain-complete`.
    ChainComplete(Completeness),
    /// `chain-signatures`: every signature that is not known to be good.
    ChainSignatures(Vec<SignatureFault>),
    /// `chain-dates`: every issuer that is outside its dates.
    ChainDates(Vec<DateFault>),
    /// `chain-dates`, of the chain in a PKCS#12 file that was given: the same, one at least.
    ChainEndedInUse(Vec<DateFault>),
    /// `chain-constraints`: every rule that an issuer breaks.
    ChainConstraints(Vec<ConstraintFault>),
    /// `unneeded-certificates`.
    UnneededCertificates {
        /// Those that the path does not use.
        unused: Vec<String>,
        /// Those that were given again.
        repeated: Vec<String>,
    },
    /// `issuer-environment`.
    IssuerEnvironment(IssuerEnvironment),
    /// `purpose`.
    Purpose(Purpose),
    /// `subject-cn-only`.
    SubjectCnOnly {
        /// How many common names there are.
        common_names: usize,
        /// Everything else in the subject.
        unwanted: Vec<UnwantedField>,
    },
    /// `no-email`: every email address in the subject and in the extensions.
    NoEmail(Vec<String>),
    /// `request-signature`.
    RequestSignature(RequestSignature),
}

impl Check {
    /// Its fixed name.
    pub const fn name(&self) -> CheckName {
        match self {
            Self::KeyMatches { .. } => CheckName::KeyMatches,
            Self::KeyStrength(_) => CheckName::KeyStrength,
            Self::NameIsCn(_) => CheckName::NameIsCn,
            Self::NameFormat(_) => CheckName::NameFormat,
            Self::NotExpired { .. } | Self::EndedInUse { .. } => CheckName::NotExpired,
            Self::NotYetValid { .. } => CheckName::NotYetValid,
            Self::ChainComplete(_) => CheckName::ChainComplete,
            Self::ChainSignatures(_) => CheckName::ChainSignatures,
            Self::ChainDates(_) | Self::ChainEndedInUse(_) => CheckName::ChainDates,
            Self::ChainConstraints(_) => CheckName::ChainConstraints,
            Self::UnneededCertificates { .. } => CheckName::UnneededCertificates,
            Self::IssuerEnvironment(_) => CheckName::IssuerEnvironment,
            Self::Purpose(_) => CheckName::Purpose,
            Self::SubjectCnOnly { .. } => CheckName::SubjectCnOnly,
            Self::NoEmail(_) => CheckName::NoEmail,
            Self::RequestSignature(_) => CheckName::RequestSignature,
        }
    }

    /// What follows from it.
    pub fn result(&self) -> Verdict {
        let unless = |bad: Verdict, good: bool| if good { Verdict::Pass } else { bad };
        match self {
            Self::KeyMatches { certificate, key } => unless(Verdict::Fail, certificate == key),
            Self::KeyStrength(kind) => {
                let strong = matches!(kind, KeyKind::Rsa { bits } if RSA_BITS.contains(bits));
                unless(Verdict::Fail, strong)
            }
            Self::NameIsCn(CommonName::Missing) => Verdict::Fail,
            Self::NameIsCn(name) => unless(Verdict::Warn, matches!(name, CommonName::Good { .. })),
            Self::NameFormat(format) => unless(Verdict::Warn, matches!(format, NameFormat::Fits { .. })),
            Self::NotExpired { not_after, now } => unless(Verdict::Fail, now <= not_after),
            Self::EndedInUse { .. } | Self::ChainEndedInUse(_) => Verdict::Warn,
            Self::NotYetValid { not_before, now } => unless(Verdict::Warn, now >= not_before),
            Self::ChainComplete(complete) => {
                unless(Verdict::Warn, matches!(complete, Completeness::Complete { .. }))
            }
            Self::ChainSignatures(faults) => {
                let unknown = |fault: &SignatureFault| {
                    matches!(fault.problem, SignatureProblem::UnknownAlgorithm { .. })
                };
                let bad = if faults.iter().all(unknown) { Verdict::Warn } else { Verdict::Fail };
                unless(bad, faults.is_empty())
            }
            Self::ChainDates(faults) => unless(Verdict::Fail, faults.is_empty()),
            Self::ChainConstraints(faults) => unless(Verdict::Fail, faults.is_empty()),
            Self::UnneededCertificates { unused, repeated } => {
                unless(Verdict::Warn, unused.is_empty() && repeated.is_empty())
            }
            Self::IssuerEnvironment(issuer) => {
                unless(Verdict::Warn, matches!(issuer, IssuerEnvironment::Same { .. }))
            }
            Self::SubjectCnOnly { common_names, unwanted } => {
                unless(Verdict::Fail, *common_names == 1 && unwanted.is_empty())
            }
            Self::NoEmail(addresses) => unless(Verdict::Fail, addresses.is_empty()),
            Self::RequestSignature(signature) => unless(Verdict::Fail, *signature == RequestSignature::Good),
            Self::Purpose(purpose) => unless(Verdict::Warn, !matches!(purpose, Purpose::Restricted { .. })),
        }
    }
}
