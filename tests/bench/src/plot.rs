//! What was measured, as a picture.

use std::fmt::Write;

use crate::makers::{MAKERS, Maker, SIZES, Setting};
use crate::results::Results;

const WIDTH: f64 = 760.0;
const LEFT: f64 = 270.0;
/// For the number behind the longest bar.
const ROOM: f64 = 90.0;
const ROW: f64 = 20.0;
const HEAD: f64 = 34.0;

/// Bars on a logarithmic scale, a group for each size of keys.
pub fn plot(results: &Results) -> String {
    let means =
        || results.keys.iter().flatten().filter(|sample| sample.count() > 1).map(|sample| sample.mean());
    let shortest = 10_f64.powf(means().fold(f64::INFINITY, f64::min).log10().floor());
    let longest = means().fold(0.0, f64::max) * 2.0;
    let across = |time: f64| LEFT + (WIDTH - LEFT) * (time / shortest).ln() / (longest / shortest).ln();
    let mut bars = String::new();
    let mut top = 8.0;
    for (size, bits) in SIZES.iter().enumerate() {
        writeln!(bars, "<text x=\"8\" y=\"{:.0}\" font-weight=\"bold\">RSA, {bits} bits</text>", top + 18.0)
            .expect("a string takes everything");
        top += HEAD - 6.0;
        for maker in MAKERS {
            let sample = results.of(size, maker);
            if sample.count() < 2 {
                continue;
            }
            let (mean, half) = (sample.mean(), sample.half_interval());
            let end = across(mean);
            let [low, high] = [mean - half, mean + half].map(|time| across(time.max(shortest)));
            writeln!(
                bars,
                "<text x=\"{label:.0}\" y=\"{base:.0}\" text-anchor=\"end\">{title}</text>\
                 <rect x=\"{LEFT}\" y=\"{bar:.0}\" width=\"{width:.1}\" height=\"12\" fill=\"{colour}\"/>\
                 <path d=\"M{low:.1} {middle:.0}H{high:.1}\" stroke=\"#212b32\" stroke-width=\"2\"/>\
                 <text x=\"{after:.1}\" y=\"{base:.0}\">{mean:.0} ms</text>",
                label = LEFT - 8.0,
                base = top + 14.0,
                title = maker.title(),
                bar = top + 4.0,
                width = end - LEFT,
                colour = colour(maker),
                middle = top + 10.0,
                after = high.max(end) + 6.0,
            )
            .expect("a string takes everything");
            top += ROW;
        }
        top += 10.0;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
         font-family=\"Arial, sans-serif\" font-size=\"12\" fill=\"#212b32\">\n\
         <title>How long a key takes, on a logarithmic scale, with 95 % intervals</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{bars}</svg>\n",
        width = WIDTH + ROOM,
        height = top,
    )
}

fn colour(maker: Maker) -> &'static str {
    match maker {
        Maker::Page(Setting::All) => "#005eb8",
        Maker::Page(_) | Maker::Click | Maker::Fresh => "#5c96d0",
        Maker::Plain(_) => "#a8c6e5",
        Maker::Browser | Maker::Forge | Maker::OpenSsl => "#aeb7bd",
    }
}
