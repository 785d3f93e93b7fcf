# ./dev publish. Sourced by ./dev.

publish_usage() {
  cat <<EOF
usage: ./dev publish [control-plane | region]

Builds what is deployed: both apps (or the one named) against the official packages, each as a zip that Terraform uploads:
.dev/publish/control-plane.zip and .dev/publish/region.zip. It needs a package registry that has the official packages; the
local build does not (docs/decisions/0001-one-switch-between-two-builds.md).
EOF
}

dev_publish() {
  case ${1:-} in
    --help | -h) publish_usage && return ;;
    '') source "$root/scripts/setup.sh" && publish_app control-plane ControlPlane && publish_app region Region ;;
    control-plane) source "$root/scripts/setup.sh" && publish_app control-plane ControlPlane ;;
    region) source "$root/scripts/setup.sh" && publish_app region Region ;;
    *) bad_option publish "$1" ;;
  esac
}

publish_app() {
  local name=$1 folder=$work/publish/$1
  require_dotnet
  rm -rf "$folder" "$folder.zip"
  mkdir -p "$folder"
  say "building $name against the official packages"
  # Lock files describe the local build; this one keeps its own aside. Its intermediate files too: they would spoil the other's.
  (
    cd "$root" && quietly dotnet publish "functions/$2" --configuration "$configuration" --output "$folder" --nologo \
      -p:AzurePackages=true -p:NuGetLockFilePath=obj/azure.lock.json --artifacts-path "$work/publish/build"
  ) || die "$name could not be built: the package registry has to have all official packages that Directory.Packages.props names"
  (cd "$folder" && python3 -c 'import shutil, sys; shutil.make_archive(sys.argv[1], "zip", ".")' "$folder")
  rm -rf "$folder"
  say "${folder#"$root"/}.zip"
}
