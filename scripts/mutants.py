"""Seeds known bugs, one after another, in a copy of the tree, and expects the simulator's tests to fail.

Usage: mutants.py ROOT [NAME...]; prints a line a mutant, and ends with 1 when one has survived.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = "tests/Simulator.Tests"
LIST = f"{PROJECT}/Mutants/mutants.json"
FOLDERS = ["shared", "orchestrations", "local", PROJECT, "tests/Support", "prices"]
FILES = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "Functions.sln",
         ".editorconfig", "tests/Directory.Build.props"]
# A mutant that makes the simulation go on for ever has been noticed, too.
TEST_SECONDS = 600
TESTS = "FullyQualifiedName!~Replay&FullyQualifiedName!~MutantList&Category!=Long"


def copy_tree(root: Path, to: Path) -> None:
    # With obj: what a mutant does not touch is not compiled again.
    for folder in FOLDERS:
        shutil.copytree(root / folder, to / folder, ignore=shutil.ignore_patterns("bin", "node_modules"), symlinks=True)
    for name in FILES:
        if (root / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, to / name)


def build(tree: Path, restore: bool = False) -> subprocess.CompletedProcess:
    command = ["dotnet", "build", PROJECT, "-c", "Release", "--nologo", "-v", "q", "-clp:NoSummary",
               "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false"]
    if not restore:
        command.append("--no-restore")
    return subprocess.run(command, cwd=tree, capture_output=True, text=True)


def run_tests(tree: Path) -> str | None:
    """What the first failing test says; None when all pass."""
    command = ["dotnet", "test", f"{PROJECT}/bin/Release/net10.0/Simulator.Tests.dll", "--nologo", "--filter", TESTS,
               "--", "xUnit.StopOnFail=true"]
    environment = {k: v for k, v in os.environ.items() if k != "MOTHERSHIP_LONG"}
    try:
        ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=TEST_SECONDS, env=environment)
    except subprocess.TimeoutExpired:
        return "the simulation does not end"
    if ran.returncode == 0:
        return None
    lines = ran.stdout.splitlines()
    at = next((i for i, line in enumerate(lines) if "Error Message:" in line), None)
    return lines[at + 1].strip()[:150] if at is not None else "the run broke off"


def try_mutant(tree: Path, mutant: dict) -> str:
    file = tree / mutant["file"]
    source = file.read_text()
    if source.count(mutant["text"]) != 1:
        return "broken: its text does not occur exactly once"
    file.write_text(source.replace(mutant["text"], mutant["replacement"]))
    try:
        built = build(tree)
        if built.returncode != 0:
            return "broken: " + next((l for l in built.stdout.splitlines() if "error" in l), "it does not build")
        said = run_tests(tree)
        return f"caught: {said}" if said else "SURVIVED"
    finally:
        file.write_text(source)
        os.utime(file)


def main() -> int:
    root, names = Path(sys.argv[1]), sys.argv[2:]
    mutants = [m for m in json.loads((root / LIST).read_text()) if not names or m["name"] in names]
    if not mutants:
        print("there is no mutant of that name")
        return 2
    failed = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder)
        copy_tree(root, tree)
        built = build(tree, restore=True)
        if built.returncode != 0 or (said := run_tests(tree)):
            print("without any mutant: " + (built.stdout if built.returncode != 0 else said))
            return 1
        for mutant in mutants:
            start = time.monotonic()
            result = try_mutant(tree, mutant)
            failed += not result.startswith("caught")
            print(f"{mutant['name']:34} {time.monotonic() - start:4.0f} s  {result}", flush=True)
    print(f"{len(mutants) - failed} of {len(mutants)} mutants caught")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
