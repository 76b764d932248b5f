"""Decides, for one question, whether a person may act on a record of a case.

A question carries all the facts: who asks, what they want to do, the record,
the rows that tie the person to the case, the agreements between agencies, and
the moment. An answer is allow or deny, the clauses that failed, and the
obligations still outstanding.

    oracle.py [QUESTIONS]      JSON lines in (standard input by default),
                               JSON lines out, one answer per question

A line {"world": {"rolesTable": .., "panelPurposes": ..}} gives the two tables
to every later question that does not carry its own; it has no answer. A line
that is a JSON list is a bulk request.

The rule is written as sets: a condition holds when the set of facts that
satisfy it is not empty, a deny fires when the set of facts against is not
empty. Every clause is judged on its own, whatever the others say.
"""

import gc
import sys
from signal import SIG_DFL, SIGPIPE, signal

try:
    from orjson import dumps, loads
except ImportError:
    import json

    loads = json.loads

    def dumps(value):
        return json.dumps(value, separators=(",", ":")).encode()


# Which classifications each clearance reaches. A clearance nobody has heard of
# reaches nothing, and a classification nobody has heard of is never reached.
REACH = {
    "official": {"official"},
    "official-sensitive": {"official", "official-sensitive"},
    "official-sensitive-restricted": {
        "official", "official-sensitive", "official-sensitive-restricted",
    },
}
NOTHING = frozenset()

STRONG_ENOUGH = {"second-factor", "passkey"}
AGREEMENT_LIVES = {"in-force", "due-for-review"}
NEEDS_STEP_UP = {"reveal", "export", "members", "disclose"}
NEEDS_REASON = {"reveal", "disclose", "export"}
NEEDS_APPROVER_IN_NUMBERS = {"export", "disclose"}

STEP_UP_SECONDS = 300
BREAK_GLASS_SECONDS = 4 * 60 * 60
MANY_PERSONS = 50

READ_AHEAD = 1 << 17


# Condition 1: the subject, their training, their session.


def subject_is_active(q):
    """Only an active person may do anything."""
    return q["subject"]["status"] == "active"


def training_is_in_date(q):
    """The person's training counts up to and on its last day."""
    until = q["subject"]["trainingValidUntil"]
    return until is not None and until >= q["context"]["today"]


def session_is_strong_enough(q):
    """Every action needs at least a second factor."""
    return q["context"]["strength"] in STRONG_ENOUGH


# Condition 2: an agreement between the two agencies.


def covering_agreements(q):
    """The agreements that each, alone, cover this sharing.

    Two agreements never add up: each member of the set holds every part.
    """
    obj = q["object"]
    subject_agency = q["subject"]["agency"]
    owner_agency = obj["ownerAgency"]
    panel = obj["panel"]
    categories = obj["categories"] or ()
    purpose = q["purpose"]
    today = q["context"]["today"]
    return {
        agreement["id"]
        for agreement in q["agreements"] or ()
        if agreement["status"] in AGREEMENT_LIVES
        and agreement["from"] <= today
        and (agreement["to"] is None or today <= agreement["to"])
        and subject_agency in (agreement["parties"] or ())
        and owner_agency in (agreement["parties"] or ())
        and purpose in (agreement["purposes"] or ())
        and panel in (agreement["panels"] or ())
        and set(categories).issubset(agreement["categories"] or ())
    }


def sharing_is_agreed(q):
    """An agreement covers it, or the record never leaves its own agency."""
    # An agency is the controller of its own record and needs nobody's leave.
    return (
        q["subject"]["agency"] == q["object"]["ownerAgency"]
        or bool(covering_agreements(q))
    )


# Condition 3: a role.


def permitting_roles(q):
    """The subject's roles that permit this action on this panel.

    Panel and action must stand in the same entry: the right to read one panel
    and to edit another is not the right to edit the first.
    """
    table = q["rolesTable"]
    panel = q["object"]["panel"]
    action = q["action"]
    return {
        role
        for role in q["subject"]["roles"] or ()
        for grant in table.get(role) or ()
        if panel in grant["panels"] and action in grant["actions"]
    }


