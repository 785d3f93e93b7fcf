#!/usr/bin/env bash
# Puts librdkafka, the native library under Confluent.Kafka, into a cache outside the work tree, once per machine.
# README.md beside this file says why it is built from source. The cache entry's key is the hash of this file, of
# adapt.py and of embedded.c, which librdkafka.redist.csproj computes too: any change of theirs makes a new entry.
set -euo pipefail

version=2.15.1
npm_package=@confluentinc/kafka-javascript@1.10.1
npm_sha512=29578f5019f6d44a8254ff667f1cc4b8cdd26091c7105ed7fa2882d9ee374108034b211a92c2279821a8a13df0e6af9c340764482acaef58f42027eaa12a992f

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
  cat <<EOF
usage: local/librdkafka.redist/build.sh [--path | --force | --help]

Builds librdkafka $version from source (a minute or two, once per machine) and prints where it lies.
  --path    only print the path; the exit code is 1 when it has not been built
  --force   build again although it is there
Environment:
  MOTHERSHIP_LIBRDKAFKA=auto|source|registry   where it comes from (auto: source if a compiler is at hand, else registry)
EOF
}

die() {
  printf 'librdkafka: %s\n' "$*" >&2
  exit 1
}

# Names the Debian packages that a build from source still needs.
missing_packages() {
  local tool header missing=()
  for tool in gcc g++ make python3 pkg-config npm; do
    command -v "$tool" >/dev/null || missing+=("$tool")
  done
  for header in zlib.h:zlib1g-dev zstd.h:libzstd-dev openssl/ssl.h:libssl-dev; do
    printf '#include <%s>\n' "${header%%:*}" | gcc -E - >/dev/null 2>&1 || missing+=("${header##*:}")
  done
  echo "${missing[*]}"
}

# Only the exact version: another one may lack entry points that Confluent.Kafka binds to.
from_registry() {
  cat >probe.csproj <<EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="librdkafka.redist" Version="[$version]" /></ItemGroup>
</Project>
EOF
  dotnet restore probe.csproj --packages packages --nologo >restore.log 2>&1 || return 1
  cp "packages/librdkafka.redist/$version/runtimes/linux-x64/native/librdkafka.so" librdkafka.so
}

from_source() {
  npm pack "$npm_package" --silent >npm.log 2>&1 || die "npm could not fetch $npm_package: $(tail -n 3 npm.log)"
  echo "$npm_sha512  $(echo ./*.tgz)" | sha512sum --check --status || die "$npm_package has not the expected content"
  tar xzf ./*.tgz package/deps/librdkafka
  cd package/deps/librdkafka
  python3 "$here/adapt.py" . || die "this source cannot be adapted"
  # Neither Kerberos nor OIDC: TLS with PLAIN or SCRAM does without both library chains.
  # (Logs go one up: configure takes any configure.* beside it for a module of its own.)
  ./configure --disable-gssapi --disable-curl >../log 2>&1 || die "configure: $(tail -n 5 ../log)"
  make -j"$(nproc)" -C src librdkafka.so.1 >../log 2>&1 || die "make: $(tail -n 20 ../log)"
  strip -o ../../../librdkafka.so src/librdkafka.so.1
}

# Leaves librdkafka.so in the current folder.
obtain() {
  local missing from=${MOTHERSHIP_LIBRDKAFKA:-auto}
  missing=$(missing_packages)
  case $from in
    auto | source | registry) ;;
    *) die "MOTHERSHIP_LIBRDKAFKA is $from; it may be auto, source or registry" ;;
  esac
  if [[ $from != registry && -z $missing ]]; then
    printf 'building librdkafka %s (a minute or two, once per machine)...\n' "$version" >&2
    (from_source)
  elif [[ $from == source ]]; then
    die "a build from source needs more, run: apt-get install $missing"
  elif ! from_registry; then
    die "the registry has no librdkafka.redist $version; build it${missing:+, after: apt-get install $missing}"
  else
    printf 'librdkafka: taken from the registry; the embedded broker then has its stock limits, see README.md\n' >&2
  fi
}

main() {
  local root target key mode=${1:-build}
  root=${XDG_CACHE_HOME:-$HOME/.cache}/mothership
  key=$(cd "$here" && sha256sum build.sh adapt.py embedded.c | cut -c1-6 | tr -d '\n')
  target=$root/librdkafka-$version-$key/librdkafka.so
  case $mode in
    --help | -h) usage && return ;;
    --path)
      echo "$target"
      [[ -f $target ]]
      return
      ;;
    build | --force) ;;
    *) usage >&2 && exit 2 ;;
  esac
  mkdir -p "$(dirname "$target")"
  # A second run waits for the first, then finds its work done.
  exec 9>"$root/librdkafka.lock"
  flock 9
  if [[ $mode == --force || ! -f $target ]]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && obtain)
    # Into the entry's own file system first, so that the rename is atomic and nobody sees half a library.
    cp "$work/librdkafka.so" "$target.$$"
    mv "$target.$$" "$target"
  fi
  echo "$target"
}

main "$@"
