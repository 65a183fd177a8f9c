"""The demo roster is whole, plausible and the same every time."""

import unicodedata
from collections import Counter
from datetime import date

from app.demo import people


def test_297_delegates_sit_in_twelve_delegations() -> None:
    roster = people.delegates()
    groups = people.delegations()
    assert len(roster) == 297
    assert len(groups) == 12
    assert Counter(person.delegation for person in roster) == {g.name: g.size for g in groups}


def test_every_delegation_has_one_leader_who_is_a_full_delegate() -> None:
    leaders = [person for person in people.delegates() if person.leads]
    assert sorted(leader.delegation for leader in leaders) == sorted(
        group.name for group in people.delegations()
    )
    assert {leader.standing for leader in leaders} == {"ex_officio"}


def test_nobody_is_there_twice() -> None:
    everybody = people.delegates() + people.guests()
    for key in ("number", "seat"):
        assert len({getattr(person, key) for person in everybody}) == len(everybody)
    assert len({(person.name, person.birth_date) for person in everybody}) == len(everybody)


def test_the_roster_is_the_same_every_time() -> None:
    assert people.delegates() == people.delegates()
    assert people.guests() == people.guests()


def test_appointed_delegates_stay_within_five_per_cent() -> None:
    roster = people.delegates()
    standings = Counter(person.standing for person in roster)
    assert 0 < standings["appointed"] <= 0.05 * len(roster)
    assert set(standings) == {"ex_officio", "elected", "appointed", "alternate"}


def test_every_group_of_the_credentials_report_has_people() -> None:
    roster = people.delegates()
    women = sum(person.sex == "female" for person in roster)
    members = sum(person.party for person in roster)
    assert 0.35 < women / len(roster) < 0.5
    assert 0.5 < members / len(roster) < 0.8
    assert len({person.ethnicity for person in roster}) >= 8
    assert len({person.religion for person in roster}) >= 4
    assert len({person.education for person in roster}) >= 5
    assert all(date(1985, 1, 1) <= p.birth_date <= date(2008, 12, 31) for p in roster)


def test_guests_are_apart() -> None:
    guests = people.guests()
    assert len(guests) == 12
    assert {(guest.standing, guest.delegation) for guest in guests} == {("guest", people.GUESTS)}


def test_all_text_is_nfc() -> None:
    for person in people.delegates() + people.guests():
        for text in (person.name, person.delegation, person.position, person.ethnicity):
            assert unicodedata.is_normalized("NFC", text)