def role_permits(q):
    """Some role of the subject permits it."""
    return bool(permitting_roles(q))


# Condition 4: clearance.


def clearance_is_enough(q):
    """The subject's clearance reaches the object's classification."""
    return q["object"]["classification"] in REACH.get(q["subject"]["clearance"], NOTHING)


# Condition 5: need to know.


def current_memberships(q):
    """The first days of this person's memberships of this case that run today.

    One that is bound to a purpose counts for that purpose only.
    """
    user = q["subject"]["user"]
    case = q["object"]["case"]
    today = q["context"]["today"]
    return {
        row["from"]
        for row in q["memberships"] or ()
        if row["user"] == user
        and row["case"] == case
        and row["status"] == "active"
        and row["from"] <= today
        and (row["to"] is None or today <= row["to"])
        and row.get("purpose") in (None, q["purpose"])
    }


def live_break_glass(q):
    """The starts of this person's emergency openings of this case that serve now.

    An opening is for reading, at the classification frozen when it was asked
    for. It reveals a safe address only if that was asked for too.
    """
    user = q["subject"]["user"]
    case = q["object"]["case"]
    action = q["action"]
    now = q["context"]["now"]
    classification = q["object"]["classification"]
    return {
        row["startedAt"]
        for row in q["breakGlass"] or ()
        if row["user"] == user
        and row["case"] == case
        and row["state"] == "active"
        and row["startedAt"] <= now
        and now < row["expiresAt"]
        and row["expiresAt"] - row["startedAt"] <= BREAK_GLASS_SECONDS
        and classification in REACH.get(row["classification"], NOTHING)
        and (action == "read" or (action == "reveal" and row["safeAddress"] is True))
    }


def panel_may_read(q):
    """Agenda titles, meeting dates and the like are for the whole panel to read."""
    return q["object"]["panelWide"] is True and q["action"] == "read"


def subject_needs_to_know(q):
    """Member of the case, or the panel may read it, or a live break-glass."""
    return bool(current_memberships(q)) or panel_may_read(q) or bool(live_break_glass(q))


def enters_only_by_break_glass(q):
    """Nothing but an emergency opening ties the person to the case."""
    return (
        bool(live_break_glass(q))
        and not current_memberships(q)
        and not panel_may_read(q)
    )


# Condition 6: narrowing.


def refusing_narrowings(q):
    """Which narrowings, of the object or above it, do not admit the subject.

    A narrowing that names nobody admits nobody.
    """
    agency = q["subject"]["agency"]
    user = q["subject"]["user"]
    return {
        place
        for place, narrowing in enumerate(q["object"]["narrowings"] or ())
        if agency not in (narrowing["agencies"] or ())
        and user not in (narrowing["users"] or ())
    }


def every_narrowing_admits(q):
    """A child may narrow its parent, never widen it: each one has to admit."""
    return not refusing_narrowings(q)


# Condition 7: obligations.


def reason_is_outstanding(q):
    """A boundary is crossed and no reason is given."""
    return q["context"]["reason"] is not True and (
        q["action"] in NEEDS_REASON or enters_only_by_break_glass(q)
    )


def another_person_approves(q):
    """Someone other than the subject has approved."""
    approver = q["context"]["secondApprover"]
    return approver is not None and approver != q["subject"]["user"]


def second_approver_is_outstanding(q):
    """Many persons leave at once, and no other person has approved."""
    return (
        q["action"] in NEEDS_APPROVER_IN_NUMBERS
        and q["object"]["personCount"] > MANY_PERSONS
        and not another_person_approves(q)
    )


def step_up_is_fresh(q):
    """There is a step-up, and it is not too old."""
    stepped_up = q["context"]["stepUpAt"]
    return stepped_up is not None and q["context"]["now"] - stepped_up <= STEP_UP_SECONDS


