"""Tabs, form feeds and odd spacing stay."""
import numpy as np

def f( x ):
	if x :
		return  np.product( x , )	# tab before
	return np . Inf


print( int(f( [2,3] )),f([]) ) ;
