"""Faulty copies of the rule, each with one fault.

A stream of questions is worth something only if each of these gives it a
wrong answer at least once. A fault is one of: a part of an and/or left out or
negated, a comparison made strict, lax or opposite, a `not` left out, a limit
off by one, a word struck from or added to a list of words.
"""

import ast
import copy
from pathlib import Path
from types import ModuleType

from vocabulary import ACTIONS, AGREEMENT_STATUSES, STRENGTHS

ORACLE = Path(__file__).with_name("oracle.py")

SWAPPED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}
WORDS_TO_ADD = {
    "AGREEMENT_LIVES": AGREEMENT_STATUSES, "STRONG_ENOUGH": STRENGTHS, "NEEDS_STEP_UP": ACTIONS,
    "NEEDS_REASON": ACTIONS, "NEEDS_APPROVER_IN_NUMBERS": ACTIONS,
}
# These carry the answer out; they are not the rule.
NOT_THE_RULE = {"READ_AHEAD", "dumps", "decide", "decide_bulk", "with_world", "main",
                "outstanding_obligations", "end_quietly_with_the_reader"}


def stands_in_for_null(node):
    """`facts or ()`: only ever matters for a null in place of a list."""
    last = node.values[-1]
    return isinstance(last, ast.Tuple) and not last.elts


def negated(node):
    """The opposite of an expression."""
    return ast.UnaryOp(ast.Not(), node)


def faults_of_node(node):
    """The faults one expression of a clause can have: a label and what stands there instead."""
    if isinstance(node, ast.BoolOp) and not stands_in_for_null(node):
        for place, operand in enumerate(node.values):
            without = node.values[:place] + node.values[place + 1:]
            rest = without[0] if len(without) == 1 else ast.BoolOp(node.op, without)
            opposite = node.values[:place] + [negated(operand)] + node.values[place + 1:]
            yield f"without `{ast.unparse(operand)}`", rest
            yield f"negated `{ast.unparse(operand)}`", ast.BoolOp(node.op, opposite)
    if isinstance(node, ast.Compare):
        swapped = SWAPPED[type(node.ops[0])]()
        other = ast.Compare(node.left, [swapped], node.comparators)
        yield f"`{ast.unparse(node)}` as `{ast.unparse(other)}`", other
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield f"`{ast.unparse(node)}` without not", node.operand


def faults_of_constant(name, node):
    """The faults a limit or a list of words can have."""
    if isinstance(node, ast.Set):
        words = [element.value for element in node.elts]
        for place, word in enumerate(words):
            # An empty display of a set would be read as a dictionary.
            rest = [ast.Constant(w) for w in words if w != word] or [ast.Constant("nothing")]
            yield f"{name} without {word}", ast.Set(rest)
        for word in WORDS_TO_ADD.get(name, ()):
            if word not in words:
                yield f"{name} with {word}", ast.Set(node.elts + [ast.Constant(word)])
    if name.isupper() and isinstance(node, (ast.Constant, ast.BinOp)):
        for step in (1, -1):
            yield f"{name} off by {step}", ast.BinOp(node, ast.Add(), ast.Constant(step))


def faults(tree):
    """Every fault: a label, the node it is in, and what stands there instead."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name not in NOT_THE_RULE:
            for node in ast.walk(statement):
                for label, instead in faults_of_node(node):
                    yield f"{statement.name}: {label}", node, instead
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if name in NOT_THE_RULE:
                continue
            for node in ast.walk(statement.value):
                if node is statement.value or isinstance(node, ast.Set):
                    for label, instead in faults_of_constant(name, node):
                        yield label, node, instead


class Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, node, instead):
        self.node, self.instead = node, instead

    def visit(self, node):
        return copy.deepcopy(self.instead) if node is self.node else super().generic_visit(node)


def module_of(tree):
    """The module a tree describes."""
    module = ModuleType("faulty_oracle")
    exec(compile(ast.fix_missing_locations(tree), "faulty_oracle", "exec"), module.__dict__)
    return module


def mutants():
    """Every faulty copy of the oracle, with a label that says what is wrong with it."""
    source = ORACLE.read_text(encoding="utf-8")
    count = sum(1 for _ in faults(ast.parse(source)))
    for number in range(count):
        # The tree is read afresh, because putting a node in changes it.
        tree = ast.parse(source)
        label, node, instead = list(faults(tree))[number]
        yield label, module_of(Replace(node, instead).visit(tree))
