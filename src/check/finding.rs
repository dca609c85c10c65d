//! The checks by name, each with its facts and its verdict.

use serde::{Deserialize, Serialize};

use super::{
    CommonName, Completeness, ConstraintFault, DateFault, IssuerEnvironment, IssuerKnown, KeyKind,
    LeafKeyUsage, NameFormat, Obscurity, OtherEndpoint, Purpose, RequestSignature, SignatureFault,
    UnwantedField, WeakKey,
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
    /// Everything that the certificates ask of their reader is done.
    Understood = "understood",
    /// The key may be used for TLS.
    KeyUsage = "key-usage",
    /// The certificate may be a server's and a client's.
    Purpose = "purpose",
    /// The chain leads to a root that was given.
    ChainComplete = "chain-complete",
    /// Each certificate is signed by the next.
    ChainSignatures = "chain-signatures",
    /// Each issuer is inside its dates.
    ChainDates = "chain-dates",
    /// Each issuer may sign certificates.
    ChainConstraints = "chain-constraints",
    /// Each issuer's key is strong enough.
    ChainStrength = "chain-strength",
    /// The authorities are ones that the NHS published.
    IssuerKnown = "issuer-known",
    /// Name and issuer belong to the same environment.
    IssuerEnvironment = "issuer-environment",
    /// The path uses every certificate.
    UnneededCertificates = "unneeded-certificates",
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
        /// The last second of the certificate that came with the private key and is its own, where the
        /// certificate in question is not.
        own: Option<i64>,
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
        /// Whether it is an authority's, which nobody here asks anew for.
        of_authority: bool,
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
    /// `understood`: everything that is not, in any certificate of the path.
    Understood(Vec<Obscurity>),
    /// `key-usage`.
    KeyUsage(LeafKeyUsage),
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
    /// `chain-strength`: every issuer whose key is too weak.
    ChainStrength(Vec<WeakKey>),
    /// `issuer-known`.
    IssuerKnown(IssuerKnown),
    /// `unneeded-certificates`.
    UnneededCertificates {
        /// Those of authorities that the path does not use.
        unused: Vec<String>,
        /// Those that were given again.
        repeated: Vec<String>,
        /// Those of endpoints that are not the one in the path.
        others: Vec<OtherEndpoint>,
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
            Self::Understood(_) => CheckName::Understood,
            Self::KeyUsage(_) => CheckName::KeyUsage,
            Self::ChainComplete(_) => CheckName::ChainComplete,
            Self::ChainSignatures(_) => CheckName::ChainSignatures,
            Self::ChainDates(_) | Self::ChainEndedInUse(_) => CheckName::ChainDates,
            Self::ChainConstraints(_) => CheckName::ChainConstraints,
            Self::ChainStrength(_) => CheckName::ChainStrength,
            Self::IssuerKnown(_) => CheckName::IssuerKnown,
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
        let worst = |verdicts: &mut dyn Iterator<Item = Verdict>| verdicts.max().unwrap_or(Verdict::Pass);
        match self {
            Self::KeyMatches { certificate, key, .. } => unless(Verdict::Fail, certificate == key),
            Self::KeyStrength(kind) => {
                let strong = matches!(kind, KeyKind::Rsa { bits } if RSA_BITS.contains(bits));
                unless(Verdict::Fail, strong)
            }
            Self::NameIsCn(name) => match name {
                CommonName::Good { .. } => Verdict::Pass,
                CommonName::Missing | CommonName::Blemished { .. } | CommonName::NotAmongDnsNames { .. } => {
                    Verdict::Fail
                }
                CommonName::Several { .. }
                | CommonName::NotEndpointName { .. }
                | CommonName::Other { .. }
                | CommonName::NoDnsName { .. } => Verdict::Warn,
            },
            Self::NameFormat(format) => unless(Verdict::Warn, !matches!(format, NameFormat::FitsNone { .. })),
            Self::NotExpired { not_after, now, .. } => unless(Verdict::Fail, now <= not_after),
            Self::EndedInUse { .. } | Self::ChainEndedInUse(_) => Verdict::Warn,
            Self::NotYetValid { not_before, now } => unless(Verdict::Warn, now >= not_before),
            Self::Understood(obscurities) => worst(&mut obscurities.iter().map(|one| one.kind.verdict())),
            Self::KeyUsage(usage) => match usage {
                LeafKeyUsage::Any | LeafKeyUsage::Signatures => Verdict::Pass,
                LeafKeyUsage::OnlyKeyTransport => Verdict::Warn,
                LeafKeyUsage::Neither => Verdict::Fail,
            },
            Self::Purpose(purpose) => unless(Verdict::Warn, !matches!(purpose, Purpose::Restricted { .. })),
            Self::ChainComplete(complete) => match complete {
                Completeness::Complete { .. } => Verdict::Pass,
                Completeness::Incomplete { .. } => Verdict::Warn,
                Completeness::SelfSigned { .. } => Verdict::Fail,
            },
            Self::ChainSignatures(faults) => worst(&mut faults.iter().map(|fault| fault.problem.verdict())),
            Self::ChainDates(faults) => unless(Verdict::Fail, faults.is_empty()),
            Self::ChainConstraints(faults) => unless(Verdict::Fail, faults.is_empty()),
            Self::ChainStrength(weak) => unless(Verdict::Warn, weak.is_empty()),
            Self::IssuerKnown(known) => unless(Verdict::Warn, matches!(known, IssuerKnown::Published { .. })),
            Self::IssuerEnvironment(issuer) => {
                unless(Verdict::Warn, matches!(issuer, IssuerEnvironment::Same { .. }))
            }
            Self::UnneededCertificates { unused, repeated, others } => {
                unless(Verdict::Warn, unused.is_empty() && repeated.is_empty() && others.is_empty())
            }
            Self::SubjectCnOnly { common_names, unwanted } => {
                unless(Verdict::Fail, *common_names == 1 && unwanted.is_empty())
            }
            Self::NoEmail(addresses) => unless(Verdict::Fail, addresses.is_empty()),
            Self::RequestSignature(signature) => match signature {
                RequestSignature::Good => Verdict::Pass,
                RequestSignature::Sha1 => Verdict::Warn,
                RequestSignature::Wrong | RequestSignature::UnknownAlgorithm { .. } => Verdict::Fail,
            },
        }
    }
}
