//! Opening a private key file.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{ID_DSA, ID_EC_PUBLIC_KEY};
use der::asn1::OctetString;
use der::{Decode, Sequence};
use spki::AlgorithmIdentifierOwned;

use super::{KeyPart, PrivateKey, structure};
use crate::ber;
use crate::password::{Password, Spelling};
use crate::password_encryption::{
    Budget, Coming, DecryptError, Inside, Limits, Progress, Scheme, UnsealError, Work, unseal,
};
use crate::reader::{self, Item, ItemKind, KeyForm, ReadError, Reading};

/// Why a private key could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenKeyError {
    /// Nothing in the input could be read.
    Unreadable(ReadError),
    /// The input was read, and holds no private key.
    NoKey {
        /// What it does hold.
        found: Vec<ItemKind>,
    },
    /// The input holds more than one private key. The same key twice is one.
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// The key is sealed and no password was given.
    PasswordNeeded,
    /// The key is sealed with another password.
    WrongPassword,
    /// The key is sealed in a way that cannot be undone here.
    Sealed(DecryptError),
    /// A form of private key that is not read here.
    UnsupportedForm(KeyForm),
    /// A key for another algorithm than RSA.
    NotRsa {
        /// The algorithm.
        algorithm: ObjectIdentifier,
        /// The elliptic curve, where there is one and it can be seen.
        curve: Option<ObjectIdentifier>,
    },
    /// An RSA key restricted to PSS signatures (RFC 4055), which TLS programs do not take.
    RestrictedToPss,
    /// An RSA key of more than two primes (RFC 8017), which many programs refuse.
    MultiPrime,
    /// The modulus is shorter or longer than [`super::ACCEPTED_BITS`].
    Size {
        /// Bits of the modulus.
        bits: u32,
    },
    /// The public exponent is smaller than 65537 (FIPS 186-5 section 5.4), or larger than most
    /// programs take.
    Exponent,
    /// A number of the key is missing: it is not there, or 0.
    Missing(KeyPart),
    /// A number of the key is not what it has to be beside the others.
    Wrong(KeyPart),
    /// The primes are of unlike length: the longer one has more than half of the bits of the modulus.
    /// Windows refuses such keys.
    UnequalPrimes {
        /// Bits of the longer and of the shorter one.
        bits: [u32; 2],
    },
    /// A factor of the modulus is no prime.
    CompositeFactor,
    /// The octets are those of a key and their content is not.
    Damaged,
}

impl From<UnsealError> for OpenKeyError {
    fn from(error: UnsealError) -> Self {
        match error {
            UnsealError::WrongPassword => Self::WrongPassword,
            UnsealError::Damaged => Self::Damaged,
            UnsealError::Scheme(error) => Self::Sealed(error),
        }
    }
}

/// RFC 5958 section 3: EncryptedPrivateKeyInfo.
///
/// ```text
/// EncryptedPrivateKeyInfo ::= SEQUENCE {
///   encryptionAlgorithm  AlgorithmIdentifier,
///   encryptedData        OCTET STRING }
/// ```
#[derive(Sequence)]
pub(crate) struct EncryptedPrivateKeyInfo {
    pub(crate) algorithm: AlgorithmIdentifierOwned,
    pub(crate) data: OctetString,
}

impl EncryptedPrivateKeyInfo {
    /// Reads it, DER or BER.
    pub(crate) fn read(ber: &[u8]) -> Option<Self> {
        Self::from_der(&ber::to_der(ber)?).ok()
    }
}

/// A key that was opened.
pub struct OpenedKey {
    /// The key.
    pub key: PrivateKey,
    /// How its password is spelled in the file, where it has one.
    pub spelling: Option<Spelling>,
}

impl PrivateKey {
    /// Opens the one private key in what a person gave: PKCS#8 or PKCS#1, sealed or not, with
    /// anything else around it.
    ///
    /// # Errors
    /// [`OpenKeyError`]. A wrong password and a damaged file are told apart: under the right
    /// password a sealed key begins as every key does.
    pub fn open(input: &[u8], password: Option<&Password>) -> Result<Self, OpenKeyError> {
        let budget = &mut Budget::of(Limits::MOST);
        Self::open_with(input, password, budget, &mut |_| {}).map(|opened| opened.key)
    }

