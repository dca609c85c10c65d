//! Inputs of up to a megabyte that ask for as much work as they can. Nobody signed them.

use super::element::element as tlv;

/// One of them.
pub struct Hostile {
    /// What it is.
    pub name: String,
    /// Its octets.
    pub octets: Vec<u8>,
    /// Whether it is given as a private key; else as certificates.
    pub is_key: bool,
}

/// As much as the reader takes.
pub const MEGABYTE: usize = 1 << 20;

/// All of them.
pub fn inputs() -> Vec<Hostile> {
    let texts = PARTS.into_iter().map(|part| {
        let name = format!("{:?} again and again", part.chars().take(40).collect::<String>());
        Hostile { name, octets: part.repeat(MEGABYTE / part.len()).into_bytes(), is_key: false }
    });
    let octets = OCTETS.into_iter().map(|part| Hostile {
        name: format!("{part:02x?} again and again"),
        octets: part.repeat(MEGABYTE / part.len()),
        is_key: false,
    });
    let made =
        |is_key| move |(name, octets): (&str, Vec<u8>)| Hostile { name: name.to_owned(), octets, is_key };
    let certificates = [
        ("100 certificates that may have issued each other, RSA of 8192 bits", crossing(RSA, 0)),
        ("100 certificates that may have issued each other, P-384", crossing(P384, 0)),
        ("100 certificates that may have issued each other, long names", crossing(P384, 130)),
        ("a certificate with a name of 70,000 parts", alone(name(&vec!["a"; 70_000]), &[])),
        ("a certificate with 300,000 alternative names", alone(name(&["a"]), &[alternative_names()])),
        ("a certificate with 60,000 extensions", alone(name(&["a"]), &many_extensions())),
        ("3,000 certificates", alone(name(&["a"]), &[]).repeat(3_000)),
    ];
    let keys = [
        ("a .pfx with 2,500 certificates", pkcs12(&certificate_bag().repeat(2_500))),
        ("a .pfx with 50,000 parts of no known kind", pkcs12(&bag(9, &[5, 0]).repeat(50_000))),
        ("a .pfx with 20,000 parts one in another", pkcs12(&nested_bags())),
        ("an RSA key of 3,000,000 bits", large_key()),
    ];
    let all = texts.chain(octets).chain(certificates.map(made(false))).chain(keys.map(made(true)));
    all.inspect(|one| assert!(one.octets.len() <= MEGABYTE, "{}", one.name)).collect()
}

/// What fills a text.
const PARTS: [&str; 50] = [
    "=",
    "=3D",
    "=\n",
    "=\nA",
    "<",
    "<a",
    "<a>",
    "<a b=>",
    "&",
    "&#",
    "&gt;",
    "\\",
    "\\n",
    "\\u002b",
    "\u{a0}",
    "\u{200b}",
    "–",
    ">",
    "> ",
    "|\n",
    "-",
    "--",
    "\n",
    "\r",
    " ",
    "MI",
    "MII",
    "MIIBIjAN",
    "MIAGCSqG",
    "\nMIAGCSqGSIb3DQEHAqCAMIACAQExADAABAAAAAA",
    "BEGIN",
    "BEGIN ",
    "END ",
    "-----BEGIN A",
    "-----BEGIN CERTIFICATE-----",
    "-----END CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\nA:\n",
    "DEK-Info:",
    "A",
    "\0",
    "a\0",
    "\u{ff}",
    "0\u{80}",
    include_str!("../vectors/bars-proxy.spineservices.nhs.uk.pem"),
    "-----BEGIN A-----MIIB-----END A-----",
    "-----BEGIN TRUSTED CERTIFICATE-----\nMIIBIjAN\n",
    "PK\u{3}\u{4}",
    "BEGIN CERTIFICATE\nMIIB\n",
    "-BEGIN CERTIFICATE-",
    "-----BEGIN \n",
];

/// What fills a file.
const OCTETS: [&[u8]; 6] = [
    &[0x30, 0x80],
    &[0x30, 0x80, 0, 0],
    &[0x30, 0],
    &[0x30, 0x84, 0, 0, 0, 1],
    &[0x1f, 0xff],
    &[0x24, 0x80, 0x04, 0x01, 0],
];

/// How a certificate is signed, and what key it certifies.
#[derive(Clone, Copy)]
struct Kind {
    algorithm: &'static [u8],
    signature: fn() -> Vec<u8>,
    public_key: fn(u8) -> Vec<u8>,
}

/// The longest keys, with the largest exponent that is taken.
const RSA: Kind = Kind {
    algorithm: b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00",
    signature: || vec![0x11; 1024],
    public_key: |number| {
        let mut modulus = vec![0xb5; 1025];
        (modulus[0], modulus[2], modulus[1024]) = (0, number, 0xff);
        let key = tlv(0x30, &[&tlv(2, &[&modulus]), b"\x02\x05\x01\xff\xff\xff\xff"]);
        let algorithm = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
        tlv(0x30, &[algorithm, &tlv(3, &[&[0], &key])])
    },
};

