from xml.etree import ElementTree
from xml.etree.ElementTree import tostring

a = ElementTree.Element("a")
print(tostring(a), ElementTree.tostring(a))
