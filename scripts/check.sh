# ./dev check. Sourced by ./dev.

check_usage() {
  cat <<EOF
usage: ./dev check

Format, build with warnings as errors, the stand-ins' public surface, the scripts, the layout of the Terraform files. All are looked
at; the exit code is 0 when all are right. The surface is compared by a tool that lies beside the repository (../shared, or
\$MOTHERSHIP_API_CHECK: a folder with tools/api-check and spec/api); without it, or without a terraform, that part is left out, and
says so.
EOF
}

dev_check() {
  case ${1:-} in
    --help | -h) check_usage && return ;;
    '') ;;
    *) bad_option check "$1" ;;
  esac
  source "$root/scripts/setup.sh" && dev_setup
  source "$root/scripts/build.sh"
  local wrong=0
  check_format || wrong=1
  check_scripts || wrong=1
  check_terraform || wrong=1
  if ! (ensure_built); then
    wrong=1
  else
    check_surface || wrong=1
  fi
  [[ $wrong -eq 0 ]] || die "checked: not all is right, see above"
  say "checked: all is right"
}

check_format() {
  if ! (cd "$root" && quietly dotnet csharpier check .) || ! long_comments --check; then
    say "format: run ./dev fmt"
    return 1
  fi
}

check_scripts() {
  local script wrong=0
  while read -r script; do
    bash -n "$script" || wrong=1
  done < <(shell_scripts)
  if command -v shellcheck >/dev/null; then
    shell_scripts | xargs -d '\n' shellcheck --external-sources || wrong=1
  fi
  return "$wrong"
}

# What can be had without the providers, where there is a terraform: its own layout, and that it reads all files.
check_terraform() {
  if ! command -v terraform >/dev/null; then
    say "layout of the Terraform files: not checked, there is no terraform"
  elif ! (cd "$root" && quietly terraform fmt -check -diff -recursive infra); then
    say "terraform: run terraform fmt -recursive infra"
    return 1
  fi
}

shell_scripts() {
  printf '%s\n' "$root/dev" "$root/.ci/run" "$root"/scripts/*.sh "$root/local/librdkafka.redist/build.sh" "$root/infra/kubernetes/kubeconfig.sh"
}

# A stand-in lies in the folder that has the name of its package. Its copy beside the host has all that it refers to at hand.
stand_ins() {
  local folder name
  for folder in "$root"/local/{Azure,Microsoft,Stripe,KubernetesClient}*/; do
    name=$(basename "$folder")
    [[ ! -f $folder/$name.csproj ]] || echo "$(output_of local/Host)/$name.dll"
  done
}

check_surface() {
  local tools=${MOTHERSHIP_API_CHECK:-$root/../shared} dlls
  if [[ ! -x $tools/tools/api-check/run || ! -d $tools/spec/api ]]; then
    say "surface of the stand-ins: not checked, there is no tool at $tools (see ./dev check --help)"
    return 0
  fi
  mapfile -t dlls < <(stand_ins)
  "$tools/tools/api-check/run" check "$tools/spec/api" "${dlls[@]}"
}
