"""`python -m geo lookup` and `find`: what they print, and their exit codes."""

import json
import subprocess
import sys

import pytest

from geo.build.run import PROJECT
from geo.cli import main

# What a row of a table of places needs, and the sentence does not tell.
POINT = {"easting": 600450, "northing": 159600, "longitude": 0.87404, "latitude": 51.30022}


def run(*arguments: str, capsys) -> tuple[int, str, str]:
    code = main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_lookup_prints_json(capsys):
    code, out, err = run("lookup", "me13 8xx", "--json", capsys=capsys)
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "postcode": "ME13 8XX",
        "hcp_area": "East Kent",
        "adult_lot": "Lot 2",
        "childrens_lot": "Lot 6",
        "authority": "Swale",
        "ward": "East Downs",
        "near_boundary": False,
        "boundary_metres": None,
        "other_side": None,
        **POINT,
    }


def test_lookup_says_how_near_a_border_is(capsys):
    code, out, _ = run("lookup", "DA13 0SG", "--json", capsys=capsys)
    answer = json.loads(out)
    assert code == 0
    assert answer["hcp_area"] == "Dartford, Gravesham and Swanley"
    assert (answer["near_boundary"], answer["boundary_metres"]) == (True, 15)
    assert answer["other_side"] == "West Kent"


@pytest.mark.parametrize("typed", ["ME13 8XX", "ct13 9ap", "DA13 0SG", "postcode: ME4 4TR, UK"])
def test_lookup_answers_in_one_sentence(typed, capsys):
    code, out, err = run("lookup", typed, capsys=capsys)
    assert (code, err, out.count(". "), out.count("\n")) == (0, "", 0, 1)
    answer = json.loads(run("lookup", typed, "--json", capsys=capsys)[1])
    assert out.startswith(f"{answer['postcode']} is in {answer['hcp_area']}: {answer['adult_lot']}")
    for told in ("childrens_lot", "authority", "ward", "other_side"):
        assert (answer[told] or "") in out


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("", 2, "Type a postcode"),
        ("hello", 2, "not a whole UK postcode"),
        ("ME13 8X", 2, "not a whole UK postcode"),
        ("MEI3 8XX", 2, "did you mean ME13 8XX"),
        ("ME7 1AA, ME13 8XX", 3, "did you mean ME7 1AA (lots 3 and 5) or ME13 8XX (lots"),
        ("x" * 10_000, 2, "too long"),
        ("SW1A 1AA", 3, "not in Kent and Medway: no postcode that begins SW1A"),
        ("ME13 8ZZ", 3, "unknown"),
        ("TN16 3BB", 3, "not in Kent and Medway: no postcode that begins TN16 3"),
        ("Faversham", 2, "use: python -m geo find"),
    ],
)
@pytest.mark.parametrize("json_option", [[], ["--json"]])
def test_lookup_faults(typed, code, words, json_option, capsys):
    returned, out, err = run("lookup", typed, *json_option, capsys=capsys)
    assert (returned, out) == (code, "")
    assert words in err
    assert (err.count("\n"), err.count(". ")) == (1, 0)


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("", 2, "Type a postcode"),
        ("Watling", 3, "More than one"),
        ("Nowhere", 3, "No place of"),
    ],
)
def test_find_faults(typed, code, words, capsys):
    returned, out, err = run("find", typed, capsys=capsys)
    assert (returned, out) == (code, "")
    assert words in err


def test_find_offers_the_other_place_of_the_same_name(capsys):
    _, out, _ = run("find", "Dartford", capsys=capsys)
    assert out.endswith("Another place has this name: Dartford (DA1, DA2, DA4; lots 1 and 6).\n")
    _, out, _ = run("find", "Dartford", "--json", capsys=capsys)
    (other,) = json.loads(out)["others"]
    assert (other["kind"], other["key"]) == ("town", "town-dartford")
    assert other["lots"] == "lots 1 and 6"


def test_find_prints_json(capsys):
    code, out, _ = run("find", "Teynham and Lynsted", "--json", capsys=capsys)
    answer = json.loads(out)
    assert code == 0
    assert [(share["hcp_area"], share["postcodes"]) for share in answer["areas"]] == [
        ("Medway and Swale", 164),
        ("East Kent", 90),
    ]


def test_lookup_runs_as_a_module_without_the_heavy_libraries():
    """The command answers from the standard library alone."""
    code = (
        "import sys; from geo.cli import main; main(['lookup', 'ME13 8XX']); "
        "print(sorted({'polars', 'pandas', 'numpy', 'geopandas', 'streamlit'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_tells_the_exit_codes(capsys):
    for arguments in (["--help"], ["lookup", "--help"], ["build", "--help"]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 0
        assert "exit codes: 0 done; 1 " in " ".join(capsys.readouterr().out.split())
