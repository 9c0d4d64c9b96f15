//! Paths of URIs by segments (RFC 3986 §3.3): one path, or one and all that go on from it.
//!
//! Part of the sets of URIs. The surprising choice: every escape is undone before two segments are compared, also those
//! that RFC 3986 §6.2.2.2 leaves alone, since `!` and `%21` are one file on most servers; where undoing it would make a
//! separator, the path has no reading at all.

use std::fmt;

/// Segments, from the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    segments: Vec<Vec<u8>>,
    extent: Extent,
}

/// How far a path goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// These segments.
    Exactly,
    /// These segments and any after them.
    Below,
}

impl Path {
    pub(super) const fn any() -> Self {
        Self { segments: Vec::new(), extent: Extent::Below }
    }

    /// Reads a path that has one reading. A slash at its end makes no difference.
    pub(super) fn read(text: &str, extent: Extent) -> Option<Self> {
        let Some(rest) = text.strip_prefix('/') else {
            return text.is_empty().then_some(Self { segments: Vec::new(), extent });
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let segments = if rest.is_empty() && !text.starts_with("//") {
            Vec::new()
        } else {
            rest.split('/').map(segment).collect::<Option<Vec<_>>>()?
        };
        Some(Self { segments, extent })
    }

    pub(super) const fn extent(&self) -> Extent {
        self.extent
    }

    pub(super) fn is_any(&self) -> bool {
        self.segments.is_empty() && self.extent == Extent::Below
    }

    pub(super) fn contains(&self, other: &Self) -> bool {
        match self.extent {
            Extent::Below => other.segments.starts_with(&self.segments),
            Extent::Exactly => self == other,
        }
    }

    pub(super) fn intersection(&self, other: &Self) -> Option<Self> {
        if self.contains(other) {
            return Some(other.clone());
        }
        other.contains(self).then(|| self.clone())
    }
}

/// A segment without escapes; nothing when it is empty, a step up, or hides a separator.
fn segment(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        match octet {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                let plain = u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?;
                if b"/\\%?#;".contains(&plain) || plain.is_ascii_control() {
                    return None;
                }
                octets.push(plain);
            }
            b'\\' | b'?' | b'#' => return None,
            _ => octets.push(octet),
        }
    }
    // Servers that know parameters in segments take `..;x` for a step up.
    let bare = octets.split(|octet| *octet == b';').next().unwrap_or_default();
    (!matches!(bare, b"" | b"." | b"..")).then_some(octets)
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.segments.is_empty() {
            return f.write_str("/");
        }
        for segment in &self.segments {
            f.write_str("/")?;
            for octet in segment {
                match char::from(*octet) {
                    plain if plain.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(plain) => {
                        write!(f, "{plain}")?;
                    }
                    _ => write!(f, "%{octet:02X}")?,
                }
            }
        }
        Ok(())
    }
}
