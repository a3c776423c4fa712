//! How often somebody may try: a few times, then ever more slowly.

use std::collections::HashMap;
use std::sync::Mutex;

use depicted::workflow::Timestamp;

/// After the free ones, waits double from this, in milliseconds…
const FIRST_WAIT: u64 = 2000;
/// … up to this.
const LONGEST_WAIT: u64 = 15 * 60 * 1000;
/// When so many names are remembered, those whose time is over are forgotten.
const MANY: usize = 10_000;

/// Remembers attempts that came to nothing, by account and by address.
pub(crate) struct Throttle {
    free: u32,
    known: Mutex<HashMap<String, Wrong>>,
}

#[derive(Clone, Copy)]
struct Wrong {
    times: u32,
    until: Timestamp,
}

impl Throttle {
    /// One under which so many attempts are free.
    pub(crate) fn new(free: u32) -> Self {
        Self { free, known: Mutex::default() }
    }

    /// How many milliseconds these names have to wait; 0 where they may try now.
    pub(crate) fn wait(&self, names: &[String], now: Timestamp) -> u64 {
        let known = self.lock();
        names.iter().filter_map(|name| known.get(name)).map(|wrong| wrong.until.since(now)).max().unwrap_or(0)
    }

    /// An attempt was wrong, or what becomes of it is not known yet.
    pub(crate) fn wrong(&self, names: &[String], now: Timestamp) {
        let mut known = self.lock();
        if known.len() >= MANY {
            known.retain(|_, wrong| wrong.until.plus(LONGEST_WAIT) > now);
        }
        for name in names {
            let wrong = known.entry(name.clone()).or_insert(Wrong { times: 0, until: now });
            // Whoever was quiet for long begins again.
            if now > wrong.until.plus(LONGEST_WAIT) {
                wrong.times = 0;
            }
            wrong.times = wrong.times.saturating_add(1);
            let over = wrong.times.saturating_sub(self.free);
            let wait = if over == 0 { 0 } else { (FIRST_WAIT << (over - 1).min(16)).min(LONGEST_WAIT) };
            wrong.until = now.plus(wait);
        }
    }

    /// An attempt was right: this name begins again.
    pub(crate) fn right(&self, name: &str) {
        self.lock().remove(name);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Wrong>> {
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_few_wrong_attempts_waits_double() {
        let (throttle, names, now) = (Throttle::new(5), ["user ada".to_owned()], Timestamp(1_000_000));
        for _ in 0..5 {
            assert_eq!(throttle.wait(&names, now), 0);
            throttle.wrong(&names, now);
        }
        assert_eq!(throttle.wait(&names, now), 0);
        throttle.wrong(&names, now);
        assert_eq!(throttle.wait(&names, now), 2000);
        throttle.wrong(&names, now);
        assert_eq!(throttle.wait(&names, now), 4000);
        assert_eq!(throttle.wait(&["user eve".to_owned()], now), 0);
        for _ in 0..100 {
            throttle.wrong(&names, now);
        }
        assert_eq!(throttle.wait(&names, now), LONGEST_WAIT);
        throttle.right(&names[0]);
        assert_eq!(throttle.wait(&names, now), 0);
    }
}
