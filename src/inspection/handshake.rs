//! What `openssl s_client` printed of a server that it called.

/// What a server was seen to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handshake {
    /// How many certificates it sent.
    pub sent: usize,
    /// Whether it asks callers for a certificate.
    pub asks: Asks,
    /// The version of TLS, as OpenSSL writes it.
    pub protocol: Option<String>,
    /// What OpenSSL found of the chain: its number, 0 for good, and its words.
    pub verified: Option<(u32, String)>,
}

/// Whether a server asks callers for a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// It does not.
    Nothing,
    /// It does, and names no authority.
    Unnamed,
    /// It does, of these authorities.
    Named(Vec<String>),
}

/// How the list of authorities begins.
const NAMES: &str = "Acceptable client certificate CA names";

impl Handshake {
    /// Reads what was printed; none where it is something else.
    pub fn read(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.iter().find(|line| line.starts_with("SSL handshake has read"))?;
        // The certificates stand in the chain, and the server's own once more where they are not asked for.
        let chain = lines.iter().skip_while(|line| **line != "Certificate chain");
        let chain = chain.take_while(|line| **line != "---");
        let sent = chain.filter(|line| is_member(line)).count();
        let begins = |start: &str| lines.iter().any(|line| line.starts_with(start));
        let named: Vec<String> = lines
            .iter()
            .skip_while(|line| **line != NAMES)
            .skip(1)
            .take_while(|line| line.contains('=') && !line.starts_with("Requested"))
            .map(|line| (*line).to_owned())
            .collect();
        let asks = if !named.is_empty() {
            Asks::Named(named)
        } else if begins("Requested Signature Algorithms") || begins("Client Certificate Types") {
            Asks::Unnamed
        } else {
            Asks::Nothing
        };
        let protocol = lines.iter().find_map(|line| {
            let (_, rest) = line.split_once("Protocol  :").or_else(|| line.split_once("New, "))?;
            rest.trim().split(',').next().map(|word| word.trim().to_owned())
        });
        let verified = lines.iter().rev().find_map(|line| {
            let rest = line.strip_prefix("Verify return code:")?.trim();
            let (number, words) = rest.split_once(' ').unwrap_or((rest, ""));
            Some((number.parse().ok()?, words.trim_matches(['(', ')']).to_owned()))
        });
        Some(Self { sent, asks, protocol, verified })
    }
}

/// Whether a line of the chain names a certificate, as in `0 s:CN = …`.
fn is_member(line: &str) -> bool {
    let (number, rest) = line.split_once(' ').unwrap_or((line, ""));
    number.parse::<u32>().is_ok() && rest.trim_start().starts_with("s:")
}
