"""What the rule answers, clause by clause and limit by limit, and whether the
stream of questions would notice if it answered anything else."""

import copy
import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

import generate
import mutants
import oracle
import small_world
import worlds

HERE = Path(__file__).parent
NOW = 1_790_000_000
HOURS = 3600

# An officer of one agency reads a case of another, as a member.
BASE = {
    "subject": {"user": "u1", "agency": "a1", "status": "active", "agencyStatus": "active",
                "roles": ["officer"], "clearance": "official-sensitive", "trainingValidUntil": "2026-12-31"},
    "action": "read",
    "object": {"case": "c1", "ownerAgency": "a2", "panel": "asb", "classification": "official-sensitive",
               "categories": ["identity", "housing"], "sealed": False, "panelWide": False,
               "persons": ["p1", "p2"], "personCount": 2, "narrowings": []},
    "memberships": [{"user": "u1", "case": "c1", "status": "active", "from": "2026-01-01", "to": None}],
    "conflicts": [],
    "breakGlass": [],
    "agreements": [{"id": "g1", "status": "in-force", "parties": ["a1", "a2"], "purposes": ["asb-reduction"],
                    "categories": ["identity", "housing"], "panels": ["asb"], "from": "2026-01-01", "to": None}],
    "purpose": "asb-reduction",
    "rolesTable": {
        "officer": [{"panels": ["asb"], "actions": [
            "read", "note", "edit", "document", "members", "narrow", "reveal", "disclose", "export", "close"]}],
        "split": [{"panels": ["asb"], "actions": ["note"]}, {"panels": ["gangs"], "actions": ["read"]}],
        "empty": [],
    },
    "panelPurposes": {"asb": ["asb-reduction"], "gangs": ["gang-exit"]},
    "context": {"now": NOW, "today": "2026-09-21", "strength": "second-factor", "stepUpAt": None,
                "reason": False, "secondApprover": None},
}
OPENING = {"user": "u1", "case": "c1", "state": "active", "startedAt": NOW - 1 * HOURS, "expiresAt": NOW + 3 * HOURS,
           "classification": "official-sensitive", "safeAddress": False}


def asked(**changes):
    """The base question with some facts changed; `subject__status` is the status of the subject."""
    q = copy.deepcopy(BASE)
    for path, value in changes.items():
        *parents, last = path.split("__")
        place = q
        for parent in parents:
            place = place[int(parent) if parent.isdigit() else parent]
        place[last] = value
    return q


def failed(**changes):
    """The clauses that fail when these facts are changed."""
    answer = oracle.decide(asked(**changes))
    assert answer["effect"] == ("deny" if answer["failed"] else "allow")
    assert answer["failed"] == sorted(answer["failed"])
    assert answer["outstanding"] == sorted(answer["outstanding"])
    assert bool(answer["outstanding"]) == ("7-obligations" in answer["failed"])
    return answer["failed"]


def outstanding(**changes):
    """The obligations outstanding when these facts are changed."""
    return oracle.decide(asked(**changes))["outstanding"]


def by_break_glass(**changes):
    """Changes that leave break-glass as the only way in, its facts changed by `opening` keys."""
    opening = OPENING | {key: changes.pop(key) for key in list(changes) if key in OPENING}
    return {"memberships": [], "breakGlass": [opening], "context__reason": True} | changes


def test_the_base_question_is_allowed():
    assert oracle.decide(asked()) == {"effect": "allow", "failed": [], "outstanding": []}


# 1


def test_one_who_left_is_not_active():
    assert failed(subject__status="left") == ["1-active"]


def test_suspended_is_not_active_and_is_denied():
    assert failed(subject__status="suspended") == ["1-active", "deny-suspended"]


def test_suspended_agency_denies_an_active_person():
    assert failed(subject__agencyStatus="suspended") == ["deny-suspended"]


