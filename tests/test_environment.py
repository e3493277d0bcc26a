"""environment.yml, pyproject.toml and requirements.lock say the same; no file names a package registry."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec

ROOT = Path(__file__).parent.parent
CONDA_TO_PYPI = {"matplotlib-base": "matplotlib", "python-holidays": "holidays"}
TEST_TOOLS_FOR_ALL = {"nbval"}  # named on the card of the project, so conda users have it too

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
SPECS = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
(PIP,) = [line["pip"] for line in ENVIRONMENT["dependencies"] if isinstance(line, dict)]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = {canonicalize_name(m[1]): Version(m[2]) for m in re.finditer(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.M)}


def requirements(lines):
    return {canonicalize_name(item.name): item.specifier for item in map(Requirement, lines)}


RUNTIME = requirements(PROJECT["project"]["dependencies"])
OPTIONAL = requirements(line for extra in PROJECT["project"]["optional-dependencies"].values() for line in extra)
DEVELOPMENT = requirements(PROJECT["dependency-groups"]["dev"])


def conda_requirements():
    pairs = (re.fullmatch(r"([a-z0-9._-]+)\s*(.*)", spec) for spec in SPECS)
    named = {canonicalize_name(CONDA_TO_PYPI.get(m[1], m[1])): SpecifierSet(m[2].replace(" ", "")) for m in pairs}
    return {name: spec for name, spec in named.items() if name not in {"python", "pip"}}


def test_conda_and_pyproject_name_the_same_packages_and_versions():
    wanted = RUNTIME | {name: DEVELOPMENT[name] for name in TEST_TOOLS_FOR_ALL}
    assert conda_requirements() | requirements(PIP[:-1]) == wanted
    assert PIP[-1] == "-e ."


def test_only_conda_forge():
    assert ENVIRONMENT["channels"] == ["conda-forge"]


@pytest.mark.parametrize("spec", SPECS)
def test_conda_understands_each_line(spec):
    assert MatchSpec(spec, strict=True).name


@pytest.mark.parametrize("name", sorted(RUNTIME | OPTIONAL | DEVELOPMENT))
def test_the_lock_holds_a_version_in_range(name):
    assert LOCKED[name] in (RUNTIME | OPTIONAL | DEVELOPMENT)[name]


def test_every_locked_package_has_hashes():
    assert LOCK.count("--hash=sha256:") >= len(LOCKED)


@pytest.mark.parametrize("path", ["pyproject.toml", "environment.yml", ".ci/run", "Makefile"])
def test_every_dependency_line_says_why(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r'\s+("[A-Za-z].*[<>]=|- [a-z-]+ ?>=)', line)]
    assert all("#" in line for line in lines)


def test_no_tracked_file_names_a_registry():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    words = re.compile(r"index[-]url|://[^\s]*/simple\b|python[h]osted|registry[.]npm[j]s")
    named = [
        name
        for name in listed
        if Path(name).suffix in {".lock", ".toml", ".yml", ".md", ".txt", ".json", ""}
        and words.search((ROOT / name).read_text("utf-8"))
    ]
    assert named == []
