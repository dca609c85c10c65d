//! Montgomery multiplication: x·y / R modulo m, limb by limb.
//!
//! Column by column from the lowest, the products that belong into it are summed up. The lower n
//! columns are made zero, and what is left above them is the result: the lowest limb q that is not
//! zero yet is replaced by q·V, which is the same modulo m (see [`Modulus`]) and lies above it. No
//! quotient is ever computed. Results are anywhere between −2C and 2C (see [`Shape::is_sound`]).

use crate::arithmetic::{Arithmetic, MOST_SUMS, Sums};
use crate::lanes::Lanes;
use crate::modulus::Modulus;
use crate::number::{Number, zero};
use crate::shape::{MOST_LIMBS, Shape};

/// Multiplies numbers of one shape. What it keeps between two calls are the numbers of the last.
pub(crate) struct Multiplier<A: Arithmetic> {
    shape: Shape,
    corrections: [A::Correction; 2 * MOST_LIMBS],
    quotients: Number<A::Limb>,
    result: Number<A::Limb>,
}

impl<A: Arithmetic> Multiplier<A> {
    /// For numbers of a shape.
    pub(crate) fn new(shape: Shape) -> Self {
        let n = shape.limbs;
        // x·y has k + 1 products in the column k, and q·V, without the lowest limb of V, has k.
        let products = |k: usize| if k < n { 2 * k + 1 } else { (4 * n).saturating_sub(2 * k + 2) };
        let of = |k: usize| A::correction(products(k), k.checked_sub(1).map_or(0, products), k == 0);
        Self { shape, corrections: core::array::from_fn(of), quotients: zero(), result: zero() }
    }

    /// The shape of the numbers.
    pub(crate) fn shape(&self) -> Shape {
        self.shape
    }

    /// Wipes what the last call has left.
    pub(crate) fn forget(&mut self) {
        self.quotients = core::hint::black_box(zero());
        self.result = core::hint::black_box(zero());
    }

    /// x becomes x² / R.
    #[inline(never)]
    pub(crate) fn square(&mut self, modulus: &Modulus<A::Limb>, x: &mut Number<A::Limb>) {
        match A::BLOCK {
            2 => self.square_by::<2>(modulus, x),
            _ => self.square_by::<4>(modulus, x),
        }
        x[..self.shape.limbs].copy_from_slice(&self.result[..self.shape.limbs]);
    }

    /// x becomes x·y / R.
    #[inline(never)]
    pub(crate) fn multiply(
        &mut self,
        modulus: &Modulus<A::Limb>,
        x: &mut Number<A::Limb>,
        y: &Number<A::Limb>,
    ) {
        match A::BLOCK {
            2 => self.multiply_by::<2>(modulus, x, y),
            _ => self.multiply_by::<4>(modulus, x, y),
        }
        x[..self.shape.limbs].copy_from_slice(&self.result[..self.shape.limbs]);
    }

    #[inline(always)]
    fn square_by<const B: usize>(&mut self, modulus: &Modulus<A::Limb>, x: &Number<A::Limb>) {
        let x = blocks::<B, _>(&x[..self.shape.limbs]);
        self.reduce::<B>(modulus, |column, sums| add_square::<A, B>(x, column, sums));
    }

    #[inline(always)]
    fn multiply_by<const B: usize>(
        &mut self,
        modulus: &Modulus<A::Limb>,
        x: &Number<A::Limb>,
        y: &Number<A::Limb>,
    ) {
        let [x, y] = [x, y].map(|number| blocks::<B, _>(&number[..self.shape.limbs]));
        self.reduce::<B>(modulus, |column, sums| {
            let lowest = (column + 1).saturating_sub(x.len());
            if let Some(sum) = column.checked_sub(2 * lowest) {
                add_products::<A, B>(sums, &x[lowest..], &y[lowest..], sum);
            }
        });
    }

