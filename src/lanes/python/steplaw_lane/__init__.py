"""What steplaw runs inside a real CPython: parse, compile, record. It imports nothing but the standard library."""
