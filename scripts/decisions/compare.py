"""Compares two streams of answers, line by line.

    compare.py A B [--questions FILE] [--every N]

A and B are files, or - for standard input. A line is an answer, or an effect
alone: {"effect": "allow"}, "allow" or a bare allow. Where either side has only
the effect, the effects are compared; otherwise effect, failed and outstanding
must all be equal. --every N passes over lines of A, when B answers only
questions 1, N+1, 2N+1 and so on.

Prints how many were compared, how many disagree and the first five of those,
each with its question in full if the questions are given. Ends with 1 if any
disagree, if one stream is longer, or if there was nothing to compare.
"""

import argparse
import sys
from itertools import islice, zip_longest

from oracle import dumps, loads, with_world

SHOWN = 5
PARTS = ("effect", "failed", "outstanding")


def opened(path):
    """The lines of a file, or of standard input."""
    return sys.stdin.buffer if path == "-" else open(path, "rb")


def parsed(line):
    """An answer as a record, also where the line is only an effect."""
    line = line.strip()
    if line in (b"allow", b"deny"):
        return {"effect": line.decode()}
    answer = loads(line)
    return {"effect": answer} if isinstance(answer, str) else answer


def same(line_a, line_b):
    """Whether two answers agree in every part both of them have."""
    if line_a == line_b:
        return True
    a, b = parsed(line_a), parsed(line_b)
    both_full = "failed" in a and "failed" in b
    return all(a.get(part) == b.get(part) for part in (PARTS if both_full else PARTS[:1]))


def replayable(q):
    """The question with no more of the two tables than it looks up."""
    if isinstance(q, list):
        return f"[{','.join(map(replayable, q))}]"
    roles = {role: q["rolesTable"][role] for role in q["subject"]["roles"] or () if role in q["rolesTable"]}
    purposes = {p: held for p, held in q["panelPurposes"].items() if p == q["object"]["panel"]}
    return dumps(q | {"rolesTable": roles, "panelPurposes": purposes}).decode()


def questions_at(path, numbers):
    """The questions with these numbers, by number."""
    wanted = set(numbers)
    if not path or not wanted:
        return {}
    upto = islice(with_world(opened(path)), max(wanted) + 1)
    return {number: replayable(q) for number, q in enumerate(upto) if number in wanted}


def main():
    """Compares, reports, and says by the exit status whether all agreed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("--questions")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    options = parser.parse_args()

    compared = disagreements = longer = 0
    shown = []
    side_a = islice(opened(options.a), 0, None, options.every)
    for line_a, line_b in zip_longest(side_a, opened(options.b)):
        if line_a is None or line_b is None:
            longer += 1
            continue
        if not same(line_a, line_b):
            disagreements += 1
            if len(shown) < SHOWN:
                shown.append((compared * options.every, line_a, line_b))
        compared += 1

    questions = questions_at(options.questions, [number for number, _, _ in shown])
    for number, line_a, line_b in shown:
        print(f"question {number + 1}: {questions.get(number, '(not given)')}")
        print(f"  A: {line_a.decode().strip()}")
        print(f"  B: {line_b.decode().strip()}")
    if longer:
        print(f"one side has {longer} answers more than the other")
    print(f"{compared} compared, {disagreements} disagree")
    return 1 if disagreements or longer or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
