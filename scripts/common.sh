# What all commands of ./dev share. Sourced; $root is the repository's folder.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# A build node that outlives the command would keep its output open, and whoever reads that waiting.
export MSBUILDDISABLENODEREUSE=1

: "${root:?}"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mothership
work=$root/.dev
configuration=Release
framework=net10.0

say() {
  printf '%s\n' "$*"
}

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

bad_option() {
  printf "./dev %s has no option '%s'; see ./dev %s --help\n" "$1" "$2" "$1" >&2
  exit 2
}

# needs_value OPTION WHAT [VALUE]: dies where the option's value is missing.
needs_value() {
  [[ -n ${3:-} ]] || die "$1 takes $2"
}

# needs_port PORT: dies where it is none; empty is for any.
needs_port() {
  if [[ ! $1 =~ ^[0-9]{0,5}$ ]] || ((10#${1:-0} > 65535)); then
    die "--port takes a number up to 65535, not '$1'"
  fi
}

# Runs a command quietly; shows what it said only when it fails.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

# The folders that hold sources, NUL-separated, relative to the repository.
sources_folders() {
  local folder
  for folder in shared orchestrations functions local cli tests bench; do
    [[ ! -d $root/$folder ]] || printf '%s\0' "$folder"
  done
}

# long_comments [--check]: wraps comments that are longer than a line may be, which the formatter leaves alone.
long_comments() {
  (
    cd "$root"
    sources_folders | xargs -0 -I{} find {} -type d \( -name bin -o -name obj -o -name node_modules \) -prune -o -name '*.cs' -print |
      LC_ALL=C sort | xargs -d '\n' python3 scripts/wrap_comments.py "$@"
  )
}

output_of() {
  printf '%s/bin/%s/%s' "$root/$1" "$configuration" "$framework"
}

# The process that runs on a state folder, if one does. A number left over from a crash may belong to another by now.
running_pid() {
  local pid
  pid=$(cat "$1/host.pid" 2>/dev/null) || return 1
  [[ -r /proc/$pid/cmdline ]] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q mothership-local || return 1
  echo "$pid"
}

refuse_if_running() {
  local pid
  ! pid=$(running_pid "$1") || die "the local cloud runs on $1 (process $pid); stop it first: ./dev down"
}
