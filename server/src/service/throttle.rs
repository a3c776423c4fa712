//! How often somebody may guess: a few times, then ever more slowly.

use std::collections::HashMap;
use std::sync::Mutex;

use depicted::workflow::Timestamp;

/// So many wrong attempts are free.
const FREE: u32 = 5;
/// After them, waits double from this, in milliseconds…
const FIRST_WAIT: u64 = 2000;
/// … up to this.
const LONGEST_WAIT: u64 = 15 * 60 * 1000;
/// When so many names are remembered, those whose time is over are forgotten.
const MANY: usize = 10_000;

/// Remembers wrong attempts, by account and by address.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<HashMap<String, Wrong>>);

#[derive(Clone, Copy)]
struct Wrong {
    times: u32,
    until: Timestamp,
}

impl Throttle {
    /// How many milliseconds these names have to wait; 0 where they may try now.
    pub(crate) fn wait(&self, names: &[String], now: Timestamp) -> u64 {
        let known = self.lock();
        names.iter().filter_map(|name| known.get(name)).map(|wrong| wrong.until.since(now)).max().unwrap_or(0)
    }

    /// An attempt was wrong.
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
            let over = wrong.times.saturating_sub(FREE);
            let wait = if over == 0 { 0 } else { (FIRST_WAIT << (over - 1).min(16)).min(LONGEST_WAIT) };
            wrong.until = now.plus(wait);
        }
    }

    /// An attempt was right: the account, though not the address, begins again.
    pub(crate) fn right(&self, name: &str) {
        self.lock().remove(name);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Wrong>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_few_wrong_attempts_waits_double() {
        let (throttle, names, now) = (Throttle::default(), ["user ada".to_owned()], Timestamp(1_000_000));
        for _ in 0..FREE {
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
