//! The workers that race for the primes of a key. One of them keeps it.
//!
//! Primes travel from worker to worker through message ports; the page sees none of them.

mod hands;
mod losses;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Array, Function};
use web_sys::{Blob, MessageChannel};

use self::hands::{Hand, Place, current, workers};
use crate::browser::page::widget::dom;
use crate::browser::page::workers::remote::Remote;
use crate::job::{Job, MadeKey, Outcome};
use crate::key::Progress;
use crate::message::{Field, Message};
use crate::password::Password;
use crate::race::Race;
use crate::steps::request::Wanted;
use crate::wording;

/// The seat of the worker that keeps the key.
const KEEPER: usize = 0;

/// What the pool tells.
pub enum Event {
    /// How far the search has come.
    Progress(Progress),
    /// A key is made, and this worker keeps it.
    Made(Remote, MadeKey),
    /// No key is made.
    Failed(Vec<Message>),
    /// A worker that kept a key has died.
    KeeperDied,
}

/// The workers.
pub struct Pool {
    make_worker: Function,
    tell: Box<dyn Fn(Event)>,
    making: RefCell<Option<Making>>,
    /// Workers that are ready for the next key.
    idle: RefCell<Vec<Hand>>,
    /// Counts what was begun: words of an earlier race are not listened to.
    round: Cell<u32>,
}

struct Making {
    wanted: Wanted,
    hands: BTreeMap<usize, Hand>,
    race: Race,
    attempts: u32,
    timer: i32,
}

impl Pool {
    /// No workers yet. `tell` hears of everything that becomes of them.
    pub fn new(make_worker: Function, tell: impl Fn(Event) + 'static) -> Rc<Self> {
        Rc::new(Self {
            make_worker,
            tell: Box::new(tell),
            making: RefCell::default(),
            idle: RefCell::default(),
            round: Cell::default(),
        })
    }

    /// Whether a key is being made.
    pub fn is_making(&self) -> bool {
        self.making.borrow().is_some()
    }

    /// Makes a key, with as many workers as there are processors.
    pub fn make(self: &Rc<Self>, wanted: Wanted) {
        self.stop();
        self.begin(wanted, workers(), 0);
    }

    /// Ends every worker that has a part in the key that is being made, and what it has made of it.
    pub fn stop(&self) {
        self.round.set(self.round.get().wrapping_add(1));
        // Taken out first: a worker that ends may not be asked again.
        let making = self.making.borrow_mut().take();
        if let Some(making) = making {
            dom::window().clear_timeout_with_handle(making.timer);
        }
    }

    /// Ends every worker.
    pub fn forget(&self) {
        self.stop();
        let idle = self.idle.take();
        drop(idle);
    }

    fn begin(self: &Rc<Self>, wanted: Wanted, workers: usize, attempts: u32) {
        let round = self.round.get();
        let Some(keeper) = self.hand(KEEPER) else {
            return (self.tell)(Event::Failed(vec![wording::worker_died(Field::Generate)]));
        };
        note_time("key-asked");
        let (name, size) = (wanted.name.as_str().to_owned(), wanted.size);
        let password = wanted.password.as_ref().and_then(|password| Password::new(password.as_str()).ok());
        keeper.remote.ask(Job::MakeKey { name, size, password }, &[], self.ear(KEEPER));
        *self.making.borrow_mut() = Some(Making {
            race: Race::new(size, workers),
            wanted,
            hands: BTreeMap::from([(KEEPER, keeper)]),
            attempts,
            timer: self.look_later(round),
        });
        for seat in (0..workers).filter(|seat| *seat != KEEPER) {
            self.fill(seat);
        }
    }

    /// Hears what the worker of a seat says in this round.
    fn ear(self: &Rc<Self>, seat: usize) -> impl FnMut(Outcome, Vec<Blob>) + 'static {
        let (pool, round) = (Rc::downgrade(self), self.round.get());
        move |outcome, _| {
            if let Some(pool) = current(&pool, round) {
                pool.hear(seat, outcome);
            }
        }
    }

    /// What the worker of a seat says.
    fn hear(self: &Rc<Self>, seat: usize, outcome: Outcome) {
        match outcome {
            Outcome::Progress(Progress { tried, .. }) => {
                let progress = self.making.borrow_mut().as_mut().map(|making| {
                    making.race.report(seat, tried);
                    making.race.progress()
                });
                if let Some(progress) = progress {
                    (self.tell)(Event::Progress(progress));
                }
            }
            // The keeper, which derives the key of the seal before it searches.
            Outcome::Opening(_) => {
                if let Some(making) = self.making.borrow_mut().as_mut() {
                    making.race.report(seat, 0);
                }
            }
            Outcome::KeyMade(made) => self.made(made),
            Outcome::Refused(messages) => {
                self.stop();
                (self.tell)(Event::Failed(messages));
            }
            _ => {}
        }
    }

    /// Lets the keeper go with its key, and has the others rest.
    fn made(self: &Rc<Self>, made: MadeKey) {
        let Some(mut making) = self.making.borrow_mut().take() else { return };
        note_time("key-made");
        dom::window().clear_timeout_with_handle(making.timer);
        let Some(keeper) = making.hands.remove(&KEEPER) else { return };
        for hand in making.hands.into_values() {
            hand.place.set(Place::Idle);
            hand.remote.ask(Job::StopSearching, &[], |_, _| {});
            self.idle.borrow_mut().push(hand);
        }
        keeper.place.set(Place::Keeping);
        (self.tell)(Event::Made(keeper.remote, made));
        self.prepare();
    }

    /// Has a worker search in a seat, and connects it with the keeper.
    fn fill(self: &Rc<Self>, seat: usize) {
        let Some((hand, channel)) = self.hand(seat).zip(MessageChannel::new().ok()) else {
            return self.ended(seat);
        };
        if let Some(making) = self.making.borrow_mut().as_mut() {
            let job = Job::SearchPrimes { size: making.wanted.size };
            hand.remote.ask_with(job, &Array::of1(&channel.port1()), self.ear(seat));
            if let Some(keeper) = making.hands.get(&KEEPER) {
                keeper.remote.ask_with(Job::ListenTo, &Array::of1(&channel.port2()), |_, _| {});
            }
            making.hands.insert(seat, hand);
        }
    }
}

/// Has the browser remember a moment (User Timing), for whoever measures the page.
fn note_time(mark: &str) {
    if let Some(performance) = dom::window().performance() {
        // A browser that remembers none is none the worse.
        let _ = performance.mark(mark);
    }
}
