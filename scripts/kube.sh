# ./dev kube: a real Kubernetes API server. Sourced by ./dev.
#
# etcd, kube-apiserver and kube-controller-manager, and no machines: objects are stored, validated and watched as anywhere, and
# no pod ever runs. What an operator in the cluster would do, tests do.

kube_version=1.20.2
strimzi_version=1.2.0
kube_cache=${MOTHERSHIP_KUBE:-$cache/kube}
kube_binaries=$kube_cache/$kube_version
strimzi_crds=$kube_cache/strimzi-$strimzi_version
strimzi_asset=https://github.com/strimzi/strimzi-kafka-operator/releases/download/$strimzi_version/strimzi-crds-$strimzi_version.yaml
kube_seconds=60

kube_usage() {
  cat <<EOF
usage: ./dev kube get [--build]
       ./dev kube up [--port N] [--state DIR]
       ./dev kube down [--state DIR]

  get    obtain kube-apiserver and kube-controller-manager $kube_version, etcd, and the kinds (CRDs) of Strimzi $strimzi_version, into
         $kube_cache; what is there is skipped.
         The first two come from ../shared/bin/kube where that lies beside the repository (or from \$MOTHERSHIP_SHARED/bin/kube),
         else they are built from Debian's source package, 6 to 8 minutes, once. etcd comes from Debian. The kinds come from
         ../shared/spec/strimzi, else from Strimzi's release.
         --build  build the first two although they could be had otherwise
  up     start a server on 127.0.0.1 that knows those kinds, and print where its kubeconfig is
         --port N     its port; any free one if not given
         --state DIR  where it stores; ./state/kube if not given
  down   stop it; what it stored is there again the next time
EOF
}

dev_kube() {
  local verb=${1:-}
  shift || true
  case $verb in
    get | up | down) "kube_$verb" "$@" ;;
    --help | -h) kube_usage ;;
    '') kube_usage >&2 && exit 2 ;;
    *) die "./dev kube has no command '$verb'; see ./dev kube --help" ;;
  esac
}

# shellcheck disable=SC2120 # dev_kube gives it arguments
kube_get() {
  local build=0
  case ${1:-} in
    --help | -h) kube_usage && return ;;
    --build) build=1 ;;
    '') ;;
    *) bad_option "kube get" "$1" ;;
  esac
  mkdir -p "$kube_cache"
  # Two runs at once must not build the same twice, nor into each other.
  exec 8>"$kube_cache/lock"
  flock 8
  # What a run left that was broken off.
  rm -rf "$kube_cache"/tmp.*
  get_servers "$build"
  get_etcd
  get_strimzi
  exec 8>&-
}

beside() {
  echo "${MOTHERSHIP_SHARED:-$root/../shared}/$1"
}

get_servers() {
  local build=$1 temporary
  if [[ $build -eq 0 && -x $kube_binaries/kube-apiserver && -x $kube_binaries/kube-controller-manager ]]; then
    return
  fi
  mkdir -p "$kube_binaries"
  temporary=$(mktemp -d "$kube_cache/tmp.XXXXXX")
  if [[ $build -eq 0 && -f $(beside bin/kube/kube-apiserver.xz) ]]; then
    unpack_servers "$(beside bin/kube)" "$temporary"
  else
    build_servers "$temporary"
  fi
  mv -f "$temporary"/kube-* "$kube_binaries/"
  rm -rf "$temporary"
}

unpack_servers() {
  local from=$1 to=$2 name
  say "unpacking kube-apiserver and kube-controller-manager $kube_version"
  (cd "$from" && sha256sum --check --quiet SHA256SUMS) || die "what lies in $from is not what its SHA256SUMS says"
  for name in kube-apiserver kube-controller-manager; do
    xz -dc "$from/$name.xz" >"$to/$name"
    chmod +x "$to/$name"
  done
}

build_servers() {
  local to=$1
  command -v apt-get >/dev/null || die "kube-apiserver is built from Debian's source package, and there is no apt-get here"
  say "building kube-apiserver and kube-controller-manager $kube_version from Debian's source package (6 to 8 minutes)"
  source "$root/scripts/setup.sh"
  # shellcheck disable=SC2034 # install_packages reads it
  local packages=(golang-1.19-go golang-1.19-src golang-github-modern-go-reflect2-dev rsync make xz-utils)
  install_packages
  (
    tree=$(mktemp -d)
    trap 'chmod -R u+w "$tree"; rm -rf "$tree"' EXIT
    fetch_kube_source "$tree"
    make_kube "$tree" "$to"
  )
}