@pytest.mark.parametrize("until, expected", [
    ("2026-09-22", []), ("2026-09-21", []), ("2026-09-20", ["1-training"]), (None, ["1-training"]),
])
def test_training_counts_on_its_last_day(until, expected):
    assert failed(subject__trainingValidUntil=until) == expected


@pytest.mark.parametrize("strength, expected", [
    ("password", ["1-strength"]), ("second-factor", []), ("passkey", []),
])
def test_session_needs_a_second_factor(strength, expected):
    assert failed(context__strength=strength) == expected


# 2


def test_no_agreement():
    assert failed(agreements=[]) == ["2-agreement"]


def test_own_record_needs_no_agreement():
    assert failed(agreements=[], object__ownerAgency="a1") == []


@pytest.mark.parametrize("status, expected", [
    ("in-force", []), ("due-for-review", []), ("draft", ["2-agreement"]), ("under-review", ["2-agreement"]),
    ("partially-signed", ["2-agreement"]), ("expired", ["2-agreement"]), ("terminated", ["2-agreement"]),
    ("superseded", ["2-agreement"]),
])
def test_agreement_status(status, expected):
    assert failed(agreements__0__status=status) == expected


@pytest.mark.parametrize("fact, value, expected", [
    ("from", "2026-09-20", []), ("from", "2026-09-21", []), ("from", "2026-09-22", ["2-agreement"]),
    ("to", "2026-09-22", []), ("to", "2026-09-21", []), ("to", "2026-09-20", ["2-agreement"]),
])
def test_agreement_counts_on_its_first_and_last_day(fact, value, expected):
    assert failed(**{f"agreements__0__{fact}": value}) == expected


@pytest.mark.parametrize("fact, value", [
    ("parties", ["a1"]), ("parties", ["a2"]), ("parties", []), ("parties", ["a1", "a3"]),
    ("purposes", []), ("purposes", ["gang-exit"]), ("panels", []), ("panels", ["gangs"]),
    ("categories", []), ("categories", ["identity"]), ("categories", ["housing", "health"]),
])
def test_agreement_has_to_cover_every_part(fact, value):
    assert failed(**{f"agreements__0__{fact}": value}) == ["2-agreement"]


def test_agreement_may_cover_more():
    more = {"parties": ["a3", "a2", "a1"], "purposes": ["gang-exit", "asb-reduction"], "panels": ["gangs", "asb"],
            "categories": ["health", "housing", "identity"]}
    assert failed(agreements=[BASE["agreements"][0] | more]) == []


def test_object_without_categories_still_needs_an_agreement():
    assert failed(object__categories=[], agreements__0__categories=[]) == []
    assert failed(object__categories=[], agreements=[]) == ["2-agreement"]


@pytest.mark.parametrize("first, second", [
    ({"categories": ["identity"]}, {"categories": ["housing"]}),
    ({"parties": ["a1", "a3"]}, {"parties": ["a3", "a2"]}),
    ({"panels": []}, {"purposes": []}),
    ({"status": "expired"}, {"to": "2026-09-20"}),
])
def test_two_agreements_never_add_up(first, second):
    covering = BASE["agreements"][0]
    assert failed(agreements=[covering | first, covering | second]) == ["2-agreement"]


def test_one_covering_agreement_among_others_is_enough():
    covering = BASE["agreements"][0]
    assert failed(agreements=[covering | {"status": "expired"}, covering, covering | {"parties": []}]) == []


# 3


@pytest.mark.parametrize("roles, expected", [
    ([], ["3-role"]), (["no-such-role"], ["3-role"]), (["empty"], ["3-role"]), (["split"], ["3-role"]),
    (["no-such-role", "split", "officer"], []), (["officer", "officer"], []),
])
def test_some_role_grants_panel_and_action_in_one_entry(roles, expected):
    assert failed(subject__roles=roles) == expected


