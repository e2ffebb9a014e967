"""Answers of tools at random; model/monitoring/random-tool.ts says what they are and mirrors this file."""

_MASK = 0xFFFFFFFF


def answers_disable(seed, tool, ordinal, disable):
    """Whether a tool's ordinal-th event from the program's code is answered with DISABLE."""
    h = (seed ^ (tool + 1) * 0x9E3779B1 ^ (ordinal + 1) * 0x85EBCA77) & _MASK
    h = (h ^ h >> 16) * 0x7FEB352D & _MASK
    h = (h ^ h >> 15) * 0x846CA68B & _MASK
    return (h ^ h >> 16) & 0xFF < disable
