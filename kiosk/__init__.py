"""The check-in desk: camera, badge and name at the door, with or without the network."""
