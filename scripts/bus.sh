# ./dev bus: the central Kafka cluster. Sourced by ./dev.

bus_usage() {
  cat <<EOF
usage: ./dev bus init [--kafka BROKERS] [--ca FILE] [--check] [--replication N] [--grow-partitions]
                      [--acls] [--region CLOUD/REGION]...
       ./dev bus plan [topics | acls] [--write]

init makes the topics of a central Kafka cluster, and corrects settings that differ from the plan; running it again changes
nothing. User, password, protocol and CA come from KafkaUsername, KafkaPassword, KafkaProtocol and KafkaSslCaPem in the
environment. The exit code is 0 when all is as planned, else 1.
  --check            change nothing, only say what differs
  --replication N    replicas of each topic; 3 if not given
  --grow-partitions  add partitions where there are too few; keys move to others then
  --acls             also give the control plane's user, and those of the regions named, their rights
plan prints the plan as JSON; --write puts it into infra/bus.
EOF
}

dev_bus() {
  local verb=${1:-}
  shift || true
  case $verb in
    --help | -h) bus_usage ;;
    init)
      case ${1:-} in --help | -h) bus_usage && return ;; esac
      run_bus init "$@"
      ;;
    plan) bus_plan "$@" ;;
    '') bus_usage >&2 && exit 2 ;;
    *) bad_option bus "$verb" ;;
  esac
}

run_bus() {
  source "$root/scripts/setup.sh" && dev_setup >&2
  source "$root/scripts/build.sh" && ensure_built >&2
  "$(output_of local/BusInit)/mothership-bus" "$@" </dev/null
}

bus_plan() {
  local what=() write=0 one
  while [[ $# -gt 0 ]]; do
    case $1 in
      --help | -h) bus_usage && return ;;
      --write) write=1 ;;
      topics | acls) what+=("$1") ;;
      *) bad_option "bus plan" "$1" ;;
    esac
    shift
  done
  [[ ${#what[@]} -gt 0 ]] || what=(topics acls)
  for one in "${what[@]}"; do
    if [[ $write -eq 1 ]]; then
      mkdir -p "$root/infra/bus"
      run_bus "$one" >"$root/infra/bus/$one.json"
    else
      run_bus "$one"
    fi
  done
}
