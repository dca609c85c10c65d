//! Times that were taken, and what can be said of them.

/// Times of one thing that was done again and again, in milliseconds.
#[derive(Debug, Clone, Default)]
pub struct Sample(Vec<f64>);

impl Sample {
    /// Adds a time.
    pub fn add(&mut self, milliseconds: f64) {
        self.0.push(milliseconds);
    }

    /// How many times there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.number()
    }

    /// Half of the interval that holds the true mean with a chance of 95 %, by the normal
    /// distribution: good from some thirty times on.
    pub fn half_interval(&self) -> f64 {
        let mean = self.mean();
        let squares: f64 = self.0.iter().map(|time| (time - mean).powi(2)).sum();
        1.96 * (squares / (self.number() - 1.0) / self.number()).sqrt()
    }

    /// The middle one.
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        if sorted.len().is_multiple_of(2) {
            f64::midpoint(sorted[middle - 1], sorted[middle])
        } else {
            sorted[middle]
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "nobody waits for 2^52 keys")]
    fn number(&self) -> f64 {
        self.0.len() as f64
    }
}
