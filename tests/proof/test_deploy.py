"""Two processes of the app behind the real nginx, with the configuration in deploy/nginx."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import yaml

from tests.benchmarks.streamlit_client import PageMap, address_of_a_file, read, visiting
from tests.proxied import NoNginx, bannerless, command, configure, find_or_install, proxying
from tests.served import ROOT, Answer, serving
from web import health_and_metrics as watch

DEPLOY = ROOT / "deploy"
SECRET = "a token of the operator"
POSTCODE = "ME13 8XX"
COOKIE = "_streamlit_xsrf=2|{mask}|00112233445566778899aabbccddeeff|{since}"
OFFERING = "medway-2017"  # a page with a file to take
JSON = {"Content-Type": "application/json"}
ODD_QUERIES = (
    "l%6fok=dark",
    "look=d%61rk",
    "Look=dark",
    "x=look=dark",
    "look=dark",
    "look=&look=dark",
    "look;look=dark",
    "look=light&look=dark",
    "look=dark&look=",
    "look=dark&Look=light",
)
ASKED = json.dumps({"place": POSTCODE}).encode()


@pytest.fixture(scope="module")
def nginx():
    """The path of nginx; without one these tests are skipped, and say so."""
    try:
        return find_or_install()
    except NoNginx as exc:
        pytest.skip(str(exc))


@pytest.fixture(scope="module")
def apps(tmp_path_factory, nginx):
    """Two processes of the app that have a token for the counters."""
    folder = tmp_path_factory.mktemp("apps")
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(
                serving(ROOT, log_file=folder / f"{name}.txt", **{watch.TOKEN: SECRET})
            )
            for name in ("first", "second")
        ]


@pytest.fixture
def proxy(tmp_path, apps):
    """A fresh nginx in front of both."""
    with proxying(tmp_path / "nginx", [app.port for app in apps]) as running:
        yield running


def ask(url: str, path: str, *, method: str = "GET", body: bytes | None = None, **named) -> Answer:
    """One answer; `named` are headers with _ for -."""
    headers = {name.replace("_", "-"): value for name, value in named.items()}
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    with contextlib.closing(connection):
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def test_nginx_accepts_the_configuration_as_it_stands(tmp_path, nginx):
    configure(tmp_path / "nginx", [8501, 8502])
    tested = subprocess.run(
        [*command(nginx, tmp_path / "nginx"), "-t"], capture_output=True, text=True, check=False
    )
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr


def test_nginx_accepts_what_the_compose_file_puts_together(tmp_path, nginx):
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    mounted = {path.stem: path.read_text() for path in (DEPLOY / "compose").glob("*.conf")}
    # nginx asks for the addresses of services, which only a container's network knows.
    names = {name for name in compose["services"] if f"{name}:8501" in mounted["servers"]}
    assert names == {"app-1", "app-2"}
    for name in names:
        mounted["servers"] = mounted["servers"].replace(f"{name}:", "127.0.0.1:")
    configure(tmp_path / "nginx", [8501], **mounted)
    tested = subprocess.run(
        [*command(nginx, tmp_path / "nginx"), "-t"], capture_output=True, text=True, check=False
    )
    assert tested.returncode == 0, tested.stderr


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
@pytest.mark.parametrize("path", ["/embed/timeline", "/open-data/tables/lots.csv", "/briefing/"])
def test_answers_come_as_the_app_compressed_them(proxy, apps, path, coding):
    through, direct = (ask(url, path, Accept_Encoding=coding) for url in (proxy.url, apps[0].url))
    assert through.status == direct.status == 200
    assert through.body == direct.body
    for name in ("ETag", "Content-Encoding", "Cache-Control", "Content-Security-Policy", "Vary"):
        assert through.headers[name] == direct.headers[name], name
    assert through.headers["Set-Cookie"] is None
    assert through.headers["Server"] == "nginx"  # without a version


def test_light_pages_are_kept_and_queries_that_are_made_up_do_not_matter(proxy):
    for query in ("", "?x=1", "?look=dark", "?look=dark&x=2"):
        assert ask(proxy.url, f"/embed/timeline{query}", Accept_Encoding="gzip").status == 200
        time.sleep(0.5)  # nginx answers a moment before it has put the answer by
    assert ask(proxy.url, "/embed/timeline", Accept_Encoding="deflate, gzip;q=1.0").status == 200
    assert ask(proxy.url, "/embed/timeline", Accept_Encoding="gzip, br").status == 200
    lines = proxy.access_log(least=7)  # the first is of the wait until nginx answers
    kept = [line["cache"] for line in lines if line["part"] == "embed"]
    assert kept == ["MISS", "HIT", "MISS", "HIT", "HIT", "MISS"]


def test_with_the_module_headers_more_nginx_does_not_say_what_it_is(tmp_path, apps):
    try:
        text = bannerless()
    except NoNginx as exc:
        pytest.skip(str(exc))
    with proxying(tmp_path / "nginx", [app.port for app in apps], nginx=text) as proxy:
        answers = [
            ask(proxy.url, "/embed/timeline"),
            ask(proxy.url, "/money"),
            ask(proxy.url, "/metrics"),
            ask(proxy.url, "/" + "x" * 40_000),
            ask(proxy.url, "/embed/find-my-area", method="POST", body=b"x" * 20_000),
        ]
    assert [answer.status for answer in answers] == [200, 200, 404, 400, 400]
    assert [answer.headers["Server"] for answer in answers] == [None] * len(answers)


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_no_way_to_write_a_query_has_another_page_kept_for_everybody(proxy, apps, query):
    ask(proxy.url, f"/embed/money?{query}", Accept_Encoding="identity")
    for plain in ("", "?look=light", "?look=dark"):
        through, direct = (
            ask(url, f"/embed/money{plain}", Accept_Encoding="identity")
            for url in (proxy.url, apps[0].url)
        )
        assert through.headers["ETag"] == direct.headers["ETag"], plain


def test_looks_through_nginx_are_those_of_the_app(proxy, apps):
    for query in ("?look=neon", "?look=Dark", "?x=1&look=dark", "?look=neon&look=dark", "?look="):
        through, direct = (ask(url, f"/embed/money{query}") for url in (proxy.url, apps[0].url))
        assert (through.status, through.headers["ETag"]) == (direct.status, direct.headers["ETag"])
    assert ask(proxy.url, "/embed/money/?look=dark").headers["Location"].endswith("?look=dark")
    assert ask(proxy.url, "/embed/money/?x=1").headers["Location"].endswith("/embed/money")


def test_an_answer_that_the_reader_has_is_not_sent_again(proxy):
    path = "/open-data/tables/lots.csv"
    first = ask(proxy.url, path)
    again = ask(proxy.url, path, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    part = ask(proxy.url, path, Range="bytes=0-9")
    assert (part.status, part.body) == (206, first.body[:10])


def test_answers_to_what_was_typed_are_not_kept(proxy):
    for _ in range(2):
        found = ask(proxy.url, "/open-data/lookup", method="POST", body=ASKED, **JSON)
        assert json.loads(found.body)["postcode"] == POSTCODE
        assert found.headers["Cache-Control"] == "no-store"
    assert {line["cache"] for line in proxy.access_log() if line["method"] == "POST"} <= {""}


def test_the_scheme_that_visitors_see_reaches_the_app_and_cannot_be_forged_for_others(proxy):
    secure = ask(proxy.url, "/embed/", X_Forwarded_Proto="https").body.decode()
    plain = ask(proxy.url, "/embed/").body.decode()
    host = urlsplit(proxy.url).netloc
    assert f"https://{host}/embed/timeline" in secure
    assert f"http://{host}/embed/timeline" in plain
    elsewhere = ask(proxy.url, "/embed/", Host="elsewhere.example").body.decode()
    assert "http://elsewhere.example/embed/" in elsewhere
    assert "elsewhere.example" not in ask(proxy.url, "/embed/").body.decode()


def test_counters_are_closed_to_the_outside_even_with_the_token(proxy, apps):
    bearer = {"Authorization": f"Bearer {SECRET}"}
    assert ask(apps[0].url, "/metrics", **bearer).status == 200
    assert ask(proxy.url, "/metrics", **bearer).status == 404
    assert ask(proxy.url, "/_stcore/metrics", **bearer).status == 404


def test_logs_hold_nothing_of_who_asked_and_what_for(proxy, apps):
    for path in ("/find-my-area?place=ME13-8", "/embed/ME138XX", "/ME138XX", "/media/ME138XX"):
        ask(proxy.url, path, Referer="https://secret.example/", User_Agent="Secret/1")
    ask(proxy.url, "/embed/find-my-area", method="POST", body=b"place=ME13+8XX")
    ask(proxy.url, f"/{'ME138XX' * 4000}")  # refused by nginx itself
    said = proxy.logs()
    for secret in ("ME13", "place", "secret", "Secret", "client:"):
        assert secret not in said
    addresses = {f"127.0.0.1:{app.port}" for app in apps}
    for line in proxy.access_log():
        assert set(line["process"].replace(" ", "").replace(":127", ",127").split(",")) <= {
            *addresses,
            "",
        }


def test_what_nginx_refuses_itself_is_a_sentence_too(proxy):
    for path, body in (("/x" * 10_000, None), ("/open-data/lookup", b"x" * 20_000)):
        refused = ask(proxy.url, path, method="POST" if body else "GET", body=body)
        assert refused.status == 400
        assert refused.body.decode().startswith("The request could not be read")


def test_kinds_of_requests_that_nginx_refuses_itself_are_a_sentence_too(proxy):
    refused = ask(proxy.url, "/money", method="TRACE")
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")
    assert refused.body == b"No address here takes requests of this kind.\n"
    assert ask(proxy.url, "/embed/find-my-area", method="DELETE").body.startswith(b"This address")


def test_programs_that_ask_too_much_are_told_so(proxy):
    def look_up(_number: int) -> Answer:
        return ask(proxy.url, "/open-data/lookup", method="POST", body=ASKED, **JSON)

    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(look_up, range(120)))
    refused = [answer for answer in answers if answer.status == 429]
    assert len(answers) - len(refused) >= 20
    assert {answer.status for answer in answers} == {200, 429}
    assert refused[0].headers["Access-Control-Allow-Origin"] == "*"
    assert refused[0].body.decode().startswith("Too many requests")
    assert ask(proxy.url, "/").status == 200


# Sessions.


def sessions(proxy) -> list[str]:
    """The process of each session that has ended, oldest first."""
    return [line["process"] for line in proxy.access_log() if line["status"] == 101]


async def visit(url: str, times: int, cookie: str = "") -> None:
    for number in range(times):
        seen = cookie.format(mask=f"{number:08x}", since=1700000000)
        async with visiting(url, page_map(), cookie=seen) as visitor:
            await visitor.open()


def page_map(path: str = "") -> PageMap:
    return PageMap(path=path, hash="", choices={}, form=None)


def test_a_browser_that_comes_back_meets_the_process_that_knows_it(proxy):
    asyncio.run(visit(proxy.url, 6, COOKIE))
    assert len(set(sessions(proxy))) == 1


def test_visitors_from_one_address_are_spread(proxy, apps):
    asyncio.run(visit(proxy.url, 16))
    assert set(sessions(proxy)) == {f"127.0.0.1:{app.port}" for app in apps}


def test_downloads_work_whichever_process_is_asked(proxy, apps, shop):
    async def take() -> None:
        async with visiting(proxy.url, shop) as visitor:
            url = await address_of_a_file(visitor)
            assert sorted(ask(app.url, url).status for app in apps) == [200, 404]
            taken = [ask(proxy.url, url) for _ in range(8)]
            assert {answer.status for answer in taken} == {200}
            assert taken[0].body.count(b"\n") > 1

    asyncio.run(take())


@pytest.fixture(scope="module")
def shop(apps) -> PageMap:
    """A page that offers a file."""

    async def ask_for_it() -> PageMap:
        async with visiting(apps[0].url, page_map()) as visitor:
            pages = {
                page.url_pathname: page.page_script_hash
                for message in await read(visitor)
                if message.WhichOneof("type") == "navigation"
                for page in message.navigation.app_pages
            }
        return PageMap(path=OFFERING, hash=pages[OFFERING], choices={}, form=None)

    return asyncio.run(ask_for_it())


def test_an_upgrade_drops_nobody(proxy, apps, shop):
    """The old process is moved to leaving.conf: its sessions go on, new ones go to the new one."""
    old, new = apps
    proxy.set_servers([old.port])

    async def upgrade() -> None:
        async with visiting(proxy.url, shop) as visitor:
            await visitor.open()
            await asyncio.to_thread(proxy.set_servers, [new.port], leaving=[old.port])
            url = await address_of_a_file(visitor)  # draws the page again, as connected as before
            assert ask(old.url, url).status == 200
            assert ask(proxy.url, url).status == 200
            await visit(proxy.url, 3)

    asyncio.run(upgrade())
    assert sessions(proxy) == [f"127.0.0.1:{new.port}"] * 3 + [f"127.0.0.1:{old.port}"]