def test_role_grants_only_its_actions_and_panels():
    assert failed(subject__roles=["split"], action="note") == []
    assert failed(subject__roles=["split"], action="edit") == ["3-role"]


def test_roles_come_from_the_table():
    assert failed(rolesTable={}) == ["3-role"]
    assert failed(rolesTable={"officer": [{"panels": ["gangs"], "actions": ["read"]}]}) == ["3-role"]


# 4


@pytest.mark.parametrize("clearance, classification, expected", [
    ("official", "official", []),
    ("official", "official-sensitive", ["4-clearance"]),
    ("official", "official-sensitive-restricted", ["4-clearance"]),
    ("official-sensitive", "official", []),
    ("official-sensitive", "official-sensitive", []),
    ("official-sensitive", "official-sensitive-restricted", ["4-clearance"]),
    ("official-sensitive-restricted", "official", []),
    ("official-sensitive-restricted", "official-sensitive", []),
    ("official-sensitive-restricted", "official-sensitive-restricted", []),
])
def test_clearance_reaches_classification(clearance, classification, expected):
    assert failed(subject__clearance=clearance, object__classification=classification) == expected


# 5: membership


def test_no_membership():
    assert failed(memberships=[]) == ["5-membership"]


@pytest.mark.parametrize("fact, value, expected", [
    ("status", "invited", ["5-membership"]), ("status", "ended", ["5-membership"]),
    ("user", "u2", ["5-membership"]), ("case", "c2", ["5-membership"]),
    ("purpose", None, []), ("purpose", "other-purpose", ["5-membership"]),
    ("from", "2026-09-20", []), ("from", "2026-09-21", []), ("from", "2026-09-22", ["5-membership"]),
    ("to", "2026-09-22", []), ("to", "2026-09-21", []), ("to", "2026-09-20", ["5-membership"]),
])
def test_membership_row(fact, value, expected):
    assert failed(**{f"memberships__0__{fact}": value}) == expected


def test_two_membership_rows_never_add_up():
    row = BASE["memberships"][0]
    assert failed(memberships=[row | {"user": "u2"}, row | {"case": "c2"}]) == ["5-membership"]


def test_one_membership_among_others_is_enough():
    row = BASE["memberships"][0]
    assert failed(memberships=[row | {"status": "ended"}, row, row]) == []


@pytest.mark.parametrize("action", BASE["rolesTable"]["officer"][0]["actions"])
def test_panel_wide_is_for_reading(action):
    expected = [] if action == "read" else ["5-membership"]
    assert failed(memberships=[], object__panelWide=True, action=action, context__reason=True,
                  context__stepUpAt=NOW) == expected


# 5: break-glass


def test_break_glass_opens_the_case_for_reading():
    assert failed(**by_break_glass()) == []


@pytest.mark.parametrize("action", BASE["rolesTable"]["officer"][0]["actions"])
def test_break_glass_is_for_reading_and_for_a_safe_address_if_asked(action):
    met = {"action": action, "context__stepUpAt": NOW}
    assert failed(**by_break_glass(**met)) == ([] if action == "read" else ["5-membership"])
    assert failed(**by_break_glass(safeAddress=True, **met)) == (
        [] if action in ("read", "reveal") else ["5-membership"])


@pytest.mark.parametrize("state", ["requested", "closed", "reviewed", "refused", "lapsed"])
def test_break_glass_serves_only_while_active(state):
    assert failed(**by_break_glass(state=state)) == ["5-membership"]


@pytest.mark.parametrize("changes", [{"user": "u2"}, {"case": "c2"}])
def test_break_glass_is_for_one_person_and_one_case(changes):
    assert failed(**by_break_glass(**changes)) == ["5-membership"]


