//! A value for every pixel.

/// Row by row; coordinates may be asked for anywhere.
#[derive(Clone)]
pub(super) struct Grid<T> {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) values: Vec<T>,
}

impl<T: Copy> Grid<T> {
    pub(super) fn new(width: i32, height: i32, value: impl Fn(i32, i32) -> T) -> Self {
        let values = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Self { width, height, values: values.map(|(x, y)| value(x, y)).collect() }
    }

    /// Every place, row by row.
    pub(super) fn places(&self) -> impl Iterator<Item = (i32, i32)> + use<T> {
        let width = self.width;
        (0..self.height).flat_map(move |y| (0..width).map(move |x| (x, y)))
    }

    pub(super) fn has(&self, x: i32, y: i32) -> bool {
        (0..self.width).contains(&x) && (0..self.height).contains(&y)
    }

    /// # Panics
    /// Outside.
    pub(super) fn at(&self, x: i32, y: i32) -> T {
        assert!(self.has(x, y));
        self.values[(y * self.width + x) as usize]
    }

    /// The value at the nearest place inside.
    pub(super) fn clamped(&self, x: i32, y: i32) -> T {
        self.at(x.clamp(0, self.width - 1), y.clamp(0, self.height - 1))
    }

    pub(super) fn set(&mut self, x: i32, y: i32, value: T) {
        assert!(self.has(x, y));
        self.values[(y * self.width + x) as usize] = value;
    }

    /// The values within `radius` of a place, as far as there are any.
    pub(super) fn around(&self, x: i32, y: i32, radius: i32) -> impl Iterator<Item = T> + '_ {
        (y - radius..=y + radius)
            .flat_map(move |y| (x - radius..=x + radius).map(move |x| (x, y)))
            .filter(|(x, y)| self.has(*x, *y))
            .map(|(x, y)| self.at(x, y))
    }
}

impl<T: Copy + Ord + Default> Grid<T> {
    pub(super) fn greatest(&self) -> T {
        self.values.iter().copied().max().unwrap_or_default()
    }

    /// Where `other` is greater, takes its value.
    pub(super) fn raise(&mut self, other: &Self) {
        for (value, other) in self.values.iter_mut().zip(&other.values) {
            *value = (*value).max(*other);
        }
    }
}
