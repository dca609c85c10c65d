//! The elements of a SEQUENCE, one after another, each with its place.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::{SEQUENCE, contents, elements, header_length};

/// The elements of a SEQUENCE that are still to be read.
pub(crate) struct Fields<'a> {
    elements: Peekable<IntoIter<&'a [u8]>>,
    /// The octet, from 0, at which the next one begins.
    octet: usize,
}

impl<'a> Fields<'a> {
    /// Those of the SEQUENCE that the octets are, which itself begins at that octet.
    pub(crate) fn of(der: &'a [u8], octet: usize) -> Option<Self> {
        let elements = contents(der, SEQUENCE).and_then(elements)?;
        let octet = octet.saturating_add(header_length(der)?);
        Some(Self { elements: elements.into_iter().peekable(), octet })
    }

    /// The octet, from 0, at which the next element begins, or the last one ended.
    pub(crate) fn octet(&self) -> usize {
        self.octet
    }

    /// The next element.
    pub(crate) fn next(&mut self) -> Option<&'a [u8]> {
        let element = self.elements.next()?;
        self.octet = self.octet.saturating_add(element.len());
        Some(element)
    }

    /// Reads the next element. What makes the error is given the octet at which the element begins or should.
    pub(crate) fn read<T, E>(
        &mut self,
        error: impl FnOnce(usize) -> E,
        read: impl FnOnce(&'a [u8]) -> Option<T>,
    ) -> Result<T, E> {
        let octet = self.octet;
        self.next().and_then(read).ok_or_else(|| error(octet))
    }

    /// The next element, where it has that tag.
    pub(crate) fn next_tagged(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.elements.peek().filter(|element| element.first() == Some(&tag))?;
        self.next()
    }

    /// Whether all have been read.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.elements.peek().is_none()
    }
}
