# A module of a comment only: its one line is line 0.
