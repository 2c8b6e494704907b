"""Runs the real nginx with the configuration in deploy/nginx, as any user, in a folder of its own.

`python -m tests.proxied` prints where nginx is, or one sentence on stderr and exits 1.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.chromium import may_install
from tests.served import ROOT, free_port

CONFIGURATION = ROOT / "deploy" / "nginx"
PLACES = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
PATIENCE = 15  # seconds until nginx that does not answer counts as broken

# What stands in place of limits.conf where all that is asked comes from one address.
NO_LIMITS = """
map $request_method $nobody { default ""; }
limit_req_zone $nobody zone=reading:1m rate=1r/s;
limit_req_zone $nobody zone=looking_up:1m rate=1r/s;
limit_conn_zone $nobody zone=seats:1m;
"""


class NoNginx(Exception):
    """No nginx is here and none may be installed; the message is for the person at the keys."""


def find_or_install() -> str:
    """Path of nginx, installed by apt-get if there is none. Raises NoNginx with one sentence."""
    if not shutil.which("nginx", path=PLACES):
        _install("nginx-light")
    found = shutil.which("nginx", path=PLACES)
    if not found:
        raise NoNginx("The tests of deploy/nginx need nginx: install it by hand.")
    return found


def bannerless() -> str:
    """The text of nginx.conf with its lines on headers-more put to use, as operating.md says.

    The module is installed by apt-get if it is not there. Raises NoNginx with one sentence.
    """
    text = (CONFIGURATION / "nginx.conf").read_text(encoding="utf-8")
    used = re.sub(r"(?m)^( *)# (load_module|more_clear_headers) ", r"\1\2 ", text)
    module = Path(re.search(r"(?m)^load_module (.+?);", used)[1])
    if not module.exists():
        _install("libnginx-mod-http-headers-more-filter")
    if not module.exists():
        raise NoNginx("This nginx has no module headers-more: install it by hand.")
    return used


def _install(package: str) -> None:
    for command in may_install(package):
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode != 0:
            raise NoNginx(f"apt-get could not install {package}: install it by hand.")


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its address, the folder with its configuration and its logs, its id."""

    url: str
    folder: Path
    pid: int

    def access_log(self, *, least: int = 0) -> list[dict]:
        """The lines about requests, parsed; waits a moment for `least`, as the last comes late."""
        deadline = time.monotonic() + PATIENCE
        while True:
            lines = (self.folder / "access.log").read_text(encoding="utf-8").splitlines()
            if len(lines) >= least or time.monotonic() > deadline:
                return [json.loads(line) for line in lines]
            time.sleep(0.05)

    def logs(self) -> str:
        """All that it has written."""
        names = ("access.log", "nginx.log", "output.log")
        return "".join((self.folder / name).read_text(encoding="utf-8") for name in names)

    def set_servers(self, serving: Iterable[int], *, leaving: Iterable[int] = ()) -> None:
        """Change which processes are asked, as an operator would, and reload."""
        write_servers(self.folder, serving, leaving)
        before = self._reloads()
        os.kill(self.pid, signal.SIGHUP)
        deadline = time.monotonic() + PATIENCE
        while self._reloads() == before and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)  # the old workers stop to take connections

    def _reloads(self) -> int:
        return (
            (self.folder / "nginx.log").read_text(encoding="utf-8").count("start worker process ")
        )


def write_servers(folder: Path, serving: Iterable[int], leaving: Iterable[int] = ()) -> None:
    """Write the two files that name processes, with the words of the first line that is there."""
    first = (CONFIGURATION / "servers.conf").read_text(encoding="utf-8")
    line = next(one for one in first.splitlines() if one.startswith("server "))
    words = line.split()[2:]
    for name, ports in (("servers.conf", serving), ("leaving.conf", leaving)):
        lines = (f"server 127.0.0.1:{port} {' '.join(words)}\n" for port in ports)
        (folder / name).write_text("".join(lines), encoding="utf-8")


def command(nginx: str, folder: Path) -> list[str]:
    """nginx with the configuration in a folder, in the foreground."""
    # Started by root, its workers would be nobody, who may not enter the folders of tests.
    user = " user root;" if os.geteuid() == 0 else ""
    orders = f"daemon off;{user}"
    return [nginx, "-p", f"{folder}/", "-c", str(folder / "nginx.conf"), "-g", orders]


def configure(folder: Path, ports: Iterable[int], **files: str) -> int:
    """Copy the configuration, for processes on these ports; gives the port to listen on.

    `files` take the place of files of these names, `limits` that of limits.conf.
    """
    shutil.copytree(CONFIGURATION, folder)
    write_servers(folder, ports)
    for name, text in files.items():
        (folder / f"{name}.conf").write_text(text, encoding="utf-8")
    port = free_port()
    listen = folder / "listen.conf"
    text = listen.read_text(encoding="utf-8")
    listen.write_text(text.replace("127.0.0.1:8080", f"127.0.0.1:{port}"), encoding="utf-8")
    return port


@contextmanager
def proxying(folder: Path, ports: Iterable[int], **files: str) -> Iterator[Proxy]:
    """Run nginx before the processes on these ports for as long as the block lasts."""
    nginx = find_or_install()
    port = configure(folder, ports, **files)
    with (folder / "output.log").open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command(nginx, folder), stdout=output, stderr=output)
        proxy = Proxy(url=f"http://127.0.0.1:{port}", folder=folder, pid=process.pid)
        try:
            _wait_for(port, process, folder)
            yield proxy
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _wait_for(port: int, process: subprocess.Popen, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/media/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    said = (folder / "output.log").read_text(encoding="utf-8")
    raise RuntimeError(f"nginx did not answer:\n{said}")


def main() -> int:
    """Print the path of nginx; 0 if there is one, 1 with a sentence on stderr if not."""
    try:
        sys.stdout.write(f"Tests of deploy/nginx use {find_or_install()}.\n")
    except NoNginx as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
