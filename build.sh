#!/usr/bin/env bash
# Everything that a person runs.
#
#   ./build.sh             builds dist/bars-csr.html, its bill of materials and their checksums
#   ./build.sh open        builds it and opens it in the desktop's browser
#   ./build.sh check       format, lints, documentation, and the tests that need Rust and nothing else
#   ./build.sh test        installs what the tests need and runs all of them
#   ./build.sh bench 100   builds it and measures it beside others that make keys, with so many of each
#                          size; BROWSER=firefox for Firefox; a second number is for node-forge alone
#   ./build.sh bench bulk  the same for many endpoints at once, beside as many single ones; jit-off for
#                          browsers whose compiler of scripts is off; core for the core alone
#   ./build.sh keys 1000   builds it and has it make so many keys, which OpenSSL checks
#   ./build.sh picture     builds it and takes the picture for the README, www/picture.png
#   ./build.sh fuzz 60     gives every reader what a fuzzer invents, for so many seconds each; with a
#                          name of tests/fuzz behind it, as in fuzz 60 chain, that one only
#   ./build.sh advisories  asks the RustSec database what is known of the packages
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"

readonly PAGE=dist/bars-csr.html
readonly WASM_TARGET=wasm32-unknown-unknown
readonly PICTURE=www/picture.png
readonly MOST_PICTURE_BYTES=60000

say() { printf '\n== %s\n' "$*"; }

target_dir() { echo "${CARGO_TARGET_DIR:-$PWD/target}"; }

# stage NAME COMMAND...: runs it, and remembers how long it took for the table at the end.
stages=()
stage() {
  local name=$1 begin=$EPOCHSECONDS
  shift
  say "$name"
  trap 'kill $(jobs -p) 2> /dev/null || true; stages+=("$((EPOCHSECONDS - begin)) $name, which failed"); print_stages' EXIT
  "$@"
  trap print_stages EXIT
  stages+=("$((EPOCHSECONDS - begin)) $name")
}

print_stages() {
  local entry
  printf '\n'
  for entry in "${stages[@]}" "$SECONDS all of it"; do
    printf '%3d:%02d  %s\n' $((${entry%% *} / 60)) $((${entry%% *} % 60)) "${entry#* }"
  done
}

# run_own PROGRAM ARGUMENTS...: a program of this repository. It is built as part of the whole, or the
# packages that it shares with the tests would be compiled once for each set of features.
run_own() {
  cargo build --locked --workspace --bin "$1" --target-dir "$(target_dir)"
  "$(target_dir)/debug/$1" "${@:2}"
}

build() {
  tests/install.sh wasm
  say "Building the page"
  run_own bundler
}

open_page() {
  build
  if [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]] && command -v xdg-open > /dev/null; then
    xdg-open "$PWD/$PAGE"
  else
    printf '\nThere is no desktop here. Open this address in a browser:\nfile://%s\n' "$PWD/$PAGE"
  fi
}

lints() {
  cargo fmt --all --check
  cargo clippy --locked --workspace --all-targets -- --deny warnings
  cargo clippy --locked --lib --target "$WASM_TARGET" -- --deny warnings
  RUSTFLAGS='-C target-feature=+simd128,+relaxed-simd' cargo clippy --locked --package prime-proposer --lib \
    --target "$WASM_TARGET" --target-dir "$(target_dir)/vector" -- --deny warnings
  RUSTFLAGS='-C target-feature=+simd128' cargo clippy --locked --package password-lanes --lib \
    --target "$WASM_TARGET" --target-dir "$(target_dir)/lanes" -- --deny warnings
}

# The browser's half of the core is there for its target only.
documentation() {
  RUSTDOCFLAGS='--deny warnings' cargo doc --locked --workspace --no-deps --document-private-items
  RUSTDOCFLAGS='--deny warnings' cargo doc --locked --lib --no-deps --document-private-items \
    --target "$WASM_TARGET"
}

# The half of the tests of the core that needs Rust and nothing else.
core_tests() {
  cargo test --locked --workspace --lib --test core-tests --test corpus --test primality --test search \
    --test agreement "$@"
}

