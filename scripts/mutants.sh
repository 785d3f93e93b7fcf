# ./dev mutants. Sourced by ./dev.

mutants_usage() {
  cat <<EOT
usage: ./dev mutants [NAME…]

Seeds known bugs in a copy of the tree, one after another, and expects the simulator's quick tests to fail. Prints a line a
mutant, and at the end how many were caught; the exit code is 0 only when all were. The list, with what each of them breaks,
is tests/Simulator.Tests/Mutants/mutants.json. It takes about half a minute a mutant.
  NAME   only these
EOT
}

dev_mutants() {
  case ${1:-} in
    --help | -h) mutants_usage && return ;;
    -*) bad_option mutants "$1" ;;
  esac
  source "$root/scripts/setup.sh" && dev_setup
  python3 "$root/scripts/mutants.py" "$root" "$@"
}
