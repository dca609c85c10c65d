//! What a file or a text is that is not read here, and what to do about it.

use crate::reader::Appearance;

/// What it is, in words.
pub(super) const fn noun(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::Html => "a web page",
        Appearance::Pdf => "a PDF document",
        Appearance::Image => "a picture",
        Appearance::OfficeFile => "an office document",
        Appearance::CompoundFile => "an Outlook message (.msg) or an older office document",
        Appearance::WinmailDat => "winmail.dat, in which Outlook packs attachments",
        Appearance::Gzip => "a gzip archive (.gz)",
        Appearance::Tar => "a tar archive (.tar)",
        Appearance::SevenZip => "a 7-Zip archive (.7z)",
        Appearance::Rar => "a RAR archive (.rar)",
        Appearance::OtherArchive => "an archive that is not zip",
        Appearance::JavaKeyStore => "a Java key store (.jks)",
        Appearance::NssDatabase => "a database, such as the key database of Firefox",
        Appearance::WindowsStore => "a certificate store of Windows (.sst)",
        Appearance::PuttyKey => "a private key of PuTTY (.ppk)",
        Appearance::XmlKey => "an RSA key as XML, as .NET writes it",
        Appearance::JsonKey => "a key as JSON (JWK)",
        Appearance::PvkKey => "a private key of older Microsoft programs (.pvk)",
        Appearance::SshPublicKey => "a public key for logging in to servers (SSH)",
        Appearance::OpenPgp => "an OpenPGP key",
        Appearance::RemoteDesktop => "a Remote Desktop file (.rdp)",
        Appearance::InternetShortcut => "a shortcut, which only says where something is",
        Appearance::Program => "a program",
        Appearance::EmailSignature => "the signature of the email",
        Appearance::CutDer => "the beginning of a file that was cut short",
        Appearance::OtherDer => "a file of the same family (ASN.1) and another kind",
        Appearance::Text => "ordinary text",
        Appearance::Binary => "a file of another kind",
    }
}

/// Whether it is a private key, or what keeps one.
pub(super) const fn is_key(appearance: Appearance) -> bool {
    matches!(
        appearance,
        Appearance::PuttyKey
            | Appearance::XmlKey
            | Appearance::JsonKey
            | Appearance::PvkKey
            | Appearance::JavaKeyStore
            | Appearance::NssDatabase
    )
}

/// How to get something out of it that is read here.
pub(super) const fn advice(appearance: Appearance) -> Option<&'static str> {
    match appearance {
        Appearance::Pdf | Appearance::OfficeFile => {
            Some("Save what is attached in it, copy its text, or ask for the file itself.")
        }
        Appearance::Image => Some("Ask for the file itself, or for its text."),
        Appearance::CompoundFile => Some("Open it, save what is attached, and give that; or copy its text."),
        Appearance::WinmailDat => Some("Ask for the file in a zip archive."),
        Appearance::Gzip
        | Appearance::Tar
        | Appearance::SevenZip
        | Appearance::Rar
        | Appearance::OtherArchive => Some("Unpack it, and give the files that were in it."),
        Appearance::JavaKeyStore => Some(
            "Make a copy, and give the file that this writes: keytool -importkeystore -srckeystore copy.jks -destkeystore copy.p12 -deststoretype pkcs12",
        ),
        Appearance::NssDatabase => {
            Some("Give the file that this writes: pk12util -d . -n name-of-the-certificate -o copy.p12")
        }
        Appearance::WindowsStore => {
            Some("Open it in Windows, and export each certificate in it as Base-64 encoded X.509 (.cer).")
        }
        Appearance::PuttyKey => Some(
            "Load it in PuTTYgen, choose Conversions and then Export OpenSSH key, and give the file that this writes.",
        ),
        Appearance::XmlKey => Some(
            "Convert it in PowerShell 7.3 or later with: $key = [Security.Cryptography.RSA]::Create(); $key.FromXmlString((Get-Content key.xml -Raw)); $key.ExportPkcs8PrivateKeyPem() > new.key",
        ),
        Appearance::JsonKey => Some(
            "Convert it with Node.js: node -p \"crypto.createPrivateKey({key: JSON.parse(fs.readFileSync('key.json')), format: 'jwk'}).export({type: 'pkcs8', format: 'pem'})\" > new.key",
        ),
        Appearance::PvkKey => Some("Convert it with: openssl rsa -inform PVK -in old.pvk -out new.key"),
        Appearance::SshPublicKey => {
            Some("The private key that belongs to it is in a file of the same name without .pub.")
        }
        Appearance::OpenPgp => Some("It is made for email and files, and not for certificates of servers."),
        Appearance::InternetShortcut => Some("Give the file that it leads to."),
        Appearance::Html
        | Appearance::RemoteDesktop
        | Appearance::Program
        | Appearance::EmailSignature
        | Appearance::CutDer
        | Appearance::OtherDer
        | Appearance::Text
        | Appearance::Binary => None,
    }
}
