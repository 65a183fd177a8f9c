"""The servers that benchmarks measure: ours, and what it is compared with."""
