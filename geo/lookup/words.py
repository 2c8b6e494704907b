"""Says an answer in plain sentences, for the command line."""

from geo.lookup.answers import Answer, AreaShare, PlaceAnswer, PostcodeAnswer


def sentences(answer: Answer) -> str:
    """Where it is and which lots serve it: one sentence for a postcode, up to three for a place."""
    if isinstance(answer, PostcodeAnswer):
        return _postcode(answer)
    return f"{_place(answer)}{_others(answer)}"


def _postcode(answer: PostcodeAnswer) -> str:
    adults, children = answer.adult_lot.number, answer.childrens_lot.number
    said = [
        f"{answer.postcode} is in {answer.hcp_area.name}: "
        f"Lot {adults} for adults, Lot {children} for children",
        f"it is in {answer.authority.name} ({answer.ward.name} ward)"
        + (
            ""
            if answer.authority_main_area == answer.hcp_area
            else f", which is mostly in {answer.authority_main_area.name}"
        ),
    ]
    if answer.near:
        said.append(
            f"the border between {answer.hcp_area.name} and {answer.near.hcp_area.name} "
            f"is about {_metres(answer.near.metres)} away"
        )
    return f"{'; '.join(said)}."


def _place(answer: PlaceAnswer) -> str:
    if answer.kind == "lot":
        cohort = "adults" if answer.areas[0].adult_lot.id == answer.key else "children"
        return f"{answer.name} is for {cohort} in {_listed([_name(s) for s in answer.areas])}."
    if answer.kind == "hcp_area":
        return f"{answer.name} is served by {_lots(answer.areas[0])}."
    many = answer.kind == "postcode part"
    subject = f"Postcodes that begin {answer.name} are" if many else f"{answer.name} is"
    first, *rest = answer.areas
    if not rest:
        return f"{subject} in {_name(first)}: {_lots(first)}.{_elsewhere(answer)}"
    how = "mostly" if first.postcodes * 2 > answer.postcodes else "partly"
    others = [f"{share.postcodes:,} in {_name(share)} ({_lots(share)})" for share in rest]
    return (
        f"{subject} {how} in {_name(first)}: {_lots(first)}. "
        f"Of {answer.postcodes:,} postcodes, {first.postcodes:,} are there; "
        f"{_listed(others)}.{_elsewhere(answer)}"
    )


def _others(answer: PlaceAnswer) -> str:
    names = [other.shown for other in answer.others]
    said = "Another place has this name" if len(names) == 1 else "Other places have this name"
    return f" {said}: {_listed(names)}." if names else ""


def _elsewhere(answer: PlaceAnswer) -> str:
    """A warning where the authority's name would suggest another HCP area."""
    share = answer.authorities[0]
    if answer.kind == "authority" or share.main_area == answer.areas[0].hcp_area:
        return ""
    return f" {share.authority.name} is mostly in {share.main_area.name}."


def _name(share: AreaShare) -> str:
    return share.hcp_area.name


def _lots(share: AreaShare) -> str:
    adults, children = share.adult_lot.number, share.childrens_lot.number
    return f"Lot {adults} for adults, Lot {children} for children"


def _listed(texts: list[str]) -> str:
    """A list in words; items that hold "and" themselves, or commas, call for semicolons."""
    *most, last = texts
    if not most or any(" and " in text for text in texts):
        return "; and ".join(["; ".join(most), last]) if most else last
    apart = "; " if any("," in text for text in most) and len(most) > 1 else ", "
    return f"{apart.join(most)} and {last}"


def _metres(count: int) -> str:
    return "1 metre" if count == 1 else f"{count} metres"
