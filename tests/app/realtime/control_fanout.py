"""Take each protection of the fan-out away: the same checks must say no."""

import pytest

from tests.app.realtime import fanout_checks as check

pytestmark = [pytest.mark.control, pytest.mark.server]


def control_a_slow_reader_without_the_rest_of_frames(loop):
    check.slow_reader_gets_whole_frames(without="rest", **loop)


def control_a_slow_reader_without_waiting_for_an_idle_socket(loop):
    check.slow_reader_gets_whole_frames(without="idle", **loop)


def control_a_stalled_phone_that_is_never_cut_off():
    check.stalled_phone_is_cut_off(without="cut")


def control_a_stalled_phone_for_which_everything_waits():
    check.stalled_phone_costs_little(without="newest")


def control_a_stalled_phone_that_is_waited_for():
    check.stalled_phone_delays_nobody(without="own writer")


def control_a_room_that_keeps_who_left():
    check.who_left_hears_nothing(without="rooms")


def control_a_broadcast_that_never_gives_way():
    check.others_get_their_turn(without="turns")
