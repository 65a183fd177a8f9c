"""A frame in, a decision out: face check-in as a pure library.

It knows no Flask, no database and no configuration. The way of a frame:
`opencv` (decode, camera) → `encoders` (faces, encoding) → `quality` → `gallery.nearest`
→ `decision` (several frames agree, thresholds from `calibration`); `vault` keeps templates sealed.

One convention everywhere: **a higher score is better**. ONNX encoders score by cosine (−1 … 1);
dlib scores by 1 − Euclidean distance, so that its familiar distance 0.40 is the score 0.60.
"""
