//! The library's own source as text: comments and literals blanked, tests left out, `use` trees spelled out.
//!
//! Under `tests/architecture.rs`, which asks questions of it. It is no parser of Rust; it knows comments, literals and
//! braces, which is all that finding paths takes. The surprising choice: what is blanked keeps its line breaks, so that a
//! line number in a complaint is a line number in the file.
#![expect(clippy::unwrap_used, reason = "a source file that cannot be read is a failed test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// One file of `src`, without its tests.
#[derive(Debug)]
pub(crate) struct Source {
    /// Relative to `src`, with slashes.
    pub(crate) path: String,
    /// As it is written.
    pub(crate) text: String,
    /// Comments, strings and characters blanked, unit tests cut off.
    pub(crate) code: String,
}

impl Source {
    /// Every file of `src` that is not a test.
    pub(crate) fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        walk(&root, &mut files);
        files.sort();
        let sources: Vec<_> = files.iter().map(|file| Self::read(&root, file)).collect();
        assert!(sources.len() > 60, "only {} source files were found", sources.len());
        sources
    }

    fn read(root: &Path, file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap();
        let path = file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        let code = without_unit_tests(&blanked(&text));
        Self { path, text, code }
    }

    /// Whether the file holds tests. The kit for the tests of others, `testing`, is part of the library.
    pub(crate) fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }

    /// The module at the crate root it belongs to; `lib` for the root itself.
    pub(crate) fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// Every path that is imported or written out from `crate` or `std`, `super` resolved, `use` trees spelled out.
    pub(crate) fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = uses(&self.code).iter().flat_map(|tree| spelled_out(tree)).collect();
        paths.extend(["crate::", "std::", "super::"].iter().flat_map(|root| inline(&self.code, root)));
        paths.into_iter().map(|path| self.absolute(&path)).collect()
    }

    /// `super::super::x` in `a/b.rs` is `crate::x`.
    fn absolute(&self, path: &str) -> String {
        let mut module: Vec<&str> = self.path.trim_end_matches(".rs").split('/').collect();
        let mut rest = path;
        let mut climbed = false;
        while let Some(above) = rest.strip_prefix("super::") {
            (rest, climbed) = (above, true);
            module.pop();
        }
        match (climbed, module.is_empty()) {
            (false, _) => path.to_owned(),
            (true, true) => format!("crate::{rest}"),
            (true, false) => format!("crate::{}::{rest}", module.join("::")),
        }
    }
}

fn walk(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Everything from `#[cfg(test)] mod … {` on; such a module stands last.
fn without_unit_tests(code: &str) -> String {
    let cut = code.match_indices("#[cfg(test)]").find(|(at, _)| {
        let item = code[*at..].lines().nth(1).unwrap_or_default();
        item.trim_start().starts_with("mod ") && item.trim_end().ends_with('{')
    });
    cut.map_or(code, |(at, _)| &code[..at]).to_owned()
}

/// The text with comments and the contents of literals replaced by spaces.
pub(crate) fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = literal(rest);
        if length == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            out.extend(rest[..length].chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    out
}

/// The length of the comment or literal that starts here, 0 for none.
fn literal(rest: &str) -> usize {
    if !rest.starts_with(['/', 'r', '"', '\'']) {
        return 0;
    }
    let to_end =
        |body: &str, end: &str| body.find(end).map_or(rest.len(), |at| rest.len() - body.len() + at + end.len());
    if let Some(body) = rest.strip_prefix("//") {
        return body.find('\n').map_or(rest.len(), |at| at + 2);
    }
    if let Some(body) = rest.strip_prefix("/*") {
        return to_end(body, "*/");
    }
    for hashes in ["#", "##", ""] {
        if let Some(body) = rest.strip_prefix(&format!("r{hashes}\"")) {
            return to_end(body, &format!("\"{hashes}"));
        }
    }
    match rest.chars().next() {
        Some('"') => string(rest),
        Some('\'') => character(rest),
        _ => 0,
    }
}

fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, found) in rest.char_indices().skip(1) {
        match found {
            '"' if !escaped => return at + 1,
            found => escaped = found == '\\' && !escaped,
        }
    }
    rest.len()
}

/// A character and no lifetime: `'x'`, `'\n'`, `'\u{85}'`.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((at, _))) => rest[at + 1..].find('\'').map_or(0, |end| at + 1 + end + 1),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

/// The trees of all `use` declarations.
fn uses(code: &str) -> Vec<String> {
    let starts = code.match_indices("use ").filter(|(at, _)| {
        let before = code[..*at].trim_end_matches(' ');
        before.is_empty() || before.ends_with(['\n', ')', '}', ';']) || before.ends_with("pub")
    });
    starts.filter_map(|(at, found)| code[at + found.len()..].split(';').next().map(compact)).collect()
}

fn compact(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" as _", "").replace(' ', "")
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
pub(crate) fn spelled_out(tree: &str) -> Vec<String> {
    let Some((stem, group)) = tree.split_once('{') else { return vec![tree.to_owned()] };
    let group = group.strip_suffix('}').unwrap_or(group);
    branches(group).iter().flat_map(|branch| spelled_out(branch)).map(|branch| format!("{stem}{branch}")).collect()
}

fn branches(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0_u32, 0, Vec::new());
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&group[start..]);
    found.into_iter().filter(|branch| !branch.is_empty()).collect()
}

/// Paths that start with `root`, wherever they stand. Those that end in a brace are trees, which [`uses`] finds.
fn inline(code: &str, root: &str) -> Vec<String> {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | ':');
    let starts = code.match_indices(root).filter(|(at, _)| !code[..*at].ends_with(is_part));
    let paths =
        starts.map(|(at, _)| code[at..].chars().take_while(|character| is_part(*character)).collect::<String>());
    paths.filter(|path| !path.ends_with(':')).collect()
}
