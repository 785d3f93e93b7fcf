# ./dev fmt. Sourced by ./dev.

dev_fmt() {
  case ${1:-} in
    --help | -h) say "usage: ./dev fmt" && say "Formats all sources in place: CSharpier, and long comments are wrapped." && return ;;
    '') ;;
    *) bad_option fmt "$1" ;;
  esac
  source "$root/scripts/setup.sh" && dev_setup
  cd "$root"
  dotnet csharpier format .
  long_comments
}
