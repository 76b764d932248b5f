"""Changes one fact of a question.

Some changes refuse the question, some leave it on the last value that still
counts, and some look grave and change nothing. Each is listed under the fact
it is about.
"""

from operator import attrgetter

from allowed import (
    admitting, break_glass, membership, stray_agreement, stray_break_glass, stray_membership, two_covering,
)
from vocabulary import (
    ACTIONS, AGENCIES, AGREEMENT_STATUSES, BREAK_GLASS_STATES, CASES, CATEGORIES, CLASSIFICATIONS,
    HOUR, PANELS, PERSONS, USERS,
)

PERTURBATIONS = []


def perturbation(change):
    """Enters a change in the list."""
    PERTURBATIONS.append(change)
    return change


def drawn(values, d, clock):
    """One of the values; a callable one is worked out from the moment."""
    value = d.pick(values)
    if callable(value):
        return value(clock)
    # A second change may add to the list, and these values serve every question.
    return list(value) if isinstance(value, list) else value


def setting(part, fact, values):
    """Enters a change that gives one fact one of some values."""
    def change(q, d, clock, world):
        q[part][fact] = drawn(values, d, clock)
    PERTURBATIONS.append(change)


def row_setting(rows, fact, values):
    """Enters a change that gives one fact of one row one of some values."""
    def change(q, d, clock, world):
        if q[rows]:
            d.pick(q[rows])[fact] = drawn(values, d, clock)
    PERTURBATIONS.append(change)


def now_and(seconds):
    """A moment this many seconds after now."""
    return lambda clock: clock.now + seconds


TODAY = attrgetter("today")
YESTERDAY = attrgetter("yesterday")
TOMORROW = attrgetter("tomorrow")


# The subject and the session.

setting("subject", "status", ["suspended", "left"])
setting("subject", "agencyStatus", ["suspended"])
setting("subject", "trainingValidUntil", [None, TODAY, YESTERDAY, TOMORROW])
setting("subject", "clearance", CLASSIFICATIONS)
setting("subject", "agency", AGENCIES)
setting("subject", "user", USERS)
setting("context", "strength", ["password", "second-factor", "passkey"])


# Roles.

setting("subject", "roles", [[], ["no-such-role"], ["split-role"], ["no-entries"], ["no-actions"],
                             ["no-such-role", "no-entries", "split-role"]])


@perturbation
def other_roles(q, d, clock, world):
    q["subject"]["roles"] = [d.pick(world.role_names) for _ in range(1 + d.below(3))]


@perturbation
def trap_role_first(q, d, clock, world):
    q["subject"]["roles"].insert(0, d.pick(("no-such-role", "no-entries", "split-role")))


@perturbation
def other_action(q, d, clock, world):
    q["action"] = d.pick(ACTIONS)


@perturbation
def action_near_membership_rules(q, d, clock, world):
    q["action"] = d.pick(("read", "reveal", "note", "export"))


# The object.

setting("object", "classification", CLASSIFICATIONS)
setting("object", "sealed", [True])
setting("object", "panelWide", [True, False])
setting("object", "panel", PANELS + ["no-such-panel"] * 2)
setting("object", "case", CASES)
setting("object", "ownerAgency", AGENCIES)
setting("object", "personCount", [0, 49, 50, 51, 52])
setting("object", "categories", [[], CATEGORIES])


@perturbation
def one_more_category(q, d, clock, world):
    q["object"]["categories"].append(d.pick(CATEGORIES))


# Agreements.

row_setting("agreements", "status", AGREEMENT_STATUSES)
row_setting("agreements", "from", [TODAY, TOMORROW, YESTERDAY])
row_setting("agreements", "to", [TODAY, YESTERDAY, TOMORROW, None])
row_setting("agreements", "parties", [[]])
row_setting("agreements", "purposes", [[], ["other-purpose"]])
row_setting("agreements", "panels", [[], ["no-such-panel"]])
row_setting("agreements", "categories", [[], CATEGORIES])


@perturbation
def no_agreements(q, d, clock, world):
    q["agreements"] = []


@perturbation
def subject_agency_not_a_party(q, d, clock, world):
    for row in q["agreements"]:
        row["parties"] = [p for p in row["parties"] if p != q["subject"]["agency"]]


@perturbation
def owner_agency_not_a_party(q, d, clock, world):
    for row in q["agreements"]:
        row["parties"] = [p for p in row["parties"] if p != q["object"]["ownerAgency"]]


@perturbation
def one_category_fewer_in_agreement(q, d, clock, world):
    needed = q["object"]["categories"]
    if needed:
        dropped = d.pick(needed)
        for row in q["agreements"]:
            row["categories"] = [c for c in row["categories"] if c != dropped]


