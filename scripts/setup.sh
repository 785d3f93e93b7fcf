# ./dev setup: everything that a build and the tests need. Sourced by ./dev.

azurite_version=3.37.0
hcl2json_version=0.21.0
packages=(gcc g++ make pkg-config python3 zlib1g-dev libssl-dev libzstd-dev curl kcat)

setup_usage() {
  cat <<EOF
usage: ./dev setup [--force]

Gets what is missing: Debian packages (by apt-get; asks sudo when you are not root), librdkafka (built from source), Azurite,
the parser of Terraform's language and the viewer of the API's documentation (by npm), the solution's packages and tools (by
dotnet). What is there is skipped.
Caches lie in $cache.
  --force   look at everything again
EOF
}

dev_setup() {
  case ${1:-} in
    --help | -h) setup_usage && return ;;
    --force) rm -f "$work/setup.stamp" ;;
    '') ;;
    *) bad_option setup "$1" ;;
  esac
  local key
  key=$(setup_key)
  if [[ -f $work/setup.stamp && $(<"$work/setup.stamp") == "$key" ]] && setup_is_whole; then
    return
  fi
  require_dotnet
  install_packages
  require_npm
  "$root/local/librdkafka.redist/build.sh" >/dev/null
  install_azurite
  install_hcl2json
  install_swagger_ui
  restore
  mkdir -p "$work"
  echo "$key" >"$work/setup.stamp"
}

# Changes when this script or anything that decides what is fetched does.
setup_key() {
  (
    cd "$root"
    cat scripts/setup.sh local/librdkafka.redist/{build.sh,adapt.py,embedded.c} Directory.{Build,Packages}.props global.json \
      functions/ControlPlane/Mothership.ControlPlane.csproj .config/dotnet-tools.json | sha256sum | cut -c1-16
  )
}

# A stamp only says what was there once: caches get emptied.
setup_is_whole() {
  [[ -f $cache/azurite/node_modules/azurite/package.json && -f $(swagger_ui_folder)/swagger-ui-bundle.js &&
    -f $cache/hcl2json/node_modules/@cdktf/hcl2json/package.json ]] &&
    "$root/local/librdkafka.redist/build.sh" --path >/dev/null && command -v dotnet kcat npm >/dev/null
}

require_dotnet() {
  local hint="curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 && export PATH=\$HOME/.dotnet:\$PATH"
  command -v dotnet >/dev/null || die "the .NET 10 SDK is missing, run: $hint"
  (cd "$root" && dotnet --version >/dev/null 2>&1) || die "no .NET SDK here is as global.json asks, run: $hint"
}

require_npm() {
  command -v npm >/dev/null || die "npm is missing, run: apt-get install nodejs npm"
}

missing_packages() {
  local package missing=()
  for package in "${packages[@]}"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
  done
  # Node may come from elsewhere than Debian.
  command -v npm >/dev/null || missing+=(nodejs npm)
  echo "${missing[*]}"
}

install_packages() {
  local missing asroot=()
  command -v dpkg-query >/dev/null || return 0
  missing=$(missing_packages)
  [[ -n $missing ]] || return 0
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || die "packages are missing, run as root: apt-get install $missing"
    asroot=(sudo)
    [[ -t 0 ]] || asroot=(sudo -n)
  fi
  say "installing Debian packages: $missing"
  quietly "${asroot[@]}" apt-get update || true
  # shellcheck disable=SC2086 # a list of names
  quietly "${asroot[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing ||
    die "packages could not be installed, run: apt-get install $missing"
}

install_azurite() {
  local package=$cache/azurite/node_modules/azurite/package.json
  if [[ ! -f $package ]] || ! grep -q "\"version\": \"$azurite_version\"" "$package"; then
    say "installing Azurite $azurite_version"
    mkdir -p "$cache/azurite"
    quietly npm install --prefix "$cache/azurite" "azurite@$azurite_version" --no-audit --no-fund --omit=dev ||
      die "Azurite could not be installed, try: npm install --prefix $cache/azurite azurite@$azurite_version"
  fi
}

# Reads Terraform's language, for the tests of infra/.
install_hcl2json() {
  local package=$cache/hcl2json/node_modules/@cdktf/hcl2json/package.json
  if [[ ! -f $package ]] || ! grep -q "\"version\": \"$hcl2json_version\"" "$package"; then
    say "installing the HCL parser hcl2json $hcl2json_version"
    mkdir -p "$cache/hcl2json"
    quietly npm install --prefix "$cache/hcl2json" "@cdktf/hcl2json@$hcl2json_version" --no-audit --no-fund --omit=dev ||
      die "the HCL parser could not be installed, try: npm install --prefix $cache/hcl2json @cdktf/hcl2json@$hcl2json_version"
  fi
}

swagger_ui_folder() {
  echo "$cache/swagger-ui/$(swagger_ui_version)"
}

swagger_ui_version() {
  sed -n 's|.*<SwaggerUiVersion>\(.*\)</SwaggerUiVersion>.*|\1|p' "$root/functions/ControlPlane/Mothership.ControlPlane.csproj"
}

# The control plane's project copies the viewer from here into its output.
install_swagger_ui() {
  local folder version temporary
  folder=$(swagger_ui_folder)
  version=$(swagger_ui_version)
  [[ ! -f $folder/swagger-ui-bundle.js ]] || return 0
  say "fetching the viewer of the API's documentation, swagger-ui $version"
  mkdir -p "$cache/swagger-ui"
  temporary=$(mktemp -d "$cache/swagger-ui/XXXXXX")
  (cd "$temporary" && quietly npm pack "swagger-ui-dist@$version" --silent && tar xzf ./*.tgz) ||
    die "swagger-ui-dist $version could not be fetched by npm"
  # The rest, sixteen megabytes of it, is other forms of the same. Whole or not at all: a rename ends it.
  (cd "$temporary" && mkdir chosen && mv package/{swagger-ui.css,swagger-ui-bundle.js,favicon-32x32.png,LICENSE,NOTICE} chosen/)
  rm -rf "$folder"
  mv "$temporary/chosen" "$folder"
  rm -rf "$temporary"
}

restore() {
  say "restoring packages and tools"
  (cd "$root" && quietly dotnet tool restore && quietly dotnet restore Functions.sln) || die "dotnet restore failed"
}
