//! The files that were given in a field that takes several: listed until they are taken out, each with a
//! button that does so. What is chosen next goes beside them.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, File};

use super::{announcer, documents, dom};
use crate::browser::page::workers::remote::Enclosure;
use crate::message::{Field, Message};
use crate::steps::files::Files;
use crate::wording;

/// The most files of one field: each is a row on the page, and more are better given in an archive.
const MOST_FILES: usize = 5_000;

/// How many of them are listed one by one.
const MOST_LISTED: usize = 1_000;

/// A file as it was given.
#[derive(Clone)]
pub struct GivenFile {
    /// Its name, with the folders that it was in.
    pub path: String,
    /// What is in it.
    pub file: File,
}

/// The same file can be given by two objects.
impl PartialEq for GivenFile {
    fn eq(&self, other: &Self) -> bool {
        let known = |given: &Self| (given.file.size().to_bits(), given.file.last_modified().to_bits());
        known(self) == known(other) && self.path == other.path
    }
}

impl From<File> for GivenFile {
    fn from(file: File) -> Self {
        Self { path: file.name(), file }
    }
}

/// The files of a field: the elements `<id>`, and `<id>-given`, a list.
pub struct GivenFiles {
    field: Field,
    /// The most octets of one file.
    most: usize,
    files: RefCell<Files<GivenFile>>,
}

thread_local! {
    /// Every such field, by its id: files are dropped elsewhere on the page, too.
    static FIELDS: RefCell<Vec<Rc<GivenFiles>>> = const { RefCell::new(Vec::new()) };
}

/// The files of the field with an id, if it takes several.
pub fn of(id: &str) -> Option<Rc<GivenFiles>> {
    FIELDS.with_borrow(|fields| fields.iter().find(|given| given.field.id() == id).cloned())
}

impl GivenFiles {
    /// Listens to a field, none of whose files may have more than so many octets. What was chosen before the
    /// program ran counts.
    pub fn at(field: Field, most: usize) -> Rc<Self> {
        let given = Rc::new(Self { field, most, files: RefCell::default() });
        FIELDS.with_borrow_mut(|fields| fields.push(Rc::clone(&given)));
        let own = Rc::clone(&given);
        // Heard before the form is: whoever hears that, finds the files here.
        dom::on_id(field.id(), "change", move |_| own.take_chosen());
        let own = Rc::clone(&given);
        dom::on_id(&given.list(), "click", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let button = target.and_then(|target| target.closest("button").ok().flatten());
            if let Some(place) = button.and_then(|button| button.get_attribute("data-place")) {
                own.take_out(place.parse().ok());
            }
        });
        given.take_chosen();
        given
    }

    /// The files on their way to a worker.
    ///
    /// # Errors
    /// There are too many, or one is larger than anything that is read here.
    pub fn documents(&self) -> Result<Vec<Enclosure>, Message> {
        let files = self.files.borrow();
        if files.all().len() > MOST_FILES {
            return Err(wording::too_many_files(self.field, MOST_FILES));
        }
        let enclosure = |given: &GivenFile| {
            let GivenFile { path, file } = given;
            documents::if_small(file, path, self.field, self.most)?;
            Ok(Enclosure::File(self.field, file.clone(), path.clone()))
        };
        files.all().iter().map(enclosure).collect()
    }

    /// Adds files, and tells those who listen to the field.
    pub fn add(&self, files: impl IntoIterator<Item = GivenFile>) {
        self.files.borrow_mut().add(files);
        self.draw();
        dom::announce(self.field.id(), "change");
    }

    /// Takes all files out. Nobody is told.
    pub fn empty(&self) {
        self.files.borrow_mut().empty();
        dom::input(self.field.id()).set_value("");
        self.draw();
    }

    /// Takes what was chosen over from the field, which is ready to choose others then.
    fn take_chosen(&self) {
        let input = dom::input(self.field.id());
        let chosen = input.files().map(|files| documents::files_of(&files)).unwrap_or_default();
        if chosen.is_empty() {
            return;
        }
        self.files.borrow_mut().add(chosen.into_iter().map(GivenFile::from));
        input.set_value("");
        self.draw();
    }

    /// Takes out the file at a place, or all. The keyboard focus goes to the next.
    fn take_out(&self, place: Option<usize>) {
        let taken = match place {
            Some(place) => self.files.borrow_mut().take_out(place).map(|given| given.path),
            None => {
                self.files.borrow_mut().empty();
                None
            }
        };
        self.draw();
        announcer::say(&wording::taken_out(taken.as_deref()));
        let next = place.and_then(|place| self.files.borrow().beside(place));
        let button = next.map(|next| format!("#{} button[data-place=\"{next}\"]", self.list()));
        match button.and_then(|button| dom::all(&button).into_iter().next()) {
            // What takes no focus leaves it where it was.
            Some(button) => drop(button.focus()),
            None => dom::focus(self.field.id()),
        }
        dom::announce(self.field.id(), "change");
    }

    fn list(&self) -> String {
        format!("{}-given", self.field.id())
    }

    fn draw(&self) {
        let list = dom::element(&self.list());
        list.set_text_content(None);
        let files = self.files.borrow();
        let count = files.all().len();
        list.set_hidden(count == 0);
        let row = |text: &str, button: &str, of: &str, place: &str| {
            let Some(copy) = dom::copy_of_template("given-template") else { return };
            dom::fill(&copy, "given-name", text);
            dom::fill(&copy, "given-button", button);
            dom::fill(&copy, "given-of", of);
            if let Ok(Some(button)) = copy.query_selector("button") {
                // A button takes an attribute.
                let _ = button.set_attribute("data-place", place);
            }
            // A list takes an item.
            let _ = list.append_child(&copy);
        };
        for (place, given) in files.all().iter().enumerate().take(MOST_LISTED) {
            row(&wording::file_name(&given.path), wording::TAKE_OUT, &given.path, &place.to_string());
        }
        if count > 1 {
            row(&wording::files_given(count), wording::TAKE_ALL_OUT, "", "all");
        }
    }
}
