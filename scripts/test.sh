# ./dev test. Sourced by ./dev.

# A test that hangs is ended, and named.
hang_timeout=10m

test_usage() {
  cat <<EOF
usage: ./dev test [--long] [FILTER…]

Builds, runs the tests, prints a line a project, and at the end exactly: N passed, N failed (and: , N skipped, if any were).
The exit code is 0 only when some ran and none failed.
  --long    with the promises' full counts instead of the quick ones (docs/promises.md), and the tests of Category=Long, which
            have no quick form: about an hour; the figures that they reached are printed
  FILTER    a test project (Shared or Shared.Tests); or a part of the tests' full names, within those projects if any
EOF
}

dev_test() {
  local arguments=() projects=() names=() long=0 argument
  for argument in "$@"; do
    case $argument in
      --help | -h) test_usage && return ;;
      --long) long=1 ;;
      -*) bad_option test "$argument" ;;
      *) arguments+=("$argument") ;;
    esac
  done
  for argument in ${arguments[@]+"${arguments[@]}"}; do
    if [[ -d $root/tests/${argument%.Tests}.Tests ]]; then
      projects+=("${argument%.Tests}.Tests")
    else
      names+=("$argument")
    fi
  done
  if [[ ${#projects[@]} -eq 0 ]]; then
    mapfile -t projects < <(cd "$root/tests" && ls -d -- *.Tests)
  fi
  source "$root/scripts/setup.sh" && dev_setup
  source "$root/scripts/build.sh" && ensure_built
  [[ $long -eq 0 ]] || export MOTHERSHIP_LONG=1 hang_timeout=60m
  run_projects "$(test_filter "$long" ${names[@]+"${names[@]}"})" "${projects[@]}"
}

# The runner's own filter expression.
test_filter() {
  local long=$1 any='' name
  shift
  for name in "$@"; do
    any+="${any:+|}FullyQualifiedName~$name"
  done
  if [[ $long -eq 1 ]]; then
    echo "$any"
  else
    echo "Category!=Long${any:+&($any)}"
  fi
}

run_projects() {
  local filter=$1 project passed=0 failed=0 skipped=0
  shift
  rm -rf "$work/tests"
  mkdir -p "$work/tests"
  for project in "$@"; do
    run_project "$filter" "$project"
  done
  local total="$passed passed, $failed failed"
  [[ $skipped -eq 0 ]] || total+=", $skipped skipped"
  [[ $((passed + failed)) -gt 0 ]] || say "no test ran"
  say "$total"
  [[ $failed -eq 0 && $passed -gt 0 ]]
}

# Adds to the counts of run_projects. A run that broke off counts as a failure, whatever it had counted before.
run_project() {
  local filter=$1 project=$2 log=$work/tests/$2.log code=0 p f s start=$SECONDS
  local options=(--nologo --blame-hang-timeout "$hang_timeout" --blame-hang-dump-type none --results-directory "$work/tests")
  [[ -z $filter ]] || options+=(--filter "$filter")
  [[ -z ${MOTHERSHIP_LONG:-} ]] || options+=(--logger "trx;LogFileName=$project.trx")
  dotnet test "$(output_of "tests/$project")/$project.dll" "${options[@]}" >"$log" 2>&1 </dev/null || code=$?
  p=$(count Passed "$log") f=$(count Failed "$log") s=$(count Skipped "$log")
  if [[ $code -ne 0 && $f -eq 0 ]]; then
    f=1
  fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  if [[ $((p + f + s)) -gt 0 ]]; then
    printf '%-24s %5d passed %5d failed %5d skipped %5d s\n' "$project" "$p" "$f" "$s" "$((SECONDS - start))"
  fi
  [[ -z ${MOTHERSHIP_LONG:-} ]] || show_figures "$work/tests/$project.trx"
  if [[ $project == Kube.Tests && $s -gt 0 ]]; then
    say "    skipped for want of a Kubernetes API server; get it once: ./dev kube get"
  fi
  if [[ $f -gt 0 ]]; then
    show_failures "$log"
  fi
}

# What the tests of a run said that they had reached.
show_figures() {
  [[ ! -f $1 ]] || python3 -c '
import sys, xml.etree.ElementTree as xml
space = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"
for result in xml.parse(sys.argv[1]).iter(space + "UnitTestResult"):
    said = result.find(f"{space}Output/{space}StdOut")
    if said is not None and said.text.strip():
        print("    " + result.get("testName").split(".")[-1] + "\n      " + said.text.strip().replace("\n", "\n      "))' "$1"
}

# From the runner's closing line: "Failed!  - Failed:     1, Passed:    52, Skipped:     0, …".
count() {
  sed -nE "s/^(Passed|Failed|Skipped)! .*[ -]$1: *([0-9]+),.*/\2/p" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

show_failures() {
  grep -vE '^\[xUnit|^Test run for|^A total of|^\s*$|^VSTest|^Starting test|^Attachments|^ +at (Xunit|System)\.|Data collector' "$1" | sed 's/^/    /' | head -n 100
  say "    (all of it: ${1#"$root"/})"
}
