//! What was measured, as a table.

use std::fmt::Write;

use crate::makers::{MAKERS, Maker, SIZES};
use crate::sample::Sample;

/// The times of all makers, for each size in the order of [`SIZES`].
pub struct Results {
    /// The machine, the browser and the day.
    pub circumstances: String,
    /// For each size, the times of each of [`MAKERS`].
    pub keys: [[Sample; MAKERS.len()]; SIZES.len()],
    /// Everything else: what was measured, and the result.
    pub others: Vec<(String, String)>,
}

impl Results {
    /// The times of a maker.
    pub fn of(&self, size: usize, maker: Maker) -> &Sample {
        let place = MAKERS.iter().position(|other| *other == maker);
        &self.keys[size][place.expect("it is one of them")]
    }

    /// The table, in Markdown.
    pub fn table(&self) -> String {
        let mut text = format!("{}\n\n", self.circumstances);
        writeln!(
            text,
            "A key takes, in ms (mean, and half of its 95 % interval), and against `crypto.subtle`:\n"
        )
        .expect("a string takes everything");
        let heads: Vec<String> = SIZES.iter().map(|bits| format!("{bits} bits | against")).collect();
        writeln!(text, "| who makes it | {} |", heads.join(" | ")).expect("a string takes everything");
        writeln!(text, "| --- |{}", " ---: | ---: |".repeat(SIZES.len())).expect("a string takes everything");
        for maker in MAKERS {
            let cells: Vec<String> = (0..SIZES.len()).map(|size| self.cell(size, maker)).collect();
            writeln!(text, "| {} | {} |", maker.title(), cells.join(" | "))
                .expect("a string takes everything");
        }
        text.push_str("\n| what else | measured |\n| --- | --- |\n");
        for (what, result) in &self.others {
            writeln!(text, "| {what} | {result} |").expect("a string takes everything");
        }
        text
    }

    fn cell(&self, size: usize, maker: Maker) -> String {
        let sample = self.of(size, maker);
        if sample.count() < 2 {
            return "– | –".into();
        }
        let ratio = sample.mean() / self.of(size, Maker::Browser).mean();
        format!("{:.0} ± {:.0} ({}) | {ratio:.2} ×", sample.mean(), sample.half_interval(), sample.count())
    }
}
