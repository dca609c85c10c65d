//! Which names an authority may certify (nameConstraints, RFC 5280 section 4.2.1.10).

use super::GeneralName;
use crate::ber::{SEQUENCE, constructed, contents, elements, primitive};

/// Subtrees of names that may stand below an authority, and that may not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameConstraints {
    permitted: Vec<Subtree>,
    excluded: Vec<Subtree>,
}

/// A subtree of names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Subtree {
    base: GeneralName,
    /// Whether it has the bounds that RFC 5280 rules out.
    is_bounded: bool,
}

impl NameConstraints {
    /// Reads `NameConstraints ::= SEQUENCE { permittedSubtrees [0], excludedSubtrees [1] }`.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let mut constraints = Self::default();
        for part in elements(contents(der, SEQUENCE)?)? {
            let (list, subtrees) = match contents(part, constructed(0)) {
                Some(subtrees) => (&mut constraints.permitted, subtrees),
                None => (&mut constraints.excluded, contents(part, constructed(1))?),
            };
            for subtree in elements(subtrees)? {
                list.push(Subtree::from_der(subtree)?);
            }
        }
        Some(constraints)
    }

    /// Whether the names may all stand below the authority. What cannot be told may not (section 6.1).
    pub fn allow(&self, names: &[GeneralName]) -> bool {
        names.iter().all(|name| {
            let of_form = |subtree: &&Subtree| subtree.base.is_of_form(name);
            let mut permitted = self.permitted.iter().filter(of_form).peekable();
            let is_permitted =
                permitted.peek().is_none() || permitted.any(|one| one.holds(name) == Some(true));
            let mut excluded = self.excluded.iter().filter(of_form);
            is_permitted && excluded.all(|one| one.holds(name) == Some(false))
        })
    }
}

impl Subtree {
    /// Reads `GeneralSubtree ::= SEQUENCE { base, minimum [0] DEFAULT 0, maximum [1] OPTIONAL }`.
    fn from_der(der: &[u8]) -> Option<Self> {
        let parts = elements(contents(der, SEQUENCE)?)?;
        let (base, bounds) = parts.split_first()?;
        let zero_minimum = |bound: &&[u8]| contents(bound, primitive(0)) == Some(&[0]);
        Some(Self { base: GeneralName::from_der(base)?, is_bounded: !bounds.iter().all(zero_minimum) })
    }

    fn holds(&self, name: &GeneralName) -> Option<bool> {
        if self.is_bounded { None } else { self.base.holds(name) }
    }
}
