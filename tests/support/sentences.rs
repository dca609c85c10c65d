//! Sentences that a person reads.

/// Insists that each begins and ends as a sentence does, and is said calmly. Names of files may stand at
/// the front, and commands to type at the end.
#[track_caller]
pub fn are_plain(sentences: impl IntoIterator<Item = String>) {
    const FILES: [&str; 4] = ["mail.txt", "big.bin", "gone.key", "notes.txt"];
    const COMMANDS: [&str; 6] =
        ["-aes256", "-f copy-of-key", "-deststoretype pkcs12", "-o copy.p12", "> new.key", "-out new.key"];
    let mut told = 0;
    for sentence in sentences {
        let command = COMMANDS.iter().any(|end| sentence.ends_with(end));
        assert!(command || sentence.ends_with(['.', '?']), "{sentence}");
        let file = FILES.iter().any(|name| sentence.starts_with(name));
        assert!(file || sentence.starts_with(|c: char| c.is_uppercase() || "\".".contains(c)), "{sentence}");
        for never in ["!", "  ", " ,"] {
            assert!(!sentence.contains(never), "{sentence}");
        }
        told += 1;
    }
    assert!(told > 10, "{told}");
}