    /// Adds up the products, block by block of columns, and reduces them.
    #[inline(always)]
    fn reduce<const B: usize>(&mut self, modulus: &Modulus<A::Limb>, add: impl Fn(usize, &mut Sums<A>)) {
        let Self { shape, corrections, quotients, result } = self;
        let step = blocks::<B, _>(&modulus.step[..shape.limbs]);
        let corrections = blocks::<B, _>(corrections);
        let mut sums = [A::nothing(); MOST_SUMS];
        for column in 0..step.len() {
            add(column, &mut sums);
            if let Some(last) = column.checked_sub(1) {
                add_products::<A, B>(&mut sums, blocks(&quotients[..column * B]), &step[1..], last);
            }
            let mut block = [A::Limb::both(0.0); B];
            for i in 0..B {
                let (quotient, carry) = A::cut(*shape, sums[i], corrections[column][i]);
                block[i] = quotient;
                sums[i + 1] = A::plus(sums[i + 1], carry);
                for (j, step) in step[0].iter().enumerate().skip(1) {
                    A::add_product(&mut sums, i + j, quotient, *step);
                }
            }
            quotients[column * B..][..B].copy_from_slice(&block);
            sums = next::<A, B>(sums);
        }
        for lowest in 1..=step.len() {
            let column = step.len() + lowest - 1;
            add(column, &mut sums);
            if let Some(last) = (step.len() - lowest).checked_sub(1) {
                let quotients = blocks(&quotients[lowest * B..shape.limbs]);
                add_products::<A, B>(&mut sums, quotients, &step[lowest..], last);
            }
            let mut block = [A::Limb::both(0.0); B];
            for i in 0..B {
                let (limb, carry) = A::cut(*shape, sums[i], corrections[column][i]);
                block[i] = limb;
                sums[i + 1] = A::plus(sums[i + 1], carry);
            }
            result[(lowest - 1) * B..][..B].copy_from_slice(&block);
            sums = next::<A, B>(sums);
        }
    }
}

/// Limbs in blocks: every number has whole ones.
#[inline(always)]
fn blocks<const B: usize, T>(limbs: &[T]) -> &[[T; B]] {
    limbs.as_chunks().0
}

/// The sums, one block further up.
#[inline(always)]
fn next<A: Arithmetic, const B: usize>(sums: Sums<A>) -> Sums<A> {
    core::array::from_fn(|i| if i < B { sums[B + i] } else { A::nothing() })
}

/// Adds the products of blocks of x and y whose places add up to `sum`.
#[inline(always)]
fn add_products<A: Arithmetic, const B: usize>(
    sums: &mut Sums<A>,
    x: &[[A::Limb; B]],
    y: &[[A::Limb; B]],
    sum: usize,
) {
    let mut own = *sums;
    for (x, y) in x[..=sum].iter().zip(y[..=sum].iter().rev()) {
        add_product::<A, B>(&mut own, x, y);
    }
    *sums = own;
}

/// Adds the product of two blocks.
#[inline(always)]
fn add_product<A: Arithmetic, const B: usize>(sums: &mut Sums<A>, x: &[A::Limb; B], y: &[A::Limb; B]) {
    for (i, x) in x.iter().enumerate() {
        for (j, y) in y.iter().enumerate() {
            A::add_product(sums, i + j, *x, *y);
        }
    }
}

/// Adds the products of x with itself that belong into a column: most of them occur twice.
#[inline(always)]
fn add_square<A: Arithmetic, const B: usize>(x: &[[A::Limb; B]], column: usize, sums: &mut Sums<A>) {
    let mut twice = [A::nothing(); MOST_SUMS];
    let lowest = (column + 1).saturating_sub(x.len());
    let middle = column.div_ceil(2).max(lowest);
    for (low, high) in x[lowest..middle].iter().zip(x[..=column - lowest].iter().rev()) {
        add_product::<A, B>(&mut twice, low, high);
    }
    if column.is_multiple_of(2) {
        let own = &x[column / 2];
        for (i, first) in own.iter().enumerate() {
            A::add_product(sums, 2 * i, *first, *first);
            for (j, second) in own.iter().enumerate().skip(i + 1) {
                A::add_product(&mut twice, i + j, *first, *second);
            }
        }
    }
    for (sum, twice) in sums.iter_mut().zip(twice) {
        *sum = A::plus(*sum, A::plus(twice, twice));
    }
}

#[cfg(test)]
mod tests;
