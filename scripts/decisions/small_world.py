"""Writes every state of a small world as questions.

    small_world.py

Nineteen facts of two or three values each, in every combination: 1,769,472
questions. A value that fails sits right beside one that holds: a day, a
second or a person further.
"""

import sys
from itertools import product

from oracle import dumps, end_quietly_with_the_reader

NOW = 1_790_000_000
TODAY = "2026-09-21"
YESTERDAY = "2026-09-20"

WORLD = {
    "rolesTable": {
        "officer": [{"panels": ["asb"], "actions": ["read", "reveal", "export"]}],
        # The same actions, but never on the panel of this world.
        "elsewhere": [
            {"panels": ["asb"], "actions": ["note"]},
            {"panels": ["gangs"], "actions": ["read", "reveal", "export"]},
        ],
    },
    "panelPurposes": {"asb": ["asb-reduction"], "gangs": ["gang-exit"]},
}

# The values of each fact. The one that holds stands first.
STATUS = ("active", "left", "suspended")
AGENCY_STATUS = ("active", "suspended")
TRAINING = (TODAY, YESTERDAY)
ROLE = ("officer", "elsewhere")
CLEARANCE = ("official-sensitive", "official")

ACTION = ("read", "reveal", "export")

# Whose record it is, and the last day of the agreement, if there is one.
SHARING = (("a2", TODAY), ("a1", None), ("a2", YESTERDAY))
SEALED = (False, True)
PANEL_WIDE = (True, False)
PERSON_COUNT = (50, 51)
NARROWING = (
    {"agencies": ["a1"], "users": []},
    {"agencies": [], "users": []},
)

MEMBER_UNTIL = (TODAY, YESTERDAY)
BREAK_GLASS_UNTIL = (NOW + 1, NOW)
CONFLICT_OF = ("u2", "u1")

PURPOSE = ("asb-reduction", "gang-exit")

STRENGTH = ("second-factor", "password")
STEP_UP = (NOW - 300, NOW - 301)
REASON = (True, False)
APPROVER = ("u2", "u1")


def parts(name, build, *facts):
    """One part of a question in every combination of its facts, ready to write."""
    return [b'"%s":%s' % (name.encode(), dumps(build(*values))) for values in product(*facts)]


def subject(status, agency_status, training, role, clearance):
    """Who asks."""
    return {"user": "u1", "agency": "a1", "status": status, "agencyStatus": agency_status,
            "roles": [role], "clearance": clearance, "trainingValidUntil": training}


def object_of(owner):
    """A builder of the record, given whose it is."""
    def build(sealed, panel_wide, person_count, narrowing):
        return {"case": "c1", "ownerAgency": owner, "panel": "asb", "classification": "official-sensitive",
                "categories": ["identity", "housing"], "sealed": sealed, "panelWide": panel_wide,
                "persons": ["p1"], "personCount": person_count, "narrowings": [narrowing]}
    return build


def memberships(until):
    """The membership of the case."""
    return [{"user": "u1", "case": "c1", "status": "active", "from": "2026-01-01", "to": until}]


def openings(until):
    """The emergency opening of the case."""
    return [{"user": "u1", "case": "c1", "state": "active", "startedAt": NOW - 3600, "expiresAt": until,
             "classification": "official-sensitive", "safeAddress": True}]


def conflicts(user):
    """Somebody's interest in the person the record is about."""
    return [{"user": user, "person": "p1"}]


def agreements(until):
    """The agreement between the two agencies, if one was ever made."""
    return [] if until is None else [
        {"id": "g1", "status": "in-force", "parties": ["a1", "a2"], "purposes": ["asb-reduction", "gang-exit"],
         "categories": ["identity", "housing"], "panels": ["asb"], "from": "2026-01-01", "to": until}]


def context(strength, step_up, reason, approver):
    """The moment and the session."""
    return {"now": NOW, "today": TODAY, "strength": strength, "stepUpAt": step_up,
            "reason": reason, "secondApprover": approver}


def states():
    """Every state of the world, as a line."""
    def itself(value):
        return value

    for owner, until in SHARING:
        every_part = (
            parts("subject", subject, STATUS, AGENCY_STATUS, TRAINING, ROLE, CLEARANCE),
            parts("action", itself, ACTION),
            parts("object", object_of(owner), SEALED, PANEL_WIDE, PERSON_COUNT, NARROWING),
            parts("memberships", memberships, MEMBER_UNTIL),
            parts("conflicts", conflicts, CONFLICT_OF),
            parts("breakGlass", openings, BREAK_GLASS_UNTIL),
            parts("agreements", agreements, (until,)),
            parts("purpose", itself, PURPOSE),
            parts("context", context, STRENGTH, STEP_UP, REASON, APPROVER),
        )
        for state in product(*every_part):
            yield b"{%s}\n" % b",".join(state)


def main():
    """Writes the world and its states."""
    end_quietly_with_the_reader()
    write = sys.stdout.buffer.write
    write(dumps({"world": WORLD}) + b"\n")
    count = 0
    for line in states():
        write(line)
        count += 1
    print(f"{count} states", file=sys.stderr)


if __name__ == "__main__":
    main()
