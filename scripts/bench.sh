# ./dev bench. Sourced by ./dev.

bench_usage() {
  cat <<EOF
usage: ./dev bench [NAME…] [--json FILE]

Measures; prints a line per figure with its goal, and writes all of them to FILE as JSON.
EOF
}

dev_bench() {
  local program
  program=$(output_of bench)/mothership-bench
  if [[ ${1:-} == --help || ${1:-} == -h ]]; then
    bench_usage
    # The benchmarks know their names and goals themselves, once they are built.
    [[ ! -x $program ]] || "$program" --help | tail -n +2
    return
  fi
  source "$root/scripts/setup.sh" && dev_setup
  source "$root/scripts/build.sh" && ensure_built >&2
  "$program" "$@"
}