# Leaves the source in TREE/kubernetes. Debian's list of sources goes into TREE too, so that the machine's own stays as it is.
fetch_kube_source() {
  local tree=$1 apt archive
  mkdir -p "$tree"/{lists/partial,parts,kubernetes}
  echo 'deb-src http://deb.debian.org/debian bookworm main' >"$tree/parts/source.list"
  apt=(apt-get -o "Dir::Etc::SourceParts=$tree/parts" -o Dir::Etc::SourceList=/dev/null -o "Dir::State::Lists=$tree/lists")
  quietly "${apt[@]}" update || die "Debian's list of source packages could not be fetched"
  (cd "$tree" && quietly "${apt[@]}" source --download-only kubernetes) ||
    die "Debian's source package of kubernetes could not be fetched"
  # Debian calls it 1.20.5+really1.20.2.
  archive=$(compgen -G "$tree/kubernetes_*$kube_version*.orig.tar.*") ||
    die "Debian has another release of kubernetes than $kube_version"
  tar xf "$archive" -C "$tree/kubernetes" --strip-components=1
}

make_kube() {
  local tree=$1/kubernetes to=$2 reflect=vendor/github.com/modern-go/reflect2 go=/usr/lib/go-1.19 name
  # The vendored one, built by Go 1.18 or later, crashes on the first custom resource.
  rm -rf "${tree:?}/$reflect"
  cp -rL /usr/share/gocode/src/github.com/modern-go/reflect2 "$tree/$reflect"
  mkdir -p "$tree/.go/src/k8s.io"
  ln -s ../../.. "$tree/.go/src/k8s.io/kubernetes"
  (
    cd "$tree"
    unset GOFLAGS
    export GOROOT=$go PATH=$go/bin:$PATH GOPATH=$tree/.go GOCACHE=$1/cache CGO_ENABLED=0
    export KUBE_GIT_VERSION=v$kube_version KUBE_GIT_MAJOR=1 KUBE_GIT_MINOR=20 KUBE_GIT_COMMIT=debian KUBE_GIT_TREE_STATE=archive
    quietly make WHAT="cmd/kube-apiserver cmd/kube-controller-manager"
  ) || die "kube-apiserver could not be built"
  for name in kube-apiserver kube-controller-manager; do
    install -s "$(find "$tree/_output" -type f -name "$name" -print -quit)" "$to/$name"
  done
}

# Only the program: the package itself would start a service.
get_etcd() {
  local temporary
  if command -v etcd >/dev/null || [[ -x $kube_binaries/etcd ]]; then
    return
  fi
  say "fetching etcd from Debian"
  temporary=$(mktemp -d "$kube_cache/tmp.XXXXXX")
  (cd "$temporary" && quietly apt-get download etcd-server && dpkg-deb -x ./etcd-server_*.deb .) ||
    die "etcd could not be fetched, run as root: apt-get install etcd-server"
  mv "$temporary/usr/bin/etcd" "$kube_binaries/etcd"
  rm -rf "$temporary"
}

