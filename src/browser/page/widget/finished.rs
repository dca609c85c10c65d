//! The finished files of a batch: one archive, and the table of passwords where they were made.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::Blob;

use crate::browser::page::widget::{dom, download, errors};
use crate::message::Field;
use crate::wording;

/// The name of the table of passwords.
const PASSWORDS: &str = "passwords.csv";

/// What is to be saved in one place of the page: the elements `<place>-save`, `download-<place>`,
/// `download-<place>-passwords`, `<place>-passwords-hint`, `<place>-unsaved` and `<place>-saved`, each of
/// these two with its `-text`.
pub struct Finished {
    place: &'static str,
    /// The name of the archive.
    archive: &'static str,
    /// The button that saves it.
    field: Field,
    files: RefCell<Vec<Blob>>,
    /// Which of them were handed to the person.
    saved: Cell<[bool; 2]>,
    on_saved: RefCell<Option<Box<dyn Fn()>>>,
}

impl Finished {
    /// Listens to the buttons.
    pub fn start(place: &'static str, archive: &'static str, field: Field) -> Rc<Self> {
        let (files, saved, on_saved) = Default::default();
        let finished = Rc::new(Self { place, archive, field, files, saved, on_saved });
        let own = Rc::clone(&finished);
        dom::on_id(field.id(), "click", move |_| own.save(0, own.archive));
        let own = Rc::clone(&finished);
        dom::on_id(&format!("{}-passwords", field.id()), "click", move |_| {
            own.save(1, PASSWORDS);
        });
        finished
    }

    /// Calls back when everything has been saved.
    pub fn on_saved(&self, then: impl Fn() + 'static) {
        *self.on_saved.borrow_mut() = Some(Box::new(then));
    }

    /// Offers new files.
    pub fn show(&self, files: Vec<Blob>) {
        *self.files.borrow_mut() = files;
        self.saved.set([false; 2]);
        self.draw();
    }

    /// Lets go of the files.
    pub fn forget(&self) {
        self.files.take();
        errors::clear(&[self.field]);
        self.draw();
    }

    /// Whether there are files.
    pub fn is_there(&self) -> bool {
        !self.files.borrow().is_empty()
    }

    /// What would be lost with the page, in a sentence.
    pub fn unsaved_in_words(&self) -> Option<&'static str> {
        let files = self.files.borrow().len();
        let [archive, passwords] = self.saved.get();
        let passwords = (files > 1).then_some(passwords);
        if files == 0 { None } else { wording::batch_unsaved(archive, passwords) }
    }

    fn save(&self, place: usize, name: &str) {
        errors::clear(&[self.field]);
        let file = self.files.borrow().get(place).cloned();
        if !file.is_some_and(|file| download::save(&file, name)) {
            return errors::present(&[wording::no_file(self.field)]);
        }
        let [archive, passwords] = self.saved.get();
        self.saved.set([archive || place == 0, passwords || place == 1]);
        self.draw();
        if self.unsaved_in_words().is_none()
            && let Some(then) = self.on_saved.borrow().as_ref()
        {
            then();
        }
    }

    fn draw(&self) {
        let id = |part: &str| format!("{}-{part}", self.place);
        let files = self.files.borrow().len();
        dom::show(&id("save"), files > 0);
        dom::show(&format!("{}-passwords", self.field.id()), files > 1);
        dom::show(&id("passwords-hint"), files > 1);
        let unsaved = self.unsaved_in_words();
        dom::show(&id("unsaved"), unsaved.is_some());
        dom::set_text(&id("unsaved-text"), unsaved.unwrap_or_default());
        let saved = (files > 0 && unsaved.is_none()).then(|| wording::batch_saved(self.archive, files > 1));
        dom::show(&id("saved"), saved.is_some());
        dom::set_text(&id("saved-text"), &saved.unwrap_or_default());
    }
}
