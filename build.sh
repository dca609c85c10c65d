#!/usr/bin/env bash
# Everything that a person runs.
#
#   ./build.sh          builds dist/bars-csr.html and its checksum
#   ./build.sh open     builds it and opens it in the desktop's browser
#   ./build.sh test     installs what the tests need and runs all of them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly PAGE=dist/bars-csr.html
readonly WASM_TARGET=wasm32-unknown-unknown
# gzip in base64; measured with the file's other parts
readonly MOST_PAGE_BYTES=600000

say() { printf '\n== %s\n' "$*"; }

need_wasm_target() {
  if ! rustup target list --installed | grep -qx "$WASM_TARGET"; then
    say "Installing the Rust target $WASM_TARGET"
    rustup target add "$WASM_TARGET"
  fi
}

# build_page ROOT: the page of the checkout ROOT, into ROOT/dist.
build_page() {
  local root=$1 target_dir
  target_dir=${CARGO_TARGET_DIR:-$root/target}
  # Paths and 64-bit limbs are the compiler's habits: the first would differ from machine to
  # machine, the second are slow in WebAssembly.
  local flags=(
    --cfg 'cpubits="32"'
    "--remap-path-prefix=$root=/bars-csr"
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo"
    "--remap-path-prefix=$(rustc --print sysroot)=/rust"
  )
  (
    cd "$root"
    CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f'; echo "${flags[*]}") \
      cargo build --locked --release --lib --target "$WASM_TARGET" --target-dir "$target_dir"
    cargo run --locked --package bundler --target-dir "$target_dir" -- \
      "$target_dir/$WASM_TARGET/release/bars_csr.wasm" www "$PAGE"
  )
}

build() {
  need_wasm_target
  say "Building the page"
  build_page "$PWD"
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

case "${1:-}" in
  '') build ;;
  open) open_page ;;
  *) sed -n '4,6s/^# *//p' "$0"; exit 2 ;;
esac
