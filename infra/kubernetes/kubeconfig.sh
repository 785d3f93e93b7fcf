#!/usr/bin/env bash
# Prints a kubeconfig of the region's worker, made from the account that Terraform has installed (worker-account.yaml), for
# the Kubernetes cluster that kubectl's present context, or the one that is named, leads to. It is a secret: pipe it into the vault.
set -euo pipefail

usage='usage: infra/kubernetes/kubeconfig.sh [CONTEXT]'
[[ ${1:-} != -* && $# -le 1 ]] || { echo "$usage" >&2 && exit 2; }
[[ ! -t 1 ]] || { echo "what it prints is a secret: pipe it into the vault, as docs/deploy.md shows" >&2 && exit 2; }

context=${1:-$(kubectl config current-context)}
namespace=mothership-system

of_cluster() {
  kubectl --context "$context" config view --minify --flatten --output "jsonpath={.clusters[0].cluster.$1}"
}

server=$(of_cluster server)
ca=$(of_cluster certificate-authority-data)
token=$(kubectl --context "$context" --namespace "$namespace" get secret mothership-worker-token --output 'jsonpath={.data.token}' |
  base64 --decode)
[[ -n $token ]] || { echo "Kubernetes has not filled mothership-worker-token in yet; try again" >&2 && exit 1; }

cat <<EOF
apiVersion: v1
kind: Config
current-context: worker
clusters:
  - name: region
    cluster:
      server: $server
      certificate-authority-data: $ca
users:
  - name: worker
    user:
      token: $token
contexts:
  - name: worker
    context:
      cluster: region
      user: worker
EOF
