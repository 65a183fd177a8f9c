"""The check-in desk: camera, badge and name at the door, with or without the network."""

import os

# The page says that the camera is lost; OpenCV would repeat it in the terminal every two seconds.
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
