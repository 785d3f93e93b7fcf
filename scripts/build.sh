# ./dev build. Sourced by ./dev.

build_usage() {
  cat <<EOF
usage: ./dev build [--force]

Builds the solution ($configuration) when a source has changed since the last build; warnings are errors.
  --force   build although nothing has changed
EOF
}

dev_build() {
  case ${1:-} in
    --help | -h) build_usage && return ;;
    --force) rm -f "$work/build.stamp" ;;
    '') ;;
    *) bad_option build "$1" ;;
  esac
  ensure_built
}

# Every file that a build reads, one a line.
build_inputs() {
  (
    cd "$root"
    sources_folders | xargs -0 -I{} find {} -type d \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f -print
    find docs prices -type f -print 2>/dev/null || true
    printf '%s\n' Directory.Build.props Directory.Build.targets Directory.Packages.props Functions.sln global.json host.json \
      .editorconfig
  ) | LC_ALL=C sort
}

# The list catches what came and went, the stamp's own time what was changed.
is_built() {
  local inputs newer files
  [[ -f $work/build.stamp ]] || return 1
  inputs=$(build_inputs)
  [[ $(sha256sum <<<"$inputs") == "$(<"$work/build.stamp")" ]] || return 1
  mapfile -t files <<<"$inputs"
  newer=$(cd "$root" && find "${files[@]}" -newer "$work/build.stamp" -print -quit) || return 1
  [[ -z $newer ]]
}

ensure_built() {
  if is_built; then
    return
  fi
  say "building ($configuration)"
  mkdir -p "$work"
  # Dated from before the build: what changes in the middle of it is built next time.
  sha256sum <<<"$(build_inputs)" >"$work/build.stamp.new"
  (cd "$root" && quietly dotnet build Functions.sln -c "$configuration" --nologo -v q -clp:NoSummary) || die "the build failed"
  mv "$work/build.stamp.new" "$work/build.stamp"
}
