//! Sets of domain names by depth: the domain itself, what is one label below it, what is further below.
//!
//! Under the host names of every form. Each set in use is one domain and some of those three depths, so that an
//! intersection is an AND of three bits and a cover an OR of them, once the domains are brought to the deeper of the two.
//! The surprising choice: labels are taken to be without number, so no list of single hosts ever covers a wildcard.

/// Some of: the domain itself, the names one label below it, the names further below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labels {
    /// In lower case, without a dot at either end; empty for the root, below which everything is.
    domain: Box<str>,
    depths: u8,
}

const ITSELF: u8 = 0b001;
const ONE_BELOW: u8 = 0b010;
const FURTHER: u8 = 0b100;

impl Labels {
    /// One name.
    pub(super) const HOST: u8 = ITSELF;
    /// What a wildcard stands for.
    pub(super) const CHILDREN: u8 = ONE_BELOW;
    /// Everything below, at any depth.
    pub(super) const BELOW: u8 = ONE_BELOW | FURTHER;
    /// The domain and everything below it.
    pub(super) const SUBTREE: u8 = ITSELF | Self::BELOW;

    /// These depths of a domain. Case and a dot at the end make no difference.
    pub(super) fn new(domain: &str, depths: u8) -> Self {
        let domain = domain.strip_suffix('.').unwrap_or(domain);
        Self { domain: domain.to_lowercase().into(), depths }
    }

    pub(super) fn every() -> Self {
        Self::new("", Self::SUBTREE)
    }

    pub(super) fn domain(&self) -> &str {
        &self.domain
    }

    pub(super) const fn depths(&self) -> u8 {
        self.depths
    }

    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        let deeper = if self.domain.len() >= other.domain.len() { self } else { other };
        let depths = self.seen_from(&deeper.domain) & other.seen_from(&deeper.domain);
        (depths != 0).then(|| Self { domain: deeper.domain.clone(), depths })
    }

    pub(super) fn is_covered_by<'a>(&self, sets: impl IntoIterator<Item = &'a Self>) -> bool {
        let covered = sets.into_iter().fold(0, |depths, set| depths | set.seen_from(&self.domain));
        self.depths & !covered == 0
    }

    /// Which depths of another domain it has all names of; none when that domain is not at or below its own.
    fn seen_from(&self, domain: &str) -> u8 {
        match distance(domain, &self.domain) {
            None => 0,
            Some(0) => self.depths,
            Some(1) => {
                let itself = if self.depths & ONE_BELOW == 0 { 0 } else { ITSELF };
                let below = if self.depths & FURTHER == 0 { 0 } else { Self::BELOW };
                itself | below
            }
            Some(_) if self.depths & FURTHER == 0 => 0,
            Some(_) => Self::SUBTREE,
        }
    }
}

/// How many labels a domain is below another; `None` when it is not.
fn distance(domain: &str, above: &str) -> Option<usize> {
    let front = match above {
        "" => domain,
        _ => match domain.strip_suffix(above)? {
            "" => "",
            // An empty label is a label: `.x` is not `x`.
            front => return front.strip_suffix('.').map(|front| front.split('.').count()),
        },
    };
    Some(if front.is_empty() { 0 } else { front.split('.').count() })
}