# beside COMMAND COMMANDS...: runs the first in the background, and shows what it printed after the others.
beside() {
  local printed background command status=0
  printed=$(mktemp)
  $1 > "$printed" 2>&1 &
  background=$!
  for command in "${@:2}"; do
    "$command"
  done
  wait "$background" || status=$?
  cat "$printed"
  rm "$printed"
  return "$status"
}

# The tests keep both processors busy only while they run, the compiler only while it compiles many packages.
check() {
  stage 'the Rust target of the page' tests/install.sh wasm
  stage 'tests of the core compiled' core_tests --no-run
  stage 'tests of the core, and beside them format, lints and documentation' \
    beside 'core_tests -- --skip programs::' lints documentation
}

# Licences and sources of everything that is compiled here. Where all packages are there already,
# nothing is asked of the network.
licences() {
  cargo fetch --locked --quiet
  cargo deny --offline --locked check licenses bans sources
}

test_all() {
  stage 'what the tests need' tests/install.sh tests
  stage 'format and lints' lints
  stage 'documentation' documentation
  stage 'licences and sources of all packages' licences
  stage 'the page, and once more elsewhere and years later' run_own bundler release
  stage 'tests compiled' cargo test --locked --workspace --no-run
  stage 'tests of core and bundler, with OpenSSL, Java, NSS, GnuTLS, Node and Python' \
    cargo test --locked --workspace --exclude browser-tests
  stage 'tests of the page, in three browsers and with six servers' \
    cargo test --locked --workspace --test page
}

bench() {
  if [[ "${1:-}" != core ]]; then
    build
    tests/install.sh tests
    tests/install.sh forge
    say "Measuring the page in ${BROWSER:-chromium}, into tests/bench/results"
    run_own bench "$@"
  fi
  [[ "${1:-}" != bulk* && "${1:-}" != jit-off ]] || return 0
  say "Measuring the core, into tests/bench/results"
  cargo bench --locked --bench core
}

# Many keys, one after another: more than a test has time for.
keys() {
  build
  tests/install.sh tests
  say "Making $1 keys"
  run_own keys "$1"
}

# Whoever reads the README waits for the picture: it has few colours, and few bytes.
picture() {
  local bytes
  build
  tests/install.sh tests
  tests/install.sh pngquant
  say "Taking a picture of a finished request"
  run_own picture "$PICTURE"
  pngquant --nofs --speed 1 --strip --force --output "$PICTURE" 32 "$PICTURE"
  bytes=$(wc -c < "$PICTURE")
  echo "$PICTURE: $bytes bytes"
  ((bytes < MOST_PICTURE_BYTES))
}

# What the fuzzer keeps grows in the target folder; the corpus of the repository stays as it is.
# The variable lets the pinned compiler instrument what it builds.
fuzz() {
  local seconds=$1 only=$2 targets target grown
  tests/install.sh fuzz
  export RUSTC_BOOTSTRAP=1
  targets=$(cargo fuzz list --fuzz-dir tests/fuzz)
  if [[ -n "$only" ]]; then
    grep -qx -- "$only" <<< "$targets" || { printf 'There is no "%s". There are:\n%s\n' "$only" "$targets" >&2; return 2; }
    targets=$only
  fi
  for target in $targets; do
    say "Fuzzing $target for $seconds seconds"
    grown=$(target_dir)/fuzz-corpus/$target
    mkdir -p "$grown"
    cargo fuzz run --fuzz-dir tests/fuzz --target-dir "$(target_dir)/fuzz" "$target" \
      "$grown" "tests/fuzz/corpus/$target" -- -max_total_time="$seconds" -max_len=8192 -timeout=5
  done
}

# The fuzzer has a lock file of its own.
advisories() {
  tests/install.sh deny
  cargo deny --locked check advisories
  cargo deny --locked --config .cargo/deny.toml --manifest-path tests/fuzz/Cargo.toml check advisories
}

case "${1:-}" in
  '') build ;;
  open) open_page ;;
  check) check ;;
  test) test_all ;;
  bench) bench "${@:2}" ;;
  keys) keys "${2:-1000}" ;;
  picture) picture ;;
  fuzz) fuzz "${2:-1200}" "${3:-}" ;;
  advisories) advisories ;;
  *) sed -n '4,17s/^# *//p' "$0"; exit 2 ;;
esac
