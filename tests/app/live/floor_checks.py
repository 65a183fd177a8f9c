"""What the tests of the floor and their controls both do."""

from app.archive.erasing import erase_person
from app.delegates.models import Delegate
from app.live.actions import move_stage
from app.live.forms import StageForm

PUBLIC = {"name", "position", "delegation"}


def give(congress, **floor):
    """Give somebody the floor."""
    return move_stage(congress, StageForm.model_validate({"floor": floor}))


def told(phone, congress):
    """Return what a phone is told about the stage."""
    answer = phone.get(f"/api/congresses/{congress.id}/live")
    assert answer.status_code == 200
    return answer.json["parts"]["stage"]["state"]


def check_that_only_three_facts_are_public(phone, congress, delegate: Delegate):
    """Give a delegate with every fact the floor; phones get name, position and delegation."""
    give(congress, delegate_id=delegate.id)
    floor = told(phone, congress)["floor"]
    assert set(floor) == PUBLIC
    assert floor["name"] == delegate.name


def check_that_who_was_erased_has_no_floor(phone, congress, delegate: Delegate):
    """Erase the delegate who has the floor; phones learn it at once."""
    give(congress, delegate_id=delegate.id)
    assert told(phone, congress)["floor"]["name"] == "Nguyễn Văn Minh"
    erase_person(congress, delegate)
    assert told(phone, congress)["floor"] is None
