#!/usr/bin/env bash
# Unpacks native CPythons from Debian's packages into a folder of their own. Nothing is installed and no root is needed: packages come from the
# mirror that this machine's apt is set up with, are checked by its keys, and run with their own C library.
#
#   scripts/native-pythons.sh [FOLDER [VERSION …]]     default: ~/.cache/steplaw-pythons 3.13 3.14 3.15
#
# Afterwards FOLDER/python3.13 and so on run. Every command finds those of the default folder, and others by STEPLAW_NATIVE=FOLDER. What already
# runs there is kept. Exit code: 0 if at least one CPython runs, 3 if none can be had here.
set -euo pipefail

suite=${STEPLAW_DEBIAN_SUITE:-sid}
case ${1-} in
  -*)
    sed -n '2,8p' "$0" | sed 's/^# \{0,1\}//'
    exit 2
    ;;
esac
folder=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/steplaw-pythons}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
[ $# -eq 0 ] || shift
wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(3.13 3.14 3.15)

say() { printf '%s\n' "native-pythons: $*" >&2; }
release_of() { "$folder/python$1" -I -c 'import sys; print(sys.version.split()[0])' 2>/dev/null; }

missing=()
for version in "${wanted[@]}"; do
  release_of "$version" >/dev/null || missing+=("$version")
done

# The first archive of this machine's apt, in either of its two formats, as one line of sources.list.
mirror_line() {
  local file key uri
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -r "$file" ] || continue
    uri=$(sed -n 's/^URIs:[[:space:]]*\([^[:space:]]*\).*/\1/p' "$file" | head -n 1)
    key=$(sed -n 's/^Signed-By:[[:space:]]*\(\/[^[:space:]]*\).*/\1/p' "$file" | head -n 1)
    [ -n "$uri" ] && { echo "deb ${key:+[signed-by=$key] }$uri $suite main"; return; }
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -r "$file" ] || continue
    uri=$(sed -n 's/^deb[[:space:]]\(\[[^]]*\][[:space:]]\)\{0,1\}\([a-z+]*:[^[:space:]]*\).*/\2/p' "$file" | head -n 1)
    [ -n "$uri" ] && { echo "deb $uri $suite main"; return; }
  done
  return 1
}

unpack() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { say 'this machine has no apt'; return 1; }
  local work=$folder/apt line package version
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages" "$folder/tree"
  line=$(mirror_line) || { say "this machine's apt has no archive"; return 1; }
  echo "$line" >"$work/sources.list"
  local apt=(apt-get -qq -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o "APT::Sandbox::User=$(id -un)")
  "${apt[@]}" update || { say "the archive cannot be reached: $line"; return 1; }
  # What CPython's own modules link with.
  local packages=(libc6 zlib1g libexpat1 libssl3t64 libffi8 libbz2-1.0 liblzma5 libzstd1 libsqlite3-0 libuuid1 libncursesw6 libtinfo6 libreadline8t64)
  for version in "${missing[@]}"; do
    packages+=("libpython$version-minimal" "libpython$version-stdlib" "python$version-minimal" "python$version")
  done
  cd "$work/packages"
  for package in "${packages[@]}"; do
    "${apt[@]}" download "$package" || say "$suite has no $package"
  done
  for package in *.deb; do
    [ -e "$package" ] && dpkg-deb -x "$package" "$folder/tree"
  done
}

# A CPython of another C library runs through that library's own loader.
wrap() {
  local binary=$folder/tree/usr/bin/python$1 loader libraries
  [ -x "$binary" ] || return 0
  loader=$(find "$folder/tree" -name 'ld-linux*.so.*' -print -quit)
  libraries=$(find "$folder/tree" -maxdepth 3 -type d -path '*/lib/*-linux-gnu*' | paste -sd : -)
  cat >"$folder/python$1" <<WRAPPER
#!/bin/sh
PYTHONHOME='$folder/tree/usr' exec '$loader' --library-path '$libraries' --argv0 '$binary' '$binary' "\$@"
WRAPPER
  chmod +x "$folder/python$1"
}

if [ ${#missing[@]} -gt 0 ] && (unpack); then
  for version in "${missing[@]}"; do wrap "$version"; done
fi

found=0
for version in "${wanted[@]}"; do
  if release=$(release_of "$version"); then
    echo "$folder/python$version $release"
    found=$((found + 1))
  else
    say "no CPython $version here"
  fi
done
[ "$found" -gt 0 ] || exit 3
