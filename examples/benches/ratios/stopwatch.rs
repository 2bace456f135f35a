//! Times of two sides, taken in turn, so that a busy machine slows both.

use std::time::{Duration, Instant};

/// Rounds of a comparison.
const ROUNDS: usize = 31;

/// The median times of `bare` and `this`, each of which is run once in each of 31 rounds.
pub(crate) fn medians<E>(
    bare: impl FnMut() -> Result<(), E>,
    this: impl FnMut() -> Result<(), E>,
) -> Result<(Duration, Duration), E> {
    medians_of(ROUNDS, bare, this)
}

/// The same, with as many rounds as there is time for.
pub(crate) fn medians_of<E>(
    rounds: usize,
    mut bare: impl FnMut() -> Result<(), E>,
    mut this: impl FnMut() -> Result<(), E>,
) -> Result<(Duration, Duration), E> {
    // The first run of each opens connections and fills caches.
    bare()?;
    this()?;
    let (mut of_bare, mut of_this) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        if round % 2 == 0 {
            of_bare.push(time(&mut bare)?);
            of_this.push(time(&mut this)?);
        } else {
            of_this.push(time(&mut this)?);
            of_bare.push(time(&mut bare)?);
        }
    }
    Ok((median(of_bare), median(of_this)))
}

fn time<E>(run: &mut impl FnMut() -> Result<(), E>) -> Result<Duration, E> {
    let start = Instant::now();
    run()?;
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