@perturbation
def panel_not_in_agreement(q, d, clock, world):
    for row in q["agreements"]:
        row["panels"] = [p for p in row["panels"] if p != q["object"]["panel"]]


@perturbation
def purpose_not_in_agreement(q, d, clock, world):
    for row in q["agreements"]:
        row["purposes"] = [p for p in row["purposes"] if p != q["purpose"]]


@perturbation
def categories_in_two_halves(q, d, clock, world):
    first, second = q["agreements"] = two_covering(q, d, clock)
    needed = q["object"]["categories"]
    if len(needed) < 2:
        needed = q["object"]["categories"] = ["identity", "risk", "health"]
    first["categories"] = needed[: len(needed) // 2]
    second["categories"] = needed[len(needed) // 2:]


@perturbation
def parties_in_two_halves(q, d, clock, world):
    first, second = q["agreements"] = two_covering(q, d, clock)
    first["parties"] = [q["subject"]["agency"], "a5"]
    second["parties"] = ["a5", q["object"]["ownerAgency"]]


@perturbation
def panel_and_purpose_in_two_halves(q, d, clock, world):
    first, second = q["agreements"] = two_covering(q, d, clock)
    first["panels"] = []
    second["purposes"] = []


@perturbation
def time_and_status_in_two_halves(q, d, clock, world):
    first, second = q["agreements"] = two_covering(q, d, clock)
    first["status"] = "expired"
    second["to"] = clock.yesterday


@perturbation
def same_agreement_id_twice(q, d, clock, world):
    rows = two_covering(q, d, clock)
    rows[0]["status"] = "superseded"
    rows[1]["id"] = rows[0]["id"]
    q["agreements"] = rows


@perturbation
def stray_agreements_only(q, d, clock, world):
    q["agreements"] = [stray_agreement(f"g{n}", q["purpose"], q["object"]["panel"], d, clock) for n in range(3)]


# Membership.

row_setting("memberships", "status", ["ended", "invited"])
row_setting("memberships", "from", [TODAY, TOMORROW, YESTERDAY])
row_setting("memberships", "to", [TODAY, YESTERDAY, TOMORROW, None])
row_setting("memberships", "purpose", ["asb-reduction", "safeguarding", "people-rights", None])
row_setting("memberships", "user", USERS)
row_setting("memberships", "case", CASES)


@perturbation
def no_memberships(q, d, clock, world):
    q["memberships"] = []


@perturbation
def doubled_membership_rows(q, d, clock, world):
    q["memberships"] = q["memberships"] * 2


@perturbation
def one_member_row(q, d, clock, world):
    q["memberships"] = [membership(q["subject"]["user"], q["object"]["case"], d, clock)]


@perturbation
def stray_memberships_only(q, d, clock, world):
    q["memberships"] = [stray_membership(d, clock) for _ in range(2)]


@perturbation
def membership_in_two_halves(q, d, clock, world):
    user, case = q["subject"]["user"], q["object"]["case"]
    q["memberships"] = [
        membership(user, d.other(CASES, case), d, clock),
        membership(d.other(USERS, user), case, d, clock),
    ]


# Break-glass.

row_setting("breakGlass", "state", [s for s in BREAK_GLASS_STATES if s != "active"])
row_setting("breakGlass", "startedAt", [now_and(0), now_and(1), now_and(-1), now_and(-4 * HOUR)])
row_setting("breakGlass", "expiresAt", [now_and(0), now_and(1), now_and(-1), now_and(4 * HOUR)])
row_setting("breakGlass", "classification", CLASSIFICATIONS)
row_setting("breakGlass", "safeAddress", [False])
row_setting("breakGlass", "user", USERS)
row_setting("breakGlass", "case", CASES)


@perturbation
def break_glass_too_long(q, d, clock, world):
    for row in q["breakGlass"]:
        row["expiresAt"] = row["startedAt"] + 4 * HOUR + d.pick((0, 1, -1))


@perturbation
def no_break_glass(q, d, clock, world):
    q["breakGlass"] = []


def one_opening(q, d, clock):
    """An emergency opening that serves now."""
    classification = q["object"]["classification"]
    return break_glass(q["subject"]["user"], q["object"]["case"], classification, d, clock)


@perturbation
def break_glass_instead_of_membership(q, d, clock, world):
    q["memberships"] = []
    q["breakGlass"] = [one_opening(q, d, clock)]


@perturbation
def break_glass_beside_everything(q, d, clock, world):
    q["breakGlass"] = [one_opening(q, d, clock)]


@perturbation
def break_glass_alone_without_reason(q, d, clock, world):
    break_glass_instead_of_membership(q, d, clock, world)
    q["context"]["reason"] = False


@perturbation
def break_glass_for_any_action(q, d, clock, world):
    break_glass_instead_of_membership(q, d, clock, world)
    q["action"] = d.pick(ACTIONS)


@perturbation
def reveal_by_break_glass(q, d, clock, world):
    break_glass_instead_of_membership(q, d, clock, world)
    q["action"] = "reveal"
    q["breakGlass"][0]["safeAddress"] = d.chance(0.5)


@perturbation
def break_glass_in_two_halves(q, d, clock, world):
    q["memberships"] = []
    first, second = one_opening(q, d, clock), one_opening(q, d, clock)
    first["expiresAt"] = clock.now
    second["startedAt"] = clock.now + 1
    q["breakGlass"] = [first, second]


@perturbation
def stray_break_glass_only(q, d, clock, world):
    q["memberships"] = []
    q["breakGlass"] = [stray_break_glass(d, clock) for _ in range(2)]


@perturbation
def panel_wide_without_membership(q, d, clock, world):
    q["memberships"] = []
    q["breakGlass"] = []
    q["object"]["panelWide"] = True
    q["context"]["reason"] = False


# Narrowing.

REFUSING = [
    {"agencies": [], "users": []},
    {"agencies": ["a5"], "users": []},
    {"agencies": [], "users": ["u8"]},
    {"agencies": ["a5", "a6"], "users": ["u8"]},
    # Ids in the wrong list: neither is an agency or a user of that name.
    {"agencies": USERS, "users": AGENCIES},
]


@perturbation
def one_refusing_narrowing(q, d, clock, world):
    place = d.below(len(q["object"]["narrowings"]) + 1)
    q["object"]["narrowings"].insert(place, d.pick(REFUSING))


@perturbation
def refusing_narrowing_by_break_glass(q, d, clock, world):
    break_glass_instead_of_membership(q, d, clock, world)
    one_refusing_narrowing(q, d, clock, world)


@perturbation
def other_admitting_narrowings(q, d, clock, world):
    q["object"]["narrowings"] = admitting(d, q["subject"]["agency"], q["subject"]["user"])


@perturbation
def random_narrowing(q, d, clock, world):
    q["object"]["narrowings"].append({"agencies": d.some(AGENCIES), "users": d.some(USERS, 0.2)})


# Obligations.

setting("context", "stepUpAt", [None, now_and(-300), now_and(-301), now_and(-299), now_and(0)])
setting("context", "reason", [True, False, False])
setting("context", "secondApprover", [None, *USERS])


@perturbation
def subject_approves_own_request(q, d, clock, world):
    q["context"]["secondApprover"] = q["subject"]["user"]
    q["object"]["personCount"] = d.pick((50, 51))


@perturbation
def count_differs_from_persons_listed(q, d, clock, world):
    q["object"]["persons"] = PERSONS + [f"p{n}" for n in range(10, 58)]
    q["object"]["personCount"] = d.pick((1, 50, 51))


# Denies.


@perturbation
def conflict_with_a_person_of_the_object(q, d, clock, world):
    if not q["object"]["persons"]:
        q["object"]["persons"] = ["p3"]
    row = {"user": q["subject"]["user"], "person": d.pick(q["object"]["persons"])}
    q["conflicts"].insert(d.below(len(q["conflicts"]) + 1), row)


@perturbation
def conflict_under_break_glass(q, d, clock, world):
    break_glass_instead_of_membership(q, d, clock, world)
    conflict_with_a_person_of_the_object(q, d, clock, world)


@perturbation
def conflict_of_a_colleague(q, d, clock, world):
    for person in q["object"]["persons"]:
        q["conflicts"].append({"user": d.other(USERS, q["subject"]["user"]), "person": person})


@perturbation
def conflict_with_an_absent_person(q, d, clock, world):
    q["conflicts"].append({"user": q["subject"]["user"], "person": "p77"})


@perturbation
def conflict_in_two_halves(q, d, clock, world):
    conflict_of_a_colleague(q, d, clock, world)
    conflict_with_an_absent_person(q, d, clock, world)


@perturbation
def other_persons(q, d, clock, world):
    q["object"]["persons"] = d.some(PERSONS)


@perturbation
def other_purpose(q, d, clock, world):
    q["purpose"] = d.pick(world.purpose_names)


@perturbation
def other_purpose_in_every_agreement(q, d, clock, world):
    q["purpose"] = d.pick(world.purpose_names)
    for row in q["agreements"]:
        row["purposes"] = row["purposes"] + [q["purpose"]]


@perturbation
def unknown_panel_everywhere(q, d, clock, world):
    q["object"]["panel"] = "no-such-panel"
    for row in q["agreements"]:
        row["panels"] = row["panels"] + ["no-such-panel"]


def change(q, d, clock, world):
    """Changes one fact of the question."""
    d.pick(PERTURBATIONS)(q, d, clock, world)
