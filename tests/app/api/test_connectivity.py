"""Devices that ask whether the hall's Wi-Fi reaches the internet hear what its owners say."""

import pytest

APPLE = "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
CHECKS = [
    ("connectivitycheck.gstatic.com", "/generate_204", 204, ""),
    ("clients3.google.com", "/generate_204", 204, ""),
    ("www.google.com", "/gen_204", 204, ""),
    ("connect.rom.miui.com", "/generate_204", 204, ""),
    ("connectivitycheck.platform.hicloud.com", "/generate_204", 204, ""),
    ("conn1.oppomobile.com", "/generate_204", 204, ""),
    ("wifi.vivo.com.cn", "/generate_204", 204, ""),
    ("fireoscaptiveportal.com", "/generate204", 204, ""),
    ("edge.microsoft.com", "/captiveportal/generate_204", 204, ""),
    ("captive.apple.com", "/hotspot-detect.html", 200, APPLE),
    ("captive.apple.com", "/", 200, APPLE),
    ("captive.apple.com", "/Xy3/9Zk/a.html", 200, APPLE),
    ("www.airport.us", "/anything.html", 200, APPLE),
    ("www.apple.com", "/library/test/success.html", 200, APPLE),
    ("www.msftconnecttest.com", "/connecttest.txt", 200, "Microsoft Connect Test"),
    ("www.msftncsi.com", "/ncsi.txt", 200, "Microsoft NCSI"),
    ("detectportal.firefox.com", "/success.txt", 200, "success\n"),
    ("nmcheck.gnome.org", "/check_network_status.txt", 200, "NetworkManager is online\n"),
]


@pytest.mark.parametrize(("host", "path", "status", "body"), CHECKS)
def test_a_device_stays_in_the_hall(client, host, path, status, body):
    answer = client.get(path, headers={"Host": host})
    assert (answer.status_code, answer.get_data(as_text=True)) == (status, body)
    assert "Set-Cookie" not in answer.headers


def test_firefox_gets_its_own_page(client):
    answer = client.get("/canonical.html", headers={"Host": "detectportal.firefox.com"})
    assert "support.mozilla.org/kb/captive-portal" in answer.get_data(as_text=True)


def test_a_query_that_defeats_caches_changes_nothing(client):
    assert client.get("/success.txt?ipv4").data == b"success\n"
    assert client.head("/generate_204").status_code == 204


def test_under_its_own_name_the_server_asks_who_you_are(client):
    assert "Success</BODY>" not in client.get("/").get_data(as_text=True)
