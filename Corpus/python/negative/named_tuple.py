from collections import namedtuple

Sale = namedtuple("Sale", "product float_ ptp")
sale = Sale("tea", 1.5, lambda: 2)
print(sale.product, sale.float_, sale.ptp(), sale._replace(product="coffee").product)
