//! Files that are saved have names that Windows takes.

use bars_csr::name::file_stem;

#[test]
fn names_that_windows_keeps_for_devices_get_a_mark() {
    for name in [
        "nul",
        "NUL",
        "con.nhs.uk",
        "Aux.nhs.uk.key",
        "prn.",
        "com1",
        "COM9.nhs.uk",
        "lpt1.txt",
        "com¹.a",
        "nul .txt",
        "conin$",
    ] {
        let stem = file_stem(name);
        assert_eq!(stem, format!("_{}", name.trim_end_matches(['.', ' '])), "{name}");
        assert_eq!(file_stem(&stem), stem, "{name}");
    }
}

#[test]
fn other_names_stay_as_they_are() {
    for name in
        ["BaRS-INT-X26.acme.thirdparty.nhs.uk", "null", "com", "com10", "company.nhs.uk", "a.nul", "lptx"]
    {
        assert_eq!(file_stem(name), name);
    }
    assert_eq!(file_stem("a. . "), "a");
}
