"""Builds a question whose facts are drawn one by one, without an answer in mind."""

from allowed import (
    ACTION_WEIGHTS, admitting, any_day, break_glass, membership,
    stray_agreement, stray_break_glass, stray_membership, two_covering,
)
from perturb import REFUSING
from vocabulary import AGENCIES, CASES, CATEGORIES, CLASSIFICATIONS, CLOCKS, PANELS, PERSONS, USERS

MOSTLY = 0.85


def wild_question(world, d):
    """Any question. The ordinary value of a fact is likelier than the others,

    or hardly one question in a thousand would get past all thirteen clauses.
    """
    clock = d.pick(CLOCKS)
    now = clock.now

    def mostly(usual, *others):
        return usual if d.chance(MOSTLY) else d.pick(others)

    panel = mostly(d.pick(PANELS), "no-such-panel")
    action = d.pick(ACTION_WEIGHTS)
    held = world.purposes.get(panel)
    purpose = mostly(d.pick(held), *world.purpose_names) if held else d.pick(world.purpose_names)
    user, agency = d.pick(USERS), d.pick(AGENCIES)
    case = d.pick(CASES)
    classification = d.pick(CLASSIFICATIONS)
    granting = world.granting.get((panel, action))
    roles = [d.pick(world.role_names) for _ in range(d.below(4))]
    if granting and d.chance(0.7):
        roles.append(d.pick(granting))

    q = {
        "subject": {
            "user": user, "agency": agency, "status": mostly("active", "suspended", "left"),
            "agencyStatus": mostly("active", "suspended"), "roles": roles,
            "clearance": mostly("official-sensitive-restricted", *CLASSIFICATIONS),
            "trainingValidUntil": mostly(clock.next_year, clock.today, clock.yesterday, clock.last_year, None),
        },
        "action": action,
        "object": {
            "case": case, "ownerAgency": d.pick(AGENCIES), "panel": panel,
            "classification": classification, "categories": d.some(CATEGORIES, 0.12),
            "sealed": mostly(False, True), "panelWide": mostly(False, True),
            "persons": d.some(PERSONS, 0.4), "personCount": d.pick((0, 1, 7, 49, 50, 51, 52, 4000)),
            "narrowings": admitting(d, agency, user) + mostly([], [d.pick(REFUSING)]),
        },
        "memberships": [stray_membership(d, clock) for _ in range(d.below(3))],
        "conflicts": [{"user": d.pick(USERS), "person": d.pick(PERSONS)} for _ in range(d.below(3))],
        "breakGlass": [stray_break_glass(d, clock) for _ in range(d.below(2))],
        "agreements": [stray_agreement(f"g{n}", purpose, panel, d, clock) for n in range(d.below(3))],
        "purpose": purpose,
        "context": {
            "now": now, "today": mostly(clock.today, any_day(d, clock)),
            "strength": mostly("second-factor", "password", "passkey"),
            "stepUpAt": d.pick((None, now, now - 60, now - 300, now - 301, now - 86_400)),
            "reason": d.chance(0.7), "secondApprover": d.pick((None, "u8", *USERS)),
        },
    }
    if d.chance(0.5):
        q["memberships"].append(membership(user, case, d, clock))
    if d.chance(0.2):
        q["breakGlass"].append(break_glass(user, case, classification, d, clock))
    if d.chance(0.6):
        q["agreements"].append(two_covering(q, d, clock)[0])
    return q, clock
