"""Tabs, form feeds and odd spacing stay."""
import numpy as np

def f( x ):
	if x :
		return  np.prod( x , )	# tab before
	return np . inf


print( int(f( [2,3] )),f([]) ) ;
