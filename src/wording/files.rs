//! Files that are given, and taken out again.

use super::outside::{long, short};
use crate::message::{Field, Message};

/// The button that takes a file out.
pub const TAKE_OUT: &str = "Take out";

/// The button that takes all files of a field out.
pub const TAKE_ALL_OUT: &str = "Take all out";

/// A folder is being read.
pub const READING_FOLDER: &str = "Reading the folder.";

/// A folder was not read.
pub const FOLDER_UNREAD: &str = "The browser does not give what is in this folder. Open it, select all files in it, and drop those; or make a zip archive of it.";

/// The name of a file that was given, with its folders.
pub fn file_name(path: &str) -> String {
    long(path)
}

/// How many files were given.
pub fn files_given(count: usize) -> String {
    format!("{count} files")
}

/// A file was taken out, or all.
pub fn taken_out(path: Option<&str>) -> String {
    match path {
        Some(path) => format!("{} is taken out.", short(path)),
        None => "All files are taken out.".to_owned(),
    }
}

/// More files were given than are read.
pub fn too_many_files(field: Field, most: usize) -> Message {
    Message::new(
        field,
        format!("There are more than {most} files. Take some out, or give them in a zip archive."),
    )
}
