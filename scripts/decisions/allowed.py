"""Builds a question that is allowed, sitting on as many of its limits as it can.

Every value that has a limit is drawn from the limit itself and from safely
inside it, and the rows that matter stand among rows that do not.
"""

from vocabulary import (
    AGENCIES, AGREEMENT_STATUSES, BREAK_GLASS_STATES, CASES, CATEGORIES, CLASSIFICATIONS,
    CLOCKS, HOUR, MEMBERSHIP_STATUSES, PANELS, PERSONS, USERS,
)

NEEDS_STEP_UP = {"reveal", "export", "members", "disclose"}

# Reading leads, because two of the three ways into a case are open to it alone.
ACTION_WEIGHTS = ["read"] * 6 + ["reveal"] * 3 + ["export"] * 2 + ["disclose"] * 2
ACTION_WEIGHTS += ["members", "note", "edit", "document", "narrow", "close"]


def started(d, clock):
    """A first day that has come: today, or long ago."""
    return d.pick((clock.today, clock.yesterday, clock.last_year))


def not_over(d, clock):
    """A last day that has not passed: today, later, or never."""
    return d.pick((clock.today, clock.tomorrow, clock.next_year, None))


def any_day(d, clock):
    """A day on either side of today."""
    return d.pick((clock.last_year, clock.yesterday, clock.today, clock.tomorrow, clock.next_year))


def including(d, options, *needed, share=0.3):
    """The needed values among a few others, in no particular order."""
    values = list(dict.fromkeys(needed))
    for value in d.some(options, share):
        if value not in values:
            values.insert(d.below(len(values) + 1), value)
    return values


def membership(user, case, d, clock):
    """A membership that runs today."""
    return {"user": user, "case": case, "status": "active",
            "from": started(d, clock), "to": not_over(d, clock)}


def stray_membership(d, clock):
    """Any membership of anyone."""
    return {"user": d.pick(USERS), "case": d.pick(CASES), "status": d.pick(MEMBERSHIP_STATUSES),
            "from": any_day(d, clock), "to": d.pick((any_day(d, clock), None))}


def break_glass(user, case, classification, d, clock):
    """An emergency opening that serves now, up to its last second and its full length."""
    now = clock.now
    starts = d.pick((now, now - 1, now - HOUR, now - 4 * HOUR + 1))
    ends = d.pick((starts + 4 * HOUR, now + 1, max(starts + 4 * HOUR - 1, now + 1)))
    enough = CLASSIFICATIONS[CLASSIFICATIONS.index(classification):]
    return {"user": user, "case": case, "state": "active", "startedAt": starts, "expiresAt": ends,
            "classification": d.pick(enough), "safeAddress": True}


def stray_break_glass(d, clock):
    """Any emergency opening by anyone."""
    starts = clock.now - d.pick((0, 1, HOUR, 4 * HOUR, 5 * HOUR, -1))
    return {"user": d.pick(USERS), "case": d.pick(CASES), "state": d.pick(BREAK_GLASS_STATES),
            "startedAt": starts, "expiresAt": starts + d.pick((HOUR, 4 * HOUR, 4 * HOUR + 1)),
            "classification": d.pick(CLASSIFICATIONS), "safeAddress": d.chance(0.5)}


def agreement(ident, parties, purpose, categories, panel, d, clock):
    """An agreement that covers all of this, and perhaps more."""
    return {"id": ident, "status": d.pick(("in-force", "due-for-review")),
            "parties": including(d, AGENCIES, *parties),
            "purposes": including(d, ("other-purpose",), purpose),
            "categories": including(d, CATEGORIES, *categories, share=0.1),
            "panels": including(d, PANELS, panel, share=0.15),
            "from": started(d, clock), "to": not_over(d, clock)}


def two_covering(q, d, clock):
    """Two agreements that each cover everything."""
    obj = q["object"]
    return [
        agreement(ident, (q["subject"]["agency"], obj["ownerAgency"]), q["purpose"],
                  obj["categories"], obj["panel"], d, clock)
        for ident in ("g1", "g2")
    ]


def stray_agreement(ident, purpose, panel, d, clock):
    """An agreement that covers something, seldom this."""
    return {"id": ident, "status": d.pick(AGREEMENT_STATUSES), "parties": d.some(AGENCIES),
            "purposes": d.pick(([purpose], ["other-purpose"], [])),
            "categories": d.some(CATEGORIES, 0.3),
            "panels": d.pick(([panel], d.some(PANELS, 0.3), [])),
            "from": any_day(d, clock), "to": d.pick((any_day(d, clock), None))}


