#!/usr/bin/env python3
"""Checks exported audit proofs with programs that are not ours: pymerkle 7 for the tree, OpenSSL for the signatures.

    CONCORDAT_AUDIT_EXPORT=/tmp/proofs.json scripts/swift test --filter ProofExportTests
    scripts/proofs.py /tmp/proofs.json

Every root, every proof of inclusion and every proof of consistency must be accepted; every proof that is wrong by one
thing must be refused. Exit code 0 when all is so.
"""
import base64
import hashlib
import json
import random
import subprocess
import sys
import tempfile

from pymerkle import InclusionProof, InmemoryTree, InvalidProof
from pymerkle.core import _inclusion_path_layout
from pymerkle.hasher import MerkleHasher

ED25519_SPKI = bytes.fromhex("302a300506032b6570032100")


def inclusion(index, size, path):
    """pymerkle counts leaves from 1 and begins the path with the leaf, which is put in by the caller."""
    rule, _ = _inclusion_path_layout(index + 1, size)
    return InclusionProof("sha256", True, size, index + 1, rule, path)


def rfc_ranges(old, start, new, whole=True):
    """Which leaves each hash of a proof of consistency stands over: SUBPROOF of RFC 6962 section 2.1.2, word for word."""
    if old == new:
        return [] if whole else [(start, start + new)]
    left = 1
    while left * 2 < new:
        left *= 2
    if old <= left:
        return rfc_ranges(old, start, left, whole) + [(start + left, start + new)]
    return rfc_ranges(old - left, start + left, new - left, False) + [(start, start + left)]


def fold(old, new, path, old_root):
    """Both roots as a proof of consistency gives them (RFC 9162 section 2.1.4.2), with pymerkle's hashing; None when its
    length is wrong."""
    pair = MerkleHasher("sha256").hash_pair
    path = ([old_root] if old & (old - 1) == 0 else []) + path
    if not path:
        return None
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for item in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            before, after = pair(item, before), pair(item, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = pair(after, item)
        place, last = place >> 1, last >> 1
    return (before, after) if last == 0 else None


def holds(check):
    try:
        check()
        return True
    except InvalidProof:
        return False


def mutations(path, numbers):
    """The same hashes with one bit, one place or one length wrong."""
    for place in range(len(path)):
        changed = bytearray(path[place])
        changed[numbers.randrange(32)] ^= 1 << numbers.randrange(8)
        yield path[:place] + [bytes(changed)] + path[place + 1 :]
        yield path[:place] + path[place + 1 :]
        if place:
            yield path[: place - 1] + [path[place], path[place - 1]] + path[place + 1 :]
    yield path + [hashlib.sha256(b"stranger").digest()]


def check_tree(data):
    tree = InmemoryTree(algorithm="sha256")
    leaves = [bytes.fromhex(leaf) for leaf in data["leaves"]]
    roots = [bytes.fromhex(root) for root in data["roots"]]
    for leaf in leaves:
        tree.append_entry(leaf)
    faults = sum(tree.get_root(size) != root for size, root in enumerate(roots))
    print(f"roots: {len(roots)} compared, {faults} differ")
    return faults, tree, roots, [tree.get_leaf(index + 1) for index in range(len(leaves))]


def check_inclusion(data, roots, leaves, numbers):
    refused = accepted = mutated = 0
    for proof in data["inclusion"]:
        index, size = proof["index"], proof["size"]
        path = [bytes.fromhex(item) for item in proof["path"]]

        def check(leaf, path):
            made = inclusion(index, size, [leaf] + path)
            return holds(lambda: made.verify(leaf, roots[size], index=index + 1, size=size))

        refused += not check(leaves[index], path)
        wrong = list(mutations(path, numbers))
        mutated += len(wrong) + 1
        accepted += sum(check(leaves[index], item) for item in wrong)
        accepted += check(hashlib.sha256(b"another leaf").digest(), path)
    print(f"inclusion: {len(data['inclusion'])} proofs, {refused} refused; {mutated} wrong ones, {accepted} accepted")
    return refused + accepted


def check_consistency(data, tree, roots, numbers):
    """pymerkle's own proofs take another way through the tree (they part the new leaves further), so that it cannot read
    ours. It proves by its own that our two roots are consistent; it says what each hash of ours must be; and its hashing
    folds ours to both roots."""
    faults = accepted = mutated = 0
    for proof in data["consistency"]:
        old, new = proof["old"], proof["new"]
        path = [bytes.fromhex(item) for item in proof["path"]]
        own = tree.prove_consistency(old, new)
        faults += not holds(lambda: own.verify(roots[old], roots[new], prior_size=old, later_size=new))
        faults += path != [tree._get_root(*item) for item in rfc_ranges(old, 0, new)]
        if old == new:
            continue
        faults += fold(old, new, path, roots[old]) != (roots[old], roots[new])
        for wrong in mutations(path, numbers):
            mutated += 1
            accepted += fold(old, new, wrong, roots[old]) == (roots[old], roots[new])
        accepted += holds(lambda: own.verify(roots[old - 1], roots[new])) + holds(lambda: own.verify(roots[old], roots[new - 1]))
    print(f"consistency: {len(data['consistency'])} proofs, {faults} differ; {mutated} wrong ones, {accepted} accepted")
    return faults + accepted


def openssl_verifies(public, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for name, content in (("key", ED25519_SPKI + public), ("message", message), ("signature", signature)):
            names[name] = f"{folder}/{name}"
            with open(names[name], "wb") as file:
                file.write(content)
        done = subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names["key"], "-rawin",
             "-in", names["message"], "-sigfile", names["signature"]],
            capture_output=True, check=False)
        return done.returncode == 0


def read_key(text):
    """A C2SP verifier key: name, key id, kind, public key."""
    name, key_id, material = text.split("+", 2)
    kind, public = base64.b64decode(material, validate=True)[0], base64.b64decode(material, validate=True)[1:]
    made = hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]
    assert made.hex() == key_id, "the key id is not the key's"
    return name, made, public


def check_head(data):
    body, lines = data["head"].rsplit("\n\n", 1)
    body = (body + "\n").encode()
    origin, size, root = body.decode().splitlines()
    faults = int(int(size) != len(data["leaves"])) + int(base64.b64decode(root).hex() != data["roots"][-1])
    for kind, key in (("log", data["log_key"]), ("witness", data["witness_key"])):
        name, key_id, public = read_key(key)
        line = next(line for line in lines.splitlines() if line.split(" ")[1] == name)
        signed = base64.b64decode(line.split(" ")[2], validate=True)
        faults += int(signed[:4] != key_id)
        message, signature = body, signed[4:]
        if kind == "witness":
            seconds = int.from_bytes(signed[4:12], "big")
            message, signature = f"cosignature/v1\ntime {seconds}\n".encode() + body, signed[12:]
        good = openssl_verifies(public, message, signature)
        bad = openssl_verifies(public, message + b"x", signature)
        print(f"{kind} signature of {name}: {'valid' if good else 'INVALID'}, over another text {bad}")
        faults += int(not good) + int(bad)
    return faults + int(origin != data["log_key"].split("+", 1)[0])


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        data = json.load(file)
    numbers = random.Random(1)
    faults, tree, roots, leaves = check_tree(data)
    faults += check_inclusion(data, roots, leaves, numbers)
    faults += check_consistency(data, tree, roots, numbers)
    faults += check_head(data)
    print("all as it must be" if faults == 0 else f"{faults} faults")
    return 0 if faults == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
