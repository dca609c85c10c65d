//! Files that were given in a field: each stays until it is taken out, whatever is given next.

/// The files of a field, each once, in the order in which they came.
#[derive(Debug)]
pub struct Files<F>(Vec<F>);

impl<F> Default for Files<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F: PartialEq> Files<F> {
    /// Adds files behind those that are there. One that is there already is not added again.
    pub fn add(&mut self, files: impl IntoIterator<Item = F>) {
        for file in files {
            if !self.0.contains(&file) {
                self.0.push(file);
            }
        }
    }

    /// Takes out the file at a place.
    pub fn take_out(&mut self, place: usize) -> Option<F> {
        (place < self.0.len()).then(|| self.0.remove(place))
    }

    /// The place whose file is next to the one that was taken out: that behind it, or else that before.
    pub fn beside(&self, place: usize) -> Option<usize> {
        self.0.len().checked_sub(1).map(|last| place.min(last))
    }

    /// Takes out all.
    pub fn empty(&mut self) {
        self.0.clear();
    }

    /// Those that are there.
    pub fn all(&self) -> &[F] {
        &self.0
    }
}
