//! The tests of the core that ask other people's programs, with what they need from Debian: OpenSSL, Java,
//! .NET and Mono, NSS, GnuTLS, Node, Python, Duktape, `unzip`, and the roots that Debian trusts. Everything
//! beside this folder runs where nothing but Rust is installed: `--skip programs::`.

mod authority;
mod bulk_calendar;
mod bulk_requests;
mod bulk_returned;
mod bundle_key;
mod certificate;
mod display_name;
mod file_in_use;
mod gnutls;
mod inspection;
mod key;
mod keyholder;
mod keytool;
mod keytool_import;
mod node;
mod nss;
mod openssl;
mod password_work;
mod pkcs12;
mod pkcs12_contents;
mod pkcs12_damage;
mod pkcs12_gnutls_python_java;
mod pkcs12_of_openssl;
mod pkcs12_passwords;
mod pkcs12_readers;
mod pkcs12_readers_table;
mod pkcs12_schemes;
mod pkcs7;
mod request;
mod roots;
mod sealed_keys;
mod secrets;
mod signature;
mod too_old;
mod trust;
mod zip;

#[test]
fn every_file_beside_this_one_is_in_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/programs");
    crate::support::every_file::is_named(include_str!("mod.rs"), folder);
}
