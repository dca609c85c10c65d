//! The name of the endpoint: composed as the person types, or typed and taken apart.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::browser::page::widget::{announcer, dom, errors, field};
use crate::message::{Field, Message};
use crate::name::{EndpointName, Format, NameWarning};
use crate::wording;

const RADIOS: [(&str, Format); 3] = [
    ("environment-int", Format::Int),
    ("environment-prod-supplier", Format::ProdSupplier),
    ("environment-prod-provider", Format::ProdProvider),
];

const FIELDS: [Field; 3] = [Field::OdsCode, Field::Organisation, Field::Fqdn];

/// Which fields say what the name is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Pieces,
    Whole,
}

/// The fields of the name.
pub struct NameFields {
    source: Cell<Source>,
    visited: RefCell<BTreeSet<&'static str>>,
    /// What stood in the fields when they were looked at last.
    heard: RefCell<[String; 4]>,
}

impl NameFields {
    /// Listens to the fields.
    pub fn start() -> Rc<Self> {
        let fields = Rc::new(Self {
            source: Cell::new(Source::Pieces),
            visited: RefCell::default(),
            heard: RefCell::default(),
        });
        for (radio, _) in RADIOS {
            let fields = Rc::clone(&fields);
            dom::on_id(radio, "change", move |_| fields.environment_changed());
        }
        for piece in ["ods-code", "organisation"] {
            let fields = Rc::clone(&fields);
            field::on_edit(piece, move |left| fields.piece_edited(piece, left));
        }
        let whole = Rc::clone(&fields);
        field::on_edit("fqdn", move |left| whole.whole_edited(left));
        fields.take_unheard();
        fields.show_room();
        fields
    }

    /// The format that is chosen.
    pub fn format(&self) -> Format {
        let chosen = RADIOS.into_iter().find(|(radio, _)| dom::input(radio).checked());
        chosen.map_or(Format::Int, |(_, format)| format)
    }

    /// From now on the person has been in all fields: what is wrong with one is said beside it.
    pub fn judge_all(&self) {
        self.take_unheard();
        self.visited.borrow_mut().extend(["ods-code", "organisation", "fqdn"]);
    }

    /// The same ODS code and organisation, for PROD.
    pub fn fill_for_prod(&self) {
        dom::input("environment-prod-supplier").set_checked(true);
        dom::announce("environment-prod-supplier", "change");
        dom::focus("environment-prod-supplier");
    }

    /// Back to the beginning.
    pub fn forget(&self) {
        self.source.set(Source::Pieces);
        self.visited.borrow_mut().clear();
        self.show_room();
        show_warnings(&[]);
        *self.heard.borrow_mut() = self.values();
    }

    /// Takes what a script has put into the fields without saying so.
    fn take_unheard(&self) {
        let (heard, now) = (self.heard.borrow().clone(), self.values());
        if heard[0] != now[0] {
            self.whole_edited(true);
        } else if heard != now {
            self.environment_changed();
        }
    }

    /// What stands in the fields: the whole name, then its pieces and the environment.
    fn values(&self) -> [String; 4] {
        let environment = RADIOS.into_iter().find(|(radio, _)| dom::input(radio).checked());
        let environment = environment.map_or("", |(radio, _)| radio);
        [dom::value("fqdn"), dom::value("ods-code"), dom::value("organisation"), environment.to_owned()]
    }

    fn composes(&self) -> bool {
        self.source.get() == Source::Pieces
    }

    /// The name, or everything that is wrong with the fields.
    pub fn read(&self) -> Result<EndpointName, Vec<Message>> {
        if !self.composes() {
            return EndpointName::parse(&dom::value("fqdn")).map_err(|error| vec![wording::name(&error)]);
        }
        let (ods_code, organisation) = (dom::value("ods-code"), dom::value("organisation"));
        EndpointName::compose(self.format(), &ods_code, &organisation).map_err(|error| {
            let first = wording::compose(&error);
            // A fault of the ODS code hides one of the organisation: look again with a good code.
            let hidden = (first.field == Field::OdsCode)
                .then(|| EndpointName::compose(self.format(), "X", &organisation).err())
                .flatten();
            std::iter::once(first).chain(hidden.as_ref().map(wording::compose)).collect()
        })
    }

    fn environment_changed(&self) {
        if !dom::value("ods-code").is_empty() || !dom::value("organisation").is_empty() {
            self.source.set(Source::Pieces);
            self.compose();
        }
        self.show_room();
        self.judge();
    }

    fn piece_edited(&self, piece: &'static str, left: bool) {
        self.source.set(Source::Pieces);
        self.visit(piece, left);
        self.compose();
        announcer::say_at_rest(self.show_room());
        self.judge();
    }

    fn whole_edited(&self, left: bool) {
        // Leaving the field without having changed what was composed there changes nothing.
        if self.composes() && dom::value("fqdn") == self.composed() {
            return;
        }
        self.source.set(Source::Whole);
        self.visit("fqdn", left);
        if let Ok(name) = EndpointName::parse(&dom::value("fqdn"))
            && let Some(parts) = name.parts()
        {
            dom::set_value("ods-code", parts.ods_code);
            dom::set_value("organisation", parts.organisation);
            for (radio, format) in RADIOS {
                dom::input(radio).set_checked(format == parts.format);
            }
        }
        self.show_room();
        self.judge();
    }

    fn visit(&self, field: &'static str, left: bool) {
        if left {
            self.visited.borrow_mut().insert(field);
        }
    }

    /// What the pieces make, be it a name or not: the person sees it grow.
    fn composed(&self) -> String {
        let (ods_code, organisation) = (dom::value("ods-code"), dom::value("organisation"));
        if ods_code.trim().is_empty() || organisation.trim().is_empty() {
            return String::new();
        }
        self.format().frame_around(&ods_code, &organisation)
    }

    fn compose(&self) {
        dom::set_value("fqdn", &self.composed());
    }

    /// Shows how many characters are left, and gives the sentence.
    fn show_room(&self) -> String {
        let room = wording::room_for_organisation(
            self.format(),
            &dom::value("ods-code"),
            &dom::value("organisation"),
        );
        dom::set_text("organisation-room", &room);
        room
    }

    /// Says what is wrong with fields that the person has left, and what is unusual.
    fn judge(&self) {
        *self.heard.borrow_mut() = self.values();
        let read = self.read();
        let mut wrong = read.as_ref().err().cloned().unwrap_or_default();
        wrong.retain(|message| self.visited.borrow().contains(message.field.id()));
        let good = |field: &Field| wrong.iter().all(|message| message.field != *field);
        errors::clear(&FIELDS.into_iter().filter(good).collect::<Vec<_>>());
        wrong.iter().for_each(errors::beside);
        let warnings = read.map(|name| name.warnings(Some(self.format()))).unwrap_or_default();
        show_warnings(&warnings.iter().map(wording::name_warning).collect::<Vec<_>>());
        let is_note = warnings.iter().all(NameWarning::is_note);
        dom::element("fqdn-warning").set_class_name(if is_note { "hint" } else { "field-warning" });
    }
}

fn show_warnings(sentences: &[String]) {
    dom::fill_list("fqdn-warning", sentences);
    dom::show("fqdn-warning", !sentences.is_empty());
}