@pytest.mark.parametrize("starts, expires, expected", [
    (NOW, NOW + 1, []),
    (NOW + 1, NOW + 2, ["5-membership"]),
    (NOW - 1, NOW, ["5-membership"]),
    (NOW - 1, NOW + 1, []),
    (NOW, NOW, ["5-membership"]),
    (NOW, NOW + 4 * HOURS, []),
    (NOW, NOW + 4 * HOURS + 1, ["5-membership"]),
    (NOW - 4 * HOURS + 1, NOW + 1, []),
    (NOW - 4 * HOURS, NOW + 1, ["5-membership"]),
    (NOW - 4 * HOURS, NOW, ["5-membership"]),
])
def test_break_glass_lasts_four_hours_at_most(starts, expires, expected):
    assert failed(**by_break_glass(startedAt=starts, expiresAt=expires)) == expected


@pytest.mark.parametrize("frozen, expected", [
    ("official", ["5-membership"]), ("official-sensitive", []), ("official-sensitive-restricted", []),
])
def test_break_glass_reaches_its_frozen_classification(frozen, expected):
    assert failed(**by_break_glass(classification=frozen)) == expected


def test_break_glass_gives_no_clearance():
    assert failed(**by_break_glass(classification="official-sensitive-restricted", subject__clearance="official",
                                   )) == ["4-clearance"]


def test_two_openings_never_add_up():
    first, second = OPENING | {"expiresAt": NOW}, OPENING | {"startedAt": NOW + 1}
    assert failed(memberships=[], breakGlass=[first, second], context__reason=True) == ["5-membership"]
    assert failed(memberships=[], breakGlass=[first, OPENING], context__reason=True) == []


# 6


@pytest.mark.parametrize("narrowings, expected", [
    ([], []),
    ([{"agencies": ["a1"], "users": []}], []),
    ([{"agencies": [], "users": ["u1"]}], []),
    ([{"agencies": ["a2"], "users": ["u1"]}], []),
    ([{"agencies": ["a1"], "users": ["u2"]}], []),
    ([{"agencies": [], "users": []}], ["6-narrowing"]),
    ([{"agencies": ["a2"], "users": ["u2"]}], ["6-narrowing"]),
    ([{"agencies": ["u1"], "users": ["a1"]}], ["6-narrowing"]),
    ([{"agencies": ["a1"], "users": []}, {"agencies": [], "users": ["u1"]}], []),
    ([{"agencies": ["a1"], "users": []}, {"agencies": ["a2"], "users": []}], ["6-narrowing"]),
    ([{"agencies": [], "users": []}, {"agencies": ["a1"], "users": []}], ["6-narrowing"]),
])
def test_every_narrowing_admits(narrowings, expected):
    assert failed(object__narrowings=narrowings) == expected


def test_break_glass_and_panel_wide_do_not_lift_a_narrowing():
    narrowings = [{"agencies": [], "users": []}]
    assert failed(**by_break_glass(object__narrowings=narrowings)) == ["6-narrowing"]
    assert failed(memberships=[], object__panelWide=True, object__narrowings=narrowings) == ["6-narrowing"]


# 7


@pytest.mark.parametrize("stepped_up, expected", [
    (NOW, []), (NOW - 299, []), (NOW - 300, []), (NOW - 301, ["step-up"]), (None, ["step-up"]),
])
def test_step_up_counts_for_three_hundred_seconds(stepped_up, expected):
    assert outstanding(action="members", context__stepUpAt=stepped_up) == expected


@pytest.mark.parametrize("action, expected", [
    ("read", []), ("note", []), ("edit", []), ("document", []), ("narrow", []), ("close", []),
    ("members", ["step-up"]),
    ("reveal", ["reason", "step-up"]),
    ("disclose", ["reason", "second-approver", "step-up"]),
    ("export", ["reason", "second-approver", "step-up"]),
])
def test_which_action_needs_what(action, expected):
    assert outstanding(action=action, object__personCount=51) == expected
    assert failed(action=action, object__personCount=51) == (["7-obligations"] if expected else [])


def test_break_glass_alone_needs_a_reason():
    assert outstanding(**by_break_glass(context__reason=False)) == ["reason"]


