"""The wheel, built and tried in an environment that holds nothing else of this project."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.sites import BASE, item, write_files

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
    ]
    subprocess.run([*command, str(ROOT)], check=True, cwd=folder, timeout=300)
    (made,) = folder.glob("gkgen-*.whl")
    return made


def test_the_wheel_holds_the_default_theme_and_nothing_of_the_tests(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    assert "gkgen/themes/default/templates/base.html" in names
    assert "gkgen/themes/default/components/lines/lines.css" in names
    assert "gkgen/themes/default/tokens.css" in names
    assert not [name for name in names if name.startswith(("tests/", "content/", "docs/"))]


def test_the_wheel_builds_a_site_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    python = str(environment / "bin" / "python")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    lock = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements.lock")]
    subprocess.run([*pip, *lock], check=True, timeout=600)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, timeout=300)
    site = write_files(tmp_path / "site", {**BASE, "content/items/one.md": item()})
    done = subprocess.run(
        [str(environment / "bin" / "gkgen"), "build", "--now", "2026-11-22"],
        cwd=site,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "关于做好工作的通知" in (site / "public" / "items" / "one.html").read_text(encoding="utf-8")
    assert (site / "public" / "static" / "site.css").is_file()
