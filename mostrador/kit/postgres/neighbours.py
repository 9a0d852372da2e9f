"""How far the ledger may be read, whatever runs in the server's other databases.

A transaction's number is the server's, but whoever writes in another database never writes here. One is passed over
once it is seen there; whatever is not known (a program without a database, a role that may not look) holds us back, as
our own do. A statement's snapshot is older than what it then reads of the activity: whoever its snapshot calls running
has had its database since before, so that neither a place at the server nor a number that changes hands deceives it.
"""

MAY_LOOK = """
SELECT has_table_privilege('pg_stat_activity', 'SELECT') AND has_table_privilege('pg_prepared_xacts', 'SELECT')
AND has_function_privilege('pg_stat_get_activity(integer)', 'EXECUTE')
AND has_function_privilege('pg_prepared_xact()', 'EXECUTE')
"""
OLDEST = "pg_snapshot_xmin(pg_current_snapshot())"
# The oldest of those who run, ourselves among them, that is not a neighbour's; asked only where something is held back.
OLDEST_OF_OURS = f"""
CASE WHEN NOT EXISTS (SELECT 1 FROM kit_event WHERE txid >= {OLDEST}) THEN {OLDEST} ELSE coalesce((
    SELECT min(x) FROM (
        SELECT {OLDEST} UNION SELECT pg_snapshot_xip(pg_current_snapshot())
        UNION SELECT pg_current_xact_id_if_assigned()
    ) running(x) WHERE x::xid <> ALL (ARRAY(
        SELECT backend_xid FROM pg_stat_activity WHERE backend_xid IS NOT NULL
        AND datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
        UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database <> current_database()
    ))
), pg_snapshot_xmax(pg_current_snapshot())) END
"""  # noqa: S608 - our own words


def safe(*, may_look: bool) -> str:
    """Return the beginning of a question: `safe.below` is the first transaction that something may yet come before."""
    return f"WITH safe AS MATERIALIZED (SELECT {OLDEST_OF_OURS if may_look else OLDEST} AS below)"