const P384: Kind = Kind {
    algorithm: b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03",
    signature: || tlv(0x30, &[&tlv(2, &[&[0x11; 48]]), &tlv(2, &[&[0x12; 48]])]),
    // The generator of the curve: a point like any other.
    public_key: |_| {
        let x = b"\xaa\x87\xca\x22\xbe\x8b\x05\x37\x8e\xb1\xc7\x1e\xf3\x20\xad\x74\x6e\x1d\x3b\x62\x8b\xa7\x9b\x98\
            \x59\xf7\x41\xe0\x82\x54\x2a\x38\x55\x02\xf2\x5d\xbf\x55\x29\x6c\x3a\x54\x5e\x38\x72\x76\x0a\xb7";
        let y = b"\x36\x17\xde\x4a\x96\x26\x2c\x6f\x5d\x9e\x98\xbf\x92\x92\xdc\x29\xf8\xf4\x1d\xbd\x28\x9a\x14\x7c\
            \xe9\xda\x31\x13\xb5\xf0\xb8\xc0\x0a\x60\xb1\xce\x1d\x7e\x81\x9d\x7a\x43\x1d\x7c\x90\xea\x0e\x5f";
        let algorithm = b"\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22";
        tlv(0x30, &[algorithm, &tlv(3, &[&[0, 4], x, y])])
    },
};

/// A hundred certificates of two names, each of which the other has issued, in groups by their key
/// identifiers, so that every one can be reached and has many possible issuers. The names have so
/// many more parts.
fn crossing(kind: Kind, more_parts: usize) -> Vec<u8> {
    let named = |last| name(&[vec!["a part of the name"; more_parts], vec![last]].concat());
    let names = [named("A"), named("B")];
    let certificates = (0..100u8).map(|number| {
        let (own, other) = (usize::from(number % 2), usize::from((number + 1) % 2));
        let group = number / 2;
        let wanted = extension(b"\x55\x1d\x23", &tlv(0x30, &[&tlv(0x80, &[&[group % 4]])]));
        let is = extension(b"\x55\x1d\x0e", &tlv(4, &[&[group / 16]]));
        let authority = extension(b"\x55\x1d\x13", b"\x30\x03\x01\x01\xff");
        let extensions = if number == 0 { vec![wanted] } else { vec![wanted, is, authority] };
        certificate(kind, number, &names[other], &names[own], &extensions)
    });
    certificates.collect::<Vec<_>>().concat()
}

fn alone(subject: Vec<u8>, extensions: &[Vec<u8>]) -> Vec<u8> {
    certificate(P384, 1, &name(&["issuer"]), &subject, extensions)
}

fn alternative_names() -> Vec<u8> {
    extension(b"\x55\x1d\x11", &tlv(0x30, &[&b"\x82\x01a".repeat(300_000)]))
}

fn many_extensions() -> Vec<Vec<u8>> {
    let seven_bits = |number: u32, place: u32| u8::try_from(number >> place & 0x7f).expect("seven bits");
    let oid =
        |number| [0x2a, 0x80 | seven_bits(number, 14), 0x80 | seven_bits(number, 7), seven_bits(number, 0)];
    // The first group of bits of an object identifier is not zero.
    (1 << 14..).take(60_000).map(|number| extension(&oid(number), &[])).collect()
}

fn certificate(kind: Kind, serial: u8, issuer: &[u8], subject: &[u8], extensions: &[Vec<u8>]) -> Vec<u8> {
    let Kind { algorithm, signature, public_key } = kind;
    let dates = tlv(0x30, &[b"\x17\x0d200101000000Z", b"\x17\x0d400101000000Z"]);
    let extensions = tlv(0xa3, &[&tlv(0x30, &[&extensions.concat()])]);
    let version_and_serial = [0xa0, 3, 2, 1, 2, 2, 1, serial];
    let key = public_key(serial);
    let fields = [&version_and_serial, algorithm, issuer, &dates, subject, &key, &extensions];
    tlv(0x30, &[&tlv(0x30, &fields), algorithm, &tlv(3, &[&[0], &signature()])])
}

/// A name of common names.
fn name(parts: &[&str]) -> Vec<u8> {
    let part =
        |text: &&str| tlv(0x31, &[&tlv(0x30, &[b"\x06\x03\x55\x04\x03", &tlv(0x0c, &[text.as_bytes()])])]);
    tlv(0x30, &[&parts.iter().map(part).collect::<Vec<_>>().concat()])
}

fn extension(oid: &[u8], value: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&tlv(6, &[oid]), &tlv(4, &[value])])
}

/// A PKCS#12 file without a MAC, and with these bags in the open.
fn pkcs12(bags: &[u8]) -> Vec<u8> {
    let data = |octets: &[u8]| {
        let data = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
        tlv(0x30, &[data, &tlv(0xa0, &[&tlv(4, &[octets])])])
    };
    let parts = tlv(0x30, &[&data(&tlv(0x30, &[bags]))]);
    tlv(0x30, &[b"\x02\x01\x03", &data(&parts)])
}

/// A bag of the kind with that number.
fn bag(kind: u8, value: &[u8]) -> Vec<u8> {
    let oid = [b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x0a\x01".as_slice(), &[kind]].concat();
    tlv(0x30, &[&tlv(6, &[&oid]), &tlv(0xa0, &[value])])
}

fn certificate_bag() -> Vec<u8> {
    let x509 = b"\x06\x0a\x2a\x86\x48\x86\xf7\x0d\x01\x09\x16\x01";
    let certificate = alone(name(&["a"]), &[]);
    bag(3, &tlv(0x30, &[x509, &tlv(0xa0, &[&tlv(4, &[&certificate])])]))
}

fn nested_bags() -> Vec<u8> {
    (0..20_000).fold(Vec::new(), |inner, _| bag(6, &tlv(0x30, &[&inner])))
}

fn large_key() -> Vec<u8> {
    let number = tlv(2, &[&vec![0x55; 375_000]]);
    let small = b"\x02\x03\x01\x00\x01".repeat(5);
    tlv(0x30, &[b"\x02\x01\x00", &number, b"\x02\x03\x01\x00\x01", &number, &small])
}
