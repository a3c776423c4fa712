//! QOI, with every kind of code that the format has.

use crate::page::{HEIGHT, Page, WIDTH};

/// Encodes a page. Source: the specification of QOI, version 1.0 (2022).
pub fn qoi(page: &Page) -> Vec<u8> {
    let mut file = [b"qoif", &WIDTH.to_be_bytes()[..], &HEIGHT.to_be_bytes(), &[4, 0]].concat();
    let mut seen = [[0; 4]; 64];
    let mut last = [0, 0, 0, 255];
    let mut run = 0;
    for color in page.0.as_chunks::<4>().0 {
        if *color == last {
            run += 1;
            if run == 62 {
                file.push(0xc0 | (run - 1));
                run = 0;
            }
            continue;
        }
        if run > 0 {
            file.push(0xc0 | (run - 1));
            run = 0;
        }
        let slot = slot(*color);
        if seen[slot] == *color {
            file.push(slot as u8);
        } else {
            seen[slot] = *color;
            file.extend(step(last, *color));
        }
        last = *color;
    }
    if run > 0 {
        file.push(0xc0 | (run - 1));
    }
    file.extend([0, 0, 0, 0, 0, 0, 0, 1]);
    file
}

fn slot([r, g, b, a]: [u8; 4]) -> usize {
    (usize::from(r) * 3 + usize::from(g) * 5 + usize::from(b) * 7 + usize::from(a) * 11) % 64
}

/// The shortest code from one colour to the next.
fn step(last: [u8; 4], [r, g, b, a]: [u8; 4]) -> Vec<u8> {
    if last[3] != a {
        return vec![0xff, r, g, b, a];
    }
    let [dr, dg, db] = [(r, last[0]), (g, last[1]), (b, last[2])].map(|(to, from)| to.wrapping_sub(from));
    let [small_r, small_g, small_b] = [dr, dg, db].map(|by| by.wrapping_add(2));
    if small_r < 4 && small_g < 4 && small_b < 4 {
        return vec![0x40 | small_r << 4 | small_g << 2 | small_b];
    }
    let green = dg.wrapping_add(32);
    let [red, blue] = [dr, db].map(|by| by.wrapping_sub(dg).wrapping_add(8));
    if green < 64 && red < 16 && blue < 16 {
        return vec![0x80 | green, red << 4 | blue];
    }
    vec![0xfe, r, g, b]
}