def test_break_glass_beside_another_way_in_needs_no_reason():
    assert outstanding(breakGlass=[OPENING]) == []
    assert outstanding(memberships=[], breakGlass=[OPENING], object__panelWide=True) == []


def test_panel_wide_does_not_spare_a_reveal_by_break_glass_its_reason():
    assert outstanding(**by_break_glass(
        safeAddress=True, action="reveal", object__panelWide=True, context__reason=False,
        context__stepUpAt=NOW)) == ["reason"]


def test_break_glass_that_does_not_pass_needs_no_reason():
    assert outstanding(**by_break_glass(state="closed", context__reason=False)) == []


@pytest.mark.parametrize("count, approver, expected", [
    (50, None, []), (51, None, ["second-approver"]), (51, "u1", ["second-approver"]), (51, "u9", []), (0, None, []),
])
def test_second_approver_over_fifty_persons(count, approver, expected):
    assert outstanding(action="export", object__personCount=count, context__secondApprover=approver,
                       context__reason=True, context__stepUpAt=NOW) == expected


def test_persons_are_counted_by_the_count_not_by_the_list():
    many = [f"p{n}" for n in range(60)]
    met = {"action": "export", "context__reason": True, "context__stepUpAt": NOW}
    assert outstanding(object__persons=many, object__personCount=50, **met) == []
    assert outstanding(object__persons=[], object__personCount=51, **met) == ["second-approver"]


# Denies


def test_conflict():
    assert failed(conflicts=[{"user": "u1", "person": "p2"}]) == ["deny-conflict"]


@pytest.mark.parametrize("conflicts", [
    [], [{"user": "u2", "person": "p2"}], [{"user": "u1", "person": "p3"}],
    [{"user": "u2", "person": "p2"}, {"user": "u1", "person": "p3"}],
])
def test_conflict_of_another_or_with_another(conflicts):
    assert failed(conflicts=conflicts) == []


def test_conflict_beats_break_glass():
    assert failed(**by_break_glass(conflicts=[{"user": "u1", "person": "p1"}])) == ["deny-conflict"]


def test_sealed():
    assert failed(object__sealed=True) == ["deny-sealed"]
    assert failed(object__sealed=True, object__ownerAgency="a1") == ["deny-sealed"]


def test_purpose_of_another_panel():
    covered = {"agreements__0__purposes": ["asb-reduction", "gang-exit", "cooking"]}
    assert failed(purpose="gang-exit", **covered) == ["deny-purpose"]
    assert failed(purpose="cooking", **covered) == ["deny-purpose"]


def test_unknown_panel_has_no_purposes():
    assert failed(object__panel="harbour", agreements__0__panels=["harbour"],
                  rolesTable__officer=[{"panels": ["harbour"], "actions": ["read"]}]) == ["deny-purpose"]
    assert failed(panelPurposes={"asb": []}) == ["deny-purpose"]


def test_every_clause_is_judged_on_its_own():
    assert failed(
        subject__status="suspended", subject__trainingValidUntil=None, context__strength="password",
        agreements=[], subject__roles=[], subject__clearance="official", memberships=[],
        object__narrowings=[{"agencies": [], "users": []}], action="export", object__sealed=True,
        conflicts=[{"user": "u1", "person": "p1"}], purpose="cooking",
    ) == list(oracle.RULE)


def test_bulk_is_allowed_when_every_item_is():
    yes, no = asked(), asked(object__sealed=True)
    assert oracle.decide_bulk([yes, yes])["effect"] == "allow"
    assert oracle.decide_bulk([yes, no, yes])["effect"] == "deny"
    assert oracle.decide_bulk([no])["effect"] == "deny"
    assert oracle.decide_bulk([])["effect"] == "allow"
    assert [a["failed"] for a in oracle.decide_bulk([yes, no])["answers"]] == [[], ["deny-sealed"]]


