"""The ledger on each database that Home Assistant's recorder can use.

Takes minutes and servers of its own, so it is a part of script/lab alone.
"""
