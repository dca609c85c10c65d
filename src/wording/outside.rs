//! Text from outside on its way to the screen: names of files and of what is in archives, labels, fields
//! of certificates and of tables. All of it passes here, so that nothing that a person cannot see or that
//! turns the direction of writing gets through.

/// The most characters that fit a sentence.
const MOST: usize = 60;

/// The most characters of a name of several parts, which stands alone.
const MOST_OF_NAME: usize = 300;

/// A name or label, at a length that fits a sentence.
pub(super) fn short(text: &str) -> String {
    shown(text, MOST)
}

/// A name of several parts, which is longer than others and stands alone.
pub(super) fn long(text: &str) -> String {
    shown(text, MOST_OF_NAME)
}

/// At most so many characters, each as a person sees it; those that nobody sees by their numbers.
fn shown(text: &str, most: usize) -> String {
    let mut shown = String::new();
    let mut room = most;
    for character in text.chars() {
        let written = if is_hidden(character) { code_point(character) } else { character.to_string() };
        let Some(left) = room.checked_sub(written.chars().count()) else {
            shown.push('…');
            break;
        };
        room = left;
        shown.push_str(&written);
    }
    shown
}

/// A character by its number, as Unicode writes it.
pub(super) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Whether a character does not show, breaks the line, or turns the direction of writing: control and
/// format characters (Unicode categories Cc, Cf, Zl and Zp), and others without ink or width that no name
/// needs.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{600}'..='\u{605}'
                | '\u{61c}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{890}'..='\u{891}'
                | '\u{8e2}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{110bd}'
                | '\u{110cd}'
                | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