# Streams


def run(script, *arguments, stdin=""):
    """What a script prints, and how it ends."""
    done = subprocess.run([sys.executable, HERE / script, *map(str, arguments)], input=stdin,
                          capture_output=True, text=True, check=False)
    return done.stdout, done.returncode


def test_world_line_serves_the_lines_behind_it():
    tables = {key: BASE[key] for key in ("rolesTable", "panelPurposes")}
    bare = {key: value for key, value in BASE.items() if key not in tables}
    stream = [{"world": tables}, bare, bare | {"rolesTable": {}}, {"world": tables | {"panelPurposes": {}}}, bare,
              BASE, [bare, BASE]]
    out, code = run("oracle.py", stdin="".join(json.dumps(line) + "\n" for line in stream))
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [a.get("failed") for a in answers] == [[], ["3-role"], ["deny-purpose"], [], None]
    assert answers[4]["effect"] == "deny"


def test_compare(tmp_path):
    def answers(name, *lines):
        (tmp_path / name).write_text("".join(line + "\n" for line in lines))
        return tmp_path / name

    yes = '{"effect":"allow","failed":[],"outstanding":[]}'
    spaced = '{"failed": [], "outstanding": [], "effect": "allow"}'
    no = '{"effect":"deny","failed":["3-role"],"outstanding":[]}'
    other_no = '{"effect":"deny","failed":["4-clearance"],"outstanding":[]}'
    full = answers("full", yes, no, yes)
    assert run("compare.py", full, answers("same", spaced, no, yes)) == ("3 compared, 0 disagree\n", 0)
    assert run("compare.py", full, answers("bare", "allow", '{"effect":"deny"}', '"allow"'))[1] == 0
    assert run("compare.py", full, answers("sampled", "allow", "allow"), "--every", 2)[1] == 0
    assert run("compare.py", full, answers("reason", yes, other_no, yes))[1] == 1
    assert run("compare.py", full, answers("effect", "allow", "allow", "allow"))[1] == 1
    assert run("compare.py", full, answers("short", yes, no))[1] == 1
    assert run("compare.py", answers("none"), answers("nothing"))[1] == 1


# The tables


@pytest.mark.parametrize("wrap", [
    lambda roles: roles,
    lambda roles: {"roles": roles},
    lambda roles: {name: {"title": "x", "grants": grants} for name, grants in roles.items()},
    lambda roles: {"roles": [{"id": name, "grants": grants} for name, grants in roles.items()]},
])
def test_roles_are_read_in_any_usual_shape(wrap):
    assert worlds.roles_in(wrap(worlds.BUILT_IN_ROLES)) == worlds.BUILT_IN_ROLES


@pytest.mark.parametrize("wrap", [
    lambda panels: panels,
    lambda panels: {name: {"title": "x", "purposes": held} for name, held in panels.items()},
    lambda panels: {"panels": [{"id": name, "purposes": held} for name, held in panels.items()]},
])
def test_purposes_are_read_in_any_usual_shape(wrap):
    assert worlds.purposes_in(wrap(worlds.BUILT_IN_PURPOSES)) == worlds.BUILT_IN_PURPOSES


# The generated questions


@pytest.fixture(scope="module")
def generated():
    """What `generate.py 1 20000` asks, and the true answers."""
    questions = [q for q, _ in generate.lines(1, 20000) if q is not None]
    return questions, [oracle.decide(q) for q in questions]


def test_same_seed_same_questions():
    first = [line for _, line in generate.lines(5, 300)]
    assert first == [line for _, line in generate.lines(5, 300)]
    assert first != [line for _, line in generate.lines(6, 300)]


def test_written_lines_carry_the_same_facts():
    asked_for = list(generate.lines(3, 8000))
    read_back = list(oracle.with_world(line for _, line in asked_for))
    assert read_back == [q for q, _ in asked_for if q is not None]


