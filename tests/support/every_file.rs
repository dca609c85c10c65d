//! A file of tests that its program does not name would never run.

/// Insists that a program of tests, given as its text, names every file in its folder as a module, but for
/// itself.
pub fn is_named(program: &str, folder: &str) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_str().expect("a name in UTF-8");
        if let Some(name) = name.strip_suffix(".rs")
            && !["main", "mod"].contains(&name)
        {
            assert!(program.contains(&format!("\nmod {name};\n")), "{name}");
        }
    }
}
