#!/usr/bin/env bash
# Runs one of the processes that make a Kubernetes API server, in the foreground: the one place that knows their options.
# ./dev kube up and the tests start them by it.
set -euo pipefail

usage() {
  cat <<USAGE
usage: scripts/kube-run.sh [--tied [--temporary]] etcd|apiserver|controllers FOLDER

FOLDER/ports has a line NAME=PORT for each of etcd, peer, apiserver and controllers. Beside it lie sa.key and sa.pub (for the tokens
of service accounts), tokens.csv (users) and admin.kubeconfig. Where there are a server.crt and its server.key, the server shows that
certificate instead of making one; where there is a clients.crt, it also knows users by certificates of that authority.
  --tied       print the process's id, and kill it as soon as standard input ends
  --temporary  then remove FOLDER too
USAGE
}

tied=0 temporary=0
case ${1:-} in
  --help | -h) usage && exit ;;
  --tied) tied=1 && shift ;;
esac
if [[ ${1:-} == --temporary ]]; then
  temporary=1 && shift
fi
[[ $# -eq 2 ]] || { usage >&2 && exit 2; }
name=$1
cd "$2"
folder=$PWD

binaries=${MOTHERSHIP_KUBE:-${XDG_CACHE_HOME:-$HOME/.cache}/mothership/kube}/1.20.2
declare -A port
while IFS='=' read -r key value; do port[$key]=$value; done <ports

etcd() {
  local clients=http://127.0.0.1:${port[etcd]} peers=http://127.0.0.1:${port[peer]} program=$binaries/etcd
  [[ -x $program ]] || program=$(type -P etcd)
  command=("$program" --data-dir etcd --listen-client-urls "$clients" --advertise-client-urls "$clients"
    --listen-peer-urls "$peers" --initial-advertise-peer-urls "$peers" --initial-cluster "default=$peers")
}

apiserver() {
  local issuer=https://kubernetes.default.svc
  command=("$binaries/kube-apiserver" --etcd-servers="http://127.0.0.1:${port[etcd]}" --bind-address=127.0.0.1
    --advertise-address=127.0.0.1 --secure-port="${port[apiserver]}" --external-hostname=127.0.0.1
    --token-auth-file=tokens.csv --authorization-mode=RBAC --service-cluster-ip-range=10.0.0.0/16
    --service-account-issuer="$issuer" --service-account-api-audiences="$issuer" --service-account-key-file=sa.pub
    --service-account-signing-key-file=sa.key --disable-admission-plugins=ServiceAccount)
  if [[ -f server.crt ]]; then
    command+=(--tls-cert-file=server.crt --tls-private-key-file=server.key)
  else
    command+=(--cert-dir=certs)
  fi
  [[ ! -f clients.crt ]] || command+=(--client-ca-file=clients.crt)
}

# What deletes namespaces and what belongs to something, and counts against quotas; nothing that would need machines.
controllers() {
  command=("$binaries/kube-controller-manager" --kubeconfig=admin.kubeconfig
    --authentication-kubeconfig=admin.kubeconfig --authorization-kubeconfig=admin.kubeconfig --bind-address=127.0.0.1
    --secure-port="${port[controllers]}" --port=0 --cert-dir=controllers --service-account-private-key-file=sa.key
    --controllers="namespace,garbagecollector,resourcequota,pvc-protection,serviceaccount,serviceaccount-token" --leader-elect=false)
}

case $name in
  etcd | apiserver | controllers) "$name" ;;
  *) usage >&2 && exit 2 ;;
esac
end() {
  kill -KILL "$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || true
  [[ $temporary -eq 0 ]] || rm -rf "$folder"
}

if [[ $tied -eq 0 ]]; then
  exec "${command[@]}" >>"$name.log" 2>&1 </dev/null
fi
"${command[@]}" >>"$name.log" 2>&1 </dev/null &
child=$!
# Whatever ends this script ends the process too.
trap end EXIT
echo "$child"
cat >/dev/null
