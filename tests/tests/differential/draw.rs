//! Seeded pairs of small pictures: noise, flat areas, slopes like anti-aliased edges, gradients; with and without alpha.

use depicted_tests::pictures::Canvas;
use depicted_tests::random::Random;

/// A pair of equal size, from 1x1 to 64x48. In one of twenty nothing differs.
pub(super) fn pair(random: &mut Random) -> [Canvas; 2] {
    let (width, height) = size(random);
    let before = picture(random, width, height);
    let mut after = before.clone();
    if random.chance(5) {
        return [before, after];
    }
    match random.below(5) {
        0 => after = picture(random, width, height),
        1 => after = shifted(&before),
        2 => {
            let share = 1 + random.below(60);
            let step = random.pick(&[1, 3, 27, 90, 255]);
            after = after.map(|pixel| if random.chance(share) { change(random, pixel, step) } else { pixel });
        }
        3 => {
            for _ in 0..=random.below(6) {
                let (x, y) = (random.below(width), random.below(height));
                let color = color(random);
                after = after.rect(x, y, 1 + random.below(width - x), 1 + random.below(height - y), color);
            }
        }
        _ => after = smooth(&after),
    }
    [before, after]
}

/// A pair of which every pixel is as far from its partner as `reach` says is the limit, or one step further or nearer:
/// some colour, and another one on the way from it in some direction.
pub(super) fn close(random: &mut Random, reach: impl Fn([u8; 4], [u8; 4]) -> bool) -> [Canvas; 2] {
    let (width, height) = (40 + random.below(60), 30 + random.below(40));
    let translucent = random.chance(40);
    let before = Canvas::from_fn(width, height, |_, _| {
        let [r, g, b, a] = color(random);
        [r, g, b, if translucent { a } else { 255 }]
    });
    let after = before.map(|from| {
        let way = [0, 1, 2, 3].map(|c| if c == 3 && !translucent { 0 } else { random.below(7) as i32 - 3 });
        let at = |step: i32| [0, 1, 2, 3].map(|c| (i32::from(from[c]) + way[c] * step).clamp(0, 255) as u8);
        let first = (1..256).find(|step| !reach(from, at(*step))).unwrap_or(255);
        at(first - random.below(2) as i32)
    });
    [before, after]
}

fn size(random: &mut Random) -> (u32, u32) {
    match random.below(8) {
        0 => (1, 1 + random.below(9)),
        1 => (1 + random.below(9), 1),
        2 => (1 + random.below(4), 1 + random.below(4)),
        _ => (1 + random.below(64), 1 + random.below(48)),
    }
}

fn picture(random: &mut Random, width: u32, height: u32) -> Canvas {
    let ground = color(random);
    let canvas = match random.below(5) {
        0 => Canvas::from_fn(width, height, |_, _| color(random)),
        // Few colours: many equal neighbours.
        1 => {
            let few = [color(random), color(random), color(random)];
            Canvas::from_fn(width, height, |_, _| random.pick(&few))
        }
        2 => {
            let (across, down) = (random.below(9), random.below(9));
            let level = |base: u8, x: u32, y: u32| base.wrapping_add((x * across + y * down) as u8);
            Canvas::from_fn(width, height, |x, y| {
                let [r, g, b, a] = ground;
                [level(r, x, y), level(g, x, y), level(b, y, x), a]
            })
        }
        _ => edges(random, width, height, ground),
    };
    match random.below(3) {
        0 => canvas.map(|[r, g, b, _]| [r, g, b, random.pick(&[0, 1, 77, 128, 254, 255])]),
        1 => canvas,
        _ => canvas.map(|[r, g, b, _]| [r, g, b, 255]),
    }
}

/// A few half planes with smooth borders.
fn edges(random: &mut Random, width: u32, height: u32, ground: [u8; 4]) -> Canvas {
    let mut canvas = Canvas::new(width, height, ground);
    for _ in 0..=random.below(3) {
        let color = color(random);
        let [across, down] = [0, 1].map(|_| i64::from(random.below(9)) - 4);
        let offset = i64::from(random.below(width * 4 + 1)) - i64::from(width);
        let levels = i64::from(1 + random.below(5));
        let below = canvas.clone();
        canvas = Canvas::from_fn(width, height, |x, y| {
            let inside = (i64::from(x) * across + i64::from(y) * down - offset).clamp(0, levels);
            let mix = |c: usize| {
                (i64::from(color[c]) * inside + i64::from(below.at(x, y)[c]) * (levels - inside)) / levels
            };
            [0, 1, 2, 3].map(|c| mix(c) as u8)
        });
    }
    canvas
}

fn color(random: &mut Random) -> [u8; 4] {
    let alpha = if random.chance(70) { 255 } else { random.byte() };
    [random.byte(), random.byte(), random.byte(), alpha]
}

/// One channel up or down by at most `step`.
fn change(random: &mut Random, pixel: [u8; 4], step: u32) -> [u8; 4] {
    let mut changed = pixel;
    let channel = random.below(4) as usize;
    let by = (1 + random.below(step)) as u8;
    let sample = &mut changed[channel];
    *sample = if random.chance(50) { sample.saturating_add(by) } else { sample.saturating_sub(by) };
    changed
}

/// One pixel to the right.
fn shifted(canvas: &Canvas) -> Canvas {
    Canvas::from_fn(canvas.width, canvas.height, |x, y| canvas.at(x.saturating_sub(1), y))
}

/// The mean with the pixel to the left.
fn smooth(canvas: &Canvas) -> Canvas {
    Canvas::from_fn(canvas.width, canvas.height, |x, y| {
        let (left, here) = (canvas.at(x.saturating_sub(1), y), canvas.at(x, y));
        [0, 1, 2, 3].map(|c| u8::midpoint(left[c], here[c]))
    })
}
