"""Writes questions, realistic and hostile, as JSON lines.

    generate.py SEED COUNT [--unsettled]

About half start from an allowed question in which no, one or two facts are
then changed; in the other half every fact is drawn for itself. The two tables
stand once, in a world line, and again wherever they change. The share of
allowed questions goes to standard error.

--unsettled takes one question in five outside what the written rule settles.
"""

import argparse
import sys

from oracle import RULE, dumps, end_quietly_with_the_reader

from allowed import allowed_question
from dice import Dice
from perturb import change
from unsettled import unsettle
from wild import wild_question
from worlds import all_worlds

EDGE_SHARE = 0.55
CHANGES = (0, 1, 1, 1, 2)
UNSETTLED_SHARE = 0.2
# One question in a hundred brings tables of its own.
OWN_TABLES_SHARE = 0.01
QUESTIONS_PER_WORLD = 7000


def question_under(world, d, unsettled):
    """One question of the mix."""
    if d.chance(EDGE_SHARE):
        q, clock = allowed_question(world, d)
        for _ in range(d.pick(CHANGES)):
            change(q, d, clock, world)
    else:
        q, clock = wild_question(world, d)
    if unsettled and d.chance(UNSETTLED_SHARE):
        unsettle(q, d, clock, world)
    return q


def only_what_is_looked_up(world, q):
    """The part of the two tables that a question can depend on."""
    roles = q["subject"]["roles"] or ()
    panel = q["object"]["panel"]
    return {
        "rolesTable": {role: world.roles[role] for role in roles if role in world.roles},
        "panelPurposes": {panel: world.purposes[panel]} if panel in world.purposes else {},
    }


def lines(seed, count, unsettled=False):
    """Pairs of a question with its tables, or None for a world line, and the line to write."""
    d = Dice(seed)
    worlds = all_worlds()
    current = None
    for number in range(count):
        if number % QUESTIONS_PER_WORLD == 0:
            current = worlds[number // QUESTIONS_PER_WORLD % len(worlds)]
            yield None, dumps({"world": current.tables}) + b"\n"
        if d.chance(OWN_TABLES_SHARE):
            # Allowed, or not, under tables other than those in force.
            own = d.pick(worlds)
            q = question_under(own, d, unsettled)
            q |= only_what_is_looked_up(own, q)
            yield q, dumps(q) + b"\n"
        else:
            q = question_under(current, d, unsettled)
            line = dumps(q) + b"\n"
            q |= current.tables
            yield q, line


def main():
    """Writes the stream, then says how much of it is allowed."""
    end_quietly_with_the_reader()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--unsettled", action="store_true")
    options = parser.parse_args()
    allowed = 0
    for q, line in lines(options.seed, options.count, options.unsettled):
        sys.stdout.buffer.write(line)
        allowed += q is not None and all(holds(q) for holds in RULE.values())
    print(f"{options.count} questions, {allowed / max(options.count, 1):.1%} allowed", file=sys.stderr)


if __name__ == "__main__":
    main()
