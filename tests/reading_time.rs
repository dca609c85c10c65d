//! How long the reader takes for the worst that it can be given.

use bars_csr::reader::{MOST_BYTES, read};

const PROXY: &str = include_str!("vectors/bars-proxy.spineservices.nhs.uk.pem");

/// `cargo test --release --test reading_time -- --ignored --nocapture` prints how long each takes.
#[test]
#[ignore = "a measurement"]
fn a_megabyte_of_anything() {
    let parts = [
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
        PROXY,
        "-----BEGIN A-----MIIB-----END A-----",
        "-----BEGIN TRUSTED CERTIFICATE-----\nMIIBIjAN\n",
        "PK\u{3}\u{4}",
        "BEGIN CERTIFICATE\nMIIB\n",
        "-BEGIN CERTIFICATE-",
        "-----BEGIN \n",
    ];
    for part in parts {
        let text = part.repeat(MOST_BYTES / part.len());
        let start = std::time::Instant::now();
        let result = read(text.as_bytes()).map(|reading| (reading.found.len(), reading.repairs.len()));
        let elapsed = start.elapsed();
        println!("{elapsed:?} {:?} {result:?}", part.chars().take(40).collect::<String>());
        assert!(elapsed.as_secs_f64() < 1.0, "{part}");
    }
    for octets in [
        &[0x30, 0x80][..],
        &[0x30, 0x80, 0, 0],
        &[0x30, 0],
        &[0x30, 0x84, 0, 0, 0, 1],
        &[0x1f, 0xff],
        &[0x24, 0x80, 0x04, 0x01, 0],
    ] {
        let start = std::time::Instant::now();
        let _ = read(&octets.repeat(MOST_BYTES / octets.len()));
        println!("{:?} {octets:?}", start.elapsed());
        assert!(start.elapsed().as_secs_f64() < 1.0);
    }
}
