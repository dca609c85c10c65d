//! An email, ready to send.

/// An email.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: &'static str,
    /// The subject.
    pub subject: String,
    /// The text. Lines end in `\n`.
    pub body: String,
}

impl Mail {
    /// The address that opens the email in the person's own program: a `mailto` URI (RFC 6068).
    /// It cannot carry an attachment.
    pub fn to_uri(&self) -> String {
        format!("mailto:{}?subject={}&body={}", self.to, percent(&self.subject), percent(&self.body))
    }

    /// The whole email as text, to be copied.
    pub fn to_text(&self) -> String {
        format!("To: {}\nSubject: {}\n\n{}", self.to, self.subject, self.body)
    }
}

/// Everything but unreserved characters as `%XX`; line ends as `%0D%0A` (RFC 6068 section 5).
fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len().saturating_mul(2));
    for octet in text.bytes() {
        match octet {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(octet))
            }
            b'\n' => encoded.push_str("%0D%0A"),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}
