"""Chance, cheaply: the stream is millions of questions long."""

from random import Random


class Dice:
    """A seeded source of choices."""

    def __init__(self, seed):
        self.roll = Random(seed).random

    def pick(self, options):
        """One of a sequence."""
        return options[int(self.roll() * len(options))]

    def chance(self, share):
        """True in about this share of throws."""
        return self.roll() < share

    def below(self, limit):
        """A whole number from 0 up to but not including the limit."""
        return int(self.roll() * limit)

    def some(self, options, share=0.5):
        """A random part of a sequence, perhaps empty."""
        roll = self.roll
        return [option for option in options if roll() < share]

    def other(self, options, than):
        """One of a sequence, but not this one."""
        while True:
            option = options[int(self.roll() * len(options))]
            if option != than:
                return option
