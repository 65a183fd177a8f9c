"""Who is in the hall: check-ins, counters, the quorum, the credentials report."""
