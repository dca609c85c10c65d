//! Files that are given in a field, taken out and given again.

use bars_csr::steps::files::Files;

use crate::support::orders::{Happened, every_order};

#[derive(Debug, Clone, Copy)]
enum Act {
    Give(&'static [char]),
    TakeOut(usize),
    Empty,
}

const ACTS: [Act; 7] = [
    Act::Give(&['a']),
    Act::Give(&['b', 'c']),
    Act::Give(&['c', 'a', 'a']),
    Act::Give(&[]),
    Act::TakeOut(0),
    Act::TakeOut(2),
    Act::Empty,
];

/// Gives and takes out, and holds what is there against what was there before.
fn act(files: &mut Files<char>, act: Act) -> Happened {
    let before = files.all().to_vec();
    match act {
        Act::Give(given) => {
            files.add(given.iter().copied());
            assert!(files.all().starts_with(&before), "nothing is thrown out, and order stays");
            assert!(given.iter().all(|file| files.all().contains(file)), "nothing is left behind");
        }
        Act::TakeOut(place) => {
            let taken = files.take_out(place);
            assert_eq!(taken, before.get(place).copied());
            let rest: Vec<char> = before.into_iter().filter(|file| Some(*file) != taken).collect();
            assert_eq!(files.all(), rest);
            assert_eq!(files.beside(place).is_none(), rest.is_empty());
            assert!(files.beside(place).is_none_or(|beside| beside < rest.len()));
        }
        Act::Empty => {
            files.empty();
            assert!(files.all().is_empty());
        }
    }
    let mut known = files.all().to_vec();
    known.sort_unstable();
    known.dedup();
    assert_eq!(known.len(), files.all().len(), "the same file twice is one");
    Happened::Something
}

#[test]
fn what_was_given_stays_until_it_is_taken_out_in_every_order_of_six_acts() {
    every_order::<_, _, 6>(&ACTS, act, drop);
}