def test_allowed_share(generated):
    _, truth = generated
    assert 0.2 <= sum(a["effect"] == "allow" for a in truth) / len(truth) <= 0.6


def test_allowed_questions_are_allowed():
    d = generate.Dice(11)
    every_world = generate.all_worlds()
    for number in range(3000):
        world = every_world[number % len(every_world)]
        q, _ = generate.allowed_question(world, d)
        assert oracle.decide(q | world.tables)["failed"] == []


def test_every_clause_is_the_only_one_to_refuse_somewhere(generated):
    _, truth = generated
    alone = {a["failed"][0] for a in truth if len(a["failed"]) == 1}
    assert alone == set(oracle.RULE)


def disagrees(answer, questions, truth):
    """Whether some answer differs from the true one; an answer that fails is no true one."""
    for q, true_answer in zip(questions, truth):
        try:
            if answer(q) != true_answer:
                return True
        except TypeError:
            return True
    return False


def test_the_true_rule_does_not_disagree_with_itself(generated):
    assert not disagrees(oracle.decide, *generated)


@pytest.mark.parametrize("clause", oracle.RULE)
def test_a_removed_or_negated_clause_is_noticed(clause, generated):
    removed = {name: holds for name, holds in oracle.RULE.items() if name != clause}
    negated = oracle.RULE | {clause: lambda q: not oracle.RULE[clause](q)}
    assert disagrees(lambda q: oracle.decide(q, removed), *generated)
    assert disagrees(lambda q: oracle.decide(q, negated), *generated)


@pytest.mark.parametrize("name", oracle.OBLIGATIONS)
def test_a_removed_or_negated_obligation_is_noticed(name, generated, monkeypatch):
    is_outstanding = oracle.OBLIGATIONS[name]
    for faulty in (lambda q: False, lambda q: not is_outstanding(q)):
        monkeypatch.setitem(oracle.OBLIGATIONS, name, faulty)
        assert disagrees(oracle.decide, *generated)


def test_a_faulty_bulk_rule_is_noticed(generated):
    questions, _ = generated
    threes = list(zip(*[iter(questions)] * 3))
    truth = [oracle.decide_bulk(three)["effect"] for three in threes]

    def effects_if(enough):
        return ["allow" if enough(a["effect"] == "allow" for a in map(oracle.decide, three)) else "deny"
                for three in threes]

    assert effects_if(all) == truth
    assert effects_if(any) != truth


def test_every_small_fault_is_noticed(generated):
    missed = [label for label, faulty in mutants.mutants() if not disagrees(faulty.decide, *generated)]
    assert missed == []


# The small world


def test_small_world_holds_every_combination_once():
    sizes = [3, 2, 2, 2, 2, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    expected = 1
    for size in sizes:
        expected *= size
    seen = set()
    for line in small_world.states():
        seen.add(hash(line))
    # Two lines in two million may share a hash once in ten million runs.
    assert len(seen) == expected == 1_769_472


def test_small_world_lines_are_whole_questions():
    world = oracle.dumps({"world": small_world.WORLD})
    first = next(oracle.with_world([world, next(small_world.states())]))
    assert oracle.decide(first)["effect"] == "allow"
    assert first.keys() == BASE.keys()
    for part in ("subject", "object", "context"):
        assert first[part].keys() == BASE[part].keys()


# The same rule in Cedar


def test_cedar_agrees_and_would_not_agree_with_a_faulty_rule(generated):
    cedar = pytest.importorskip("cedar")
    questions = list(islice(generated[0], 3000))
    effects = cedar.effects(questions)

    def with_rule(rule):
        return [oracle.decide(q, rule)["effect"] for q in questions]

    assert with_rule(oracle.RULE) == effects
    for clause in oracle.RULE:
        removed = {name: holds for name, holds in oracle.RULE.items() if name != clause}
        assert with_rule(removed) != effects, clause
