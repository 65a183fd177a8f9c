"""What the test of packs and its control ask alike."""

from app.library.pack_zip import for_readers


def check_readers_do_not_keep_the_office_waiting(guest, organiser, congress):
    """Two readers hold theirs open; a third is told so, the office gets its pack."""
    path = f"/api/congresses/{congress.id}/pack.zip"
    for_readers.acquire()
    for_readers.acquire()
    try:
        assert guest.get(path).status_code == 409
        assert organiser.get(path).status_code == 200
    finally:
        for_readers.release()
        for_readers.release()