get_strimzi() {
  local temporary
  if compgen -G "$strimzi_crds/*.yaml" >/dev/null; then
    return
  fi
  temporary=$(mktemp -d "$kube_cache/tmp.XXXXXX")
  if [[ -d $(beside spec/strimzi) ]]; then
    cat "$(beside spec/strimzi)"/*.yaml >"$temporary/strimzi-crds.yaml"
  elif ! curl -fsSL --max-time 60 -o "$temporary/strimzi-crds.yaml" "$strimzi_asset"; then
    rm -rf "$temporary"
    die "the kinds of Strimzi could not be had: put $strimzi_asset into $strimzi_crds"
  fi
  chmod 755 "$temporary"
  rm -rf "$strimzi_crds"
  mv "$temporary" "$strimzi_crds"
}

kube_up() {
  local port='' state=$root/state/kube
  while [[ $# -gt 0 ]]; do
    case $1 in
      --help | -h) kube_usage && return ;;
      --port) needs_value --port "a number" "${2:-}" && port=$2 && shift ;;
      --state) needs_value --state "a folder" "${2:-}" && state=$2 && shift ;;
      *) bad_option "kube up" "$1" ;;
    esac
    shift
  done
  needs_port "$port"
  kube_get
  kube_state=$(realpath -m "$state")
  ! kube_pid apiserver >/dev/null || die "a server runs on $kube_state already; stop it first: ./dev kube down"
  (umask 077 && mkdir -p "$kube_state")
  # A server that nobody gets to know of is not left behind.
  trap stop_kube EXIT
  write_kube_files "$port"
  start_kube etcd
  start_kube apiserver
  await_kube
  install_kinds
  # It looks for new kinds only every half minute, and until then deletes nothing that belongs to one.
  start_kube controllers
  trap - EXIT
  say "A Kubernetes API server runs at $(kube_address), with the kinds of Strimzi $strimzi_version; stop it: ./dev kube down"
  say "KUBECONFIG=$kube_state/admin.kubeconfig"
}

kube_down() {
  local state=$root/state/kube
  case ${1:-} in
    --help | -h) kube_usage && return ;;
    --state) needs_value --state "a folder" "${2:-}" && state=$2 ;;
    '') ;;
    *) bad_option "kube down" "$1" ;;
  esac
  kube_state=$(realpath -m "$state")
  if ! kube_pid apiserver >/dev/null && ! kube_pid etcd >/dev/null; then
    say "no Kubernetes API server runs on $kube_state"
    return
  fi
  stop_kube
  say "stopped"
}

# What follows works on $kube_state.

write_kube_files() {
  local port=$1 name
  for name in etcd peer apiserver controllers; do
    if [[ $name == apiserver && -n $port ]]; then echo "$name=$port"; else echo "$name=$(free_port)"; fi
  done >"$kube_state/ports"
  if [[ ! -f $kube_state/sa.key ]]; then
    openssl genrsa -out "$kube_state/sa.key" 2048 2>/dev/null
    openssl rsa -in "$kube_state/sa.key" -pubout -out "$kube_state/sa.pub" 2>/dev/null
    (umask 077 && printf '%s,admin,admin,"system:masters"\n' "$(openssl rand -hex 16)" >"$kube_state/tokens.csv")
  fi
  (umask 077 && kube_config >"$kube_state/admin.kubeconfig")
}

kube_config() {
  cat <<EOF
apiVersion: v1
kind: Config
clusters: [{name: local, cluster: {server: "$(kube_address)", certificate-authority: "$kube_state/certs/apiserver.crt"}}]
users: [{name: admin, user: {token: "$(kube_token)"}}]
contexts: [{name: admin, context: {cluster: local, user: admin}}]
current-context: admin
EOF
}

kube_token() {
  cut -d, -f1 "$kube_state/tokens.csv"
}

kube_address() {
  echo "https://127.0.0.1:$(sed -n 's/^apiserver=//p' "$kube_state/ports")"
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_kube() {
  MOTHERSHIP_KUBE=$kube_cache setsid "$root/scripts/kube-run.sh" "$1" "$kube_state" </dev/null >/dev/null 2>&1 &
  echo $! >"$kube_state/$1.pid"
}

# The process of that name, if it runs. A number left over from a crash may belong to another by now.
kube_pid() {
  local pid
  pid=$(cat "$kube_state/$1.pid" 2>/dev/null) || return 1
  [[ -d /proc/$pid && $(readlink "/proc/$pid/cwd") == "$kube_state" ]] || return 1
  echo "$pid"
}

stop_kube() {
  local name pid deadline=$((SECONDS + kube_seconds))
  for name in controllers apiserver etcd; do
    pid=$(kube_pid "$name") || continue
    kill -TERM "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do
      [[ $SECONDS -lt $deadline ]] || kill -KILL "$pid" 2>/dev/null || true
      sleep 0.1
    done
    rm -f "$kube_state/$name.pid"
  done
}

ask_kube() {
  local path=$1
  shift
  curl -sS --cacert "$kube_state/certs/apiserver.crt" -H @<(printf 'Authorization: Bearer %s' "$(kube_token)") "$@" \
    "$(kube_address)$path"
}

await_kube() {
  local deadline=$((SECONDS + kube_seconds))
  until [[ $(ask_kube /readyz 2>/dev/null) == ok ]]; do
    [[ $SECONDS -lt $deadline ]] ||
      die "the server was not ready within $kube_seconds s: $(tail -n 5 "$kube_state/apiserver.log")"
    sleep 0.2
  done
}

# One kind a request; 409 says that it is there from the last time.
install_kinds() {
  local kinds=/apis/apiextensions.k8s.io/v1/customresourcedefinitions folder document code
  folder=$(mktemp -d)
  cat "$strimzi_crds"/*.yaml | csplit -sz -f "$folder/kind" - '/^apiVersion:/' '{*}'
  for document in "$folder"/kind*; do
    grep -q '^kind:' "$document" || continue
    code=$(ask_kube "$kinds" -o "$folder/answer" -w '%{http_code}' -H 'Content-Type: application/yaml' --data-binary "@$document")
    [[ $code == 201 || $code == 409 ]] || die "the server refused a kind of Strimzi: $(<"$folder/answer")"
  done
  rm -rf "$folder"
}
