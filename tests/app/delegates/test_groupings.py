"""Delegations and discussion groups: order, names, leaders, merging."""

import pytest

from app.db import db
from tests.factories import make_delegate


@pytest.mark.parametrize("kind", ["delegations", "groups"])
def test_units_are_named_ordered_led_and_merged(call, congress, kind):
    field = {"delegations": "delegation", "groups": "group"}[kind]
    minh = make_delegate(congress, "001", "Nguyễn Văn Minh", **{field: "Một"})
    hoa = make_delegate(congress, "002", "Trần Thị Hoa", **{field: "Hai"})
    call("POST", f"/groupings/{kind}", {"name": "Ba"}, status=201)
    assert "already" in call("POST", f"/groupings/{kind}", {"name": "Ba"}, status=409)["detail"]
    units = {each["name"]: each for each in call("GET", f"/groupings/{kind}")}
    one, two, three = (units[name]["id"] for name in ("Một", "Hai", "Ba"))

    body = {"name": "Tổ Một", "leader_id": hoa.id}
    assert "member" in call("PUT", f"/groupings/{kind}/{one}", body, status=409)["detail"]
    call("PUT", f"/groupings/{kind}/{one}", {"name": "Tổ Một", "leader_id": minh.id})
    others = [
        each["id"]
        for each in call("GET", f"/groupings/{kind}")
        if each["id"] not in (one, two, three)
    ]
    call("PUT", f"/groupings/{kind}/order", {"ids": [three, two, one, *others]}, status=204)
    told = [
        (each["name"], each["leader"], each["members"])
        for each in call("GET", f"/groupings/{kind}")
    ]
    assert told[:3] == [("Ba", "", 0), ("Hai", "", 1), ("Tổ Một", "Nguyễn Văn Minh", 1)]

    assert "members" in call("DELETE", f"/groupings/{kind}/{two}", status=409)["detail"]
    call("DELETE", f"/groupings/{kind}/{three}", status=204)
    step = call("POST", f"/groupings/{kind}/{two}/merge", {"into_id": one})
    db.session.expire_all()
    assert getattr(hoa, f"{field}_name") == "Tổ Một"
    call("POST", f"/roster/steps/{step['id']}/undo", status=202)
    db.session.expire_all()
    assert getattr(hoa, f"{field}_name") == "Hai"


def test_another_congress_and_another_kind_are_not_found(call, congress):
    call("GET", "/groupings/users", status=404)
    call("PUT", "/groupings/groups/99", {"name": "x"}, status=404)
