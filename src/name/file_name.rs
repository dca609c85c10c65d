//! Names of files and folders that every desktop takes.

/// What Windows keeps for devices, in whatever case, with anything behind a dot:
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Those of which there are nine, some with a digit that is raised.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// A name under which a file or a folder can be saved: where Windows keeps it for a device, it gets a mark
/// before it, and what Windows drops at an end is dropped.
pub fn file_stem(name: &str) -> String {
    let name = name.trim_end_matches(['.', ' ']);
    let first = name.split('.').next().unwrap_or_default().trim_end();
    if is_device(&first.to_ascii_lowercase()) { format!("_{name}") } else { name.to_owned() }
}

fn is_device(name: &str) -> bool {
    let is_number = |digit: &str| {
        let mut characters = digit.chars();
        let one = characters.next().filter(|_| characters.next().is_none());
        one.is_some_and(|one| matches!(one, '0'..='9' | '¹' | '²' | '³'))
    };
    let mut numbered = NUMBERED_DEVICES.iter().filter_map(|device| name.strip_prefix(device));
    DEVICES.contains(&name) || numbered.any(is_number)
}
