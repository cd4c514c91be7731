import dask.array as da

x = da.ones(4, chunks=2)
print(da.product, x.astype(float, copy=False))
