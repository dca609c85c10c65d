//! One good email paste, and what programs and people do to it on its way.

/// What happens to a text.
pub type Mutation = (&'static str, fn(&str) -> String);

/// How a text becomes a file.
pub type Encoding = (&'static str, fn(&str) -> Vec<u8>);

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// An email with a certificate in it.
pub fn email(pem: &str) -> String {
    format!(
        "Dear all,\n\nhere is the certificate for the endpoint:\n\n{}\n\nKind regards\nThe team\n",
        pem.trim()
    )
}

/// Everything that leaves the certificate whole.
pub const MUTATIONS: [Mutation; 62] = [
    ("nothing", str::to_owned),
    ("a mark of the byte order", |text| format!("\u{feff}{text}")),
    ("CR LF", |text| text.replace('\n', "\r\n")),
    ("CR", |text| text.replace('\n', "\r")),
    ("line separators", |text| text.replace('\n', "\u{2028}")),
    ("blank lines", |text| text.replace('\n', "\n\n")),
    ("spaces before lines", |text| lines(text, |line| format!("    {line}"))),
    ("tabs before lines", |text| lines(text, |line| format!("\t{line}"))),
    ("spaces after lines", |text| lines(text, |line| format!("{line}  "))),
    ("quoting", |text| lines(text, |line| format!("> {line}"))),
    ("quoting without spaces", |text| lines(text, |line| format!(">{line}"))),
    ("nested quoting", |text| lines(text, |line| format!("> > {line}"))),
    ("nested quoting without spaces", |text| lines(text, |line| format!(">>{line} "))),
    ("quoting with bars", |text| lines(text, |line| format!("| {line}"))),
    ("quoting of two kinds", |text| lines(text, |line| format!("> | > {line} "))),
    ("one long line", |text| text.replace('\n', " ")),
    ("a block in one line", |text| block(text, |block| block.replace('\n', " "))),
    ("a block without any white space", |text| block(text, |block| block.replace(char::is_whitespace, ""))),
    ("a body in one line", |text| body(text, |body| body.replace('\n', ""))),
    ("76 columns", |text| body(text, |body| wrapped(body, 76))),
    ("48 columns", |text| body(text, |body| wrapped(body, 48))),
    ("a second break at 60 columns", |text| broken_at(text, 60)),
    ("missing dashes", |text| text.replace("-----", "---")),
    ("extra dashes", |text| text.replace("-----", "-------")),
    ("a single dash", |text| text.replace("-----", "-")),
    ("no dashes", |text| text.replace("-----", "")),
    ("dashes outside only", |text| text.replace("E-----\n", "E\n").replace("\n-----END", "\nEND")),
    ("dashes inside only", |text| text.replace("-----BEGIN", "BEGIN").replace("E-----", "E")),
    ("dashes with spaces", |text| text.replace("-----B", "----- B").replace("-----E", "----- E")),
    ("long dashes", |text| text.replace("-----", "——-")),
    ("short dashes", |text| text.replace("-----", "–––––")),
    ("mixed dashes", |text| text.replace("-----", "—–-")),
    ("minus signs", |text| text.replace("-----", "−−−−−")),
    ("hyphens that do not break", |text| text.replace("-----", "‑‑‑‑‑")),
    ("bars for dashes", |text| text.replace("-----", "――")),
    ("spaces that do not break", |text| text.replace(' ', "\u{a0}")),
    ("spaces that do not break before lines", |text| lines(text, |line| format!("\u{a0}\u{a0}{line}"))),
    ("thin spaces", |text| text.replace(' ', "\u{2009}")),
    ("spaces without width", |text| letters(text, "\u{200b}")),
    ("soft hyphens", |text| letters(text, "\u{ad}")),
    ("marks of direction", |text| lines(text, |line| format!("\u{200e}{line}\u{200f}"))),
    ("the label X509 CERTIFICATE", |text| {
        text.replace("BEGIN CERT", "BEGIN X509 CERT").replace("END CERT", "END X509 CERT")
    }),
    ("the label TRUSTED CERTIFICATE", |text| {
        text.replace("BEGIN CERT", "BEGIN TRUSTED CERT").replace("END CERT", "END TRUSTED CERT")
    }),
    ("the label of a request", |text| text.replace("CERTIFICATE-", "CERTIFICATE REQUEST-")),
    ("the label of a bundle", |text| text.replace(" CERTIFICATE-", " PKCS7-")),
    ("a label with a letter lost", |text| text.replace("CERTIFICATE-", "CERTIFCATE-")),
    ("the first line lost", |text| text.replace("-----BEGIN CERTIFICATE-----\n", "")),
    ("the last line lost", |text| text.replace("-----END CERTIFICATE-----", "")),
    ("both lines lost", |text| {
        text.replace("-----BEGIN CERTIFICATE-----", "").replace("-----END CERTIFICATE-----", "")
    }),
    ("the last line twice", |text| text.replace(END, &format!("{END}\n{END}"))),
    ("headers in the block", |text| text.replace(BEGIN, &format!("{BEGIN}\nSubject: CN=a\nIssuer: CN=b\n"))),
    ("headers before the block", |text| {
        text.replace(BEGIN, &format!("Bag Attributes\n    localKeyID: 01\nsubject=/CN=a\n{BEGIN}"))
    }),
    ("text close by", |text| {
        text.replace(BEGIN, &format!("Certificate:\n{BEGIN}")).replace(END, &format!("{END}\nIt ends here."))
    }),
    ("a fence of Markdown", |text| {
        text.replace(BEGIN, &format!("```\n{BEGIN}")).replace(END, &format!("{END}\n```"))
    }),
    ("quoted-printable", quoted_printable),
    ("tags at the ends of lines", |text| text.replace('\n', "<br>\n")),
    ("paragraphs of HTML", |text| {
        lines(text, |line| format!("<p class=\"x\"><span style='a'>{line}</span></p>"))
    }),
    ("entities", |text| text.replace(' ', "&nbsp;").replace('+', "&#43;").replace('=', "&#x3D;")),
    ("base64url", |text| body(text, |body| body.replace('+', "-").replace('/', "_"))),
    ("no padding", |text| text.replace('=', "")),
    ("escaped line ends", |text| text.replace('\n', "\\n")),
    ("escaped letters", |text| text.replace('/', "\\/").replace('+', "\\u002B")),
];

/// What damages the certificate.
pub const DAMAGES: [Mutation; 8] = [
    ("a line lost", |text| without_line(text, 12)),
    ("the first line of the body lost", |text| without_line(text, 5)),
    ("the last line of the body lost", |text| {
        body(text, |body| body.trim_end().rsplit_once('\n').map_or("", |(start, _)| start).to_owned() + "\n")
    }),
    ("a line twice", |text| {
        text.lines()
            .enumerate()
            .flat_map(|(at, line)| [line; 2].into_iter().take(1 + usize::from(at == 12)))
            .map(|line| format!("{line}\n"))
            .collect()
    }),
    ("a strange letter", |text| text.replacen("BgNVBAM", "BgNV*AM", 1)),
    ("a letter lost", |text| text.replacen("BgNVBAM", "BgNVBA", 1)),
    ("words in the block", |text| text.replacen("\nMII", "\nPlease see below.\nMII", 1)),
    ("the second half lost", |text| {
        text.lines()
            .take(14)
            .map(|line| format!("{line}\n"))
            .chain(["Kind regards\nThe team\n".to_owned()])
            .collect()
    }),
];

/// The encodings of a text file.
pub const ENCODINGS: [Encoding; 5] = [
    ("UTF-8", |text| text.as_bytes().to_vec()),
    ("UTF-16, little end first", |text| [vec![0xff, 0xfe], utf16(text, u16::to_le_bytes)].concat()),
    ("UTF-16, big end first", |text| [vec![0xfe, 0xff], utf16(text, u16::to_be_bytes)].concat()),
    ("UTF-16, little end first, unmarked", |text| utf16(text, u16::to_le_bytes)),
    ("UTF-16, big end first, unmarked", |text| utf16(text, u16::to_be_bytes)),
];

fn utf16(text: &str, octets: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(octets).collect()
}

fn lines(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines().map(|line| change(line) + "\n").collect()
}

fn without_line(text: &str, number: usize) -> String {
    text.lines().enumerate().filter(|(at, _)| *at != number).map(|(_, line)| format!("{line}\n")).collect()
}

/// Changes what stands from the first marker to the last; nothing where they are lost.
fn block(text: &str, change: impl Fn(&str) -> String) -> String {
    let (Some(start), Some(end)) = (text.find(BEGIN), text.rfind(END)) else { return text.to_owned() };
    let end = end + END.len();
    format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..])
}

