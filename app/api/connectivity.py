"""Answers what phones and computers ask to learn whether a Wi-Fi reaches the internet.

A phone that gets no answer leaves the hall's Wi-Fi for 4G. Where the router's DNS leads the names
below to this server, it answers as their owners do (docs/deploying.md has the list for a router):

- Android asks for `/generate_204`, older ones and fallbacks for `/gen_204`: connectivitycheck.
  gstatic.com, clients3.google.com, www.google.com; Xiaomi connect.rom.miui.com, Huawei
  connectivitycheck.platform.hicloud.com, Oppo conn1.oppomobile.com, Vivo wifi.vivo.com.cn; Samsung
  and most others keep Google's. Amazon `/generate204`, Edge `/captiveportal/generate_204`.
- Apple asks captive.apple.com for `/hotspot-detect.html`, and older ones for any path of it and of
  five sister names; it wants exactly one page.
- Windows 10 and later `/connecttest.txt`, before that `/ncsi.txt`; Firefox `/success.txt` and
  `/canonical.html`; Linux desktops `/check_network_status.txt`.
"""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from app.access import open_to_all

blueprint = Blueprint("connectivity", __name__)
BECAUSE = "a device asks whether its network reaches the internet before it knows us"
APPLE_NAMES = frozenset(
    {
        "captive.apple.com",
        "www.appleiphonecell.com",
        "www.airport.us",
        "www.ibook.info",
        "www.itools.info",
        "www.thinkdifferent.us",
    }
)
APPLE_PAGE = "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
FIREFOX_PAGE = (
    '<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>'
)


@blueprint.before_app_request
def reassure_by_name() -> ResponseReturnValue | None:
    """Answer Apple's check under Apple's names, whatever its path."""
    if request.host.partition(":")[0].lower() in APPLE_NAMES:
        return APPLE_PAGE
    return None


@blueprint.get("/generate_204")
@blueprint.get("/generate204")
@blueprint.get("/gen_204")
@blueprint.get("/captiveportal/generate_204")
@open_to_all(BECAUSE)
def reassure_android() -> ResponseReturnValue:
    """Answer Android's check as the internet would, so that the phone stays in the hall's Wi-Fi."""
    return "", 204


@blueprint.get("/hotspot-detect.html")
@blueprint.get("/library/test/success.html")
@open_to_all(BECAUSE)
def reassure_apple() -> ResponseReturnValue:
    """Answer Apple's check; it wants exactly this page."""
    return APPLE_PAGE


@blueprint.get("/connecttest.txt")
@open_to_all(BECAUSE)
def reassure_windows() -> ResponseReturnValue:
    """Answer the check of Windows 10 and later."""
    return Response("Microsoft Connect Test", mimetype="text/plain")


@blueprint.get("/ncsi.txt")
@open_to_all(BECAUSE)
def reassure_older_windows() -> ResponseReturnValue:
    """Answer the check of Windows before 10."""
    return Response("Microsoft NCSI", mimetype="text/plain")


@blueprint.get("/success.txt")
@open_to_all(BECAUSE)
def reassure_firefox() -> ResponseReturnValue:
    """Answer Firefox on every system."""
    return Response("success\n", mimetype="text/plain")


@blueprint.get("/canonical.html")
@open_to_all(BECAUSE)
def reassure_newer_firefox() -> ResponseReturnValue:
    """Answer Firefox since 75, which wants exactly this page."""
    return FIREFOX_PAGE


@blueprint.get("/check_network_status.txt")
@open_to_all(BECAUSE)
def reassure_linux() -> ResponseReturnValue:
    """Answer NetworkManager of GNOME desktops."""
    return Response("NetworkManager is online\n", mimetype="text/plain")