def among(d, row, stray, share=0.2):
    """The row, perhaps with a stray before it, a stray behind it, or its own double."""
    rows = [row]
    if d.chance(share):
        rows.insert(0, stray())
    if d.chance(share):
        rows.append(stray())
    if d.chance(0.05):
        rows.append(dict(row))
    return rows


def admitting(d, agency, user):
    """Narrowings that all admit the subject, by agency or by name."""
    return [
        d.pick((
            {"agencies": [agency], "users": []},
            {"agencies": [], "users": [user]},
            {"agencies": including(d, AGENCIES, agency), "users": d.some(USERS, 0.3)},
            {"agencies": d.some(AGENCIES, 0.3), "users": including(d, USERS, user)},
        ))
        for _ in range(d.pick((0, 0, 0, 1, 1, 2, 3)))
    ]


def harmless_conflict(d, user, persons):
    """An interest of somebody else, or in somebody else."""
    if d.chance(0.5):
        return {"user": d.other(USERS, user), "person": d.pick(PERSONS)}
    return {"user": user, "person": d.pick([p for p in PERSONS if p not in persons] or ["p99"])}


def allowed_question(world, d):
    """A question whose answer is allow."""
    clock = d.pick(CLOCKS)
    now = clock.now
    action = d.pick(ACTION_WEIGHTS)
    if action not in world.panels_for:
        action = d.pick(world.actions)
    panel = d.pick(world.panels_for[action])
    purpose = d.pick(world.purposes[panel])

    user = d.pick(USERS)
    agency = d.pick(AGENCIES)
    own_record = d.chance(0.2)
    owner = agency if own_record else d.other(AGENCIES, agency)
    case = d.pick(CASES)
    persons = d.some(PERSONS, 0.4)
    categories = d.some(CATEGORIES, 0.15)
    clearance = d.below(3)
    classification = CLASSIFICATIONS[d.below(clearance + 1)]

    ways = ["member", "member"]
    if action in ("read", "reveal"):
        ways += ["break-glass", "break-glass"]
    if action == "read":
        ways.append("panel-wide")
    way = d.pick(ways)

    memberships = [stray_membership(d, clock)] if d.chance(0.2) else []
    openings = [stray_break_glass(d, clock)] if d.chance(0.15) else []
    if way == "member":
        memberships = among(d, membership(user, case, d, clock), lambda: stray_membership(d, clock))
    elif way == "break-glass":
        openings = among(d, break_glass(user, case, classification, d, clock),
                         lambda: stray_break_glass(d, clock))

    agreements = []
    if not own_record:
        agreements = among(
            d, agreement("g1", (agency, owner), purpose, categories, panel, d, clock),
            lambda: stray_agreement(d.pick(("g2", "g3")), purpose, panel, d, clock))
    elif d.chance(0.3):
        agreements = [stray_agreement("g2", purpose, panel, d, clock)]

    roles = [d.pick(world.granting[panel, action])]
    if d.chance(0.3):
        roles.insert(d.below(2), d.pick(world.role_names))

    fresh = (now, now - 1, now - 299, now - 300)
    step_up = d.pick(fresh) if action in NEEDS_STEP_UP else d.pick((None, now - 300, now - 9000))
    gives_reason = action in ("reveal", "disclose", "export") or way == "break-glass" or d.chance(0.5)
    many = d.chance(0.5)

    return {
        "subject": {
            "user": user, "agency": agency, "status": "active", "agencyStatus": "active",
            "roles": roles, "clearance": CLASSIFICATIONS[clearance],
            "trainingValidUntil": d.pick((clock.today, clock.tomorrow, clock.next_year)),
        },
        "action": action,
        "object": {
            "case": case, "ownerAgency": owner, "panel": panel, "classification": classification,
            "categories": categories, "sealed": False, "panelWide": way == "panel-wide" or d.chance(0.1),
            "persons": persons,
            "personCount": d.pick((51, 52, 4000)) if many else d.pick((len(persons), 49, 50)),
            "narrowings": admitting(d, agency, user),
        },
        "memberships": memberships,
        "conflicts": [harmless_conflict(d, user, persons) for _ in range(d.pick((0, 0, 1, 2)))],
        "breakGlass": openings,
        "agreements": agreements,
        "purpose": purpose,
        "context": {
            "now": now, "today": clock.today, "strength": d.pick(("second-factor", "second-factor", "passkey")),
            "stepUpAt": step_up, "reason": gives_reason,
            "secondApprover": d.other(USERS, user) if many else d.pick((None, "u9", user)),
        },
    }, clock
