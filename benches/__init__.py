"""What ./bench runs: one file per benchmark, its peers beside it in the same run."""
