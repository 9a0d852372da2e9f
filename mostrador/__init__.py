"""Mostrador: a counter where whoever comes through any door is heard, answered, served and thanked.

The rooms of the house are the sub-packages; ARCHITECTURE.md draws their stairs.
Importing this package loads no Django: the edge and the channels live without it.
"""

import sys

import pysqlite3

# Python 3.11 on Debian 12 links SQLite 3.40, whose WAL-reset bug can lose commits when two connections
# checkpoint at once. Everything below, Django included, must see the newer library instead.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

__version__ = "0.1.0"
