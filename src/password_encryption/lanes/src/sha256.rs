//! The compression function of SHA-256 (FIPS 180-4 section 6.2.2) on words in lanes. Names are the
//! standard's own.

use crate::sixteen;
use crate::word::Word;

/// A table, and read as one: as constants in the code they take longer to come by than from memory.
#[rustfmt::skip]
static K: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// Adds a block to a state.
#[inline(always)]
pub(crate) fn compress<W: Word>(state: &mut [W; 8], block: &[W; 16]) {
    let table: &[u32] = core::hint::black_box(&K);
    let (mut w, mut working) = (*block, *state);
    for (part, k) in table.as_chunks::<16>().0.iter().enumerate() {
        if part > 0 {
            schedule(&mut w);
        }
        sixteen!(T => working = step(working, w[T].add(W::all(k[T]))));
    }
    for (state, working) in state.iter_mut().zip(working) {
        *state = state.add(working);
    }
}

/// The next sixteen words of the message schedule.
#[inline(always)]
fn schedule<W: Word>(w: &mut [W; 16]) {
    sixteen!(T => {
        let [first, last] = [w[(T + 1) % 16], w[(T + 14) % 16]];
        let sigma_0 =
            first.rotate_down::<7, 25>().xor(first.rotate_down::<18, 14>()).xor(first.down::<3>());
        let sigma_1 =
            last.rotate_down::<17, 15>().xor(last.rotate_down::<19, 13>()).xor(last.down::<10>());
        w[T] = w[T].add(sigma_0).add(w[(T + 9) % 16]).add(sigma_1);
    });
}

/// A step, with K_t and W_t added up.
#[inline(always)]
fn step<W: Word>([a, b, c, d, e, f, g, h]: [W; 8], added: W) -> [W; 8] {
    let sum_1 = e.rotate_down::<6, 26>().xor(e.rotate_down::<11, 21>()).xor(e.rotate_down::<25, 7>());
    let ch = f.xor(g).and(e).xor(g);
    let t1 = h.add(sum_1).add(ch).add(added);
    let sum_0 = a.rotate_down::<2, 30>().xor(a.rotate_down::<13, 19>()).xor(a.rotate_down::<22, 10>());
    let maj = a.xor(b).and(b.xor(c)).xor(b);
    [t1.add(sum_0).add(maj), a, b, c, d.add(t1), e, f, g]
}
