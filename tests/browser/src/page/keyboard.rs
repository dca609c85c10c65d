//! Working without a mouse.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};

use super::Page;

/// A key that is no letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named as on the keyboard")]
pub enum Key {
    Tab,
    Enter,
    Space,
    Escape,
    Up,
    Down,
    Delete,
    Control,
}

impl Key {
    /// The character that stands for it in WebDriver.
    pub(crate) const fn code(self) -> char {
        match self {
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Escape => '\u{e00c}',
            Self::Space => ' ',
            Self::Up => '\u{e013}',
            Self::Down => '\u{e015}',
            Self::Delete => '\u{e017}',
            Self::Control => '\u{e009}',
        }
    }
}

impl Page<'_> {
    /// Presses a key, wherever the keyboard is.
    pub async fn press(&self, key: Key) {
        self.strike(&[key.code()]).await;
    }

    /// Types a text, wherever the keyboard is.
    pub async fn type_text(&self, text: &str) {
        self.strike(&text.chars().collect::<Vec<_>>()).await;
    }

    /// Goes from element to element with the tabulator until one is reached.
    pub async fn tab_to(&self, id: &str) {
        self.tab_until("return focused() ?? ''", id).await;
    }

    /// Goes from element to element with the tabulator until a link is reached.
    pub async fn tab_to_link(&self, address: &str) {
        self.tab_until("return document.activeElement?.getAttribute('href') ?? ''", address).await;
    }

    async fn tab_until(&self, where_it_is: &str, wanted: &str) {
        let mut passed = Vec::new();
        while passed.len() < 100 {
            self.press(Key::Tab).await;
            let reached = self.run(where_it_is).await;
            if reached == wanted {
                return;
            }
            passed.push(reached);
        }
        panic!("the tabulator does not reach {wanted}; it passes {passed:?}");
    }

    async fn strike(&self, keys: &[char]) {
        let strokes = keys.iter().fold(KeyActions::new("keyboard".into()), |strokes, &value| {
            strokes.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        let struck = self.session.client.perform_actions(strokes).await;
        struck.unwrap_or_else(|error| panic!("striking {keys:?}: {error}"));
    }
}
