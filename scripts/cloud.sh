# ./dev up, down and org: the local cloud. Sourced by ./dev.
#
# The cloud is one process, local/Host. While it runs, its state folder has mothership.json (the addresses of the API and of
# the machine's owner) and always host.keys (the keys to both); this script adds host.pid and the first organisation's key.

default_port=8080
regions=aws/us-west-2,gcp/europe-west1,azure/eastus
start_seconds=60
stop_seconds=40

up_usage() {
  cat <<EOF
usage: ./dev up [--port N] [--state DIR] [--fake-stripe] [--verbose]
       ./dev up --demo [--port N] [--state DIR]

Sets up, builds, and runs the local cloud: the control plane and the regions ${regions//,/, }.
Ctrl-C stops it; what it stored is there again the next time.
  --port N      where its API listens, on 127.0.0.1; $default_port if not given, 0 for any
  --state DIR   where it stores; ./state if not given
  --fake-stripe run a fake Stripe beside it, and charge there; what that holds ends with the process
  --verbose     show its log here; else it is in DIR/host.log
  --demo        run the tour through a cloud of its own (./state/demo, from scratch, on any port), then stop it;
                the exit code is 0 only if each step really happened
EOF
}

dev_up() {
  local port='' state='' demo=0 verbose=0 fake_stripe=0
  while [[ $# -gt 0 ]]; do
    case $1 in
      --help | -h) up_usage && return ;;
      --port) needs_value --port "a number" "${2:-}" && port=$2 && shift ;;
      --state) needs_value --state "a folder" "${2:-}" && state=$2 && shift ;;
      --demo) demo=1 ;;
      --fake-stripe) fake_stripe=1 ;;
      --verbose) verbose=1 ;;
      *) bad_option up "$1" ;;
    esac
    shift
  done
  needs_port "$port"
  source "$root/scripts/setup.sh" && dev_setup
  source "$root/scripts/build.sh" && ensure_built
  if [[ $demo -eq 1 ]]; then
    run_demo "${port:-0}" "$state"
  else
    run_cloud "${port:-$default_port}" "$(realpath -m "${state:-$root/state}")" "$verbose" "$fake_stripe"
  fi
}

run_cloud() {
  local port=$1 state=$2 verbose=$3 fake_stripe=$4
  start_host "$port" "$state" "$verbose" "$fake_stripe"
  greet "$state"
  await_host
}

run_demo() {
  local port=$1 state=$2 code=0
  if [[ -z $state ]]; then
    state=$root/state/demo
    refuse_if_running "$state"
    rm -rf "$state"
  fi
  start_host "$port" "$(realpath -m "$state")" 0
  "$(output_of local/Demo)/mothership-demo" "$state" </dev/null || code=$?
  return "$code"
}

# Starts the host as a child, sets host_pid, and returns when it serves.
start_host() {
  local port=$1 state=$2 verbose=$3 fake_stripe=${4:-0} log
  refuse_if_running "$state"
  if [[ $port -ne 0 ]] && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    die "port $port is taken; choose another: ./dev up --port N (0 for any)"
  fi
  (umask 077 && mkdir -p "$state")
  log=$state/host.log
  rm -f "$state/mothership.json"
  local command=("$(output_of local/Host)/mothership-local" --state "$state" --port "$port" --regions "$regions")
  [[ $fake_stripe -eq 0 ]] || command+=(--fake-stripe)
  if [[ $verbose -eq 1 ]]; then
    command+=(--verbose)
    "${command[@]}" </dev/null > >(tee "$log") 2>&1 &
  else
    "${command[@]}" </dev/null >"$log" 2>&1 &
  fi
  host_pid=$!
  echo "$host_pid" >"$state/host.pid"
  # However this script ends, the host ends with it.
  trap stop_host EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  await_ready "$state" "$log"
}

await_ready() {
  local state=$1 log=$2 deadline=$((SECONDS + start_seconds))
  until [[ -s $state/mothership.json ]]; do
    kill -0 "$host_pid" 2>/dev/null || die "the local cloud did not start: $(tail -n 20 "$log")"
    [[ $SECONDS -lt $deadline ]] || die "the local cloud was not ready within $start_seconds s, its log is $log"
    sleep 0.1
  done
}

# A region can be sold in from its first heartbeat on.
await_regions() {
  local api=$1 key=$2 deadline=$((SECONDS + start_seconds)) all
  all=$(tr ',' '\n' <<<"$regions" | wc -l)
  until [[ $(curl -fsS -u "$key" "$api/fleet/v1/regions" | grep -o '"HEALTHY"' | wc -l) -ge $all ]]; do
    [[ $SECONDS -lt $deadline ]] || die "not all regions have registered within $start_seconds s"
    sleep 0.1
  done
}

await_host() {
  local code=0
  wait "$host_pid" || code=$?
  say "the local cloud has ended"
  return "$code"
}

