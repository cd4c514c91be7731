class Track:
    def __init__(self, points):
        self.points = points

    def ptp(self, axis=None):
        return max(self.points) - min(self.points)


track = Track([1, 5, 3])
print(track.ptp(), Track([2, 2]).ptp(axis=0))
