//! Two ways to multiply whole numbers exactly with floating-point numbers.

mod split;
mod whole;

pub use split::Split;
pub use whole::Whole;

use crate::lanes::Lanes;
use crate::shape::Shape;

/// Twice the limbs of the largest block.
pub(crate) const MOST_SUMS: usize = 8;

/// The sums of the columns of a block, and of the columns above it that its products reach.
pub(crate) type Sums<A> = [<A as Arithmetic>::Sum; MOST_SUMS];

/// Limbs, the sums of their products, and how a sum becomes a limb and a carry. Every operation is
/// exact; the bounds that make it so stand with the implementations.
pub trait Arithmetic: Copy + 'static {
    /// A limb in each lane.
    type Limb: Lanes;
    /// A sum of products in each lane.
    type Sum: Copy;
    /// What a sum has to be freed of before it is cut.
    type Correction: Copy;

    /// Limbs in a block, 2 or 4: the multiplication works on so many at a time, as many as leave their
    /// sums in the registers of a processor.
    const BLOCK: usize;

    /// The shapes of the numbers that can be computed with.
    const SHAPES: [Shape; 3];

    /// The empty sum.
    fn nothing() -> Self::Sum;

    /// A sum of sums.
    fn plus(left: Self::Sum, right: Self::Sum) -> Self::Sum;

    /// Adds the product x·y, which belongs into the column `at`.
    fn add_product(sums: &mut [Self::Sum; MOST_SUMS], at: usize, x: Self::Limb, y: Self::Limb);

    /// The correction of a column into which `own` products belong, and `lower` into the column
    /// below it. The lowest column has no carry.
    fn correction(own: usize, lower: usize, is_lowest: bool) -> Self::Correction;

    /// Cuts a sum into a limb, which stays, and the carry into the next column.
    fn cut(shape: Shape, sum: Self::Sum, correction: Self::Correction) -> (Self::Limb, Self::Sum);

    /// Whether this machine computes as the arithmetic has to.
    fn is_exact_here() -> bool;
}