    /// As [`PrivateKey::open`], with what is left of a job's work, and telling how far it has come.
    ///
    /// # Errors
    /// As [`PrivateKey::open`].
    pub fn open_with(
        input: &[u8],
        password: Option<&Password>,
        budget: &mut Budget,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<OpenedKey, OpenKeyError> {
        let reading = reader::read(input).map_err(OpenKeyError::Unreadable)?;
        Self::open_found(&reading, password, budget, on_progress)
    }

    /// Opens the one private key that the reader found in an input.
    ///
    /// # Errors
    /// As [`PrivateKey::open`].
    pub fn open_found(
        reading: &Reading,
        password: Option<&Password>,
        budget: &mut Budget,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<OpenedKey, OpenKeyError> {
        let mut keys: Vec<(&KeyForm, &[u8])> = Vec::new();
        for item in reading.items() {
            if let Item::PrivateKey { form, der } = item
                && !keys.contains(&(form, der.as_slice()))
            {
                keys.push((form, der));
            }
        }
        match keys.as_slice() {
            [] => Err(OpenKeyError::NoKey { found: reading.items().map(Item::kind).collect() }),
            [(form, octets)] => Self::open_form(form, octets, password, budget, on_progress),
            several => open_the_same(several, password, budget, on_progress),
        }
    }

    /// Opens a private key that the reader found.
    ///
    /// # Errors
    /// As [`PrivateKey::open`].
    pub fn open_form(
        form: &KeyForm,
        octets: &[u8],
        password: Option<&Password>,
        budget: &mut Budget,
        on_progress: &mut dyn FnMut(Progress),
    ) -> Result<OpenedKey, OpenKeyError> {
        let mut work = Work::new(budget, on_progress);
        match form {
            KeyForm::Pkcs8 => Self::from_pkcs8(octets).map(OpenedKey::plain),
            KeyForm::Pkcs1 => Self::from_pkcs1(octets).map(OpenedKey::plain),
            KeyForm::EncryptedPkcs8 => {
                let sealed = EncryptedPrivateKeyInfo::read(octets).ok_or(OpenKeyError::Damaged)?;
                let scheme = Scheme::read(&sealed.algorithm).map_err(OpenKeyError::Sealed)?;
                open_sealed(&scheme, sealed.data.as_bytes(), password, &mut work)
            }
            KeyForm::OpenSslEncrypted { label, dek_info } => {
                refuse_by_label(label)?;
                let scheme = Scheme::from_dek_info(dek_info).map_err(OpenKeyError::Sealed)?;
                open_sealed(&scheme, octets, password, &mut work)
            }
            KeyForm::Sec1 => Err(OpenKeyError::NotRsa {
                algorithm: ID_EC_PUBLIC_KEY,
                curve: structure::curve_of_sec1(octets),
            }),
            KeyForm::Dsa => Err(OpenKeyError::NotRsa { algorithm: ID_DSA, curve: None }),
            KeyForm::OpenSsh => Err(OpenKeyError::UnsupportedForm(form.clone())),
        }
    }
}

/// The most private keys that are opened to see whether they are all the same.
const MOST_KEYS: usize = 10;

/// Opens keys that are written differently and may be the same.
fn open_the_same(
    keys: &[(&KeyForm, &[u8])],
    password: Option<&Password>,
    budget: &mut Budget,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<OpenedKey, OpenKeyError> {
    let several = OpenKeyError::SeveralKeys { count: keys.len() };
    if keys.len() > MOST_KEYS {
        return Err(several);
    }
    let mut distinct: Vec<OpenedKey> = Vec::new();
    let mut locked = None;
    for (form, octets) in keys {
        match PrivateKey::open_form(form, octets, password, budget, on_progress) {
            Ok(opened) => {
                let is_same = |known: &OpenedKey| known.key.public_key() == opened.key.public_key();
                if !distinct.iter().any(is_same) {
                    distinct.push(opened);
                }
            }
            Err(error @ (OpenKeyError::PasswordNeeded | OpenKeyError::WrongPassword)) => locked = Some(error),
            Err(_) => return Err(several),
        }
    }
    match (distinct.len(), locked) {
        (2.., None) => Err(OpenKeyError::SeveralKeys { count: distinct.len() }),
        (2.., Some(_)) => Err(several),
        (_, Some(OpenKeyError::PasswordNeeded)) => Err(OpenKeyError::PasswordNeeded),
        (0, Some(error)) => Err(error),
        (_, Some(_)) => Err(several),
        (_, None) => distinct.pop().ok_or(several),
    }
}

/// The key that the one sealed private key of an input will need under a password, where it can be derived
/// together with others.
pub(crate) fn coming(input: &[u8], password: &Password) -> Option<Coming> {
    let reading = reader::read(input).ok()?;
    let mut schemes = reading.items().filter_map(|item| match item {
        Item::PrivateKey { form, der } => protection(form, der),
        _ => None,
    });
    let scheme = schemes.next().filter(|_| schemes.next().is_none())?.ok()?;
    Coming::of(scheme, password)
}

/// How a private key is encrypted; none where it is not. It is told without the password.
pub fn protection(form: &KeyForm, octets: &[u8]) -> Option<Result<Scheme, DecryptError>> {
    match form {
        KeyForm::EncryptedPkcs8 => Some(match EncryptedPrivateKeyInfo::read(octets) {
            Some(sealed) => Scheme::read(&sealed.algorithm),
            None => Err(DecryptError::Damaged),
        }),
        KeyForm::OpenSslEncrypted { dek_info, .. } => Some(Scheme::from_dek_info(dek_info)),
        KeyForm::Pkcs8 | KeyForm::Pkcs1 | KeyForm::Sec1 | KeyForm::OpenSsh | KeyForm::Dsa => None,
    }
}

impl OpenedKey {
    fn plain(key: PrivateKey) -> Self {
        Self { key, spelling: None }
    }
}

/// What else can be inside OpenSSL's own encryption is told by the label, so that nobody is asked
/// for the password of a key that is of no use.
fn refuse_by_label(label: &str) -> Result<(), OpenKeyError> {
    let refused = |algorithm| Err(OpenKeyError::NotRsa { algorithm, curve: None });
    match label {
        "EC PRIVATE KEY" => refused(ID_EC_PUBLIC_KEY),
        "DSA PRIVATE KEY" => refused(ID_DSA),
        _ => Ok(()),
    }
}

fn open_sealed(
    scheme: &Scheme,
    data: &[u8],
    password: Option<&Password>,
    work: &mut Work<'_>,
) -> Result<OpenedKey, OpenKeyError> {
    scheme.check(work.limits()).map_err(OpenKeyError::Sealed)?;
    let password = password.ok_or(OpenKeyError::PasswordNeeded)?;
    let unsealed = unseal(scheme, &password.spellings(), data, Inside::PrivateKey, work)?;
    let key = PrivateKey::from_either(&unsealed.plain)?;
    Ok(OpenedKey { key, spelling: Some(unsealed.spelling) })
}
