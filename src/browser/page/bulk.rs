//! The step for many endpoints: requests for a list of names, the way back, and renewals.

mod batch;
mod in_use;
mod list;
mod pfx;
mod requests;
mod returned;
mod sending;

use std::rc::Rc;

use js_sys::Function;

use self::in_use::InUse;
use self::pfx::Pfx;
use self::requests::Requests;

/// The step for many endpoints.
pub struct Bulk {
    requests: Rc<Requests>,
    pfx: Rc<Pfx>,
    in_use: Rc<InUse>,
}

impl Bulk {
    /// Listens to the fields and buttons.
    pub fn start(make_worker: &Function) -> Rc<Self> {
        let requests = Requests::start(make_worker);
        let in_use = InUse::start(make_worker, Rc::clone(&requests));
        Rc::new(Self { requests, pfx: Pfx::start(make_worker), in_use })
    }

    /// Whether something that was made would be lost with the page.
    pub fn has_unsaved(&self) -> bool {
        self.requests.has_unsaved() || self.pfx.has_unsaved()
    }

    /// Ends the workers, and forgets what was given and made.
    pub fn forget(&self) {
        self.requests.forget();
        self.pfx.forget();
        self.in_use.forget();
    }
}
