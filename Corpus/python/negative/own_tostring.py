class Element:
    def tostring(self):
        return "<a/>"


def tostring(element):
    return element.tostring()


print(tostring(Element()))
