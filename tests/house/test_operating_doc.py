"""What deploy/ and docs/operating.md name exists, and no setting of the service is left out."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest
import streamlit.config
import uvicorn
import yaml

from tests.served import ROOT
from web import health_and_metrics as watch
from web.kit import settings
from web.server import logs

DEPLOY = ROOT / "deploy"
ROOMS = ("app.py", "data", "geo", "components", "web", "pages")
DOC = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)
VARIABLE = re.compile(r"[A-Z]{2,}(_[A-Z]+)*")
# Set by tools that run the service, and read from config.toml or by uvicorn.
OF_OTHERS = {"STREAMLIT_SERVER_COOKIE_SECRET", "FORWARDED_ALLOW_IPS"}


def modules() -> list[Path]:
    found = [path for room in ROOMS for path in [ROOT / room, *(ROOT / room).rglob("*.py")]]
    return [path for path in found if path.is_file()]


def settings_of_the_code() -> set[str]:
    """Texts that look like a variable, in the modules that read the environment."""
    found = set()
    for path in modules():
        source = path.read_text(encoding="utf-8")
        if "environ" not in source:
            continue
        texts = (
            node.value
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )
        found |= {text for text in texts if VARIABLE.fullmatch(text)}
    return found - {"GET", "HEAD"}


def documented() -> dict[str, str]:
    """The variables of the table and their defaults."""
    return {name: default for name, default, _ in ROW.findall(DOC)}


def test_every_setting_is_documented_and_every_documented_one_exists():
    assert settings_of_the_code() == set(documented()) - OF_OTHERS


def test_settings_of_others_exist():
    assert "server.cookieSecret" in streamlit.config.get_config_options()
    source = Path(uvicorn.config.__file__).read_text(encoding="utf-8")
    assert f'"FORWARDED_ALLOW_IPS", "{documented()["FORWARDED_ALLOW_IPS"].strip("`")}"' in source


def test_defaults_are_as_documented():
    told = {name: default.strip("`") for name, default in documented().items()}
    started = (ROOT / "app.py").read_text(encoding="utf-8")
    assert f'"HOST", "{told["HOST"]}"' in started
    assert f'"PORT", "{told["PORT"]}"' in started
    for where, name in settings.VARIABLES.items():
        assert settings.DEFAULTS[where].strip("'") == told[name]
    assert f'"{told["LOG_LEVEL"]}"' in Path(logs.__file__).read_text(encoding="utf-8")
    assert f"`{watch.TOKEN}` | none" in DOC


def test_links_and_files_of_the_document_exist():
    for target in re.findall(r"\]\(([^)#]+)\)", DOC):
        assert (ROOT / "docs" / target).exists(), target
    for name in re.findall(r"`((?:tests|embed|deploy)/[\w./]+)`", DOC):
        assert (ROOT / name).exists(), name


# Containers.


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, lines that go on joined."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, " ".join(rest.split())) for word, _, rest in (x.partition(" ") for x in lines)]


def test_the_container_gets_every_room_and_nothing_that_is_not_there():
    copied = [rest.split()[:-1] for word, rest in instructions() if word == "COPY"]
    sources = {name for names in copied if not names[0].startswith("--") for name in names}
    assert sources == {*ROOMS, "pyproject.toml", "requirements.txt", ".streamlit"}
    for name in sources:
        assert (ROOT / name).exists(), name


def test_the_container_runs_what_make_run_runs():
    last = dict(instructions())
    assert yaml.safe_load(last["CMD"]) == ["/packages/bin/python", "app.py"]
    assert last["USER"] == "dashboard"
    stored = {word: rest for word, rest in instructions() if word == "ENV"}["ENV"]
    names = {pair.partition("=")[0] for pair in shlex.split(stored)}
    assert names - {"PYTHONDONTWRITEBYTECODE"} <= set(documented())
    checked = next(rest for word, rest in instructions() if word == "HEALTHCHECK")
    asked = yaml.safe_load(checked.partition("CMD ")[2])
    compile(asked[-1], "health check", "exec")
    assert "/healthz" in asked[-1]
    first = next(rest for word, rest in instructions() if word == "FROM")
    needed = re.search(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text())
    assert f"python:{needed[1]}-" in first


@pytest.fixture
def compose() -> dict:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_the_compose_file_names_files_and_settings_that_exist(compose):
    apps = [service for service in compose["services"].values() if "build" in service]
    assert len(apps) == 2
    for app in apps:
        assert (DEPLOY / app["build"]["context"] / app["build"]["dockerfile"]).is_file()
        assert set(app["environment"]) <= set(documented())
    nginx = compose["services"]["nginx"]
    assert set(nginx["depends_on"]) <= set(compose["services"])
    for volume in nginx["volumes"]:
        outside, inside, mode = volume.split(":")
        assert (DEPLOY / outside).exists(), outside
        assert mode == "ro"
        if "." in Path(inside).name:
            assert (DEPLOY / "nginx" / Path(inside).name).exists(), inside


# Units.


@pytest.mark.parametrize("unit", sorted((DEPLOY / "systemd").iterdir()), ids=lambda path: path.name)
def test_units_name_files_that_exist_and_settings_that_are_documented(unit):
    lines = unit.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("=", 1) for line in lines if "=" in line and line[0] not in "#["]
    said = dict(pairs)
    for key, value in pairs:
        if key == "Environment":
            assert {pair.partition("=")[0] for pair in shlex.split(value)} <= set(documented())
    started = shlex.split(said["ExecStart"])
    if unit.name.startswith("dashboard@"):
        assert started == [f"{said['WorkingDirectory']}/.venv/bin/python", "app.py"]
    else:
        assert started[3:5] == ["-c", "/etc/dashboard/nginx/nginx.conf"]
        assert started[2].strip("/") == f"var/lib/{said['StateDirectory']}"
