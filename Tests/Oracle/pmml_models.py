"""Holds JPMML-Evaluator, over documents converted from the corpus, against what the models' own libraries answered.

    GODWIT_PMML_FOLDER=FOLDER swift test --filter PMMLModelTests
    python pmml_models.py FOLDER Corpus/models

Needs the packages jpmml_evaluator and numpy, and a Java runtime. Known to differ: `svc-sparse`, where three classes have
one vote each and the engine takes the one that was voted for first.
"""

import json,glob,math,sys,os
import numpy as np
from jpmml_evaluator import make_evaluator
D, C = sys.argv[1:3]
tot=bad=rows=0; kinds={}
for p in sorted(glob.glob(D+"/*.pmml")):
    n=os.path.basename(p)[:-5]; parts=n.split("-",2); folder="/".join(parts[:2]); name=parts[2]
    R=json.load(open(D+"/"+n+".json"))
    if parts[0]=="open":
        e=np.load(f"{C}/{folder}/{name}.exp.npy",allow_pickle=True); exp={("transform" if name in("ct","tfidf") else "predict_proba" if e.ndim==2 else "predict"):e}
    else:
        z=np.load(f"{C}/{folder}/{name}.npz",allow_pickle=True); exp={k:z[k] for k in z.files}
    tot+=1
    try:
        ev=make_evaluator(p); A=[ev.evaluate(r) for r in R]
    except Exception as e:
        bad+=1; kinds.setdefault("ERR "+str(e).split("\n")[0][:110],[]).append(n); continue
    worst=0; what=""
    for k,v in exp.items():
        if k=="predict" and v.ndim==1:
            key=[x for x in A[0] if x in("y","cluster",None)]
            if not key: continue
            for a,b in zip(A,v):
                a=a[key[0]]
                try: d=abs(float(a)-float(b))/max(1,abs(float(b)))
                except Exception: d=0 if str(a)==str(b) or str(a).lower()==str(b).lower() else 9
                if d>worst: worst=d; what=(k,a,b)
        elif k in("predict_proba","transform"):
            pre={"predict_proba":"probability(","transform":"transformed("}[k]
            cols=[x for x in A[0] if (x or "").startswith(pre)]
            if len(cols)!=(v.shape[1] if v.ndim>1 else 1): continue
            if k=="transform": cols.sort(key=lambda s:int(s[12:-1]))
            for a,b in zip(A,v.reshape(len(A),-1)):
                for c,y in zip(cols,b):
                    x=a[c]
                    x=float("nan") if x is None else float(x)
                    d=0 if (x!=x and y!=y) else abs(x-y)/max(1,abs(y)); d=9 if d!=d else d
                    if d>worst: worst=d; what=(k,x,y)
    rows+=len(A)
    if worst>1e-12: bad+=1; kinds.setdefault("DIFF",[]).append((n,worst,what))
print("documents",tot,"bad",bad,"rows",rows)
for k,v in kinds.items():
    print(k,len(v)); 
    for x in v[:14]: print("   ",x)