stop_host() {
  kill -TERM "$host_pid" 2>/dev/null || true
  wait "$host_pid" 2>/dev/null || true
}

greet() {
  local state=$1 api key environment stripe
  api=$(json_field baseAddress <"$state/mothership.json")
  [[ -s $state/api.key ]] || create_organization "$state" "Local" >/dev/null
  key=$(<"$state/api.key")
  environment=$(curl -fsS -u "$key" "$api/org/v2/environments" | json_field data 0 id)
  await_regions "$api" "$key"
  stripe=$(json_field stripe <"$state/mothership.json")
  cat <<EOF

Mothership runs at $api, regions ${regions//,/, } (Ctrl-C stops it)
API key  $key

Try, in another terminal:
  API=$api ENV=$environment KEY=$key
  curl -s -u \$KEY \$API/cmk/v2/clusters -H 'Content-Type: application/json' -d '{"spec":{"display_name":"first","cloud":"AWS",
    "region":"us-west-2","availability":"SINGLE_ZONE","config":{"kind":"Basic"},"environment":{"id":"'\$ENV'"}}}'
  curl -s -u \$KEY "\$API/cmk/v2/clusters?environment=\$ENV" | python3 -m json.tool
  kcat -L -b "\$(curl -s -u \$KEY "\$API/cmk/v2/clusters?environment=\$ENV" | grep -o 'PLAINTEXT://[0-9.:]*' | head -n 1)"
The API in a browser: $api/docs
EOF
  [[ $stripe == None ]] || greet_stripe "$stripe" "$state"
  echo
}

greet_stripe() {
  cat <<EOF
A fake Stripe at ${1%/}, its key in $2/secrets/stripe-api-key
  curl -s -u \$KEY -X POST \$API/billing/v1/payment-method     # answers a page on which to enter a test card
EOF
}

# json_field KEY...: a value of the JSON on standard input, by names and indices.
json_field() {
  python3 -c '
import functools, json, sys
step = lambda value, key: value[int(key)] if isinstance(value, list) else value[key]
print(functools.reduce(step, sys.argv[1:], json.load(sys.stdin)))' "$@"
}

down_usage() {
  cat <<EOF
usage: ./dev down [--state DIR]

Stops the local cloud that ./dev up started, and waits until it has ended.
EOF
}

dev_down() {
  local state=$root/state pid deadline=$((SECONDS + stop_seconds))
  case ${1:-} in
    --help | -h) down_usage && return ;;
    --state) needs_value --state "a folder" "${2:-}" && state=$2 ;;
    '') ;;
    *) bad_option down "$1" ;;
  esac
  pid=$(running_pid "$state") || {
    say "no local cloud runs on $state"
    return
  }
  kill -TERM "$pid"
  while kill -0 "$pid" 2>/dev/null; do
    [[ $SECONDS -lt $deadline ]] || die "process $pid has not ended within $stop_seconds s; end it with: kill -9 $pid"
    sleep 0.1
  done
  say "stopped"
}

org_usage() {
  cat <<EOF
usage: ./dev org create NAME [--state DIR]

Makes an organisation in the running local cloud, with an environment and a first API key, which is shown this once.
EOF
}

dev_org() {
  local state=$root/state name=''
  case ${1:-} in
    --help | -h | '') org_usage && return ;;
    create) shift ;;
    *) bad_option org "$1" ;;
  esac
  while [[ $# -gt 0 ]]; do
    case $1 in
      --help | -h) org_usage && return ;;
      --state) needs_value --state "a folder" "${2:-}" && state=$2 && shift ;;
      -*) bad_option "org create" "$1" ;;
      *) [[ -z $name ]] || die "./dev org create takes one name; put it into quotes"; name=$1 ;;
    esac
    shift
  done
  [[ -n $name ]] || die "./dev org create takes the organisation's name"
  running_pid "$state" >/dev/null || die "no local cloud runs on $state; start one: ./dev up"
  create_organization "$state" "$name"
}

# Prints ID:SECRET of the new organisation's key; the first one is also kept, for the greeting of the next start.
create_organization() {
  local state=$1 name=$2 api answer key
  api=$(json_field baseAddress <"$state/mothership.json")
  answer=$(
    curl -sS -X POST "$api/fleet/v1/organizations" -H 'Content-Type: application/json' \
      -H @<(printf 'x-functions-key: %s' "$(json_field hostKey <"$state/host.keys")") \
      --data-binary @<(python3 -c 'import json,sys; print(json.dumps({"display_name": sys.argv[1]}))' "$name")
  )
  key=$(json_field api_key id <<<"$answer" 2>/dev/null):$(json_field api_key spec secret <<<"$answer" 2>/dev/null) ||
    die "the organisation was not made: $answer"
  if [[ ! -s $state/api.key ]]; then
    (umask 077 && echo "$key" >"$state/api.key")
  fi
  say "$key"
}