def step_up_is_outstanding(q):
    """The action needs a fresh step-up, and there is none."""
    return q["action"] in NEEDS_STEP_UP and not step_up_is_fresh(q)


OBLIGATIONS = {
    "reason": reason_is_outstanding,
    "second-approver": second_approver_is_outstanding,
    "step-up": step_up_is_outstanding,
}


def outstanding_obligations(q):
    """The obligations not yet met, by name, sorted."""
    return [name for name, is_outstanding in OBLIGATIONS.items() if is_outstanding(q)]


def obligations_are_met(q):
    """Nothing is outstanding."""
    return not outstanding_obligations(q)


# The denies. Each beats everything, break-glass included.


def recorded_conflicts(q):
    """The persons in this object with whom the subject has a recorded interest."""
    user = q["subject"]["user"]
    persons = q["object"]["persons"] or ()
    return {
        row["person"]
        for row in q["conflicts"] or ()
        if row["user"] == user and row["person"] in persons
    }


def no_conflict(q):
    """The subject has no interest in anyone the object is about."""
    return not recorded_conflicts(q)


def nobody_is_suspended(q):
    """Neither the subject nor their agency is suspended."""
    subject = q["subject"]
    return subject["status"] != "suspended" and subject["agencyStatus"] != "suspended"


def object_is_not_sealed(q):
    """No legal order seals the object."""
    return q["object"]["sealed"] is not True


def purpose_fits_panel(q):
    """The purpose the person signed in with is one the panel serves."""
    return q["purpose"] in (q["panelPurposes"].get(q["object"]["panel"]) or ())


# In the order of the ids, so that a list of failures comes out sorted.
RULE = {
    "1-active": subject_is_active,
    "1-strength": session_is_strong_enough,
    "1-training": training_is_in_date,
    "2-agreement": sharing_is_agreed,
    "3-role": role_permits,
    "4-clearance": clearance_is_enough,
    "5-membership": subject_needs_to_know,
    "6-narrowing": every_narrowing_admits,
    "7-obligations": obligations_are_met,
    "deny-conflict": no_conflict,
    "deny-purpose": purpose_fits_panel,
    "deny-sealed": object_is_not_sealed,
    "deny-suspended": nobody_is_suspended,
}


def decide(q, rule=RULE):
    """The answer to one question."""
    failed = [clause for clause, holds in rule.items() if not holds(q)]
    outstanding = outstanding_obligations(q) if "7-obligations" in failed else []
    return {
        "effect": "deny" if failed else "allow",
        "failed": failed,
        "outstanding": outstanding,
    }


def decide_bulk(questions, rule=RULE):
    """The answer to a bulk request: one refused item refuses the whole."""
    answers = [decide(q, rule) for q in questions]
    refused = [answer for answer in answers if answer["effect"] != "allow"]
    return {"effect": "deny" if refused else "allow", "answers": answers}


def with_world(lines):
    """The questions among these lines, each with its two tables in place."""
    world = {}
    for line in lines:
        question = loads(line)
        if "world" in question:
            world = question["world"]
            continue
        for q in question if isinstance(question, list) else (question,):
            if "rolesTable" not in q:
                q["rolesTable"] = world["rolesTable"]
            if "panelPurposes" not in q:
                q["panelPurposes"] = world["panelPurposes"]
        yield question


def end_quietly_with_the_reader():
    """Whoever reads our output may stop early; that is no error of ours."""
    signal(SIGPIPE, SIG_DFL)


def main(arguments):
    """Answer every question of the stream, in order."""
    end_quietly_with_the_reader()
    # Questions hold no cycles, and looking for some costs as much as answering.
    gc.disable()
    source = open(arguments[0] if arguments else 0, "rb", buffering=READ_AHEAD)
    write = sys.stdout.buffer.write
    for question in with_world(source):
        answer = decide_bulk(question) if isinstance(question, list) else decide(question)
        write(dumps(answer) + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
