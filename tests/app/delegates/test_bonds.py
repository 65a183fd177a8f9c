"""What speaks of a delegate is found by an index: removing thousands looks through no table."""

from sqlalchemy import UniqueConstraint

from app.db import db
from app.delegates.models import Delegate


def test_every_column_that_points_to_a_delegate_begins_an_index():
    key, without = Delegate.__table__.c.id, []
    for table in db.metadata.tables.values():
        begins = {next(iter(each.columns)) for each in table.indexes}
        begins.add(next(iter(table.primary_key.columns)))
        unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
        begins |= {next(iter(each.columns)) for each in unique}
        for column in table.columns:
            points = any(each.column is key for each in column.foreign_keys)
            if points and column not in begins:
                without.append(str(column))
    assert without == []