/// Changes what stands between the markers, which keep lines of their own.
fn body(text: &str, change: impl Fn(&str) -> String) -> String {
    block(text, |block| {
        let inside = &block[BEGIN.len()..block.len() - END.len()];
        format!("{BEGIN}\n{}\n{END}", change(inside.trim()))
    })
}

fn wrapped(body: &str, width: usize) -> String {
    let letters: Vec<char> = body.chars().filter(|c| !c.is_whitespace()).collect();
    letters.chunks(width).map(|line| line.iter().collect::<String>() + "\n").collect()
}

fn broken_at(text: &str, width: usize) -> String {
    lines(text, |line| {
        let line: Vec<char> = line.chars().collect();
        line.chunks(width).map(|part| part.iter().collect()).collect::<Vec<String>>().join("\n")
    })
}

/// Puts something into every line, after its seventh character.
fn letters(text: &str, put: &str) -> String {
    lines(text, |line| match line.char_indices().nth(7) {
        Some((at, _)) => format!("{}{put}{}", &line[..at], &line[at..]),
        None => line.to_owned(),
    })
}

/// RFC 2045 section 6.7, with lines of 76 characters.
fn quoted_printable(text: &str) -> String {
    lines(text, |line| {
        let mut out = String::new();
        let mut width = 0;
        for c in line.chars() {
            let mut octets = [0; 4];
            let written = match c {
                ' '..='<' | '>'..='~' => c.to_string(),
                other => {
                    other.encode_utf8(&mut octets).bytes().map(|octet| format!("={octet:02X}")).collect()
                }
            };
            if width + written.len() > 75 {
                out.push_str("=\n");
                width = 0;
            }
            width += written.len();
            out.push_str(&written);
        }
        out
    })
}
