//! Montgomery multiplication: x·y / R modulo m, limb by limb.
//!
//! Column by column from the lowest, the products that belong into it are summed up. The lower n
//! columns are made zero, and what is left above them is the result: the lowest limb q that is not
//! zero yet is replaced by q·V, which is the same modulo m (see [`Modulus`]) and lies above it. No
//! quotient is ever computed. Results are anywhere between −2C and 2C (see [`Shape::is_sound`]).

use crate::arithmetic::{Arithmetic, Sums};
use crate::modulus::Modulus;
use crate::number::{Block, Number, zero};
use crate::shape::{BLOCK, MOST_BLOCKS, Shape};

/// Multiplies numbers of one shape. What it keeps between two calls are the numbers of the last.
pub(crate) struct Multiplier<A: Arithmetic> {
    shape: Shape,
    corrections: [[A::Correction; BLOCK]; 2 * MOST_BLOCKS],
    quotients: Number<A::Limb>,
    result: Number<A::Limb>,
}

impl<A: Arithmetic> Multiplier<A> {
    /// For numbers of a shape.
    pub(crate) fn new(shape: Shape) -> Self {
        let n = shape.limbs();
        // x·y has k + 1 products in the column k, and q·V, without the lowest limb of V, has k.
        let products = |k: usize| if k < n { 2 * k + 1 } else { (4 * n).saturating_sub(2 * k + 2) };
        let of = |k: usize| A::correction(products(k), k.checked_sub(1).map_or(0, products), k == 0);
        Self {
            shape,
            corrections: core::array::from_fn(|c| core::array::from_fn(|i| of(BLOCK * c + i))),
            quotients: zero(),
            result: zero(),
        }
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
        let blocks = self.shape.blocks;
        self.reduce(modulus, |column, sums| add_square::<A>(&x[..blocks], column, sums));
        x[..blocks].copy_from_slice(&self.result[..blocks]);
    }

    /// x becomes x·y / R.
    #[inline(never)]
    pub(crate) fn multiply(
        &mut self,
        modulus: &Modulus<A::Limb>,
        x: &mut Number<A::Limb>,
        y: &Number<A::Limb>,
    ) {
        let blocks = self.shape.blocks;
        self.reduce(modulus, |column, sums| {
            let lowest = (column + 1).saturating_sub(blocks);
            if let Some(sum) = column.checked_sub(2 * lowest) {
                add_products::<A>(sums, &x[lowest..blocks], &y[lowest..blocks], sum);
            }
        });
        x[..blocks].copy_from_slice(&self.result[..blocks]);
    }

    #[inline(always)]
    fn reduce(&mut self, modulus: &Modulus<A::Limb>, add: impl Fn(usize, &mut Sums<A>)) {
        let blocks = self.shape.blocks;
        let mut sums = [A::nothing(); 2 * BLOCK];
        for column in 0..blocks {
            add(column, &mut sums);
            if let Some(last) = column.checked_sub(1) {
                add_products::<A>(&mut sums, &self.quotients[..column], &modulus.step[1..=column], last);
            }
            for i in 0..BLOCK {
                let (quotient, carry) = A::cut(self.shape, sums[i], self.corrections[column][i]);
                self.quotients[column][i] = quotient;
                sums[i + 1] = A::plus(sums[i + 1], carry);
                for j in 1..BLOCK {
                    A::add_product(&mut sums, i + j, quotient, modulus.step[0][j]);
                }
            }
            sums = next::<A>(sums);
        }
        for column in blocks..2 * blocks {
            add(column, &mut sums);
            let lowest = column + 1 - blocks;
            if let Some(last) = (blocks - lowest).checked_sub(1) {
                add_products::<A>(
                    &mut sums,
                    &self.quotients[lowest..blocks],
                    &modulus.step[lowest..blocks],
                    last,
                );
            }
            for i in 0..BLOCK {
                let (limb, carry) = A::cut(self.shape, sums[i], self.corrections[column][i]);
                self.result[column - blocks][i] = limb;
                sums[i + 1] = A::plus(sums[i + 1], carry);
            }
            sums = next::<A>(sums);
        }
    }
}

/// The sums, one block further up.
#[inline(always)]
fn next<A: Arithmetic>(sums: Sums<A>) -> Sums<A> {
    core::array::from_fn(|i| if i < BLOCK { sums[BLOCK + i] } else { A::nothing() })
}

/// Adds the products of blocks of x and y whose places add up to `sum`.
#[inline(always)]
fn add_products<A: Arithmetic>(sums: &mut Sums<A>, x: &[Block<A::Limb>], y: &[Block<A::Limb>], sum: usize) {
    let mut own = *sums;
    for (x, y) in x[..=sum].iter().zip(y[..=sum].iter().rev()) {
        add_product::<A>(&mut own, x, y);
    }
    *sums = own;
}

/// Adds the product of two blocks.
#[inline(always)]
fn add_product<A: Arithmetic>(sums: &mut Sums<A>, x: &Block<A::Limb>, y: &Block<A::Limb>) {
    for (i, x) in x.iter().enumerate() {
        for (j, y) in y.iter().enumerate() {
            A::add_product(sums, i + j, *x, *y);
        }
    }
}

/// Adds the products of x with itself that belong into a column: most of them occur twice.
#[inline(always)]
fn add_square<A: Arithmetic>(x: &[Block<A::Limb>], column: usize, sums: &mut Sums<A>) {
    let mut twice = [A::nothing(); 2 * BLOCK];
    let lowest = (column + 1).saturating_sub(x.len());
    let middle = column.div_ceil(2).max(lowest);
    for (low, high) in x[lowest..middle].iter().zip(x[..=column - lowest].iter().rev()) {
        add_product::<A>(&mut twice, low, high);
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
