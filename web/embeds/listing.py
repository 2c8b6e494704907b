"""The embeds there are: one list for routes, the page of embed code, the export and the sitemap."""

from __future__ import annotations

from dataclasses import dataclass

from components.findings.places.places import names
from components.findings.services.services import lot_names
from components.page_model import Make
from data.package.catalogue import Catalogue
from data.package.kept import kept
from web.embeds import blocks as embed_blocks, record

FIND = "find-my-area"


@dataclass(frozen=True, kw_only=True)
class Embed:
    """One embed: its path under `/embed/`, its name, and what it shows.

    `about` says in a sentence what it is for. `page` is the address of the dashboard's page that
    tells more, and for whose choices `make` makes it. `style` names the style sheets that its parts
    need beside that of all embeds, of embeds or of the app. Embeds with `within` are one of several
    of a kind, such as those of single lots. `takes` are choices of its page, by their keys,
    that its own address takes too.
    """

    path: str
    name: str
    about: str
    page: str
    make: Make
    style: tuple[str, ...] = ()
    within: str = ""
    takes: tuple[str, ...] = ()


@kept
def all_embeds(catalogue: Catalogue) -> dict[str, Embed]:
    """Every embed by its path, the main ones first."""
    found = (*_main(), *_maps(catalogue), *_services(catalogue))
    return {embed.path: embed for embed in found}


def _main() -> tuple[Embed, ...]:
    return (
        Embed(
            path=FIND,
            name="Find my area",
            about="A box for a postcode or a place, which answers with the lots that serve it and "
            "with what that means for residents.",
            page="find-my-area",
            make=embed_blocks.find_my_area,
            style=("find", "parts"),
        ),
        Embed(
            path="map",
            name="Map of lots",
            about="Two maps, for adults and for children, with the people of each lot; or the map "
            "of one service, with another layer or with places of care.",
            page="map",
            make=embed_blocks.map_of_lots,
            style=("matrix", "area_key"),
            takes=("service", "show", "places", "place"),
        ),
        Embed(
            path="small-maps",
            name="Services on small maps",
            about="Each service area as a small map of the lots, on one sheet to print.",
            page="map",
            make=embed_blocks.small_maps,
            style=("matrix", "small_maps"),
        ),
        Embed(
            path="services",
            name="Services by lot",
            about="How many service lines each lot may hold, and on what evidence.",
            page="services",
            make=embed_blocks.all_services,
        ),
        Embed(
            path="money",
            name="Money",
            about="The envelopes that are published, year by year, and those that are not.",
            page="money",
            make=embed_blocks.envelopes,
            style=("bars", "parts"),
        ),
        Embed(
            path="need",
            name="Need",
            about="How deprived small areas are, on a map and by area.",
            page="need",
            make=embed_blocks.need,
            style=("bars", "parts", "shades"),
        ),
        Embed(
            path="contract",
            name="Contract",
            about="Who is named for each lot, and how long the contracts run.",
            page="contract",
            make=embed_blocks.contracts,
            style=("engagement",),
        ),
        Embed(
            path="promises",
            name="Promises",
            about="What committees asked for and were promised, and how each stands.",
            page="promises",
            make=record.promised,
            style=("cards", "scrutiny"),
        ),
        Embed(
            path="decisions",
            name="Decisions",
            about="Who decided what, when, under which power, and what it changed.",
            page="decisions",
            make=record.decided,
            style=("cards", "parts", "disagree"),
        ),
        Embed(
            path="engagement",
            name="Engagement",
            about="From the many who were reached to the few who were heard.",
            page="engagement",
            make=embed_blocks.many_to_few,
            style=("funnel", "parts"),
        ),
        Embed(
            path="waiting",
            name="Waiting",
            about="How long adults and children on lists have waited, and how many by month.",
            page="waiting",
            make=embed_blocks.waits,
            style=("parts",),
        ),
        Embed(
            path="timeline",
            name="Timeline",
            about="What was planned, what happened, and how much later.",
            page="timeline",
            make=embed_blocks.dates,
        ),
    )


def _maps(catalogue: Catalogue) -> tuple[Embed, ...]:
    of_areas = tuple(
        Embed(
            path=f"map/{area}",
            name=f"Map of {name}",
            about=f"{name}: its lots, people, councils and scrutiny.",
            page=f"map?area={area}",
            make=embed_blocks.map_of_area,
            style=("parts",),
            within="map",
        )
        for area, name in names(catalogue).items()
    )
    of_lots = tuple(
        Embed(
            path=f"map/{lot}",
            name=f"Map of {name}",
            about=f"{name}: where it is and how many people it serves.",
            page=f"find-my-area?place={lot}",
            make=embed_blocks.map_of_lot,
            within="map",
        )
        for lot, name in lot_names(catalogue).items()
    )
    return (*of_areas, *of_lots)


def _services(catalogue: Catalogue) -> tuple[Embed, ...]:
    return tuple(
        Embed(
            path=f"services/{lot}",
            name=f"Services of {name}",
            about=f"{name}: each service line, with the evidence for it.",
            page=f"services?view=lot&lot={lot}",
            make=embed_blocks.services_in_lot,
            style=("matrix",),
            within="services",
        )
        for lot, name in lot_names(catalogue).items()
    )
