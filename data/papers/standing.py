"""How a request or promise stands: its states, and the kinds of evidence that lead to them."""

from __future__ import annotations

# Statements that ask for something or promise it, and so have a state; the others have none.
WITH_STATE = ("request", "commitment")
# The first state is worked out from the day on which it was due: that day has passed, and no paper
# collected here says that it is met.
PASSED = "due date passed"
MET, DROPPED = "met", "dropped"
STATES = (PASSED, "open", "not known", MET, DROPPED)
# The state that a row of evidence leaves behind, by its kind.
LEAVES = {
    "repeated": "open",
    "still to come": "open",
    "evidence found": "not known",
    "nothing found": "not known",
    MET: MET,
    DROPPED: DROPPED,
}
MOVED = "due changed"  # a new date, which leaves the state as it is
