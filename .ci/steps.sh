# Shared by .ci/run and .ci/quick: how a step is announced, timed and named when it fails. Sourced, not run.

current="start"
started_at=$SECONDS
trap 'status=$?; if ((status != 0)); then echo "== FAILED: $current (exit status $status)"; fi' EXIT

# step NAME COMMAND...: announces, runs, says the seconds. The command stands bare, so that `set -e` holds within it.
step() {
    current=$1
    shift
    local from=$SECONDS
    echo "== $current"
    "$@"
    echo "== $current: $((SECONDS - from)) s"
}

skipped() {
    echo "== skipped: $1"
}

# Every feature of the crate but `default`, one a line.
features() {
    cargo metadata --no-deps --format-version 1 | python3 -c '
import json, sys
for name in json.load(sys.stdin)["packages"][0]["features"]:
    if name != "default":
        print(name)'
}

# Every Rust file that is committed or could be, one a line.
rust_files() {
    git ls-files --cached --others --exclude-standard -- '*.rs' "$@"
}

formatted() {
    cargo fmt --check
}

# A file says what it is before it says anything else, and none under src outgrows a reader's patience.
shape_of_files() {
    local file lines found=0
    while IFS= read -r file; do
        [[ -f $file ]] || continue
        if [[ $(head -c 3 "$file") != '//!' ]]; then
            echo "$file does not open with //!"
            found=1
        fi
        lines=$(wc -l <"$file")
        if [[ $file == src/* ]] && ((lines > 500)); then
            echo "$file has $lines lines, more than 500"
            found=1
        fi
    done < <(rust_files)
    return "$found"
}

clippy_all() {
    cargo clippy --all-features --all-targets -- -D warnings
}
