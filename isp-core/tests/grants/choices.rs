//! Which way is taken where several are open: every one in turn, or a random one.

/// The choices of one run.
pub struct Choices {
    /// Those prescribed; after them the first way is taken, or a random one.
    prescribed: Vec<usize>,
    random: Option<u64>,
    /// What was taken, and out of how many.
    taken: Vec<(usize, usize)>,
}

impl Choices {
    fn new(prescribed: Vec<usize>, random: Option<u64>) -> Self {
        Self { prescribed, random, taken: Vec::new() }
    }

    /// A number below `ways`.
    pub fn take(&mut self, ways: usize) -> usize {
        let number = self.taken.len();
        let taken = match (self.prescribed.get(number), &mut self.random) {
            (Some(prescribed), _) => *prescribed,
            (None, Some(state)) => {
                // Xorshift: the runs of a seed are the same everywhere.
                *state ^= *state << 13;
                *state ^= *state >> 7;
                *state ^= *state << 17;
                usize::try_from(*state % ways as u64).unwrap()
            }
            (None, None) => 0,
        };
        self.taken.push((taken, ways));
        taken
    }
}

impl Choices {
    /// Always the first way.
    pub fn first() -> Self {
        Self::new(Vec::new(), None)
    }
}

/// Runs with every sequence of choices that there is; how many there are. Fails beyond `most`.
pub fn every(most: usize, mut run: impl FnMut(&mut Choices)) -> usize {
    let mut prescribed = Vec::new();
    for runs in 1..=most {
        let mut choices = Choices::new(prescribed, None);
        run(&mut choices);
        let mut taken = choices.taken;
        while taken.pop_if(|(taken, ways)| *taken + 1 == *ways).is_some() {}
        let Some((last, _)) = taken.last_mut() else { return runs };
        *last += 1;
        prescribed = taken.into_iter().map(|(taken, _)| taken).collect();
    }
    panic!("more than {most} sequences");
}

/// Runs `times` times with random choices.
pub fn random(times: u64, mut run: impl FnMut(&mut Choices)) {
    for seed in 1..=times {
        run(&mut Choices::new(Vec::new(), Some(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))));
    }
}
